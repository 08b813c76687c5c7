#include "edicola/search.h"

#include <gtest/gtest.h>
#include <xapian.h>

#include <atomic>
#include <fstream>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "common/schema.h"
#include "edicola/date.h"
#include "edicola/error.h"
#include "edicola/index.h"
#include "tests/unit/corpus_texts.h"
#include "tests/unit/scratch.h"
#include "tests/unit/test_index.h"

namespace edicola {
namespace {

std::vector<Article> newsstand() {
  std::vector<Article> articles = {
      make_article("man1", "Manovra, i sindacati verso lo sciopero",
                   "I sindacati chiedono al governo di cambiare la manovra.", "2024-12-31"),
      make_article("man2", "Manovra, il governo frena",
                   "Nessun confronto con i sindacati prima di gennaio.", "2025-01-01"),
      make_article("treni", "Treni fermi per sciopero", "Disagi alla stazione di Bologna.",
                   "2025-01-31T08:00:00+01:00"),
      make_article("kuala", "Rubio vede Lavrov a Kuala Lumpur",
                   "Il segretario di Stato ha parlato di un colloquio franco.",
                   "2025-07-10T19:40:00+02:00"),
      make_article("pechino", "Lavrov a Pechino", "Il ministro russo incontra i colleghi cinesi.",
                   "2025-07-11"),
      make_article("aquila", "L'Aquila, la ricostruzione",
                   "La città dell’Aquila e l'economia: i governi sono passati, perche' le case no.",
                   "2009-04-07"),
      make_article("papa", "Il papa a Lampedusa", "Il papa prega per i migranti."),
      make_article("dad", "Una figlia e il papà", "Il papà di Sofia lavora di notte."),
  };
  articles[0].source = articles[2].source = "Ansa";
  articles[1].source = "Il Mattino di Padova";
  articles[0].section = "Politica";
  articles[1].section = "POLITICA";
  articles[3].section = "Politica estera";
  articles[0].author = "Chiara D'Alfonsi";
  articles[3].author = "Mario Rossi";
  articles[3].tags = {"Russia", "Stati Uniti"};
  return articles;
}

std::string error_of(const std::vector<std::string>& paths) {
  try {
    Searcher searcher(paths);
  } catch (const Error& error) {
    EXPECT_NE(error.hint(), "");
    return std::string(name(error.kind()));
  }
  return "none";
}

class SearcherTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    scratch_ = std::make_unique<Scratch>();
    index_articles(scratch_->path("news"), newsstand());
    IndexRequest request;
    request.index = scratch_->path("corpus");
    request.inputs = find_inputs({EDICOLA_TEST_DATA "/../../corpus"});
    index_files(request);
  }
  static void TearDownTestSuite() { scratch_.reset(); }

  SearcherTest() : news_({scratch_->path("news")}) {}

  std::string ids(const Request& request) { return sorted_ids_of(news_.search(request)); }
  std::string ids(std::string_view query) { return ids(make_request(query)); }

  std::string ids(std::string_view query, Operator op) {
    Request request = make_request(query);
    request.default_operator = op;
    return ids(request);
  }

  std::string ids_in_days(std::string_view from, std::string_view to) {
    Request request = make_request("");
    request.days = parse_day_range(from, to);
    return ids(request);
  }

  static std::unique_ptr<Scratch> scratch_;
  Searcher news_;
};

std::unique_ptr<Scratch> SearcherTest::scratch_;

using Words = std::vector<std::string>;

TEST_F(SearcherTest, AllWordsFirstThenMost) {
  const Response response = news_.search(make_request("manovra sindacati sciopero"));
  ASSERT_EQ(ids_of(response), "man1 man2");
  EXPECT_EQ(response.total, 2U);
  EXPECT_EQ(response.total_all_words, 1U);
  EXPECT_EQ(response.hits[0].missing, Words());
  EXPECT_EQ(response.hits[1].missing, Words{"sciopero"});
  // One of two is half.
  const Response two = news_.search(make_request("Rubio Lavrov"));
  ASSERT_EQ(ids_of(two), "kuala pechino");
  EXPECT_EQ(two.hits[1].missing, Words{"Rubio"});
  EXPECT_GT(two.hits[0].score, two.hits[1].score);
}

