// The best matches of a query that is one posting source: what Xapian's matcher does, less what it
// does for trees of them, which costs as much again as the matching of a bag.
#pragma once

#include <cstdint>
#include <vector>

#include <xapian.h>

namespace edicola {

// How many articles there are; an estimate beyond Request::count_up_to.
struct Count {
  std::uint64_t number = 0;
  bool estimated = false;
};

struct TopHit {
  Xapian::docid id = 0;
  double weight = 0;
};

struct TopHits {
  std::vector<TopHit> hits;  // the heaviest first, of the same weight the first document
  Count found;
};

// What is asked of a source: of documents from `first` to `last` the best `limit`, and how many
// match; of these as many as `count_up_to` are counted, and more are estimated by where those
// stood.
struct TopRequest {
  Xapian::docid first = 1;
  Xapian::docid last = 0;
  std::uint64_t limit = 0;
  std::uint64_t count_up_to = 0;
};

// A source that has a quicker way to its best matches than to pass over all of them.
class RankingSource : public Xapian::PostingSource {
 public:
  // Needs no init(). Otherwise as find_top.
  [[nodiscard]] virtual TopHits find_best(const TopRequest& request) const = 0;
};

// `database` is a single one, the one that a RankingSource was made for. Throws Xapian::Error, and
// what the source throws.
TopHits find_top(Xapian::PostingSource& source, const Xapian::Database& database,
                 const TopRequest& request);

}  // namespace edicola
