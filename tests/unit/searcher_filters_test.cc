// Filters and the order of hits.
#include "edicola/search.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/unit/newsstand.h"

namespace edicola {
namespace {

class SearcherFilters : public NewsTest {};

TEST_F(SearcherFilters, FiltersByValue) {
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
TEST_F(SearcherFilters, FiltersHoldInBothTiers) {
  Request request = make_request("manovra sindacati sciopero");
  request.sources = {"Il Mattino di Padova"};
  const Response filtered = news_.search(request);
  ASSERT_EQ(ids_of(filtered), "man2");
  EXPECT_EQ(filtered.total, 1U);
  EXPECT_EQ(filtered.total_all_words, 0U);
  request.sources = {"Nessuna"};
  EXPECT_EQ(news_.search(request).total, 0U);
}

TEST_F(SearcherFilters, FiltersByDay) {
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

TEST_F(SearcherFilters, SortsByDateWithUndatedLast) {
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

}  // namespace
}  // namespace edicola
