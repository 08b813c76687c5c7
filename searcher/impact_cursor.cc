#include "searcher/impact_cursor.h"

#include <algorithm>
#include <array>
#include <bit>

#include "common/packing.h"

namespace edicola {
namespace {

// All blocks but the last are full.
std::size_t postings_of_long(const TermList::Part& part, std::size_t block) {
  return std::min<std::size_t>(kBlockPostings, part.head.articles - block * kBlockPostings);
}

}  // namespace

ImpactCursor::ImpactCursor(IndexMemory& memory, const std::string& term)
    : memory_(memory), list_(memory.list(term)) {
  if (list_) entries_ = memory.entries(term, *list_);
}

// The first block from `from` on that does not end before `id`. Mostly it is near.
std::size_t ImpactCursor::entry_with(std::size_t from, Xapian::docid id) const {
  std::size_t step = 1;
  while (from + step < entries_.size() && entries_[from + step].block.last < id) {
    from += step;
    step *= 2;
  }
  const auto end =
      entries_.begin() + static_cast<std::ptrdiff_t>(std::min(from + step, entries_.size()));
  const auto found = std::partition_point(
      entries_.begin() + static_cast<std::ptrdiff_t>(std::min(from, entries_.size())), end,
      [id](const TermList::Entry& entry) { return entry.block.last < id; });
  return static_cast<std::size_t>(found - entries_.begin());
}

unsigned ImpactCursor::most_within(Xapian::docid first, Xapian::docid last) {
  bounded_ = entry_with(bounded_, first);
  unsigned most = 0;
  for (std::size_t i = bounded_; i < entries_.size() && entries_[i].before < last; ++i) {
    most = std::max<unsigned>(most, entries_[i].block.most);
  }
  return most;
}

Xapian::docid ImpactCursor::block_end(Xapian::docid id) {
  bounded_ = entry_with(bounded_, id);
  return bounded_ < entries_.size() ? entries_[bounded_].block.last : UINT32_MAX;
}

// What is at hand ends before `id`.
void ImpactCursor::load(Xapian::docid id) {
  block_.clear();
  at_ = 0;
  next_ = entry_with(next_, id);
  if (next_ == entries_.size()) return;
  load_block(entries_[next_]);
  at_ = block_.find(0, id);
}

// Of the block next_, which has been read if its list is short; null if the list has none. `all`:
// those of the blocks behind it will be asked for too.
const char* ImpactCursor::sides(SidePiece& of, bool all) {
  const std::uint32_t in = entries_[next_].part;
  const TermList::Part& part = list_->parts[in];
  if (!part.head.is_long()) return (block_.*of.of_short)();
  if (part.layout.together == 0) return nullptr;
  const std::size_t block = next_ - part.first_entry;
  const SidePlace place = place_of_sides(part.layout, block);
  if (place.*of.place != of.number || in != of.part) {
    const std::uint32_t first = part.head.first_piece;
    const std::uint32_t last = place.*of.place + (all ? place.left : 0);
    of.data =
        memory_.piece_of_row(part.layer.number, part.page, first + place.*of.place, first + last);
    of.part = in;
    of.number = place.*of.place;
  }
  Unpacker::expect(of.data->size() >= place.begin + postings_of_long(part, block) * sizeof(Side));
  return of.data->data() + place.begin;
}

Side ImpactCursor::side(SidePiece& of) {
  const char* const sides = this->sides(of, false);
  return sides == nullptr ? Side{0} : side_at(sides, at_);
}

// Of the block next_, which need not have been read.
void ImpactCursor::look_at_sides(const Between& place) {
  may_stand_in_ = next_;
  may_stand_ = {UINT64_MAX, UINT64_MAX};
  if (!list_->parts[entries_[next_].part].head.is_long() && block_.size() == 0) {
    load_block(entries_[next_]);
  }
  look_at_side(place.behind, behind_);
  look_at_side(place.before, before_);
}

void ImpactCursor::look_at_side(const SidePattern& asked, SidePiece& of) {
  if (asked.side == 0) return;
  const TermList::Part& part = list_->parts[entries_[next_].part];
  const char* const sides = this->sides(of, true);
  const std::size_t count =
      part.head.is_long() ? postings_of_long(part, next_ - part.first_entry) : block_.size();
  const PostingBits may =
      sides == nullptr ? PostingBits{} : edicola::may_stand(sides, count, asked);
  for (std::size_t i = 0; i < may.size(); ++i) may_stand_[i] &= may[i];
}

bool ImpactCursor::find_in_block(Xapian::docid id, unsigned least, const Between& place) {
  if (block_.size() == 0 || block_.last() < id) {
    block_.clear();
    at_ = 0;
    next_ = entry_with(next_, id);
    if (next_ == entries_.size()) return false;
  }
  if (entries_[next_].block.most < least) return false;
  if (may_stand_in_ != next_) look_at_sides(place);
  if ((may_stand_[0] | may_stand_[1]) == 0) return false;
  if (block_.size() == 0) load_block(entries_[next_]);
  for (at_ = block_.find(at_, id); at_ < block_.size(); ++at_) {
    const std::uint64_t left = may_stand_[at_ / 64] >> (at_ % 64);
    at_ += left == 0 ? 63 - at_ % 64 : static_cast<unsigned>(std::countr_zero(left));
    if (left != 0 && !at_end() && impact() >= least) return true;
  }
  at_ = block_.size();
  return false;
}

// Short lists have theirs at hand.
void ImpactCursor::load_positions() {
  const TermList::Part& part = list_->parts[entries_[next_].part];
  if (!part.head.is_long() || part.layout.together == 0) {
    positions_from_ = 0;
    positions_ = block_.positions();
    return;
  }
  const PositionPlace place = place_of_positions(part.layout, next_ - part.first_entry, at_);
  position_piece_ =
      memory_.position_piece(part.layer.number, part.page, part.head.first_piece + place.piece);
  positions_from_ = at_ - at_ % kGroupPostings;
  positions_ = positions_of_group(*position_piece_, place.group);
}

std::string_view ImpactCursor::positions() {
  const bool is_long = list_->parts[entries_[next_].part].head.is_long();
  const std::size_t from = is_long ? at_ - at_ % kGroupPostings : 0;
  if (from != positions_from_) load_positions();
  return positions_at(positions_, at_ - from);
}

void ImpactCursor::load_block(const TermList::Entry& entry) {
  positions_from_ = SIZE_MAX;
  const TermList::Part& part = list_->parts[entry.part];
  if (!part.head.is_long()) {
    unpack_short(part.head.short_list, part.head.articles, entry.before, block_);
    return;
  }
  if (entry.block.piece != piece_number_ || entry.part != piece_part_) {
    piece_ = memory_.piece(part.layer.number, part.page, part.head.first_piece + entry.block.piece);
    piece_part_ = entry.part;
    piece_number_ = entry.block.piece;
  }
  unpack_block(*piece_, entry.block, entry.before, block_);
}

void ImpactCursor::skip_to(Xapian::docid id, unsigned least) {
  skip_to(id);
  while (!at_end() && impact() < least) {
    if (entries_[next_].block.most < least) {
      // Nothing of this block, and maybe of those behind it.
      Xapian::docid behind = entries_[next_].block.last;
      while (next_ + 1 < entries_.size() && entries_[next_ + 1].block.most < least) ++next_;
      behind = entries_[next_].block.last;
      load(behind + 1);
    } else {
      skip_to(this->id() + 1);
    }
  }
}

bool has_term(IndexMemory& memory, Xapian::docid id, const std::string& term) {
  if (memory.is_single()) {
    ImpactCursor cursor(memory, term);
    cursor.skip_to(id);
    return !cursor.at_end() && cursor.id() == id;
  }
  const auto [part, id_there] = memory.part_of(id);
  return has_term(*part, id_there, term);
}

}  // namespace edicola
