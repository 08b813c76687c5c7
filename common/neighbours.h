// What the posting of a form says beside its impact: which words stand before and behind it in the
// article, as a few bits. A phrase asks them first, and reads the positions of an article only if
// they do not rule it out; docs/decisions/0006-positions.md.
//
// A byte:  words behind it (4 bits) | words before it (4)
#pragma once

#include <cstdint>
#include <string_view>

#include "common/text.h"

namespace edicola {

inline constexpr unsigned kNeighbourBits = 4;

// One of kNeighbourBits bits, by the fingerprint64 of a form.
constexpr unsigned neighbour_bit(std::uint64_t hash) {
  return 1U << ((hash >> 40U) % kNeighbourBits);
}
inline unsigned neighbour_bit(std::string_view form) { return neighbour_bit(fingerprint64(form)); }

constexpr std::uint8_t neighbours_of(unsigned behind, unsigned before) {
  return static_cast<std::uint8_t>(behind | (before << kNeighbourBits));
}

// Whether a form with this neighbour_bit may stand directly behind a word with these neighbours;
// before it.
constexpr bool may_follow(std::uint8_t neighbours, unsigned bit) { return (neighbours & bit) != 0; }
constexpr bool may_precede(std::uint8_t neighbours, unsigned bit) {
  return ((neighbours >> kNeighbourBits) & bit) != 0;
}

}  // namespace edicola
