// Runs compiled queries: which articles, in which order, and how many.
#pragma once

#include <cstdint>
#include <vector>

#include <xapian.h>

#include "edicola/search.h"
#include "searcher/compile.h"

namespace edicola {

// An article of the page asked for.
struct RankedArticle {
  Xapian::docid id = 0;
  double score = 0;
  bool may_lack = false;  // some of the words wanted
};

// Numbers are exact up to Request::count_up_to; beyond that they may be estimates, and say so.
struct Totals {
  std::uint64_t articles = 0;
  std::uint64_t all_words = 0;  // of them, those that lack no word
  bool articles_estimated = false;
  bool all_words_estimated = false;
};

struct MatchedPage {
  std::vector<RankedArticle> matches;
  Totals totals;
};

// Both functions throw Xapian::Error.

// The matches from request.offset on, request.limit at most.
MatchedPage match_page(const Xapian::Database& database, const CompiledQuery& query,
                       const Request& request);

// How many there are, without ranking them.
Totals count_matches(const Xapian::Database& database, const CompiledQuery& query,
                     const Request& request);

}  // namespace edicola
