// A small newsstand, and the corpus, each in an index of its own: what the tests of searching
// share.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "edicola/date.h"
#include "edicola/index.h"
#include "edicola/search.h"
#include "tests/unit/scratch.h"
#include "tests/unit/test_index.h"

namespace edicola {

inline std::vector<Article> newsstand() {
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

class NewsTest : public testing::Test {
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

  NewsTest() : news_({scratch_->path("news")}) {}

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

  inline static std::unique_ptr<Scratch> scratch_;
  Searcher news_;
};

}  // namespace edicola
