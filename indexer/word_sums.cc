#include "indexer/word_sums.h"

#include <algorithm>

namespace edicola {
namespace {

constexpr std::size_t kFewestSlots = 512;

// FNV-1a's low bits follow the last letters alone too closely.
std::size_t slot_of(std::uint64_t hash) { return hash ^ (hash >> 29U); }

}  // namespace

WordSum& WordSums::of(std::string_view text, std::uint64_t hash) {
  if (slots_.size() < 2 * (sums_.size() + 1)) make_room();
  for (std::size_t slot = slot_of(hash);; ++slot) {
    std::uint32_t& number = slots_[slot & (slots_.size() - 1)];
    if (number == 0) {
      sums_.push_back({.text = text, .hash = hash});
      number = static_cast<std::uint32_t>(sums_.size());
      return sums_.back();
    }
    WordSum& sum = sums_[number - 1];
    if (sum.hash == hash && sum.text == text) return sum;
  }
}

void WordSums::make_room() {
  slots_.assign(std::max(kFewestSlots, 2 * slots_.size()), 0);
  for (std::uint32_t i = 0; i < sums_.size(); ++i) {
    std::size_t slot = slot_of(sums_[i].hash) & (slots_.size() - 1);
    while (slots_[slot] != 0) slot = (slot + 1) & (slots_.size() - 1);
    slots_[slot] = i + 1;
  }
}

// A long article must not make the short ones behind it clear its many slots.
void WordSums::clear() {
  while (slots_.size() > kFewestSlots && slots_.size() > 8 * sums_.size()) {
    slots_.resize(slots_.size() / 2);
  }
  std::fill(slots_.begin(), slots_.end(), 0);
  sums_.clear();
}

}  // namespace edicola
