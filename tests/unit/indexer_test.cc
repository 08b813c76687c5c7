#include "edicola/index.h"

#include <gtest/gtest.h>
#include <xapian.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "common/schema.h"
#include "common/stored.h"
#include "edicola/error.h"
#include "tests/unit/corpus_texts.h"
#include "tests/unit/scratch.h"
#include "tests/unit/stored_postings.h"
#include "tests/unit/test_index.h"

namespace edicola {
namespace {

namespace fs = std::filesystem;

// The kind of error that `work` ends in; its name, so that a failure can be read.
template <typename Work>
std::string error_of(Work&& work) {
  try {
    work();
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()), "");
    return std::string(name(error.kind()));
  }
  return "none";
}

class IndexerTest : public testing::Test {
 protected:
  [[nodiscard]] std::string db() const { return scratch_.path("index"); }

  // Bodies by id of what readers see now.
  [[nodiscard]] std::map<std::string, std::string> content() const {
    std::map<std::string, std::string> found;
    const Xapian::Database database(db());
    for (auto at = database.postlist_begin(""); at != database.postlist_end(""); ++at) {
      const Article article = schema::decode(stored_in(database.get_document(*at)));
      EXPECT_TRUE(found.emplace(article.id, article.body).second) << article.id << " twice";
    }
    return found;
  }

  [[nodiscard]] IndexRequest request(const std::vector<std::string>& files) const {
    IndexRequest request;
    request.index = db();
    request.inputs = find_inputs(files);
    request.threads = 2;
    return request;
  }

  [[nodiscard]] std::string write_lines(std::string_view name, std::string_view lines) const {
    return scratch_.write(name, lines);
  }

  Scratch scratch_;
};

using Content = std::map<std::string, std::string>;

TEST_F(IndexerTest, AddsReplacesAndRemoves) {
  Indexer indexer(db());
  EXPECT_EQ(indexer.add(make_article("a", "", "uno")), AddOutcome::kAdded);
  EXPECT_EQ(indexer.add(make_article("b", "", "due")), AddOutcome::kAdded);
  EXPECT_EQ(indexer.add(make_article("a", "", "uno")), AddOutcome::kUnchanged);
  EXPECT_EQ(indexer.add(make_article("a", "", "tre")), AddOutcome::kReplaced);
  EXPECT_TRUE(indexer.remove("b"));
  EXPECT_FALSE(indexer.remove("b"));
  EXPECT_FALSE(indexer.remove("z"));
  indexer.commit();
  EXPECT_EQ(content(), (Content{{"a", "tre"}}));
  // The same across a commit.
  EXPECT_EQ(indexer.add(make_article("a", "", "tre")), AddOutcome::kUnchanged);
  EXPECT_EQ(indexer.add(make_article("a", "Titolo", "tre")), AddOutcome::kReplaced);
  EXPECT_EQ(indexer.add(make_article("b", "", "due")), AddOutcome::kAdded);
  EXPECT_TRUE(indexer.remove("a"));
  indexer.commit();
  EXPECT_EQ(content(), (Content{{"b", "due"}}));
}

TEST_F(IndexerTest, ReadersSeeCommitsOnly) {
  Indexer indexer(db());
  indexer.add(make_article("a", "", "uno"));
  indexer.commit();
  indexer.add(make_article("b", "", "due"));
  indexer.add(make_article("a", "", "tre"));
  indexer.remove("a");
  EXPECT_EQ(content(), (Content{{"a", "uno"}}));
  indexer.commit();
  EXPECT_EQ(content(), (Content{{"b", "due"}}));
}

TEST_F(IndexerTest, WithoutCommitNothingIsLeft) {
  { Indexer(db()).add(make_article("a", "", "uno")); }
  EXPECT_FALSE(fs::exists(db()));
  { Indexer untouched(db()); }
  EXPECT_FALSE(fs::exists(db()));
}

TEST_F(IndexerTest, WhatCameAfterTheLastCommitIsDropped) {
  {
    Indexer indexer(db());
    indexer.add(make_article("a", "", "uno"));
    indexer.commit();
    indexer.add(make_article("b", "", "due"));
  }
  EXPECT_EQ(content(), (Content{{"a", "uno"}}));
  {
    Indexer indexer(db());
    indexer.remove("a");
  }
  EXPECT_EQ(content(), (Content{{"a", "uno"}}));
}

