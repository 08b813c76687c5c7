// A run file gives what was written, or an error.
#include "indexer/posting_run.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>

#include "edicola/error.h"
#include "tests/unit/scratch.h"
#include "tests/unit/term_lists.h"

namespace edicola {
namespace {

class PostingRun : public testing::Test {
 protected:
  void write(const TermLists& lists, std::uint32_t before) const {
    RunWriter run(path_, before);
    for (const auto& [term, postings] : lists) run.add(term, postings);
    run.finish();
  }

  [[nodiscard]] TermLists read() const {
    RunReader run(path_);
    return lists_of(run);
  }

  [[nodiscard]] std::string bytes() const {
    std::ifstream file(path_, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  }

  void expect_damage(const std::string& bytes, std::size_t place) const {
    std::ofstream(path_, std::ios::binary) << bytes;
    try {
      EXPECT_TRUE(read().empty());
      ADD_FAILURE() << "read although damaged at " << place;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kStorage) << error.what();
    }
  }

  Scratch scratch_;
  std::string path_ = scratch_.path("1.run");
};

TEST_F(PostingRun, GivesWhatWasWritten) {
  std::mt19937 random(3);
  for (const std::size_t terms : {1U, 20U, 500U}) {
    const TermLists lists = random_lists(random, 70'000, 70'100, terms);
    write(lists, 70'000);
    EXPECT_TRUE(read() == lists) << terms;
  }
}

// Longer than a block, and numbers of all lengths.
TEST_F(PostingRun, LongListsAndTerms) {
  TermLists lists;
  for (std::uint32_t id = 1; id <= 100'000; ++id) lists["a"].push_back({id, 63, 255});
  lists["b"] = {{1, 1, 0}, {200, 1, 0}, {100'000'000, 1, 0}, {UINT32_MAX, 63, 1}};
  lists[std::string(20'000, 'c')] = {{UINT32_MAX, 1, 0}};
  lists[std::string(20'000, 'c') + "d"] = {{2, 1, 0}};
  lists["e"] = {{2, 1, 7, kept_positions().store(std::string(100'000, 'x'))}, {3, 1, 7, "y"}};
  write(lists, 0);
  EXPECT_TRUE(read() == lists);
}

TEST_F(PostingRun, NothingGivesNothing) {
  write({}, 4);
  EXPECT_TRUE(read().empty());
}

TEST_F(PostingRun, DamageIsAnError) {
  std::mt19937 random(4);
  write(random_lists(random, 0, 60, 300), 0);
  const std::string good = bytes();
  ASSERT_GT(good.size(), 40'000U);
  for (std::size_t at = 0; at < good.size(); at += 1 + good.size() / 97) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 0x10);
    expect_damage(bad, at);
    expect_damage(good.substr(0, at), at);
  }
  expect_damage(good.substr(0, good.size() - 1), good.size() - 1);
}

// A run that was not finished ends where a whole block does.
TEST_F(PostingRun, UnfinishedIsAnError) {
  {
    RunWriter run(path_, 0);
    std::vector<Posting> postings;
    for (std::uint32_t id = 1; id <= 50'000; ++id) postings.push_back({id, 1, 0});
    run.add("a", postings);
  }
  EXPECT_GT(std::filesystem::file_size(path_), 0U);
  EXPECT_THROW(read(), Error);
}

TEST_F(PostingRun, MissingFileAndFullDiskAreErrors) {
  EXPECT_THROW(RunReader(scratch_.path("missing.run")), Error);
  EXPECT_THROW(RunWriter(scratch_.path("no/folder.run"), 0), Error);
  if (!std::filesystem::exists("/dev/full")) GTEST_SKIP() << "there is no /dev/full";
  RunWriter run("/dev/full", 0);
  run.add("a", std::vector<Posting>{{1, 1, 0}});
  EXPECT_THROW(run.finish(), Error);
}

}  // namespace
}  // namespace edicola
