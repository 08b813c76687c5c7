// What the posting of a form says beside its impact: which words stand before and behind it in the
// article, as a few bits. A phrase asks them first, and reads the positions of an article only if
// they do not rule it out; docs/decisions/0006-positions.md.
//
// wdf of a form:  impact (6 bits) | words behind it (4) | words before it (4)
#pragma once

#include <cstdint>
#include <string_view>

#include "common/impact.h"
#include "common/text.h"

namespace edicola {

inline constexpr unsigned kImpactBits = 6;
inline constexpr unsigned kNeighbourBits = 4;
static_assert(kFullImpact < 1U << kImpactBits);

// One of kNeighbourBits bits, by the fingerprint64 of a form.
constexpr unsigned neighbour_bit(std::uint64_t hash) {
  return 1U << ((hash >> 40U) % kNeighbourBits);
}
inline unsigned neighbour_bit(std::string_view form) { return neighbour_bit(fingerprint64(form)); }

constexpr std::uint32_t wdf_of(std::uint32_t impact, unsigned behind, unsigned before) {
  return impact | (behind << kImpactBits) | (before << (kImpactBits + kNeighbourBits));
}

constexpr std::uint32_t impact_of(std::uint32_t wdf) { return wdf & ((1U << kImpactBits) - 1); }

// Whether a form with this neighbour_bit may stand directly behind a word with this wdf; before it.
constexpr bool may_follow(std::uint32_t wdf, unsigned bit) {
  return ((wdf >> kImpactBits) & bit) != 0;
}
constexpr bool may_precede(std::uint32_t wdf, unsigned bit) {
  return ((wdf >> (kImpactBits + kNeighbourBits)) & bit) != 0;
}

}  // namespace edicola
