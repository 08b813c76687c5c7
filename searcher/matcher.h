// Runs compiled queries: which articles, in which order, and how many.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include <xapian.h>

#include "edicola/search.h"
#include "searcher/compile.h"
#include "searcher/family.h"
#include "searcher/range.h"
#include "searcher/stored_articles.h"
#include "searcher/top_hits.h"

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
  // Bits of the words wanted that it has, if that is known.
  std::optional<std::uint64_t> words;
};

struct Totals {
  Count articles;
  Count all_words;  // of them, those that lack no word
};

struct MatchedPage {
  std::vector<RankedArticle> matches;
  Totals totals;
};

// What a part of an index, or all of it, has for a page.
struct Tiers {
  std::vector<RankedArticle> first;   // from the very first hit to the last of the page
  std::vector<RankedArticle> second;  // as many more, if the first tier leaves room
  std::vector<RankedArticle> bearer;  // of CompiledQuery::bearer the best, if that is to be first
  Totals totals;
};

// All functions throw Xapian::Error.

// Of the documents of `range`, or of all.
Tiers match_tiers(IndexMemory& memory, const CompiledQuery& query, const Request& request,
                  const std::optional<DocRange>& range);

// The page that the ranges of an index make together, which need have been searched by relevance
// if they are several: the matches from request.offset on, request.limit at most.
// `families` are of the query, `articles` of the index.
MatchedPage page_of(const std::vector<Tiers>& parts, FamilyReader& families,
                    StoredArticles& articles, const CompiledQuery& query, const Request& request);

// How many matches there are, without ranking them.
Totals count_matches(IndexMemory& memory, const CompiledQuery& query, const Request& request);

}  // namespace edicola
