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
#include "indexer/index_folder.h"
#include "indexer/ledger.h"

namespace edicola {

// For one thread, save what it hands to the pool. Its functions throw Xapian::Error and Error;
// nothing is to be done with an assembly after that.
class Assembly {
 public:
  // All outlive it.
  Assembly(IndexFolder& folder, const Analyzer& analyzer, Pool& pool)
      : folder_(folder), analyzer_(analyzer), pool_(pool) {}
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
  struct Part {
    std::string path;
    std::uint32_t first = 0;  // the number of its first article
    std::uint32_t count = 0;
  };
  struct Task {
    Part part;
    std::future<void> done;
  };

  std::string new_path();
  void merge(const std::vector<Part>& parts);
  void settle_merges();
  std::vector<Part> take_parts();
  std::vector<Part> narrowed(std::vector<Part> parts);
  void drop_outdated(const std::vector<Part>& parts, const Ledger& ledger);
  void add_to_live(const std::vector<Part>& parts, const Ledger& ledger);
  void make_generation(const std::vector<Part>& parts, const Ledger& ledger);

  IndexFolder& folder_;
  const Analyzer& analyzer_;
  Pool& pool_;
  std::uint32_t numbered_ = 0;
  unsigned paths_ = 0;
  std::deque<Task> building_;
  std::vector<Part> built_;   // since the last merge
  std::deque<Task> merging_;  // of what was built before
};

}  // namespace edicola