// As typed, in the order of the query, also those that no article has.
TEST_F(SearcherTest, MissingWordsAreAsTyped) {
  const Response response = news_.search(make_request("MANOVRA, xyzzy SCIOPERI sindacato"));
  ASSERT_FALSE(response.hits.empty());
  EXPECT_EQ(response.hits[0].article.id, "man1");
  EXPECT_EQ(response.hits[0].missing, Words{"xyzzy"});
  EXPECT_EQ(response.total_all_words, 0U);
  EXPECT_EQ(response.notes, Words{"No article has xyzzy."});
}

TEST_F(SearcherTest, RepeatedWordsCountOnce) {
  EXPECT_EQ(news_.search(make_request("Lavrov lavrov LAVROV")).total_all_words, 2U);
}

TEST_F(SearcherTest, StopWordsAreNotWantedBesideOthers) {
  EXPECT_EQ(ids("il Lavrov con la"), "kuala pechino");
  EXPECT_EQ(news_.search(make_request("la stazione di Bologna")).total_all_words, 1U);
  // Alone they are.
  EXPECT_EQ(ids("una"), "dad");
}

TEST_F(SearcherTest, Operators) {
  EXPECT_EQ(ids("Rubio AND Lavrov"), "kuala");
  EXPECT_EQ(ids("Rubio OR sciopero"), "kuala man1 treni");
  EXPECT_EQ(ids("Lavrov NOT Rubio"), "pechino");
  EXPECT_EQ(ids("Lavrov -Rubio"), "pechino");
  EXPECT_EQ(ids("(Rubio OR sciopero) -manovra"), "kuala treni");
  EXPECT_EQ(ids("sciopero -\"Treni fermi\""), "man1");
  EXPECT_EQ(ids("manovra sciopero OR Pechino"), "man1 pechino");
  EXPECT_EQ(ids("Rubio AND xyzzy"), "");
  EXPECT_EQ(ids("Rubio OR NOT a"), ids("-a OR Rubio"));
}

TEST_F(SearcherTest, DefaultOperator) {
  EXPECT_EQ(ids("Rubio sciopero", Operator::kAnd), "");
  EXPECT_EQ(ids("Rubio sciopero", Operator::kOr), "kuala man1 treni");
  EXPECT_EQ(ids("Rubio sciopero", Operator::kAuto), "kuala man1 treni");
  EXPECT_EQ(ids("Lavrov -Rubio Pechino", Operator::kOr), "pechino");
  const Response any = news_.search(make_request("Rubio sciopero"));
  EXPECT_EQ(any.total_all_words, 0U);
}

TEST_F(SearcherTest, NegationAlone) {
  EXPECT_EQ(ids("-a"), "aquila dad man1 man2 treni");
  EXPECT_EQ(ids("NOT sciopero -Lavrov"), "aquila dad man2 papa");
}

TEST_F(SearcherTest, EmptyQueries) {
  for (const std::string_view query : {"", "  ", "...", "-", "\"\"", "()"}) {
    try {
      news_.search(make_request(query));
      FAIL() << query;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kQuery) << query;
      EXPECT_NE(error.hint(), "");
    }
  }
}

TEST_F(SearcherTest, WordsInAllForms) {
  EXPECT_EQ(ids("governo"), ids("governi"));
  EXPECT_EQ(ids("governo"), "aquila man1 man2");
  EXPECT_EQ(ids("collega cinese"), "pechino");
  // Case, accents, elision and the way apostrophes are typed do not matter.
  for (const std::string_view query : {"aquila", "L'Aquila", "L’AQUILA", "dell'aquila"}) {
    EXPECT_EQ(ids(query), "aquila") << query;
  }
  EXPECT_EQ(ids("citta perché"), "aquila");
  EXPECT_EQ(ids("citta' PERCHE'"), "aquila");
}

TEST_F(SearcherTest, ExactForms) {
  EXPECT_EQ(ids("=governi"), "aquila");
  EXPECT_EQ(ids("=governo"), "man1 man2");
  EXPECT_EQ(ids("=Sindacato"), "");
  EXPECT_EQ(ids("=papà"), "dad");
}

TEST_F(SearcherTest, ExactFormsRankFirst) {
  const std::string path = scratch_->path("exact");
  index_articles(
      path, {make_article("1", "", "I governi cadono."), make_article("2", "", "Il governo cade."),
             make_article("3", "", "I governi cadono.")});
  Searcher searcher({path});
  EXPECT_EQ(ids_of(searcher.search(make_request("governo"))).substr(0, 1), "2");
  EXPECT_EQ(ids_of(searcher.search(make_request("governi"))).substr(4), "2");
}

