// The making of an index in bulk: what it holds, what readers see of it, what a bad end leaves.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>
#include <xapian.h>

#include <atomic>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "common/schema.h"
#include "common/stored.h"
#include "edicola/error.h"
#include "edicola/index.h"
#include "edicola/search.h"
#include "tests/unit/scratch.h"
#include "tests/unit/stored_postings.h"

namespace edicola {
namespace {

namespace fs = std::filesystem;

// More than two segments.
constexpr int kMany = 600;

// Given, so that it does not matter which articles come first.
constexpr double kUsualLength = 70;

std::string line(int number, std::string_view version) {
  return fmt::format(
      R"({{"id":"a{0}","title":"Consiglio numero {0}","body":"La {1} della giunta, seduta {2}.",)"
      R"("date":"2025-07-{3:02}","source":"Eco","tags":["giunta"]}})"
      "\n",
      number, version, number % 7, number % 28 + 1);
}

// A file of what a writer has under way.
std::string in_workplace(std::string_view name) {
  return fmt::format("edicola.db/{}/{}", "work", name);
}

std::string lines(int from, int to, std::string_view version) {
  std::string all;
  for (int i = from; i < to; ++i) all += line(i, version);
  return all;
}

class Bulk : public ::testing::Test {
 protected:
  IndexCounts index(const std::string& input, IndexRequest request = {}) {
    const std::string file = scratch_.write("in.jsonl", input);
    request.index = path_;
    request.inputs = {InputFile{file, input.size()}};
    request.ranking.mean_length = kUsualLength;
    return index_files(request);
  }

  // How often a run over `input` says that it discarded something.
  int discards_of(const std::string& input) {
    int said = 0;
    IndexRequest request;
    request.on_discarded = [&said] { ++said; };
    index(input, request);
    return said;
  }

  std::uint64_t total(const std::string& query) { return total_of(query, path_); }

  static std::uint64_t total_of(const std::string& query, const std::string& path) {
    Searcher searcher({path});
    Request request;
    request.query = query;
    return searcher.search(request).total;
  }

  // A file as a writer that was killed leaves it.
  void leave(std::string_view file, std::string_view content = {}) {
    ASSERT_FALSE(scratch_.write(file, content).empty());
  }

