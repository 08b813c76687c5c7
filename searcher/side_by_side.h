// Words side by side as one query: as a bag (searcher/bag.h), or by Xapian's operators where they
// are none.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include <xapian.h>

#include "searcher/bag.h"
#include "searcher/index_memory.h"
#include "searcher/words_query.h"

namespace edicola {

// Which of the words an article has to have. "Most" are half of them, or one that tells as much as
// most of the query does: `cosa sono i pirenoidi`.
enum class Having { kAny, kAll, kMostButNotAll };

// Whether `wanted`, at least one, and `light`, function words that only weigh, make a bag.
bool are_bag(const std::vector<CompiledWords>& wanted, const std::vector<CompiledWords>& light);

struct SideBySide {
  const std::vector<CompiledWords>& wanted;
  const std::vector<CompiledWords>& light;
  double light_weight = 1;  // what `light` weighs of what it would weigh alone
  Having having = Having::kAny;
};

// Of words that are a bag. `filters` may be null.
std::shared_ptr<Xapian::PostingSource> as_bag(const SideBySide& words,
                                              std::shared_ptr<const Filters> filters,
                                              IndexMemory& memory, std::shared_ptr<BagTrace> trace);

// The same without filters, the slow way.
Xapian::Query by_operators(const SideBySide& words);

// At least `least` of `queries` match, of which there are few: the tree grows as their
// combinations.
Xapian::Query at_least(std::size_t least, const std::vector<Xapian::Query>& queries);

Xapian::Query combine(Xapian::Query::op op, const std::vector<Xapian::Query>& queries);

}  // namespace edicola
