// Blocks of postings give back what was packed, and damage is noticed.
#include "common/blocks.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

#include "edicola/error.h"

namespace edicola {
namespace {

std::vector<Posting> random_postings(std::mt19937& random, std::size_t count, unsigned widest) {
  std::vector<Posting> postings;
  std::uint32_t id = 0;
  for (std::size_t i = 0; i < count; ++i) {
    id += std::uniform_int_distribution<std::uint32_t>(1, widest)(random);
    postings.push_back(
        {id, static_cast<std::uint8_t>(std::uniform_int_distribution<int>(1, 63)(random))});
  }
  return postings;
}

BlockPacker::Packed packed(const std::vector<Posting>& postings) {
  BlockPacker packer;
  for (const Posting& posting : postings) packer.add(posting);
  return packer.take();
}

TEST(BlocksTest, UnpackedAsPacked) {
  std::mt19937 random(5);
  for (const std::size_t count : {1U, 127U, 128U, 129U, 4000U, 20'000U}) {
    for (const unsigned widest : {1U, 3U, 1000U, 200'000U}) {
      const std::vector<Posting> postings = random_postings(random, count, widest);
      const BlockPacker::Packed from = packed(postings);
      Block block;
      std::size_t at = 0;
      std::uint32_t before = 0;
      for (const BlockEntry& entry : unpack_directory(from.directory)) {
        unpack_block(from.pieces.at(entry.piece), entry, before, block);
        unsigned most = 0;
        for (std::size_t i = 0; i < block.size; ++i, ++at) {
          ASSERT_EQ(block.ids[i], postings[at].id);
          ASSERT_EQ(block.impacts[i], postings[at].impact);
          most = std::max<unsigned>(most, block.impacts[i]);
        }
        EXPECT_EQ(entry.last, block.ids[block.size - 1]);
        EXPECT_EQ(entry.most, most);
        before = entry.last;
      }
      EXPECT_EQ(at, count);
    }
  }
}

TEST(BlocksTest, TheGreatestIds) {
  const std::vector<Posting> postings = {{1, 63}, {UINT32_MAX, 1}};
  const BlockPacker::Packed from = packed(postings);
  const std::vector<BlockEntry> directory = unpack_directory(from.directory);
  ASSERT_EQ(directory.size(), 1U);
  Block block;
  unpack_block(from.pieces.at(0), directory[0], 0, block);
  EXPECT_EQ(block.ids[1], UINT32_MAX);
  EXPECT_EQ(directory[0].last, UINT32_MAX);
}

TEST(BlocksTest, APackerIsAsNewOnceItIsEmptied) {
  BlockPacker packer;
  packer.add({7, 1});
  const BlockPacker::Packed first = packer.take();
  packer.add({7, 1});
  const BlockPacker::Packed second = packer.take();
  EXPECT_EQ(first.directory, second.directory);
  EXPECT_EQ(first.pieces, second.pieces);
}

// Cut short anywhere, or with any byte changed: an error or other postings, but no crash.
TEST(BlocksTest, DamageIsAnErrorOrOtherPostings) {
  std::mt19937 random(6);
  const BlockPacker::Packed from = packed(random_postings(random, 300, 50));
  const auto read_all = [](const std::string& directory, const std::string& piece) {
    Block block;
    std::uint32_t before = 0;
    for (const BlockEntry& entry : unpack_directory(directory)) {
      unpack_block(piece, entry, before, block);
      EXPECT_TRUE(std::is_sorted(block.ids.begin(),
                                 block.ids.begin() + static_cast<std::ptrdiff_t>(block.size)));
      EXPECT_GT(block.ids[0], before);
      EXPECT_EQ(block.ids[block.size - 1], entry.last);
      before = entry.last;
    }
  };
  std::size_t noticed = 0;
  for (std::size_t size = 0; size < from.pieces[0].size(); ++size) {
    try {
      read_all(from.directory, from.pieces[0].substr(0, size));
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kIndexCorrupt);
      ++noticed;
    }
  }
  EXPECT_EQ(noticed, from.pieces[0].size());
  for (std::size_t i = 0; i < from.pieces[0].size(); ++i) {
    std::string piece = from.pieces[0];
    piece[i] = static_cast<char>(std::uniform_int_distribution<int>(0, 255)(random));
    try {
      read_all(from.directory, piece);
    } catch (const Error&) {
      continue;
    }
  }
}

TEST(BlocksTest, CoverageAsPacked) {
  const Coverage coverage{1'000'000, {3, 4, 999'999}, 512};
  const Coverage read = Coverage::unpack(coverage.pack());
  EXPECT_EQ(read.last, coverage.last);
  EXPECT_EQ(read.gone, coverage.gone);
  EXPECT_EQ(read.least, coverage.least);
  EXPECT_TRUE(read.is_gone(4));
  EXPECT_FALSE(read.is_gone(5));
  EXPECT_EQ(Coverage::unpack("").last, 0U);
  EXPECT_THROW(Coverage::unpack("\x80"), Error);
}

}  // namespace
}  // namespace edicola
