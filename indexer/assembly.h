// The making of an index out of segments: built and merged by threads, put in place at the end.
#pragma once

#include <cstdint>
#include <deque>
#include <future>
#include <string>
#include <vector>

#include "common/impact.h"
#include "common/pool.h"
#include "edicola/analyzer.h"
#include "edicola/article.h"
#include "indexer/additions.h"
#include "indexer/index_folder.h"
#include "indexer/ledger.h"
#include "indexer/segment.h"

namespace edicola {

// For one thread, save what it hands to the pool. Its functions throw Xapian::Error and Error;
// nothing is to be done with an assembly after that.
class Assembly {
 public:
  // All outlive it.
  Assembly(IndexFolder& folder, const Analyzer& analyzer, Pool& pool);
  // Waits for what the pool is doing for it.
  ~Assembly();
  Assembly(const Assembly&) = delete;
  Assembly& operator=(const Assembly&) = delete;

  // Has a segment made of `articles`, numbered on from those before; at least one. `rule` is that
  // of the index, the same each time.
  void add(std::vector<Article> articles, const ImpactRule& rule);

  // Waits for the oldest segment under way.
  void settle_one();

  // Brings all that was added into the index and publishes it.
  void finish(const Ledger& ledger, const ImpactRule& rule);

 private:
  struct Task {
    Segment segment;
    std::future<void> done;
  };

  std::string new_path();
  void merge(const std::vector<Segment>& parts);
  std::vector<Segment> take_segments();
  std::vector<Segment> narrowed(std::vector<Segment> segments);
  [[nodiscard]] std::vector<std::uint32_t> outdated(const Ledger& ledger) const;
  void bring_in(const Additions& additions);

  IndexFolder& folder_;
  const Analyzer& analyzer_;
  Pool& pool_;
  std::uint32_t live_ = 0;   // documents of the index
  std::uint32_t first_ = 1;  // the document of the first article
  std::uint32_t numbered_ = 0;
  unsigned paths_ = 0;
  std::deque<Task> building_;
  std::vector<Segment> built_;  // since the last merge
  std::deque<Task> merging_;    // of what was built before
};

}  // namespace edicola
