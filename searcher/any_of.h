// Many terms as one word of a query: words with one beginning, spellings of a name.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include <xapian.h>

#include "searcher/index_memory.h"

namespace edicola {

struct CountedTerm {
  std::string term;
  Xapian::doccount articles = 0;  // that have it
};

// The terms of the index with this beginning, in order.
std::vector<CountedTerm> terms_beginning(IndexMemory& memory, const std::string& begin);

// Leaves of `terms`, which are more, the `most` that most articles have.
void keep_most_frequent(std::size_t most, std::vector<CountedTerm>& terms);

// Matches articles with any of `terms`, and weighs them as term_query would weigh one term
//  that stands wherever one of them does, with the greatest of their impacts.
// The articles are gathered term by term before the first is asked for: with hundreds of terms that
// is much quicker than a tree of OR. `memory` outlives the query. Of several indexes
// each takes the share of its own articles for that of all, so that scores differ a little from
// those of one index with the same articles.
std::shared_ptr<Xapian::PostingSource> any_of(std::vector<CountedTerm> terms, IndexMemory& memory,
                                              std::string description);

// What part of its worth `term` keeps if it is worth what one would be that stands wherever one of
// `all` does. The articles are taken to be others for each of `all`, as they nearly are.
double share_of_worth(IndexMemory& memory, const std::string& term,
                      const std::vector<std::string>& all);

}  // namespace edicola
