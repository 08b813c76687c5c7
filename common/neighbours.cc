#include "common/neighbours.h"

#include <algorithm>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace edicola {

PostingBits may_stand_each(const char* neighbours, std::size_t count, Between place) {
  PostingBits bits = {};
  for (std::size_t i = 0; i < count; ++i) {
    const auto behind = static_cast<std::uint8_t>(neighbours[2 * i]);
    const auto before = static_cast<std::uint8_t>(neighbours[2 * i + 1]);
    const bool may = may_stand(neighbours_of(behind, before), place);
    bits[i / 64] |= std::uint64_t{may} << (i % 64);
  }
  return bits;
}

#ifdef __SSE2__

namespace {

// The code of each side, or what must be set in a side of several, or nothing where any may stand.
__m128i on_each_side(std::uint8_t behind, std::uint8_t before) {
  return _mm_set1_epi16(static_cast<short>(neighbours_of(behind, before)));
}

std::uint8_t needed(std::uint8_t code) {
  return code == 0 ? 0 : static_cast<std::uint8_t>(neighbours::bits_of(code));
}

}  // namespace

PostingBits may_stand(const char* neighbours, std::size_t count, Between place) {
  constexpr std::size_t kAtOnce = 8;
  const __m128i codes = on_each_side(place.behind, place.before);
  const __m128i needs = on_each_side(needed(place.behind), needed(place.before));
  PostingBits bits = {};
  for (std::size_t i = 0; i < count; i += kAtOnce) {
    const std::size_t left = std::min(kAtOnce, count - i);
    __m128i sides = _mm_setzero_si128();
    std::memcpy(&sides, neighbours + 2 * i, 2 * left);
    const __m128i same = _mm_cmpeq_epi8(sides, codes);
    const __m128i among = _mm_cmpeq_epi8(_mm_and_si128(sides, needs), needs);
    const __m128i both = _mm_cmpeq_epi16(_mm_or_si128(same, among), _mm_set1_epi8(-1));
    const auto found =
        static_cast<unsigned>(_mm_movemask_epi8(_mm_packs_epi16(both, both))) & ((1U << left) - 1);
    bits[i / 64] |= std::uint64_t{found} << (i % 64);
  }
  return bits;
}

#else

PostingBits may_stand(const char* neighbours, std::size_t count, Between place) {
  return may_stand_each(neighbours, count, place);
}

#endif

}  // namespace edicola