// Xapian would commit by itself after so many articles.
TEST_F(IndexerTest, ManyArticlesAreCommittedByCommitOnly) {
  ::setenv("XAPIAN_FLUSH_THRESHOLD", "3", 1);
  {
    Indexer indexer(db());
    indexer.add(make_article("a", "", "uno"));
    indexer.commit();
    for (int i = 0; i < 10; ++i) {
      indexer.add(make_article("b" + std::to_string(i), "", "due"));
      EXPECT_EQ(content().size(), 1U);
    }
  }
  EXPECT_EQ(content(), (Content{{"a", "uno"}}));
  ::unsetenv("XAPIAN_FLUSH_THRESHOLD");
}

// More than wait in memory: their postings are written before the commit, which alone shows them.
TEST_F(IndexerTest, ManyArticlesWaitForTheCommit) {
  constexpr int kMany = 10'300;
  const auto numbered = [](int number, std::string_view body) {
    return make_article("a" + std::to_string(number), "", body);
  };
  Indexer indexer(db());
  for (int i = 0; i < kMany; ++i) indexer.add(numbered(i, "uno"));
  // One from before that was written, one that waits.
  for (const int i : {7, kMany - 7}) {
    EXPECT_EQ(indexer.add(numbered(i, "due")), AddOutcome::kReplaced);
    EXPECT_TRUE(indexer.remove("a" + std::to_string(i + 1)));
  }
  EXPECT_THROW(Searcher({db()}), Error);
  indexer.commit();
  Searcher searcher({db()});
  EXPECT_EQ(searcher.search(make_request("uno")).total, std::uint64_t{kMany} - 4);
  EXPECT_EQ(sorted_ids_of(searcher.search(make_request("due"))), "a10293 a7");
  const Xapian::Database database(db());
  EXPECT_EQ(stored_postings(database).size(), std::size_t{kMany} - 2);
}

TEST_F(IndexerTest, OneWriterAtATime) {
  {
    Indexer first(db());
    EXPECT_EQ(error_of([this] { Indexer second(db()); }), "index_locked");
    first.add(make_article("a", "", "uno"));
    first.commit();
    EXPECT_EQ(error_of([this] { Indexer second(db()); }), "index_locked");
  }
  EXPECT_EQ(error_of([this] { Indexer second(db()); }), "none");
  EXPECT_EQ(content().size(), 1U);
}

TEST_F(IndexerTest, WhatIsNoIndexIsRefusedAndUntouched) {
  const std::string file = scratch_.write("index/notes.txt", "mine");
  EXPECT_EQ(error_of([this] { Indexer indexer(db()); }), "index_corrupt");
  EXPECT_EQ(error_of([this] { index_files(request({write_lines("a.jsonl", "{}\n")})); }),
            "index_corrupt");
  EXPECT_EQ(error_of([&] { Indexer indexer(file); }), "index_corrupt");
  std::string text;
  std::ifstream(file) >> text;
  EXPECT_EQ(text, "mine");
  EXPECT_EQ(std::distance(fs::directory_iterator(db()), fs::directory_iterator()), 1);
}

TEST_F(IndexerTest, EmptyFolderIsTaken) {
  fs::create_directory(db());
  index_articles(db(), {make_article("a", "", "uno")});
  EXPECT_EQ(content().size(), 1U);
}

TEST_F(IndexerTest, FoldersAboveAreMade) {
  const std::string deep = scratch_.path("var/lib/index");
  index_articles(deep, {make_article("a", "", "uno")});
  EXPECT_TRUE(fs::exists(deep));
}

// An empty folder that was there stays; folders made on the way go.
TEST_F(IndexerTest, WithoutCommitFoldersAreAsTheyWere) {
  fs::create_directory(db());
  { Indexer(db()).add(make_article("a", "", "uno")); }
  EXPECT_TRUE(fs::is_directory(db()));
  EXPECT_TRUE(fs::is_empty(db()));
  { Indexer(scratch_.path("var/lib/index")).add(make_article("a", "", "uno")); }
  EXPECT_FALSE(fs::exists(scratch_.path("var")));
}

// A database where an index keeps its first generation.
void make_database(const std::string& path, const std::string& stamp, bool with_document) {
  fs::create_directories(path);
  std::ofstream(path + "/XAPIANDB") << "auto g1\n";
  Xapian::WritableDatabase database(path + "/g1", Xapian::DB_CREATE);
  if (with_document) database.add_document(Xapian::Document());
  if (!stamp.empty()) database.set_metadata(std::string(schema::kStampKey), stamp);
  database.commit();
}

TEST_F(IndexerTest, IndexesOfOthersAreRefused) {
  make_database(db(), "schema-0/edicola-it-0", true);
  EXPECT_EQ(error_of([this] { Indexer indexer(db()); }), "index_mismatch");
  const std::string other = scratch_.path("other");
  make_database(other, "", true);
  EXPECT_EQ(error_of([&] { Indexer indexer(other); }), "index_mismatch");
  const Xapian::Database untouched(other);
  EXPECT_EQ(untouched.get_doccount(), 1U);
  EXPECT_EQ(untouched.get_metadata(std::string(schema::kStampKey)), "");
}

