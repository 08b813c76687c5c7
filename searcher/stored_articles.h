// The articles that an index keeps, read for a query.
#pragma once

#include <unordered_map>

#include <xapian.h>

#include "edicola/article.h"
#include "searcher/index_memory.h"

namespace edicola {

// Of one query: what was read once is at hand. `memory` outlives it.
class StoredArticles {
 public:
  explicit StoredArticles(IndexMemory& memory) : memory_(memory) {}

  // Of a document that the index has. Holds as long as this does, or until it is taken. Throws
  // Xapian::Error, and Error(kIndexCorrupt) if it cannot be read.
  const Article& at(Xapian::docid id);
  Article take(Xapian::docid id);

 private:
  IndexMemory& memory_;
  std::unordered_map<Xapian::docid, Article> articles_;
};

}  // namespace edicola