TEST_F(SearcherTest, Phrases) {
  EXPECT_EQ(ids("\"Kuala Lumpur\""), "kuala");
  EXPECT_EQ(ids("\"Lumpur Kuala\""), "");
  EXPECT_EQ(ids("\"colloqui franchi\""), "");
  // Without regard to case, accents, elision and apostrophes.
  EXPECT_EQ(ids("\"la citta' dell'aquila e l’economia\""), "aquila");
  EXPECT_EQ(ids("\"perché le case\""), "aquila");
  EXPECT_EQ(ids("«KUALA LUMPUR»"), "kuala");
  // Not across fields: the title ends in Lumpur, the body begins with Il.
  EXPECT_EQ(ids("\"Lumpur il\""), "");
  EXPECT_EQ(ids("titolo:\"Kuala Lumpur\""), "kuala");
  EXPECT_EQ(ids("testo:\"Kuala Lumpur\""), "");
  EXPECT_EQ(ids("tag:\"stati uniti\" autore:\"Mario Rossi\""), "kuala");
  EXPECT_EQ(ids("tag:\"russia stati\""), "");
}

TEST_F(SearcherTest, Prefixes) {
  EXPECT_EQ(ids("govern*"), "aquila man1 man2");
  EXPECT_EQ(ids("GOVERN*"), "aquila man1 man2");
  EXPECT_EQ(ids("sindac* -manovr*"), "");
  EXPECT_EQ(ids("titolo:ricostr*"), "aquila");
  EXPECT_EQ(ids("xyz*"), "");
  EXPECT_EQ(ids("citt*"), "aquila");
}

TEST_F(SearcherTest, Fields) {
  EXPECT_EQ(ids("titolo:Lavrov"), "kuala pechino");
  EXPECT_EQ(ids("titolo:governo"), "man2");
  EXPECT_EQ(ids("titolo:governi"), "man2");
  // The title only, so not the text; "manovra" stands in the text of one.
  EXPECT_EQ(ids("testo:Lavrov"), "");
  EXPECT_EQ(ids("testo:manovra"), "man1");
  EXPECT_EQ(ids("testo:sindacato"), "man1 man2");
  EXPECT_EQ(ids("testo:=sciopero"), "");
  EXPECT_EQ(ids("autore:rossi"), "kuala");
  EXPECT_EQ(ids("autore:alfonsi"), "man1");
  EXPECT_EQ(ids("autore:dalfonsi"), "man1");
  EXPECT_EQ(ids("fonte:Padova"), "man2");
  EXPECT_EQ(ids("fonte:(ansa OR padova)"), "man1 man2 treni");
  EXPECT_EQ(ids("sezione:politica"), "kuala man1 man2");
  EXPECT_EQ(ids("tag:russia"), "kuala");
  EXPECT_EQ(ids("-titolo:manovra sciopero"), "treni");
  // A word of a field is no word of the article.
  EXPECT_EQ(ids("Rossi"), "");
}

// A name has another key than the common word that is written alike.
TEST_F(SearcherTest, NamesInFields) {
  const std::string path = scratch_->path("names");
  index_articles(path, {make_article("title", "Parla Giorgia Meloni", "La premier in Aula."),
                        make_article("text", "La premier in Aula", "Parla Giorgia Meloni."),
                        make_article("fruit", "Frutta", "I meloni e il melone.")});
  Searcher searcher({path});
  const auto found = [&searcher](std::string_view query) {
    return sorted_ids_of(searcher.search(make_request(query)));
  };
  EXPECT_EQ(found("titolo:Meloni"), "title");
  EXPECT_EQ(found("titolo:meloni"), "title");
  EXPECT_EQ(found("titolo:=Meloni"), "title");
  EXPECT_EQ(found("testo:Meloni"), "fruit text");
  EXPECT_EQ(found("testo:=meloni"), "fruit text");
  EXPECT_EQ(found("=Meloni"), "fruit text title");
  EXPECT_EQ(found("melone"), "fruit");
}

