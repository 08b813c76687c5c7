// One term's postings in the order of documents, read from blocks where the index has them and from
// Xapian's list elsewhere.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include <xapian.h>

#include "common/blocks.h"
#include "searcher/index_memory.h"

namespace edicola {

// Of a single database. All functions throw Xapian::Error, and Error(kIndexCorrupt) for blocks that
// are damaged. Those that take ids are called with ascending ones. Deleted documents are met where
// blocks speak of them. `memory` outlives it.
class ImpactCursor {
 public:
  // `articles`: that have the term, about; says whether asking for blocks is worth while.
  ImpactCursor(IndexMemory& memory, const std::string& term, Xapian::doccount articles);

  // No posting in [first, last] has a greater impact; 0 if there is surely none. May drop postings
  // before `first`. Of Xapian's list, where it has to be read, this knows more than
  // most_known_within, which reads nothing.
  unsigned most_within(Xapian::docid first, Xapian::docid last);
  unsigned most_known_within(Xapian::docid first, Xapian::docid last);

  // Goes to the first posting from `id` on.
  void skip_to(Xapian::docid id) {
    if (at_ < block_.size && block_.ids[at_] >= id) return;
    if (block_.size > 0 && block_.ids[block_.size - 1] >= id) {
      find_in_block(id);
    } else {
      load(id);
    }
  }
  [[nodiscard]] bool at_end() const { return at_ == block_.size; }
  [[nodiscard]] Xapian::docid id() const { return block_.ids[at_]; }
  [[nodiscard]] unsigned impact() const { return block_.impacts[at_]; }

  // Calls take(id, impact) for the postings in [first, end) and goes behind them.
  template <typename Take>
  void each_within(Xapian::docid first, Xapian::docid end, Take take) {
    for (skip_to(first); !at_end(); load(block_.ids[block_.size - 1] + 1)) {
      for (; at_ < block_.size; ++at_) {
        if (block_.ids[at_] >= end) return;
        take(block_.ids[at_], unsigned{block_.impacts[at_]});
      }
    }
  }

 private:
  void find_in_block(Xapian::docid id);
  void load(Xapian::docid id);
  void load_block(Xapian::docid id);
  void load_from_list(Xapian::docid id);
  unsigned most_in_blocks(Xapian::docid first, Xapian::docid last);
  [[nodiscard]] bool blocks_reach(Xapian::docid id) const;
  [[nodiscard]] Xapian::docid first_of(std::size_t entry) const;

  IndexMemory& memory_;
  std::string term_;
  // Of blocks.
  std::shared_ptr<const std::vector<BlockEntry>> directory_;
  std::span<const BlockEntry> entries_;  // of directory_
  std::size_t next_ = 0;                 // of entries_: no block before it is needed any more
  std::size_t bounded_ = 0;              // of entries_: where most_within looked last
  std::shared_ptr<const std::string> piece_;
  std::uint32_t piece_number_ = UINT32_MAX;
  // Of Xapian's list.
  Xapian::docid list_from_ = 1;  // the first document that blocks do not speak of
  bool listed_ = false;          // whether the list has been opened
  Xapian::PostingIterator list_;
  unsigned most_in_block_ = 0;
  // The postings at hand.
  Block block_;
  std::size_t at_ = 0;
};

}  // namespace edicola