  Scratch scratch_;
  std::string path_ = scratch_.path("edicola.db");
};

// Everything an index stores of each article: postings, frequencies, values, text.
std::map<std::string, std::string> content_of(const std::string& path) {
  const Xapian::Database database(path);
  std::map<Xapian::docid, std::string> postings = stored_postings(database);
  std::map<std::string, std::string> all;
  for (auto at = database.postlist_begin(""); at != database.postlist_end(""); ++at) {
    std::string content = std::move(postings[*at]);
    postings.erase(*at);
    const Xapian::Document document = database.get_document(*at);
    for (auto t = document.termlist_begin(); t != document.termlist_end(); ++t) content += *t;
    for (auto v = document.values_begin(); v != document.values_end(); ++v) content += *v;
    const std::string id = schema::decode(stored_in(document)).id;
    EXPECT_TRUE(all.emplace(id, content + stored_in(document)).second) << id << " twice";
  }
  EXPECT_TRUE(postings.empty()) << "of documents that are not there";
  return all;
}

std::vector<Article> articles_of(const std::string& file) {
  std::vector<Article> articles;
  const auto reader = open_reader(InputFile{file, 0}, nullptr);
  while (auto record = reader->next()) {
    articles.push_back(std::get<Article>(std::move(record->content)));
  }
  return articles;
}

// The slow twin: one article after the other, in one database.
TEST_F(Bulk, StoresWhatTheIndexerStores) {
  const std::string input = lines(0, kMany, "delibera") + lines(100, 130, "mozione") +
                            lines(0, 10, "delibera") + lines(590, kMany, "mozione");
  IndexRequest request;
  request.threads = 3;
  const IndexCounts counts = index(input, request);
  const std::string twin = scratch_.path("twin.db");
  {
    IndexCounts expected;
    IndexRanking ranking;
    ranking.mean_length = kUsualLength;
    Indexer indexer(twin, ranking);
    for (const Article& article : articles_of(scratch_.path("in.jsonl"))) {
      const AddOutcome outcome = indexer.add(article);
      ++(outcome == AddOutcome::kAdded      ? expected.added
         : outcome == AddOutcome::kReplaced ? expected.replaced
                                            : expected.unchanged);
    }
    indexer.commit();
    EXPECT_EQ(counts.added, expected.added);
    EXPECT_EQ(counts.replaced, expected.replaced);
    EXPECT_EQ(counts.unchanged, expected.unchanged);
  }
  const auto bulk = content_of(path_);
  EXPECT_EQ(bulk.size(), std::size_t{kMany});
  EXPECT_EQ(bulk, content_of(twin));
  EXPECT_EQ(total("mozione"), 40U);
  EXPECT_EQ(total_of("titolo:\"consiglio numero 7\"", path_), 1U);
}

TEST_F(Bulk, AppendsKeepTheOrderOfTheInput) {
  index(lines(0, kMany, "delibera"));
  const Xapian::Database database(path_);
  int expected = 0;
  for (auto at = database.postlist_begin(""); at != database.postlist_end(""); ++at, ++expected) {
    ASSERT_EQ(schema::decode(stored_in(database.get_document(*at))).id,
              fmt::format("a{}", expected));
  }
  EXPECT_EQ(expected, kMany);
}

struct Growth {
  const char* why;
  int first;  // articles there before
  int from;   // the second run: [from, to)
  int to;
};

class BulkGrowth : public Bulk, public ::testing::WithParamInterface<Growth> {};

// Whichever way the articles come in, the index is the same as if they had come at once.
TEST_P(BulkGrowth, SecondRunGivesTheSameIndex) {
  const Growth& growth = GetParam();
  index(lines(0, growth.first, "delibera"));
  // The first document gone: compaction renumbers.
  {
    Indexer indexer(path_);
    EXPECT_TRUE(indexer.remove("a0"));
    indexer.commit();
  }
  const IndexCounts counts = index(lines(growth.from, growth.to, "mozione"));
  EXPECT_EQ(counts.articles(), static_cast<std::uint64_t>(growth.to - growth.from));
  const auto grown = content_of(path_);

  path_ = scratch_.path("once.db");
  index(lines(1, growth.first, "delibera") + lines(growth.from, growth.to, "mozione"));
  EXPECT_EQ(grown, content_of(path_)) << growth.why;
}

INSTANTIATE_TEST_SUITE_P(
    Ways, BulkGrowth,
    ::testing::Values(Growth{"few, all new: one by one", kMany, kMany, kMany + 20},
                      Growth{"few, all replaced", kMany, 300, 320},
                      Growth{"few, on both sides of the end", kMany, kMany - 10, kMany + 10},
                      Growth{"many, all new: merged", 100, 100, kMany},
                      Growth{"many, all replaced", kMany, 1, kMany},
                      Growth{"many, some replaced", 300, 250, kMany}));

TEST_F(Bulk, SameAgainChangesNothing) {
  index(lines(0, kMany, "delibera"));
  const auto before = fs::last_write_time(fs::path(path_) / "XAPIANDB");
  EXPECT_EQ(index(lines(0, kMany, "delibera")).unchanged, std::uint64_t{kMany});
  EXPECT_EQ(fs::last_write_time(fs::path(path_) / "XAPIANDB"), before);
}

TEST_F(Bulk, StrictRunLeavesTheIndexAsItWas) {
  index(lines(0, 20, "delibera"));
  const auto before = content_of(path_);
  IndexRequest strict;
  strict.strict = true;
  EXPECT_THROW(index(lines(0, kMany, "mozione") + "{]\n" + lines(0, kMany, "seduta"), strict),
               Error);
  EXPECT_EQ(content_of(path_), before);
  EXPECT_FALSE(fs::exists(fs::path(path_) / "work"));
}

TEST_F(Bulk, StrictRunThatFailsMakesNoIndex) {
  IndexRequest strict;
  strict.strict = true;
  EXPECT_THROW(index(lines(0, kMany, "mozione") + "{]\n", strict), Error);
  EXPECT_FALSE(fs::exists(path_));
}

TEST_F(Bulk, StoppedRunKeepsWhatWasRead) {
  std::atomic<bool> stop{false};
  IndexRequest request;
  request.stop = &stop;
  std::uint64_t bad = 0;
  request.on_bad_record = [&](const Record&) {
    ++bad;
    stop = true;
  };
  try {
    index(lines(0, kMany, "delibera") + "{]\n" + lines(kMany, 100 * kMany, "delibera"), request);
    FAIL() << "ran to its end";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInterrupted);
  }
  EXPECT_EQ(bad, 1U);
  const auto content = content_of(path_);
  EXPECT_GE(content.size(), std::size_t{kMany});
  EXPECT_LT(content.size(), std::size_t{100} * kMany);
}

TEST_F(Bulk, FailedInputKeepsWhatCameBefore) {
  IndexRequest request;
  request.index = path_;
  request.inputs = {InputFile{scratch_.write("a.jsonl", lines(0, kMany, "delibera")), 0},
                    InputFile{scratch_.path("missing.jsonl"), 0}};
  EXPECT_THROW(index_files(request), Error);
  EXPECT_EQ(content_of(path_).size(), std::size_t{kMany});
}

TEST_F(Bulk, NextWriterClearsAwayWhatADeadOneLeft) {
  index(lines(0, 20, "delibera"));
  const auto before = content_of(path_);
  leave(in_workplace("7/postlist.glass"), "half");
  leave("edicola.db/g2/iamglass", "half");
  leave("edicola.db/XAPIANDB.new", "auto g2");
  EXPECT_EQ(content_of(path_), before);
  EXPECT_EQ(discards_of(line(20, "delibera")), 1);
  EXPECT_EQ(content_of(path_).size(), 21U);
  std::set<std::string> left;
  for (const auto& entry : fs::directory_iterator(path_)) left.insert(entry.path().filename());
  EXPECT_EQ(left, (std::set<std::string>{"XAPIANDB", "g1", "lock"}));
  EXPECT_EQ(discards_of(line(21, "delibera")), 0);
}

// Each of the things that may be left is said to have been there.
TEST_F(Bulk, WhateverADeadWriterLeftIsSaid) {
  index(lines(0, 20, "delibera"));
  for (const char* const file : {"work/7/postlist.glass", "g2/iamglass", "XAPIANDB.new"}) {
    leave(std::string("edicola.db/") + file, "half");
    EXPECT_TRUE(Indexer(path_).has_discarded()) << file;
    EXPECT_FALSE(Indexer(path_).has_discarded()) << file;
  }
}

// An older generation was published once; its writer died while it was clearing away.
TEST_F(Bulk, OutdatedGenerationIsNoLoss) {
  index(lines(0, 20, "delibera"));
  index(lines(20, kMany, "delibera"));
  leave("edicola.db/g1/iamglass");
  EXPECT_EQ(discards_of(line(kMany, "delibera")), 0);
  EXPECT_FALSE(fs::exists(fs::path(path_) / "g1"));
}

TEST_F(Bulk, LeftoversThatStayAreAnError) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may remove anything";
  index(lines(0, 20, "delibera"));
  leave(in_workplace("7/postlist.glass"), "half");
  const fs::path locked = fs::path(path_) / "work" / "7";
  fs::permissions(locked, fs::perms::owner_read | fs::perms::owner_exec);
  EXPECT_THROW(index(line(20, "delibera")), Error);
  fs::permissions(locked, fs::perms::owner_all);
  EXPECT_EQ(content_of(path_).size(), 20U);
}

