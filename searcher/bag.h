// Queries that are a bag of words, matched and weighed in one go.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <xapian.h>

#include "searcher/document_set.h"
#include "searcher/index_memory.h"

namespace edicola {

// A term by which an article has a word of the bag, or by which it weighs more.
struct BagTerm {
  enum class Role {
    kMatches,    // an article with it has the word
    kOtherwise,  // likewise, but it weighs only where no term before it matches
    kWeighs,     // it weighs where one that matches stands
  };
  std::string term;
  double factor = 1;  // of its weight, which is that of term_query
  Role role = Role::kMatches;
};

struct BagWord {
  std::vector<BagTerm> terms;
  bool wanted = true;  // else no article matches by it: it weighs where others match
};

// Which articles match, by the wanted words that they have.
struct Acceptance {
  std::size_t least = 1;      // so many of them
  std::vector<bool> telling;  // or one of these; may be shorter than the words
  bool but_not_all = false;   // and not every one
};

// The most words that a bag may have.
inline constexpr std::size_t kMostInBag = 32;

struct Bag {
  std::vector<BagWord> words;  // at least one wanted, these first; at most kMostInBag
  Acceptance accepted;
  std::shared_ptr<const Filters> filters;  // null: every document may match
};

// Which words the articles have that a bag has handed out, for as long as it ran on one database.
class BagTrace {
 public:
  void clear() { seen_.clear(); }
  void add(Xapian::docid id, std::uint64_t words) { seen_.push_back({id, words}); }

  // A bit for each word of the bag; nothing if the article was not seen.
  [[nodiscard]] std::optional<std::uint64_t> words_of(Xapian::docid id) const;

 private:
  struct Seen {
    Xapian::docid id;
    std::uint64_t words;
  };
  std::vector<Seen> seen_;  // ids ascend
};

// Matches what `bag` accepts. An article weighs the sum of its terms, as a tree of Xapian's
// operators over term_query would weigh it (tests/unit/bag_test.cc); but blocks of postings that
// cannot reach the page are passed over (common/blocks.h), by the algorithm that H. Turtle and
// J. Flood call max_score (Query Evaluation: Strategies and Optimizations, 1995), a window of
// documents at a time. Weights are summed in whole numbers: the sum does not depend on the order.
// Writes to `trace`, if there is one. `memory` outlives the query.
std::shared_ptr<Xapian::PostingSource> bag_source(Bag bag, IndexMemory& memory,
                                                  std::shared_ptr<BagTrace> trace = nullptr);

}  // namespace edicola
