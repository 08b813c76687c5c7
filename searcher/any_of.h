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

// Words with one beginning, as one word of a query.
struct Beginning {
  std::size_t words = 0;  // that have it
  // Matches articles with any of the `most` that most articles have, and weighs them as term_query
  // would weigh one term that stands wherever one of these does, with the greatest of their
  // impacts. Articles are gathered word by word before the first is asked for: with hundreds of
  // words that is much quicker than a tree of OR. find_top (top_hits.h) looks at fewer of them,
  // see best_of_any.h. Of several indexes each takes the share of its own articles for that of
  // all, so that scores differ a little from those of one index with the same articles.
  std::shared_ptr<Xapian::PostingSource> source;
};

// `memory` outlives the source; `most` is not 0.
Beginning words_beginning(IndexMemory& memory, const std::string& begin, std::size_t most);

// What part of its worth `term` keeps if it is worth what one would be that stands wherever one of
// `all` does. The articles are taken to be others for each of `all`, as they nearly are.
double share_of_worth(IndexMemory& memory, const std::string& term,
                      const std::vector<std::string>& all);

}  // namespace edicola
