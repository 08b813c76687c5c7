// The postings of a term: where they are in the layers of an index.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <xapian.h>

#include "common/blocks.h"
#include "common/dictionary.h"
#include "common/layers.h"
#include "searcher/kept_bytes.h"

namespace edicola {

// Many threads read one. What is said to be known with the entries is read after
// IndexMemory::entries() alone.
struct TermList {
  // In a layer.
  struct Part {
    Layer layer;
    std::uint32_t page = 0;
    ListHead head;
    KeptBytes short_list;  // which `head` is a view of, if it is short
    // Of long lists, known with the entries.
    std::size_t first_entry = 0;
    ListLayout layout;
  };
  // A block of one of the parts.
  struct Entry {
    BlockEntry block;
    std::uint32_t part = 0;
    std::uint32_t before = 0;  // no document of the block up to this one
  };

  std::uint32_t postings = 0;      // of deleted documents too
  Xapian::doccount articles = 0;   // with the term, about: of long lists deleted ones are estimated
  std::vector<Part> parts;         // in the order of their documents
  std::vector<Entry> entries;      // known with themselves
  unsigned most = 0;               // impact of any posting; known with the entries
  std::uint32_t entries_kept = 0;  // as the cache counts them: see IndexCache::entries
};

}  // namespace edicola
