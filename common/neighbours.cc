#include "common/neighbours.h"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "common/text.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace edicola {
namespace {

constexpr unsigned kKinds = 0xC000;
constexpr unsigned kTwo = 0x8000;
constexpr unsigned kMore = 0xC000;
constexpr unsigned kIsNotOne = 0x8000;
constexpr unsigned kBeyond = 0x7F;
constexpr unsigned kBeyondBits = 7;
constexpr unsigned kBitsOfMore = 14;

// Function words that make a thousandth of all words of news or more, and others of their kind
// (dello, negli), as their forms; docs/decisions/0006-positions.md.
constexpr std::string_view kLightWords[] = {
    "a",      "ad",  "agli",  "ai",     "al",     "alla",  "alle",  "anche", "che",   "ci",
    "come",   "con", "cui",   "da",     "dagli",  "dai",   "dal",   "dalla", "dalle", "degli",
    "dei",    "del", "della", "delle",  "dello",  "di",    "dopo",  "e",     "ed",    "era",
    "essere", "gli", "ha",    "hanno",  "i",      "il",    "in",    "la",    "le",    "lo",
    "loro",   "ma",  "negli", "nei",    "nel",    "nella", "nelle", "non",   "o",     "per",
    "perche", "piu", "poi",   "quando", "questo", "se",    "si",    "sono",  "su",    "sua",
    "sugli",  "sui", "sul",   "sulla",  "suo",    "tra",   "un",    "una",   "uno"};

// A hash table of the light words, which gives each a number from 1.
class LightWords {
 public:
  constexpr LightWords() {
    std::uint8_t number = 0;
    for (const std::string_view word : kLightWords) {
      const std::uint64_t hash = fingerprint64(word);
      std::size_t slot = slot_of(hash);
      while (slots_[slot].number != 0) slot = (slot + 1) % kSlots;
      slots_[slot] = {hash, ++number};
    }
  }

  // 0 if it is none.
  [[nodiscard]] constexpr unsigned number(std::uint64_t hash) const {
    std::size_t slot = slot_of(hash);
    while (slots_[slot].number != 0 && slots_[slot].hash != hash) slot = (slot + 1) % kSlots;
    return slots_[slot].number;
  }

 private:
  struct Slot {
    std::uint64_t hash = 0;
    std::uint8_t number = 0;
  };
  static constexpr std::size_t kSlots = 256;
  static constexpr std::size_t slot_of(std::uint64_t hash) { return (hash >> 32U) % kSlots; }

  std::array<Slot, kSlots> slots_ = {};
};

constexpr LightWords kLight;

constexpr Side side_of(const WordBeside& next, std::uint64_t beyond) {
  return static_cast<Side>(unsigned{next.number} << kBeyondBits | (beyond & kBeyond));
}

constexpr unsigned kind_of(Side side) { return side & kKinds; }

constexpr unsigned bit_of(unsigned b) { return 1U << b % kBitsOfMore; }

// Of a side of one or two words, the b of each.
constexpr unsigned second_of(Side side) { return side & kBeyond; }
constexpr unsigned first_of(Side side) {
  return is_one_word(side) ? second_of(side) : side >> kBeyondBits & kBeyond;
}

constexpr Side two(unsigned first, unsigned second) {
  return static_cast<Side>(kTwo | first << kBeyondBits | second);
}

constexpr unsigned bits_of(Side side) {
  if (kind_of(side) == kMore) return side;
  return kMore | bit_of(first_of(side)) | bit_of(second_of(side));
}

constexpr Side more(Side a, Side b) { return static_cast<Side>(bits_of(a) | bits_of(b)); }

// What `asked` and a side have to agree in, in one of several ways: the side less the bits that do
// not matter has to be the value.
struct Way {
  Side matters;
  Side value;
};
using Ways = std::array<Way, 4>;

constexpr Way way(unsigned matters, unsigned value) {
  return {static_cast<Side>(matters), static_cast<Side>(value)};
}

constexpr Ways ways_of(const SidePattern& asked) {
  if (asked.side == 0) return {way(0, 0), way(0, 0), way(0, 0), way(0, 0)};
  if (asked.any_beyond) {
    const Way one = way(0xFFFFU & ~kBeyond, asked.side & ~kBeyond);
    const Way others = way(kIsNotOne, kIsNotOne);
    return {one, others, others, others};
  }
  const unsigned b = asked.side & kBeyond;
  return {way(0xFFFFU, asked.side), way(kKinds | kBeyond, kTwo | b),
          way(kKinds | kBeyond << kBeyondBits, kTwo | b << kBeyondBits),
          way(kMore | bit_of(b), kMore | bit_of(b))};
}

}  // namespace

