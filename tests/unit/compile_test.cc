#include "searcher/compile.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "edicola/date.h"
#include "edicola/error.h"
#include "searcher/side_by_side.h"
#include "tests/unit/golden.h"
#include "tests/unit/scratch.h"
#include "tests/unit/test_index.h"

namespace edicola {
namespace {

// Every set of `words` words is a document, whose number is the set as bits, and one.
Xapian::WritableDatabase all_subsets(unsigned words) {
  Xapian::WritableDatabase database(std::string(), Xapian::DB_BACKEND_INMEMORY);
  for (unsigned set = 0; set < (1U << words); ++set) {
    Xapian::Document document;
    for (unsigned word = 0; word < words; ++word) {
      if ((set >> word & 1U) != 0) document.add_term("t" + std::to_string(word));
    }
    database.add_document(document);
  }
  return database;
}

TEST(CompileTest, AtLeastIsWhatCountingGives) {
  for (unsigned words = 1; words <= 6; ++words) {
    const Xapian::WritableDatabase database = all_subsets(words);
    std::vector<Xapian::Query> queries;
    for (unsigned word = 0; word < words; ++word) {
      queries.emplace_back("t" + std::to_string(word));
    }
    for (unsigned least = 0; least <= words + 1; ++least) {
      std::set<unsigned> expected;
      for (unsigned set = 0; set < (1U << words); ++set) {
        if (static_cast<unsigned>(std::popcount(set)) >= least) expected.insert(set);
      }
      Xapian::Enquire enquire(database);
      const Xapian::Query query = at_least(least, queries);
      enquire.set_query(query.empty() ? Xapian::Query::MatchNothing : query);
      std::set<unsigned> found;
      const Xapian::MSet matches = enquire.get_mset(0, database.get_doccount());
      for (auto at = matches.begin(); at != matches.end(); ++at) found.insert(*at - 1);
      EXPECT_EQ(found, expected) << least << " of " << words;
    }
  }
}

// Options before a query, as rows write them: [or] [source=Ansa] [from=2025-07].
Request request_of(std::string_view row) {
  Request request;
  std::string from;
  std::string to;
  while (row.starts_with("[")) {
    const std::size_t close = row.find(']');
    const std::string_view option = row.substr(1, close - 1);
    const std::size_t equals = std::min(option.find('='), option.size());
    const std::string value(option.substr(std::min(equals + 1, option.size())));
    const std::string_view name = option.substr(0, equals);
    row.remove_prefix(std::min(close + 2, row.size()));
    if (name == "or")
      request.default_operator = Operator::kOr;
    else if (name == "and")
      request.default_operator = Operator::kAnd;
    else if (name == "plain")
      request.syntax = Syntax::kPlain;
    else if (name == "source")
      request.sources.push_back(value);
    else if (name == "section")
      request.sections.push_back(value);
    else if (name == "author")
      request.authors.push_back(value);
    else if (name == "from")
      from = value;
    else if (name == "to")
      to = value;
    else if (name == "exact")
      request.ranking.exact_form = std::stod(value);
    else
      ADD_FAILURE() << "no option " << name;
  }
  request.days = parse_day_range(from, to);
  request.query = unescape(row);
  return request;
}

// What is wanted of the index: years for filters, words that stand as names, some that are common.
std::vector<Article> articles() {
  return {make_article("1", "Il governo e i sindacati",
                       "Conte e Meloni parlano di conti e di meloni.", "2023-12-30"),
          make_article("2", "Lavrov vede Rubio a Kuala Lumpur",
                       "Oggi Conte vede D'Alema a Roma con Fini.", "2025-07-10"),
          make_article("3", "Citta' e papà", "Il papa va piano con fini nobili.", "2025-07-11")};
}

std::string described(Searcher& searcher, const Request& request) {
  try {
    const Explanation explanation = searcher.explain(request);
    std::string text = explanation.compiled;
    std::replace(text.begin(), text.end(), '\n', ' ');
    for (const std::string& note : explanation.notes) text += "| " + note + " ";
    text.pop_back();
    return text;
  } catch (const Error& error) {
    return "error: " + std::string(error.what());
  }
}

TEST(CompileTest, GoldenRows) {
  const Scratch scratch;
  index_articles(scratch.path("index"), articles());
  Searcher searcher({scratch.path("index")});
  Golden rows(EDICOLA_TEST_DATA "/compiled.txt");
  const int checked = rows.check(
      [&searcher](const Row& row) { return described(searcher, request_of(row.input)); });
  EXPECT_GE(checked, 40);
}

// Long questions stay cheap to compile: no tree of combinations.
TEST(CompileTest, LongQueriesStaySmall) {
  const Scratch scratch;
  index_articles(scratch.path("index"), articles());
  Searcher searcher({scratch.path("index")});
  std::string query;
  for (int i = 0; i < 300; ++i) query += "parola" + std::to_string(i) + " ";
  EXPECT_LT(searcher.explain(make_request(query)).compiled.size(), 300U * 200);
}

}  // namespace
}  // namespace edicola