TEST_F(SearcherTest, FiltersByValue) {
  const auto with = [this](auto fill) {
    Request request = make_request("");
    fill(request);
    return ids(request);
  };
  EXPECT_EQ(with([](Request& r) { r.sources = {"ANSA"}; }), "man1 treni");
  EXPECT_EQ(with([](Request& r) { r.sources = {"Padova"}; }), "");
  EXPECT_EQ(with([](Request& r) { r.sources = {"il mattino  di padova"}; }), "man2");
  EXPECT_EQ(with([](Request& r) {
              r.sources = {"Ansa", "Il Mattino di Padova"};
            }),
            "man1 man2 treni");
  EXPECT_EQ(with([](Request& r) { r.sections = {"politica"}; }), "man1 man2");
  EXPECT_EQ(with([](Request& r) { r.authors = {"alfonsi chiara"}; }), "man1");
  EXPECT_EQ(with([](Request& r) { r.authors = {"d’alfonsi", "Rossi"}; }), "kuala man1");
  EXPECT_EQ(with([](Request& r) { r.authors = {"Rossi Chiara"}; }), "");
  EXPECT_EQ(with([](Request& r) { r.authors = {"..."}; }), "");
  EXPECT_EQ(with([](Request& r) {
              r.query = "Rubio";
              r.authors = {"..."};
            }),
            "");
  EXPECT_EQ(with([](Request& r) {
              r.sources = {"Ansa"};
              r.sections = {"Politica"};
            }),
            "man1");
}

// Filters hold for articles that lack words too, and change no score.
TEST_F(SearcherTest, FiltersHoldInBothTiers) {
  Request request = make_request("manovra sindacati sciopero");
  request.sources = {"Il Mattino di Padova"};
  const Response filtered = news_.search(request);
  ASSERT_EQ(ids_of(filtered), "man2");
  EXPECT_EQ(filtered.total, 1U);
  EXPECT_EQ(filtered.total_all_words, 0U);
  request.sources = {"Nessuna"};
  EXPECT_EQ(news_.search(request).total, 0U);
}

TEST_F(SearcherTest, FiltersByDay) {
  EXPECT_EQ(ids_in_days("2024-12-31", "2025-01-01"), "man1 man2");
  EXPECT_EQ(ids_in_days("2024-12-31", "2024-12-31"), "man1");
  EXPECT_EQ(ids_in_days("2025", "2025"), "kuala man2 pechino treni");
  EXPECT_EQ(ids_in_days("2025-01", "2025-01"), "man2 treni");
  EXPECT_EQ(ids_in_days("2025-01-02", ""), "kuala pechino treni");
  EXPECT_EQ(ids_in_days("", "2024-12-30"), "aquila");
  EXPECT_EQ(ids_in_days("", "2025-07-10"), "aquila kuala man1 man2 treni");
  EXPECT_EQ(ids_in_days("2009-04-07", "2025-07-10"), "aquila kuala man1 man2 treni");
  EXPECT_EQ(ids_in_days("2010", "2023"), "");
  EXPECT_EQ(ids_in_days("1900", "1950"), "");
  EXPECT_EQ(ids_in_days("2030", ""), "");
  Request request = make_request("Lavrov");
  request.days = parse_day_range("2025-07-11", "");
  EXPECT_EQ(ids(request), "pechino");
  // Days without articles let nothing through.
  request.days = parse_day_range("2030", "");
  EXPECT_EQ(ids(request), "");
  request.query = "Rubio Lavrov";
  EXPECT_EQ(ids(request), "");
}

TEST_F(SearcherTest, SortsByDateWithUndatedLast) {
  Request request = make_request("-xyzzy");
  request.sort = Sort::kNewest;
  const std::string undated = " papa dad";  // or the other way round
  const std::string newest = ids_of(news_.search(request));
  EXPECT_EQ(newest.substr(0, newest.size() - undated.size()),
            "pechino kuala treni man2 man1 aquila");
  request.sort = Sort::kOldest;
  const std::string oldest = ids_of(news_.search(request));
  EXPECT_EQ(oldest.substr(0, oldest.size() - undated.size()),
            "aquila man1 man2 treni kuala pechino");
  // Articles with all the words still come first.
  request.query = "governo sindacati";
  request.sort = Sort::kOldest;
  EXPECT_EQ(ids_of(news_.search(request)), "man1 man2 aquila");
  request.sort = Sort::kNewest;
  EXPECT_EQ(ids_of(news_.search(request)), "man2 man1 aquila");
}

