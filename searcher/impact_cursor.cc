#include "searcher/impact_cursor.h"

#include <algorithm>

#include "common/impact.h"
#include "common/neighbours.h"
#include "common/schema.h"

namespace edicola {

ImpactCursor::ImpactCursor(IndexMemory& memory, const std::string& term, Xapian::doccount articles)
    : memory_(memory), term_(term) {
  if (memory.coverage().last == 0 || articles < memory.coverage().least) return;
  directory_ = memory.directory(term);
  entries_ = *directory_;
  if (!entries_.empty()) list_from_ = memory.coverage().last + 1;
}

Xapian::docid ImpactCursor::first_of(std::size_t entry) const {
  return entry == 0 ? 1 : entries_[entry - 1].last + 1;
}

bool ImpactCursor::blocks_reach(Xapian::docid id) const {
  return !entries_.empty() && entries_.back().last >= id;
}

unsigned ImpactCursor::most_in_blocks(Xapian::docid first, Xapian::docid last) {
  unsigned most = 0;
  if (!blocks_reach(first)) return most;
  while (entries_[bounded_].last < first) ++bounded_;
  for (std::size_t i = bounded_; i < entries_.size() && first_of(i) <= last; ++i) {
    most = std::max<unsigned>(most, entries_[i].most);
  }
  return most;
}

unsigned ImpactCursor::most_known_within(Xapian::docid first, Xapian::docid last) {
  const bool is_listed = last >= list_from_ && list_from_ <= memory_.last();
  return is_listed ? kFullImpact : most_in_blocks(first, last);
}

unsigned ImpactCursor::most_within(Xapian::docid first, Xapian::docid last) {
  if (last < list_from_ || list_from_ > memory_.last()) return most_in_blocks(first, last);
  if (first < list_from_) return kFullImpact;
  // All that is known of a list is what it has next.
  skip_to(first);
  if (at_end() || id() > last) return 0;
  return block_.ids[block_.size - 1] >= last ? most_in_block_ : kFullImpact;
}

// Most often it is near: steps that double, then the half of what is left and so on.
void ImpactCursor::find_in_block(Xapian::docid id) {
  std::size_t step = 1;
  std::size_t from = at_;
  while (from + step < block_.size && block_.ids[from + step] < id) {
    from += step;
    step *= 2;
  }
  const auto begin = block_.ids.begin();
  const std::size_t to = std::min(from + step + 1, block_.size);
  at_ = static_cast<std::size_t>(std::lower_bound(begin + static_cast<std::ptrdiff_t>(from),
                                                  begin + static_cast<std::ptrdiff_t>(to), id) -
                                 begin);
}

// What is at hand ends before `id`.
void ImpactCursor::load(Xapian::docid id) {
  if (blocks_reach(id)) {
    load_block(id);
  } else {
    load_from_list(std::max(id, list_from_));
  }
}

void ImpactCursor::load_block(Xapian::docid id) {
  while (entries_[next_].last < id) ++next_;
  const BlockEntry& entry = entries_[next_];
  if (entry.piece != piece_number_) {
    piece_ = memory_.piece(term_, entry.piece);
    piece_number_ = entry.piece;
  }
  unpack_block(*piece_, entry, first_of(next_) - 1, block_);
  at_ = 0;
  find_in_block(id);
}

void ImpactCursor::load_from_list(Xapian::docid id) {
  block_.size = at_ = 0;
  most_in_block_ = 0;
  if (id > memory_.last()) return;
  if (!listed_) {
    list_ = memory_.database().postlist_begin(term_);
    listed_ = true;
  }
  const Xapian::PostingIterator end;
  if (list_ != end) list_.skip_to(id);
  for (; list_ != end && block_.size < kBlockPostings; ++list_) {
    const unsigned impact = impact_of(list_.get_wdf());
    block_.ids[block_.size] = *list_;
    block_.impacts[block_.size++] = static_cast<std::uint8_t>(impact);
    most_in_block_ = std::max(most_in_block_, impact);
  }
}

}  // namespace edicola