TEST_F(IndexerTest, DamagedIndexIsAnError) {
  index_articles(db(), {make_article("a", "", "uno")});
  std::ofstream(db() + "/g1/iamglass", std::ios::binary) << "broken";
  EXPECT_EQ(error_of([this] { Indexer indexer(db()); }), "index_corrupt");
}

TEST_F(IndexerTest, AnArticleNeedsAnId) {
  Indexer indexer(db());
  EXPECT_EQ(error_of([&] { indexer.add(make_article("", "Titolo", "testo")); }), "input");
}

TEST_F(IndexerTest, LongIdsAreKeptApart) {
  const std::string id(300, 'x');
  index_articles(db(), {make_article(id + "1", "", "uno"), make_article(id + "2", "", "due")});
  EXPECT_EQ(content().size(), 2U);
  Indexer indexer(db());
  EXPECT_TRUE(indexer.remove(id + "1"));
  indexer.commit();
  EXPECT_EQ(content(), (Content{{id + "2", "due"}}));
}

constexpr std::string_view kGood = R"({"id":"b","body":"buono"})"
                                   "\n";

TEST_F(IndexerTest, StrictIsAllOrNothing) {
  const std::string bad = write_lines("bad.jsonl", std::string(kGood) + "{\n");
  IndexRequest strict = request({bad});
  strict.strict = true;
  int reported = 0;
  strict.on_bad_record = [&reported](const Record& record) {
    EXPECT_EQ(record.line, 2U);
    ++reported;
  };
  EXPECT_EQ(error_of([&] { index_files(strict); }), "input");
  EXPECT_EQ(reported, 1);
  EXPECT_FALSE(fs::exists(db()));

  index_articles(db(), {make_article("a", "", "uno")});
  EXPECT_EQ(error_of([&] { index_files(strict); }), "input");
  EXPECT_EQ(content(), (Content{{"a", "uno"}}));

  strict.inputs = find_inputs({write_lines("good.jsonl", kGood)});
  EXPECT_EQ(index_files(strict).added, 1U);
  EXPECT_EQ(content(), (Content{{"a", "uno"}, {"b", "buono"}}));
}

TEST_F(IndexerTest, CountsWhatARunDid) {
  index_articles(db(), {make_article("a", "", "uno"), make_article("b", "", "due")});
  const std::string lines =
      "{\"id\":\"a\",\"body\":\"uno\"}\n"
      "{\"id\":\"b\",\"body\":\"altro\"}\n"
      "{\"id\":\"c\",\"body\":\"citt\xE0\"}\n"
      "{\"id\":\"d\"}\n"
      "\n"
      "{\"id\":\"e\",\"body\":\"x\",\"date\":\"domani\"}\n"
      "nothing\n";
  IndexRequest run = request({write_lines("a.jsonl", lines)});
  int bad = 0;
  int repaired = 0;
  run.on_bad_record = [&bad](const Record&) { ++bad; };
  run.on_repaired = [&repaired](const Record&) { ++repaired; };
  const IndexCounts counts = index_files(run);
  EXPECT_EQ(counts.added, 1U);
  EXPECT_EQ(counts.replaced, 1U);
  EXPECT_EQ(counts.unchanged, 1U);
  EXPECT_EQ(counts.articles(), 3U);
  EXPECT_EQ(counts.skipped, 3U);
  EXPECT_EQ(bad, 3);
  EXPECT_EQ(counts.repaired, 1U);
  EXPECT_EQ(repaired, 1);
  EXPECT_EQ(counts.bytes, lines.size());
  std::uint64_t whys = 0;
  for (const auto& [why, count] : counts.skipped_why) whys += count;
  EXPECT_EQ(whys, 3U);
  EXPECT_EQ(content().at("c"), "citt\uFFFD");
}

// More than one batch of 64 lines, each id many times: the last line with it stays.
TEST_F(IndexerTest, LaterOfTwoWinsWhateverTheThreads) {
  std::string lines;
  Content expected;
  for (int i = 0; i < 1000; ++i) {
    const std::string id = std::to_string(i % 37);
    const std::string body = "testo " + std::to_string(i);
    lines.append(R"({"id":")").append(id).append(R"(","body":")").append(body).append("\"}\n");
    expected[id] = body;
  }
  const std::string file = write_lines("a.jsonl", lines);
  for (const unsigned threads : {1U, 2U, 4U, 7U}) {
    fs::remove_all(db());
    IndexRequest run = request({file});
    run.threads = threads;
    const IndexCounts counts = index_files(run);
    EXPECT_EQ(counts.added, 37U);
    EXPECT_EQ(counts.replaced, 963U);
    EXPECT_EQ(content(), expected) << threads;
  }
}

