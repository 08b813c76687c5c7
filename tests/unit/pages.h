// Pages of matches, as a searcher makes them before it reads the articles.
#pragma once

#include <vector>

#include "common/partial_text.h"
#include "searcher/compile.h"
#include "searcher/family.h"
#include "searcher/index_memory.h"
#include "searcher/matcher.h"
#include "searcher/stored_articles.h"

namespace edicola {

inline MatchedPage page_of(const std::vector<Tiers>& parts, IndexMemory& memory,
                           const CompiledQuery& query, const Request& request) {
  StoredArticles articles(memory);
  PartialText text;
  FamilyReader families(query.families, memory, text);
  return page_of(parts, families, articles, query, request);
}

}  // namespace edicola
