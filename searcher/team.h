// Threads that search one index together, each a range of its documents. Statistics are those of
// the whole index for all of them, so that together they find what one thread finds.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <xapian.h>

#include "common/pool.h"
#include "edicola/analyzer.h"
#include "edicola/search.h"
#include "searcher/compile.h"
#include "searcher/matcher.h"
#include "searcher/open_index.h"

namespace edicola {

// Of one thread, which works with the others.
class Team {
 public:
  // `threads` with the caller's; 0: one a core. One is enough where there are several indexes, or
  // one that is no folder: then search() leaves all to the caller. The analyzer outlives it. They
  // share the caches with the caller.
  Team(const std::vector<std::string>& paths, const Analyzer& analyzer,
       std::shared_ptr<IndexCaches> caches, unsigned threads);

  // What match_tiers() finds in the index of `memory`, which is the index of the team as the caller
  // reads it, in as many parts as there were threads for it. Small searches are not worth a second
  // thread. Throws Xapian::Error, and Error as opening an index does.
  std::vector<Tiers> search(IndexMemory& memory, const CompiledQuery& query,
                            const Request& request);

 private:
  std::string path_;
  const Analyzer& analyzer_;
  std::shared_ptr<IndexCaches> caches_;
  // Of the other threads, opened when needed. Xapian's handles are used by one thread at a time,
  // and so are queries: each compiles its own.
  std::vector<std::unique_ptr<OpenIndexes>> members_;
  Pool pool_;
};

}  // namespace edicola
