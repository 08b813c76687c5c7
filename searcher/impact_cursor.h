// One term's postings in the order of documents.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "common/blocks.h"
#include "common/neighbours.h"
#include "searcher/index_memory.h"
#include "searcher/kept_bytes.h"

namespace edicola {

// Of a single database. All functions throw Xapian::Error, and Error(kIndexCorrupt) for blocks that
// are damaged. Those that take ids are called with ascending ones. Deleted documents are met too.
// `memory` outlives it.
class ImpactCursor {
 public:
  ImpactCursor(IndexMemory& memory, const std::string& term);

  // How many postings there are, and how many articles that are not deleted: about.
  [[nodiscard]] std::uint32_t postings() const { return list_ ? list_->postings : 0; }
  [[nodiscard]] Xapian::doccount articles() const { return list_ ? list_->articles : 0; }

  // No posting in [first, last] has a greater impact; 0 if there is surely none.
  unsigned most_within(Xapian::docid first, Xapian::docid last);

  // Of all postings.
  [[nodiscard]] unsigned most() const { return list_ ? list_->most : 0; }

  // The last document of the block that has the first posting from `id` on, which need not have
  // been read yet; UINT32_MAX if there is none.
  Xapian::docid block_end(Xapian::docid id);

  // Goes to the first posting from `id` on.
  void skip_to(Xapian::docid id) {
    if (at_ < block_.size() && block_.id(at_) >= id) return;
    if (block_.size() > 0 && block_.last() >= id) {
      at_ = block_.find(at_, id);
    } else {
      load(id);
    }
  }
  // The same, but postings with a smaller impact than `least` may be passed over.
  void skip_to(Xapian::docid id, unsigned least);
  [[nodiscard]] bool at_end() const { return at_ >= block_.size(); }
  [[nodiscard]] Xapian::docid id() const { return block_.id(at_); }
  [[nodiscard]] unsigned impact() const { return block_.impact(at_); }

  // Looks into the block that has the first posting from `id` on, for the first one from there on
  // with no smaller impact than `least` and that may stand in `place`, of a form. False if that
  // block has none, or there is no such block: then the cursor is at none, and a greater id must
  // follow. `place` is the same from call to call.
  bool find_in_block(Xapian::docid id, unsigned least, const Between& place);

  // Of a form: what stands behind it, and before it; 0 if the list says nothing of it.
  [[nodiscard]] Side behind() { return side(behind_); }
  [[nodiscard]] Side before() { return side(before_); }
  // Whether it may stand in `place` in the article.
  [[nodiscard]] bool may_stand(const Between& place) {
    return (place.behind.side == 0 || edicola::may_stand(behind(), place.behind)) &&
           (place.before.side == 0 || edicola::may_stand(before(), place.before));
  }
  // Of a form that has neighbours here; see common/positions.h. Holds until it goes on.
  [[nodiscard]] std::string_view positions();

  // Calls take(id, impact) for the postings in [first, end) and goes behind them.
  template <typename Take>
  void each_within(Xapian::docid first, Xapian::docid end, Take take) {
    for (skip_to(first); !at_end(); load(block_.last() + 1)) {
      for (; at_ < block_.size(); ++at_) {
        if (block_.id(at_) >= end) return;
        take(block_.id(at_), block_.impact(at_));
      }
    }
  }

 private:
  // What stands on one side of the postings of a long list, some blocks of it.
  struct SidePiece {
    std::uint32_t SidePlace::*place;
    const char* (Block::*of_short)() const;
    KeptBytes data = nullptr;
    std::uint32_t part = UINT32_MAX;  // which it is
    std::uint32_t number = UINT32_MAX;
  };

  [[nodiscard]] std::size_t entry_with(std::size_t from, Xapian::docid id) const;
  void load(Xapian::docid id);
  void load_block(const TermList::Entry& entry);
  [[nodiscard]] const char* sides(SidePiece& of, bool all);
  [[nodiscard]] Side side(SidePiece& of);
  void look_at_sides(const Between& place);
  void look_at_side(const SidePattern& asked, SidePiece& of);
  void load_positions();

  IndexMemory& memory_;
  std::shared_ptr<TermList> list_;            // null if there are no postings
  std::span<const TermList::Entry> entries_;  // of list_
  std::size_t next_ = 0;                      // of entries_: none before it is needed any more
  std::size_t bounded_ = 0;                   // of entries_: where most_within looked last
  KeptBytes piece_;                           // of a long list
  std::uint32_t piece_part_ = UINT32_MAX;     // which it is
  std::uint32_t piece_number_ = UINT32_MAX;
  // The postings at hand.
  Block block_;
  std::size_t at_ = 0;
  SidePiece behind_ = {&SidePlace::behind, &Block::behind};
  SidePiece before_ = {&SidePlace::before, &Block::before};
  PostingBits may_stand_ = {};             // what find_in_block() may find
  std::size_t may_stand_in_ = SIZE_MAX;    // of entries_: in which block
  std::size_t positions_from_ = SIZE_MAX;  // the posting of the block with the first of these
  std::string_view positions_;             // of a group, or of a short list
  KeptBytes position_piece_;
};

// Whether a document has a term; of several databases too.
bool has_term(IndexMemory& memory, Xapian::docid id, const std::string& term);

}  // namespace edicola
