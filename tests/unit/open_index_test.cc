// A searcher sees what was committed, whatever the folder's times tell.
#include "searcher/open_index.h"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>

#include "tests/unit/scratch.h"
#include "tests/unit/test_index.h"

namespace edicola {
namespace {

namespace fs = std::filesystem;

class OpenIndexTest : public testing::Test {
 protected:
  OpenIndexTest() { add("a"); }

  void add(const std::string& id) { index_articles(path_, {make_article(id, "Titolo", "Testo")}); }

  [[nodiscard]] fs::file_time_type time_of_stub() const { return fs::last_write_time(stub_); }
  void set_time_of_stub(fs::file_time_type time) const { fs::last_write_time(stub_, time); }

  [[nodiscard]] OpenIndexes open() const {
    return {{path_}, analyzer_, std::make_shared<IndexCaches>()};
  }

  // Seen from now on.
  static Xapian::doccount articles(OpenIndexes& index) {
    index.refresh();
    return index.memory().articles();
  }

  const Scratch scratch_;
  const std::string path_ = scratch_.path("db");
  const std::string stub_ = path_ + "/XAPIANDB";
  const Analyzer analyzer_;
};

// Of a time at which nothing is doubted.
constexpr std::chrono::hours kLongAgo{1};

TEST_F(OpenIndexTest, SeesACommitAtOnce) {
  set_time_of_stub(time_of_stub() - kLongAgo);
  OpenIndexes index = open();
  EXPECT_EQ(articles(index), 1U);
  add("b");
  EXPECT_EQ(articles(index), 2U);
  add("c");
  EXPECT_EQ(articles(index), 3U);
}

// File systems count time in steps.
TEST_F(OpenIndexTest, SeesTheSecondOfTwoCommitsInOneStep) {
  OpenIndexes index = open();
  add("b");
  const fs::file_time_type time = time_of_stub();
  EXPECT_EQ(articles(index), 2U);
  add("c");
  set_time_of_stub(time);
  EXPECT_EQ(articles(index), 3U);
}

// As if the writer had died behind its commit.
TEST_F(OpenIndexTest, SeesACommitThatNobodyTold) {
  const fs::file_time_type time = time_of_stub() - kLongAgo;
  set_time_of_stub(time);
  OpenIndexes index = open();
  EXPECT_EQ(articles(index), 1U);
  add("b");
  set_time_of_stub(time);
  index.distrust();
  EXPECT_EQ(articles(index), 2U);
}

// `mv` of a folder made elsewhere.
TEST_F(OpenIndexTest, SeesAnotherIndexInItsPlace) {
  set_time_of_stub(time_of_stub() - kLongAgo);
  OpenIndexes index = open();
  EXPECT_EQ(articles(index), 1U);
  const std::string other = scratch_.path("other");
  index_articles(other, {make_article("x", "Titolo", "Testo"), make_article("y", "T", "Testo")});
  fs::last_write_time(other + "/XAPIANDB", time_of_stub());
  fs::rename(path_, scratch_.path("old"));
  fs::rename(other, path_);
  EXPECT_EQ(articles(index), 2U);
}

// A plain database tells nothing but what is in it.
TEST_F(OpenIndexTest, SeesACommitToAnIndexWithoutAStub) {
  const std::string plain = path_ + "/g1";
  OpenIndexes index({plain}, analyzer_, std::make_shared<IndexCaches>());
  EXPECT_EQ(articles(index), 1U);
  add("b");
  EXPECT_EQ(articles(index), 2U);
}

}  // namespace
}  // namespace edicola