TEST_F(SearcherTest, MarksWhatMatched) {
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

TEST_F(SearcherTest, MarksNothingThatIsExcludedOrElsewhere) {
  EXPECT_EQ(news_.search(make_request("Pechino -Rubio")).hits.at(0).title_marks.size(), 1U);
  const Response in_title = news_.search(make_request("titolo:manovra titolo:sindacati"));
  ASSERT_EQ(ids_of(in_title), "man1");
  EXPECT_EQ(in_title.hits[0].title_marks.size(), 2U);
  EXPECT_TRUE(in_title.hits[0].snippet.marks.empty());
  const Response by_author = news_.search(make_request("autore:Chiara"));
  ASSERT_EQ(ids_of(by_author), "man1");
  EXPECT_TRUE(by_author.hits[0].title_marks.empty());
}

TEST_F(SearcherTest, NoSnippetsIfNotWanted) {
  Request request = make_request("Lavrov");
  request.snippet_chars = 0;
  const Response response = news_.search(request);
  ASSERT_EQ(response.hits.size(), 2U);
  EXPECT_EQ(response.hits[0].snippet.text, "");
  EXPECT_FALSE(response.hits[0].title_marks.empty());
}

TEST_F(SearcherTest, HitsHoldTheWholeArticle) {
  const std::vector<Article> articles = newsstand();
  const Response response = news_.search(make_request("-xyzzy"));
  ASSERT_EQ(response.hits.size(), articles.size());
  for (const Hit& hit : response.hits) {
    EXPECT_EQ(std::count(articles.begin(), articles.end(), hit.article), 1) << hit.article.id;
  }
}

TEST_F(SearcherTest, NotesForWordsFoundNowhere) {
  EXPECT_EQ(news_.search(make_request("Lavrov")).notes, Words());
  EXPECT_EQ(news_.search(make_request("xyzzy Lavrov plugh")).notes,
            (Words{"No article has xyzzy.", "No article has plugh."}));
  EXPECT_EQ(news_.search(make_request("titolo:Bologna")).notes,
            Words{"No article has titolo:Bologna."});
  EXPECT_EQ(news_.search(make_request("\"Kuala xyzzy\" zzz*")).notes,
            (Words{"No article has \"Kuala xyzzy\".", "No article has zzz*."}));
  // What is excluded need not be there.
  EXPECT_EQ(news_.search(make_request("Lavrov -xyzzy")).notes, Words());
}

TEST_F(SearcherTest, PlainSyntax) {
  Request request = make_request("Lavrov -Rubio");
  request.syntax = Syntax::kPlain;
  EXPECT_EQ(ids_of(news_.search(request)), "kuala pechino");
  request.query = "\"Lavrov (titolo:Rubio";
  EXPECT_EQ(ids_of(news_.search(request)), "kuala pechino");
  EXPECT_EQ(news_.search(request).total_all_words, 0U);
}

TEST_F(SearcherTest, ExplainShowsWhatRuns) {
  const Explanation explanation = news_.explain(make_request("Rubio xyzzy"));
  EXPECT_EQ(explanation.tree, "sequence\n  word Rubio\n  word xyzzy\n");
  EXPECT_NE(explanation.compiled.find("rubio"), std::string::npos);
  EXPECT_NE(explanation.compiled.find("\nthen "), std::string::npos);
  EXPECT_EQ(explanation.notes, Words{"No article has xyzzy."});
}

TEST_F(SearcherTest, InfoDescribesTheIndex) {
  const IndexInfo info = news_.info();
  EXPECT_EQ(info.articles, newsstand().size());
  EXPECT_GT(info.terms, 50U);
  EXPECT_GT(info.bytes, 1'000U);
  EXPECT_EQ(format_day(info.oldest.value()), "2009-04-07");
  EXPECT_EQ(format_day(info.newest.value()), "2025-07-11");
  EXPECT_EQ(info.analyzer, Analyzer().fingerprint());
}

TEST_F(SearcherTest, WhatIsNoIndexIsAnError) {
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

TEST_F(SearcherTest, PagesJoinToTheWholeList) {
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

TEST_F(SearcherTest, TotalsDoNotDependOnThePage) {
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

TEST_F(SearcherTest, ScoresFallOverBothTiers) {
  Searcher corpus({scratch_->path("corpus")});
  for (const std::string& query : paged_queries()) {
    const Response response = corpus.search(make_request(query));
    for (std::size_t i = 0; i + 1 < response.hits.size(); ++i) {
      EXPECT_GE(response.hits[i].score, response.hits[i + 1].score) << query << " at " << i;
    }
  }
}

TEST_F(SearcherTest, SeveralIndexesAreOne) {
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

TEST_F(SearcherTest, OpenSearcherSeesNewCommits) {
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
TEST_F(SearcherTest, WriterAtWorkDisturbsNoSearch) {
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
