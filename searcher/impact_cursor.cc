#include "searcher/impact_cursor.h"

#include <algorithm>

#include "common/packing.h"

namespace edicola {

ImpactCursor::ImpactCursor(IndexMemory& memory, const std::string& term)
    : memory_(memory), list_(memory.list(term)) {
  if (list_) entries_ = memory.entries(*list_);
}

unsigned ImpactCursor::most() const {
  unsigned most = 0;
  for (const TermList::Entry& entry : entries_) most = std::max<unsigned>(most, entry.block.most);
  return most;
}

unsigned ImpactCursor::most_within(Xapian::docid first, Xapian::docid last) {
  while (bounded_ < entries_.size() && entries_[bounded_].block.last < first) ++bounded_;
  unsigned most = 0;
  for (std::size_t i = bounded_; i < entries_.size() && entries_[i].before < last; ++i) {
    most = std::max<unsigned>(most, entries_[i].block.most);
  }
  return most;
}

Xapian::docid ImpactCursor::block_end(Xapian::docid id) {
  while (bounded_ < entries_.size() && entries_[bounded_].block.last < id) ++bounded_;
  return bounded_ < entries_.size() ? entries_[bounded_].block.last : UINT32_MAX;
}

// What is at hand ends before `id`.
void ImpactCursor::load(Xapian::docid id) {
  block_.clear();
  at_ = 0;
  while (next_ < entries_.size() && entries_[next_].block.last < id) ++next_;
  if (next_ == entries_.size()) return;
  load_block(entries_[next_]);
  at_ = block_.find(0, id);
}

void ImpactCursor::load_neighbours() {
  knows_neighbours_ = true;
  const TermList::Part& part = list_->parts[entries_[next_].part];
  neighbours_ = block_.neighbours();
  if (!part.head.is_long() || part.layout.together == 0) return;
  const NeighbourPlace place = place_of_neighbours(part.layout, next_ - part.first_entry);
  neighbour_piece_ =
      memory_.piece(part.layer.number, part.page, part.head.first_piece + place.piece);
  Unpacker::expect(neighbour_piece_->size() >= place.begin + 2 * block_.size());
  neighbours_ = neighbour_piece_->data() + place.begin;
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
  knows_neighbours_ = false;
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

// Xapian numbers the documents of n databases in turn: the first of each, the second of each.
bool has_term(IndexMemory& memory, Xapian::docid id, const std::string& term) {
  if (memory.is_single()) {
    ImpactCursor cursor(memory, term);
    cursor.skip_to(id);
    return !cursor.at_end() && cursor.id() == id;
  }
  const auto parts = static_cast<Xapian::docid>(memory.parts().size());
  return has_term(*memory.parts()[(id - 1) % parts], (id - 1) / parts + 1, term);
}

}  // namespace edicola