WordBeside word_beside(std::uint64_t hash) {
  constexpr unsigned kFirstOfOthers = std::size(kLightWords) + 1;
  const unsigned light = kLight.number(hash);
  if (light != 0) return {hash, static_cast<std::uint8_t>(light), true};
  const std::uint64_t number = kFirstOfOthers + (hash >> 40U) % (256 - kFirstOfOthers);
  return {hash, static_cast<std::uint8_t>(number), false};
}

Side side_with(const WordBeside& next) { return side_of(next, next.hash >> 52U); }

// The two are mixed, so that `della repubblica` and `della provincia` differ in b.
Side side_with(const WordBeside& next, const WordBeside& beyond) {
  return side_of(next, ((next.hash >> 1U ^ beyond.hash) * 0x9E3779B97F4A7C15U) >> 52U);
}

Side joined_sides(Side a, Side b) {
  if (kind_of(a) == kMore || kind_of(b) == kMore) return more(a, b);
  std::array<unsigned, 4> words = {first_of(a), second_of(a), first_of(b), second_of(b)};
  std::sort(words.begin(), words.end());
  const auto end = std::unique(words.begin(), words.end());
  return end - words.begin() > 2 ? more(a, b) : two(words.front(), *(end - 1));
}

SidePattern pattern_of(const WordBeside& next, const WordBeside* beyond) {
  if (!next.is_light) return {side_with(next)};
  if (beyond == nullptr) return {side_with(next), true};
  return {side_with(next, *beyond)};
}

bool may_stand(Side side, const SidePattern& asked) {
  const Ways ways = ways_of(asked);
  return std::any_of(ways.begin(), ways.end(),
                     [side](const Way& way) { return (side & way.matters) == way.value; });
}

PostingBits may_stand_each(const char* sides, std::size_t count, const SidePattern& asked) {
  PostingBits bits = {};
  for (std::size_t i = 0; i < count; ++i) {
    bits[i / 64] |= std::uint64_t{may_stand(side_at(sides, i), asked)} << (i % 64);
  }
  return bits;
}

#ifdef __SSE2__

PostingBits may_stand(const char* sides, std::size_t count, const SidePattern& asked) {
  constexpr std::size_t kAtOnce = 8;
  const Ways ways = ways_of(asked);
  __m128i matters[std::tuple_size_v<Ways>];
  __m128i values[std::tuple_size_v<Ways>];
  for (std::size_t i = 0; i < ways.size(); ++i) {
    matters[i] = _mm_set1_epi16(static_cast<short>(ways[i].matters));
    values[i] = _mm_set1_epi16(static_cast<short>(ways[i].value));
  }
  const auto may_stand_there = [&](__m128i some) {
    __m128i may = _mm_setzero_si128();
    for (std::size_t way = 0; way < ways.size(); ++way) {
      may = _mm_or_si128(may, _mm_cmpeq_epi16(_mm_and_si128(some, matters[way]), values[way]));
    }
    return static_cast<std::uint64_t>(_mm_movemask_epi8(_mm_packs_epi16(may, _mm_setzero_si128())));
  };
  PostingBits bits = {};
  std::size_t i = 0;
  for (; i + kAtOnce <= count; i += kAtOnce) {
    const auto* const at = reinterpret_cast<const __m128i*>(sides + i * sizeof(Side));
    bits[i / 64] |= may_stand_there(_mm_loadu_si128(at)) << (i % 64);
  }
  if (i < count) {
    __m128i last = _mm_setzero_si128();
    std::memcpy(&last, sides + i * sizeof(Side), (count - i) * sizeof(Side));
    const std::uint64_t are_there = (1U << (count - i)) - 1;
    bits[i / 64] |= (may_stand_there(last) & are_there) << (i % 64);
  }
  return bits;
}

#else

PostingBits may_stand(const char* sides, std::size_t count, const SidePattern& asked) {
  return may_stand_each(sides, count, asked);
}

#endif

}  // namespace edicola
