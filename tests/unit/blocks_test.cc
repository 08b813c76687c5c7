// Lists of postings give back what was packed, and damage is noticed.
#include "common/blocks.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "edicola/error.h"
#include "tests/unit/kept_positions.h"

namespace edicola {
namespace {

std::vector<Posting> random_postings(std::mt19937& random, std::size_t count, unsigned widest,
                                     bool neighbours) {
  std::vector<Posting> postings;
  std::uint32_t id = 0;
  for (std::size_t i = 0; i < count; ++i) {
    id += std::uniform_int_distribution<std::uint32_t>(1, widest)(random);
    postings.push_back(
        {id, static_cast<std::uint8_t>(std::uniform_int_distribution<int>(1, 63)(random)),
         static_cast<Neighbours>(neighbours ? random() : 0)});
    postings.back().positions = random_positions(random, postings.back().neighbours);
  }
  return postings;
}

// `behind` and `before` are null in lists that have no neighbours.
void expect_same(const Block& block, const char* behind, const char* before,
                 const Posting* expected) {
  for (std::size_t i = 0; i < block.size(); ++i) {
    ASSERT_EQ(block.id(i), expected[i].id);
    ASSERT_EQ(block.impact(i), expected[i].impact);
    const Neighbours neighbours =
        behind == nullptr ? 0 : neighbours_of(side_at(behind, i), side_at(before, i));
    ASSERT_EQ(neighbours, expected[i].neighbours);
  }
}

unsigned greatest(const Block& block) {
  unsigned most = 0;
  for (std::size_t i = 0; i < block.size(); ++i) most = std::max(most, block.impact(i));
  return most;
}

TEST(BlocksTest, LongListsUnpackedAsPacked) {
  std::mt19937 random(5);
  for (const std::size_t count : {129U, 256U, 4000U, 20'000U}) {
    for (const unsigned widest : {1U, 3U, 1000U, 200'000U}) {
      for (const bool neighbours : {false, true}) {
        const std::vector<Posting> postings = random_postings(random, count, widest, neighbours);
        const std::vector<std::string> pieces = pack_long(postings, 0);
        Block block;
        std::size_t at = 0;
        std::uint32_t before = 0;
        const Directory directory = unpack_directory(pieces.front(), before);
        EXPECT_EQ(directory.layout.together > 0, neighbours);
        for (std::size_t n = 0; n < directory.entries.size(); ++n) {
          const BlockEntry& entry = directory.entries[n];
          unpack_block(pieces.at(entry.piece), entry, before, block);
          ASSERT_LE(at + block.size(), count);
          const SidePlace place = place_of_sides(directory.layout, n);
          const auto side = [&](std::uint32_t piece) {
            return neighbours ? pieces.at(piece).data() + place.begin : nullptr;
          };
          ASSERT_NO_FATAL_FAILURE(
              expect_same(block, side(place.behind), side(place.before), &postings[at]));
          for (std::size_t i = 0; neighbours && i < block.size(); ++i) {
            const PositionPlace positions = place_of_positions(directory.layout, n, i);
            const std::string_view group =
                positions_of_group(pieces.at(positions.piece), positions.group);
            ASSERT_EQ(positions_at(group, i % kGroupPostings), postings[at + i].positions);
          }
          at += block.size();
          EXPECT_EQ(entry.last, block.last());
          EXPECT_EQ(entry.most, greatest(block));
          before = entry.last;
        }
        EXPECT_EQ(at, count);
      }
    }
  }
}

// What follows in a page does not matter.
TEST(BlocksTest, ShortListsUnpackedAsPacked) {
  std::mt19937 random(8);
  for (std::uint32_t count = 1; count <= kBlockPostings; ++count) {
    for (const unsigned widest : {1U, 900U, 1'000'000U}) {
      const std::uint32_t before = 1000 * (count % 3);
      std::vector<Posting> postings = random_postings(random, count, widest, count % 2 == 0);
      for (Posting& posting : postings) posting.id += before;
      const std::string data = pack_short(postings, before) + "other terms and padding";
      Block block;
      unpack_short(data, count, before, block);
      ASSERT_EQ(block.size(), count);
      ASSERT_NO_FATAL_FAILURE(expect_same(block, block.behind(), block.before(), postings.data()));
      for (std::size_t i = 0; block.behind() != nullptr && i < block.size(); ++i) {
        ASSERT_EQ(positions_at(block.positions(), i), postings[i].positions);
      }
      const BlockEntry entry = entry_of_short(data, count, before);
      EXPECT_EQ(entry.last, postings.back().id);
      EXPECT_EQ(entry.most, greatest(block));
    }
  }
}

TEST(BlocksTest, BareListsAreThoseWithoutNeighbours) {
  std::mt19937 random(9);
  for (std::uint32_t count = 1; count <= kBlockPostings; ++count) {
    for (const unsigned widest : {1U, 900U, 1'000'000U}) {
      std::vector<Posting> postings = random_postings(random, count, widest, count % 3 != 0);
      const std::string data = pack_short(postings, 0);
      for (Posting& posting : postings) {
        posting.neighbours = 0;
        posting.positions = {};
      }
      std::string bare = "before";
      append_bare(data + "other terms and padding", count, bare);
      EXPECT_EQ(bare, "before" + pack_short(postings, 0)) << count << " " << widest;
      const std::size_t bytes = bare.size() - std::string_view("before").size();
      EXPECT_THROW(append_bare(data.substr(0, bytes - 1), count, bare), Error) << count;
    }
  }
}

TEST(BlocksTest, TheGreatestIds) {
  const std::vector<Posting> postings = {{1, 63, 0}, {2, 1, 0}, {3, 1, 0},
                                         {4, 1, 0},  {5, 1, 0}, {UINT32_MAX, 1, 255}};
  const std::string data = pack_short(postings, 0) + std::string(kBlockPadding, '\0');
  Block block;
  unpack_short(data, 6, 0, block);
  EXPECT_EQ(block.id(5), UINT32_MAX);
  EXPECT_EQ(entry_of_short(data, 6, 0).last, UINT32_MAX);
}

void read_all(const std::vector<std::string>& pieces) {
  Block block;
  std::uint32_t before = 0;
  for (const BlockEntry& entry : unpack_directory(pieces.front(), before).entries) {
    if (entry.piece >= pieces.size()) return;
    unpack_block(pieces[entry.piece], entry, before, block);
    for (std::size_t i = 1; i < block.size(); ++i) EXPECT_GT(block.id(i), block.id(i - 1));
    EXPECT_GT(block.id(0), before);
    EXPECT_EQ(block.last(), entry.last);
    before = entry.last;
  }
}

// Cut short anywhere, or with any byte changed: an error or other postings, but no crash.
TEST(BlocksTest, DamageIsAnErrorOrOtherPostings) {
  std::mt19937 random(6);
  const std::vector<std::string> whole = pack_long(random_postings(random, 300, 50, true), 0);
  ASSERT_GE(whole.size(), 4U);  // two of neighbours, the fourth of positions
  std::size_t noticed = 0;
  for (std::size_t size = 0; size < whole[0].size(); ++size) {
    try {
      read_all({whole[0].substr(0, size)});
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kIndexCorrupt);
      ++noticed;
    }
  }
  EXPECT_EQ(noticed, whole[0].size());
  for (std::size_t i = 0; i < whole[0].size(); ++i) {
    std::string piece = whole[0];
    piece[i] = static_cast<char>(std::uniform_int_distribution<int>(0, 255)(random));
    try {
      read_all({piece});
    } catch (const Error&) {
      continue;
    }
  }
}

TEST(BlocksTest, DamagedShortListsToo) {
  std::mt19937 random(7);
  for (const std::uint32_t count : {3U, 60U}) {
    const std::string whole = pack_short(random_postings(random, count, 50, true), 0);
    for (int round = 0; round < 2000; ++round) {
      std::string data = whole + std::string(kBlockPadding, '\0');
      data[random() % data.size()] = static_cast<char>(random());
      if (round % 4 == 0) data.resize(random() % data.size());
      Block block;
      try {
        entry_of_short(data, count, 0);
        unpack_short(data, count, 0, block);
        EXPECT_EQ(block.size(), count);
      } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::kIndexCorrupt);
      }
    }
  }
}

}  // namespace
}  // namespace edicola
