#include "indexer/id_table.h"

#include <utility>

namespace edicola {
namespace {

constexpr std::size_t kFirstSlots = 1024;  // a power of two

// 0 marks a free slot.
std::uint64_t not_zero(std::uint64_t id) { return id == 0 ? 1 : id; }

}  // namespace

IdTable::IdTable() { resize(kFirstSlots); }

bool IdTable::find(std::uint64_t id, Entry& entry) const {
  const std::size_t slot = slot_of(not_zero(id));
  if (ids_[slot] == 0) return false;
  entry = {contents_[slot], places_[slot]};
  return true;
}

void IdTable::put(std::uint64_t id, const Entry& entry) {
  if (count_ * 4 >= ids_.size() * 3) resize(ids_.size() * 2);
  const std::size_t slot = slot_of(not_zero(id));
  if (ids_[slot] == 0) ++count_;
  ids_[slot] = not_zero(id);
  contents_[slot] = entry.content;
  places_[slot] = entry.place;
}

// The slot that holds `id`, or the free one where it would go.
std::size_t IdTable::slot_of(std::uint64_t id) const {
  const std::size_t mask = ids_.size() - 1;
  // The high half of the product depends on all bits of a fingerprint, the low ones do not.
  std::size_t slot = ((id * 0x9E3779B97F4A7C15U) >> 32U) & mask;
  while (ids_[slot] != 0 && ids_[slot] != id) slot = (slot + 1) & mask;
  return slot;
}

void IdTable::resize(std::size_t slots) {
  const std::vector<std::uint64_t> ids = std::exchange(ids_, std::vector<std::uint64_t>(slots));
  const std::vector<std::uint64_t> contents =
      std::exchange(contents_, std::vector<std::uint64_t>(slots));
  const std::vector<std::uint32_t> places =
      std::exchange(places_, std::vector<std::uint32_t>(slots));
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (ids[i] == 0) continue;
    const std::size_t slot = slot_of(ids[i]);
    ids_[slot] = ids[i];
    contents_[slot] = contents[i];
    places_[slot] = places[i];
  }
}

}  // namespace edicola
