// What an answer holds: marks, notes, pages, totals; indexes that change, that are several or none.
#include "edicola/search.h"

#include <gtest/gtest.h>
#include <xapian.h>

#include <algorithm>
#include <atomic>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "common/schema.h"
#include "edicola/error.h"
#include "tests/unit/corpus_texts.h"
#include "tests/unit/newsstand.h"

namespace edicola {
namespace {

std::string error_of(const std::vector<std::string>& paths) {
  try {
    Searcher searcher(paths);
  } catch (const Error& error) {
    EXPECT_NE(error.hint(), "");
    return std::string(name(error.kind()));
  }
  return "none";
}

class SearcherAnswer : public NewsTest {};

using Words = std::vector<std::string>;

TEST_F(SearcherAnswer, MarksWhatMatched) {
  const Response response = news_.search(make_request("aquila governo"));
  ASSERT_EQ(response.hits.at(0).article.id, "aquila");
  const Hit& hit = response.hits[0];
  EXPECT_EQ(hit.title_marks, (Marks{{2, 8}}));  // Aquila, not L'
  std::set<std::string> marked;
  for (const auto& [begin, end] : hit.snippet.marks) {
    marked.insert(hit.snippet.text.substr(begin, end - begin));
  }
  EXPECT_EQ(marked, (std::set<std::string>{"Aquila", "governi"}));
}

TEST_F(SearcherAnswer, MarksNothingThatIsExcludedOrElsewhere) {
  EXPECT_EQ(news_.search(make_request("Pechino -Rubio")).hits.at(0).title_marks.size(), 1U);
  const Response in_title = news_.search(make_request("titolo:manovra titolo:sindacati"));
  ASSERT_EQ(ids_of(in_title), "man1");
  EXPECT_EQ(in_title.hits[0].title_marks.size(), 2U);
  EXPECT_TRUE(in_title.hits[0].snippet.marks.empty());
  const Response by_author = news_.search(make_request("autore:Chiara"));
  ASSERT_EQ(ids_of(by_author), "man1");
  EXPECT_TRUE(by_author.hits[0].title_marks.empty());
}

TEST_F(SearcherAnswer, NoSnippetsIfNotWanted) {
  Request request = make_request("Lavrov");
  request.snippet_chars = 0;
  const Response response = news_.search(request);
  ASSERT_EQ(response.hits.size(), 2U);
  EXPECT_EQ(response.hits[0].snippet.text, "");
  EXPECT_FALSE(response.hits[0].title_marks.empty());
}

TEST_F(SearcherAnswer, HitsHoldTheWholeArticle) {
  const std::vector<Article> articles = newsstand();
  const Response response = news_.search(make_request("-xyzzy"));
  ASSERT_EQ(response.hits.size(), articles.size());
  for (const Hit& hit : response.hits) {
    EXPECT_EQ(std::count(articles.begin(), articles.end(), hit.article), 1) << hit.article.id;
  }
}

TEST_F(SearcherAnswer, NotesForWordsFoundNowhere) {
  EXPECT_EQ(news_.search(make_request("Lavrov")).notes, Words());
  EXPECT_EQ(news_.search(make_request("xyzzy Lavrov plugh")).notes,
            (Words{"no article has xyzzy", "no article has plugh"}));
  EXPECT_EQ(news_.search(make_request("titolo:Bologna")).notes,
            Words{"no article has titolo:Bologna"});
  EXPECT_EQ(news_.search(make_request("\"Kuala xyzzy\" zzz*")).notes,
            (Words{"no article has \"Kuala xyzzy\"", "no article has zzz*"}));
  // What is excluded need not be there.
  EXPECT_EQ(news_.search(make_request("Lavrov -xyzzy")).notes, Words());
}

TEST_F(SearcherAnswer, PlainSyntax) {
  Request request = make_request("Lavrov -Rubio");
  request.syntax = Syntax::kPlain;
  EXPECT_EQ(ids_of(news_.search(request)), "kuala pechino");
  request.query = "\"Lavrov (titolo:Rubio";
  EXPECT_EQ(ids_of(news_.search(request)), "kuala");
  EXPECT_EQ(news_.search(request).total_all_words, 0U);
}

TEST_F(SearcherAnswer, ExplainShowsWhatRuns) {
  const Explanation explanation = news_.explain(make_request("Rubio xyzzy"));
  EXPECT_EQ(explanation.tree, "sequence\n  word Rubio\n  word xyzzy\n");
  EXPECT_NE(explanation.compiled.find("rubio"), std::string::npos);
  EXPECT_NE(explanation.compiled.find("\nthen "), std::string::npos);
  EXPECT_EQ(explanation.notes, Words{"no article has xyzzy"});
}

TEST_F(SearcherAnswer, InfoDescribesTheIndex) {
  const IndexInfo info = news_.info();
  EXPECT_EQ(info.articles, newsstand().size());
  EXPECT_GT(info.terms, 50U);
  EXPECT_GT(info.bytes, 1'000U);
  EXPECT_EQ(format_day(info.oldest.value()), "2009-04-07");
  EXPECT_EQ(format_day(info.newest.value()), "2025-07-11");
  EXPECT_EQ(info.analyzer, Analyzer().fingerprint());
}

TEST_F(SearcherAnswer, WhatIsNoIndexIsAnError) {
  EXPECT_EQ(error_of({}), "usage");
  EXPECT_EQ(error_of({scratch_->path("nowhere")}), "index_missing");
  EXPECT_EQ(error_of({scratch_->path("news"), scratch_->path("nowhere")}), "index_missing");
  const std::string file = scratch_->write("folder/notes.txt", "mine");
  EXPECT_EQ(error_of({scratch_->path("folder")}), "index_missing");
  EXPECT_EQ(error_of({file}), "index_corrupt");
  for (const std::string stamp : {"", "schema-0/edicola-it-0"}) {
    const std::string other = scratch_->path("other" + stamp.substr(0, 3));
    Xapian::WritableDatabase database(other, Xapian::DB_CREATE);
    database.set_metadata(std::string(schema::kStampKey), stamp);
    database.commit();
    EXPECT_EQ(error_of({other}), "index_mismatch");
  }
}

// All pages of `size` hits one after the other.
std::vector<std::pair<std::string, Words>> pages(Searcher& searcher, Request request,
                                                 std::uint32_t size) {
  std::vector<std::pair<std::string, Words>> all;
  request.limit = size;
  request.offset = 0;
  while (true) {
    const Response page = searcher.search(request);
    if (page.hits.empty()) return all;
    EXPECT_LE(page.hits.size(), size);
    for (const Hit& hit : page.hits) all.emplace_back(hit.article.id, hit.missing);
    request.offset += size;
  }
}

const std::vector<std::string>& paged_queries() {
  static const std::vector<std::string> queries = {"governo manovra",
                                                   "Meloni governo Italia",
                                                   "ministro ha detto a Roma oggi",
                                                   "calcio -Inter",
                                                   "govern* OR presid*",
                                                   "\"di ieri\"",
                                                   "titolo:Italia Meloni",
                                                   "-governo",
                                                   "xyzzy Italia",
                                                   "procura arresto droga",
                                                   "la di il",
                                                   "Rubio Lavrov Kuala Lumpur colloquio"};
  return queries;
}

TEST_F(SearcherAnswer, PagesJoinToTheWholeList) {
  Searcher corpus({scratch_->path("corpus")});
  for (const std::string& query : paged_queries()) {
    for (const Sort sort : {Sort::kRelevance, Sort::kNewest, Sort::kOldest}) {
      Request request = make_request(query);
      request.snippet_chars = 0;
      request.sort = sort;
      const Response whole = corpus.search(request);
      EXPECT_EQ(whole.total, whole.hits.size()) << query;
      EXPECT_LE(whole.total_all_words, whole.total) << query;
      std::set<std::string> distinct;
      std::uint64_t complete = 0;
      std::vector<std::pair<std::string, Words>> expected;
      for (const Hit& hit : whole.hits) {
        distinct.insert(hit.article.id);
        complete += hit.missing.empty() ? 1U : 0U;
        expected.emplace_back(hit.article.id, hit.missing);
      }
      EXPECT_EQ(distinct.size(), whole.hits.size()) << query;
      EXPECT_EQ(complete, whole.total_all_words) << query;
      for (const std::uint32_t size : {7U, 50U}) {
        EXPECT_EQ(pages(corpus, request, size), expected) << query << " by " << size;
      }
    }
  }
}

TEST_F(SearcherAnswer, TotalsDoNotDependOnThePage) {
  Searcher corpus({scratch_->path("corpus")});
  for (const std::string& query : paged_queries()) {
    const Response whole = corpus.search(make_request(query));
    for (const auto& [offset, limit] : std::vector<std::pair<std::uint32_t, std::uint32_t>>{
             {0, 0}, {0, 1}, {5, 3}, {100'000, 10}, {4'294'967'295U, 4'294'967'295U}}) {
      Request request = make_request(query, limit);
      request.offset = offset;
      const Response page = corpus.search(request);
      EXPECT_EQ(page.total, whole.total) << query << offset;
      EXPECT_EQ(page.total_all_words, whole.total_all_words) << query << offset;
    }
  }
}

TEST_F(SearcherAnswer, ScoresFallOverBothTiers) {
  Searcher corpus({scratch_->path("corpus")});
  for (const std::string& query : paged_queries()) {
    const Response response = corpus.search(make_request(query));
    for (std::size_t i = 0; i + 1 < response.hits.size(); ++i) {
      EXPECT_GE(response.hits[i].score, response.hits[i + 1].score) << query << " at " << i;
    }
  }
}

TEST_F(SearcherAnswer, SeveralIndexesAreOne) {
  const std::vector<Article> articles = newsstand();
  const std::string even = scratch_->path("even");
  const std::string odd = scratch_->path("odd");
  std::vector<Article> halves[2];
  for (std::size_t i = 0; i < articles.size(); ++i) halves[i % 2].push_back(articles[i]);
  index_articles(even, halves[0]);
  index_articles(odd, halves[1]);
  Searcher both({even, odd});
  for (const std::string query : {"governo sindacati", "Rubio Lavrov", "govern*", "-sciopero",
                                  "\"Kuala Lumpur\"", "fonte:ansa"}) {
    const Response one = news_.search(make_request(query));
    const Response two = both.search(make_request(query));
    EXPECT_EQ(sorted_ids_of(two), sorted_ids_of(one)) << query;
    EXPECT_EQ(two.total, one.total);
    EXPECT_EQ(two.total_all_words, one.total_all_words);
    EXPECT_EQ(two.notes, one.notes);
  }
  Request dated = make_request("");
  dated.days = parse_day_range("2024-12-31", "2025-01-01");
  EXPECT_EQ(sorted_ids_of(both.search(dated)), "man1 man2");
  EXPECT_EQ(both.info().articles, articles.size());
  EXPECT_EQ(format_day(both.info().oldest.value()), "2009-04-07");
}

TEST_F(SearcherAnswer, OpenSearcherSeesNewCommits) {
  const std::string path = scratch_->path("growing");
  Indexer indexer(path);
  indexer.add(make_article("0", "", "parola prima"));
  indexer.commit();
  Searcher searcher({path});
  for (int i = 1; i < 8; ++i) {
    for (int k = 0; k < 20; ++k) {
      indexer.add(make_article(std::to_string(k), "", "parola " + std::to_string(i)));
    }
    indexer.commit();
    EXPECT_EQ(searcher.search(make_request("parola " + std::to_string(i))).total_all_words, 20U);
    EXPECT_EQ(searcher.search(make_request(std::to_string(i - 1))).total, 0U);
  }
  indexer.remove("5");
  indexer.commit();
  EXPECT_EQ(searcher.search(make_request("parola")).total, 19U);
  EXPECT_EQ(searcher.info().articles, 19U);
}

// A writer commits as fast as it can, overwriting what the search reads: it never fails.
TEST_F(SearcherAnswer, WriterAtWorkDisturbsNoSearch) {
  const std::string path = scratch_->path("busy");
  std::vector<Article> articles = read_corpus();
  articles.resize(60);
  index_articles(path, articles);
  std::atomic<bool> done = false;
  std::thread writer([&] {
    Indexer indexer(path);
    for (int round = 0; !done; ++round) {
      for (std::size_t i = 0; i < articles.size(); i += 7) {
        articles[i].subtitle = "giro " + std::to_string(round);
        indexer.add(articles[i]);
      }
      indexer.commit();
    }
  });
  Searcher searcher({path});
  for (int i = 0; i < 150; ++i) {
    const Response response = searcher.search(make_request("-xyzzy", 5));
    EXPECT_EQ(response.total, articles.size());
    EXPECT_EQ(response.hits.size(), 5U);
  }
  done = true;
  writer.join();
}

}  // namespace
}  // namespace edicola