// Everything that an index holds, article by article.
std::vector<std::string> dump(const std::string& path) {
  const Xapian::Database database(path);
  std::map<Xapian::docid, std::string> postings = stored_postings(database);
  std::vector<std::string> documents;
  for (auto id = database.postlist_begin(""); id != database.postlist_end(""); ++id) {
    const Xapian::Document document = database.get_document(*id);
    std::string text = std::to_string(*id) + stored_in(document) + postings[*id];
    for (auto at = document.termlist_begin(); at != document.termlist_end(); ++at) {
      text += *at;
    }
    for (auto at = document.values_begin(); at != document.values_end(); ++at) text += *at;
    documents.push_back(std::move(text));
  }
  return documents;
}

TEST_F(IndexerTest, ThreadsDoNotChangeTheIndex) {
  IndexRequest run = request({EDICOLA_TEST_DATA "/../../corpus"});
  run.threads = 1;
  run.ranking.mean_length = 1500;
  EXPECT_EQ(index_files(run).articles(), read_corpus().size());
  const std::vector<std::string> expected = dump(db());
  run.index = scratch_.path("four");
  run.threads = 4;
  index_files(run);
  EXPECT_TRUE(dump(run.index) == expected);
  // One by one.
  const std::string alone = scratch_.path("alone");
  index_articles(alone, read_corpus(), run.ranking);
  EXPECT_TRUE(dump(alone) == expected);
}

TEST_F(IndexerTest, AnIndexKeepsItsRanking) {
  index_articles(db(), {make_article("a", "", "uno")}, {.k1 = 1.2, .b = {}, .mean_length = 900});
  IndexRequest run = request({write_lines("a.jsonl", kGood)});
  const auto errors = [&](const IndexRanking& ranking) {
    run.ranking = ranking;
    return error_of([&] { Indexer indexer(db(), ranking); }) + " " +
           error_of([&] { index_files(run); });
  };
  EXPECT_EQ(errors({.k1 = 1.3, .b = {}, .mean_length = {}}), "usage usage");
  EXPECT_EQ(errors({.k1 = 1.2, .b = 0.5, .mean_length = {}}), "usage usage");
  EXPECT_EQ(errors({.k1 = {}, .b = {}, .mean_length = 901}), "usage usage");
  EXPECT_EQ(content(), (Content{{"a", "uno"}}));
  EXPECT_EQ(errors({.k1 = 1.2, .b = 0.6, .mean_length = 900}), "none none");
  EXPECT_EQ(errors({.k1 = {}, .b = 0.6, .mean_length = {}}), "none none");
  EXPECT_EQ(errors({}), "none none");
}

TEST_F(IndexerTest, RankingWithoutSenseMakesNoIndex) {
  IndexRequest run = request({write_lines("a.jsonl", kGood)});
  run.ranking.b = 2;
  EXPECT_EQ(error_of([&] { index_files(run); }), "usage");
  EXPECT_EQ(error_of([&] { Indexer indexer(db(), run.ranking); }), "usage");
  EXPECT_FALSE(fs::exists(db()));
}

TEST_F(IndexerTest, StoppedRunKeepsWhatItRead) {
  const std::atomic<bool> stop = true;
  IndexRequest run = request({write_lines("a.jsonl", kGood)});
  run.stop = &stop;
  EXPECT_EQ(error_of([&] { index_files(run); }), "interrupted");
  EXPECT_EQ(content(), Content());
  run.strict = true;
  EXPECT_EQ(error_of([&] { index_files(run); }), "interrupted");
}

TEST_F(IndexerTest, FailingInputKeepsWhatCameBefore) {
  IndexRequest run = request({write_lines("a.jsonl", kGood)});
  run.inputs.push_back({scratch_.path("missing.jsonl"), 0});
  EXPECT_EQ(error_of([&] { index_files(run); }), "input");
  EXPECT_EQ(content(), (Content{{"b", "buono"}}));
  fs::remove_all(db());
  run.strict = true;
  EXPECT_EQ(error_of([&] { index_files(run); }), "input");
  EXPECT_FALSE(fs::exists(db()));
}

TEST_F(IndexerTest, EmptyInputMakesAnEmptyIndex) {
  EXPECT_EQ(index_files(request({write_lines("a.jsonl", "")})).articles(), 0U);
  EXPECT_EQ(content(), Content());
  EXPECT_EQ(Searcher({db()}).info().articles, 0U);
}

}  // namespace
}  // namespace edicola
