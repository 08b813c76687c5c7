// Runs compiled queries: which articles, in which order, and how many.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <xapian.h>

#include "edicola/search.h"
#include "searcher/compile.h"

namespace edicola {

// Leaves `limit` of `items` from `offset` on, as many as there are.
template <typename Item>
void cut_out(std::uint64_t offset, std::uint64_t limit, std::vector<Item>& items) {
  const std::uint64_t from = std::min<std::uint64_t>(offset, items.size());
  const std::uint64_t to = from + std::min<std::uint64_t>(limit, items.size() - from);
  items.erase(items.begin() + static_cast<std::ptrdiff_t>(to), items.end());
  items.erase(items.begin(), items.begin() + static_cast<std::ptrdiff_t>(from));
}

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
