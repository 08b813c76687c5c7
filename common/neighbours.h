// What the posting of a form says beside its impact: which words stand before and behind it in the
// article, by their hashes. A phrase asks them first, and reads the positions of an article only if
// they do not rule it out; docs/decisions/0006-positions.md.
//
// Each side is a byte: 0 if nothing stands there; the code of the word (1 to 127) if it is the
// same wherever the form stands; else 128 and a bit for each word, one of seven.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "common/text.h"

namespace edicola {

// Of a form, by its fingerprint64.
constexpr std::uint8_t neighbour_code(std::uint64_t hash) {
  return static_cast<std::uint8_t>(1 + (hash >> 40U) % 127);
}
inline std::uint8_t neighbour_code(std::string_view form) {
  return neighbour_code(fingerprint64(form));
}

namespace neighbours {

inline constexpr unsigned kSeveral = 0x80;

constexpr unsigned bits_of(std::uint8_t side) {
  return (side & kSeveral) != 0 ? side : kSeveral | 1U << side % 7U;
}

}  // namespace neighbours

// What stands on a side here or there.
constexpr std::uint8_t joined_side(std::uint8_t a, std::uint8_t b) {
  if (a == b || b == 0) return a;
  if (a == 0) return b;
  return static_cast<std::uint8_t>(neighbours::bits_of(a) | neighbours::bits_of(b));
}

// Whether the word with this code may stand on a side.
constexpr bool may_stand(std::uint8_t side, std::uint8_t code) {
  return (side & neighbours::kSeveral) == 0 ? side == code : (side >> code % 7U & 1U) != 0;
}

// Where a word stands in a phrase: the codes of the words before and behind it, 0 where any may.
struct Between {
  std::uint8_t before = 0;
  std::uint8_t behind = 0;
};

constexpr std::uint16_t neighbours_of(std::uint8_t behind, std::uint8_t before) {
  return static_cast<std::uint16_t>(behind | before << 8U);
}
constexpr std::uint8_t side_behind(std::uint16_t neighbours) {
  return static_cast<std::uint8_t>(neighbours);
}
constexpr std::uint8_t side_before(std::uint16_t neighbours) {
  return static_cast<std::uint8_t>(neighbours >> 8U);
}

// Whether a form with these neighbours may stand there.
constexpr bool may_stand(std::uint16_t neighbours, Between place) {
  return (place.before == 0 || may_stand(side_before(neighbours), place.before)) &&
         (place.behind == 0 || may_stand(side_behind(neighbours), place.behind));
}

// A bit for each of up to kBlockPostings postings.
using PostingBits = std::array<std::uint64_t, 2>;

// Which of `count` postings in a row may stand there; their neighbours are at `neighbours`, two
// bytes each, the side behind first.
PostingBits may_stand(const char* neighbours, std::size_t count, Between place);

// Its slow twin.
PostingBits may_stand_each(const char* neighbours, std::size_t count, Between place);

}  // namespace edicola
