// What the posting of a form says beside its impact: which words stand before and behind it in the
// article, by their hashes. A phrase asks them first, and reads the positions of an article only if
// they do not rule it out; docs/decisions/0006-positions.md.
//
// Each side is 16 bits. It tells of the word next to the form and, if that is a light one, which
// stands everywhere (`della`), of the word beyond it too:
//   0                     the form does not stand there
//   0 nnnnnnnn bbbbbbb    the same wherever the form stands: n, 1 to 255, of the next word, of a
//                         light one its own; b of it or, if it is light, of it and the word beyond
//   0 00000000 1111111    the text begins or ends there: as if that were a word
//   10 bbbbbbb bbbbbbb    two: b of each, the smaller first
//   11 and 14 bits        more: a bit for each b, of which two may share one
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace edicola {

using Side = std::uint16_t;

// A word as sides know it.
struct WordBeside {
  std::uint64_t hash = 0;   // its fingerprint64
  std::uint8_t number = 0;  // n
  bool is_light = false;
};

// Of the word with this fingerprint64. Worth keeping: it is looked up.
WordBeside word_beside(std::uint64_t hash);

// Where a text begins or ends next to a form.
inline constexpr Side kEdge = 0x7F;

// Where a word stands next to a form.
Side side_with(const WordBeside& next);
// The same of a light one, with the word beyond it.
Side side_with(const WordBeside& next, const WordBeside& beyond);

// Of two sides that differ and are not 0; see joined_side.
Side joined_sides(Side a, Side b);

// What stands on a side here or there. In any order, and joined again, it is the same.
inline Side joined_side(Side a, Side b) {
  if (a == b || b == 0) return a;
  return a == 0 ? b : joined_sides(a, b);
}

// A word that is asked for on a side.
struct SidePattern {
  Side side = 0;            // of one place; 0: any word, or none
  bool any_beyond = false;  // it is light, and what is beyond it is not known
};

// What a phrase asks for next to one of its words: `next`, and beyond it `beyond`, if there is one.
SidePattern pattern_of(const WordBeside& next, const WordBeside* beyond);

// Whether what is asked for may stand on a side.
bool may_stand(Side side, const SidePattern& asked);

// Whether the same word stands there wherever the form does. If that may be what is asked for, it
// is, but for one in some ten thousand; a light one is for sure.
constexpr bool is_one_word(Side side) { return side != 0 && side < 0x8000; }

// Where a word stands in a phrase.
struct Between {
  SidePattern behind;
  SidePattern before;
};

// Both sides of a form.
using Neighbours = std::uint32_t;

// 0 of a form that always stands alone, which is in no phrase.
constexpr Neighbours neighbours_of(Side behind, Side before) {
  if ((behind == kEdge || behind == 0) && (before == kEdge || before == 0)) return 0;
  return behind | Neighbours{before} << 16U;
}
constexpr Side side_behind(Neighbours neighbours) { return static_cast<Side>(neighbours); }
constexpr Side side_before(Neighbours neighbours) { return static_cast<Side>(neighbours >> 16U); }

// The i-th of the sides at `sides`, two bytes each.
inline Side side_at(const char* sides, std::size_t i) {
  Side side = 0;
  std::memcpy(&side, sides + i * sizeof side, sizeof side);
  return side;
}

// A bit for each of up to kBlockPostings postings.
using PostingBits = std::array<std::uint64_t, 2>;

// On which of the `count` sides at `sides` it may stand.
PostingBits may_stand(const char* sides, std::size_t count, const SidePattern& asked);

// Its slow twin.
PostingBits may_stand_each(const char* sides, std::size_t count, const SidePattern& asked);

}  // namespace edicola
