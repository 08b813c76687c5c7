// From the tree of a query to what Xapian runs.
#pragma once

#include <string>
#include <vector>

#include <xapian.h>

#include "edicola/analyzer.h"
#include "edicola/search.h"
#include "searcher/query.h"
#include "searcher/words_query.h"

namespace edicola {

// A compiled query is run in two tiers: first the articles with all the words, then, where words
// may be lacked (Operator::kAuto), those with at least half of them. Filters are part of both.
struct CompiledQuery {
  Xapian::Query all;
  Xapian::Query most;  // leaves out what `all` matches; empty where there is no second tier
  std::vector<CompiledWords> wanted;  // the words that an article of the second tier may lack
  std::vector<CompiledWords> found;   // everything to be marked
  std::vector<std::string> notes;
};

// Throws Error(kQuery) for a request with neither words nor filters.
CompiledQuery compile_query(const ParsedQuery& parsed, const Request& request,
                            const Xapian::Database& database, const Analyzer& analyzer);

// At least `least` of `queries` match, of which there are few: the tree grows as their
// combinations.
Xapian::Query at_least(std::size_t least, const std::vector<Xapian::Query>& queries);

}  // namespace edicola