// Killed before its first commit, a run leaves no index, and no hindrance.
TEST_F(Bulk, FirstRunThatDiedMayBeRepeated) {
  leave("edicola.db/lock");
  leave(in_workplace("1/iamglass"), "half");
  leave("edicola.db/g1/iamglass", "half");
  EXPECT_THROW(Searcher({path_}), Error);
  EXPECT_EQ(discards_of(lines(0, 20, "delibera")), 1);
  EXPECT_EQ(content_of(path_).size(), 20U);
}

TEST_F(Bulk, ForeignStubIsNotTouched) {
  const std::string stub = scratch_.write("edicola.db/XAPIANDB", "auto /var/lib/other\n");
  EXPECT_THROW(index(line(1, "delibera")), Error);
  EXPECT_EQ(fs::file_size(stub), 20U);
  EXPECT_FALSE(fs::exists(fs::path(path_) / "lock"));
}

TEST_F(Bulk, ReaderFollowsTheSwap) {
  index(lines(0, 20, "delibera"));
  Searcher searcher({path_});
  const Xapian::Database old(path_);
  Request request;
  request.query = "giunta";
  EXPECT_EQ(searcher.search(request).total, 20U);
  index(lines(20, kMany, "mozione"));
  EXPECT_FALSE(fs::exists(fs::path(path_) / "g1"));
  EXPECT_EQ(searcher.search(request).total, std::uint64_t{kMany});
  EXPECT_EQ(searcher.info().articles, std::uint64_t{kMany});

  // A handle on the old generation has all its files open: text, terms and values too, none of
  // which it had read.
  const Xapian::docid first = *old.postlist_begin("");
  EXPECT_FALSE(stored_in(old.get_document(first)).empty());
  EXPECT_NE(old.termlist_begin(first), old.termlist_end(first));
  EXPECT_FALSE(old.get_document(first).get_value(schema::kContentSlot).empty());
}

TEST_F(Bulk, ReaderFollowsAnUpdateInPlace) {
  index(lines(0, kMany, "delibera"));
  Searcher searcher({path_});
  Request request;
  request.query = "mozione";
  EXPECT_EQ(searcher.search(request).total, 0U);
  for (int i = 0; i < 5; ++i) {
    index(line(i, "mozione"));
    EXPECT_EQ(searcher.search(request).total, static_cast<std::uint64_t>(i + 1));
  }
}

TEST_F(Bulk, SecondWriterIsRefused) {
  const Indexer first(path_);
  for (int i = 0; i < 2; ++i) {
    try {
      index(line(1, "delibera"));
      FAIL() << "two writers";
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kIndexLocked);
    }
  }
}

TEST_F(Bulk, IndexerDropsWhatWasNotCommitted) {
  index(lines(0, 20, "delibera"));
  const auto before = content_of(path_);
  const auto article = articles_of(scratch_.write("x.jsonl", line(99, "mozione"))).front();
  {
    Indexer indexer(path_);
    indexer.add(article);
  }
  EXPECT_EQ(content_of(path_), before);
  const std::string other = scratch_.path("other.db");
  {
    Indexer indexer(other);
    indexer.add(article);
  }
  EXPECT_FALSE(fs::exists(other));
}

}  // namespace
}  // namespace edicola
