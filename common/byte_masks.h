// Which of 64 bytes are what, a bit a byte: what a scan of text asks of many bytes at once.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace edicola {

// Bit i is of byte i.
struct ByteMasks {
  std::uint64_t words = 0;   // letters and digits of ASCII
  std::uint64_t latin = 0;   // the first bytes of U+00C0 to U+017F, letters but for two signs
  std::uint64_t signs = 0;   // the second bytes of these two, × and ÷, and of some letters
  std::uint64_t marks = 0;   // . ! ? ' ` line feeds, and the first bytes of other wider characters
  std::uint64_t blanks = 0;  // blanks and control characters

  bool operator==(const ByteMasks&) const = default;
};

inline constexpr std::size_t kMaskedBytes = 64;

// Of the 64 bytes at `bytes`, byte by byte: the slow twin of masks_of().
inline ByteMasks masks_of_each(const char* bytes) {
  ByteMasks masks;
  for (std::size_t i = 0; i < kMaskedBytes; ++i) {
    const auto byte = static_cast<std::uint8_t>(bytes[i]);
    const unsigned lower = byte | 0x20U;
    const bool word = (lower >= 'a' && lower <= 'z') || (byte >= '0' && byte <= '9');
    const bool latin = byte >= 0xC3 && byte <= 0xC5;
    const bool mark = byte == '.' || byte == '!' || byte == '?' || byte == '\'' || byte == '`' ||
                      byte == '\n' || (byte >= 0xC0 && !latin);
    masks.words |= std::uint64_t{word} << i;
    masks.latin |= std::uint64_t{latin} << i;
    masks.signs |= std::uint64_t{byte == 0x97 || byte == 0xB7} << i;
    masks.marks |= std::uint64_t{mark} << i;
    masks.blanks |= std::uint64_t{byte <= ' '} << i;
  }
  return masks;
}

// Which of the 64 bytes at `bytes` are one of `letters`, of a to z, in either case, or beyond
// ASCII. The slow twin of LettersAmong.
inline std::uint64_t letters_among_each(const char* bytes, std::string_view letters) {
  std::uint64_t found = 0;
  for (std::size_t i = 0; i < kMaskedBytes; ++i) {
    const auto byte = static_cast<std::uint8_t>(bytes[i]);
    const bool among = letters.find(static_cast<char>(byte | 0x20U)) != std::string_view::npos;
    found |= std::uint64_t{among || byte >= 0x80} << i;
  }
  return found;
}

#ifdef __SSE2__

namespace byte_masks {

inline __m128i at_most(__m128i bytes, char most) {
  return _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(most)), bytes);
}
inline __m128i equal(__m128i bytes, char c) { return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(c)); }
inline std::uint64_t bits(__m128i bytes) {
  return static_cast<std::uint32_t>(_mm_movemask_epi8(bytes));
}
inline __m128i load(const char* bytes) {
  return _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes));
}
inline __m128i letters(__m128i bytes) {
  const __m128i lower = _mm_or_si128(bytes, _mm_set1_epi8(0x20));
  return at_most(_mm_sub_epi8(lower, _mm_set1_epi8('a')), 25);
}

}  // namespace byte_masks

// Of the 64 bytes at `bytes`.
inline ByteMasks masks_of(const char* bytes) {
  using byte_masks::at_most;
  using byte_masks::bits;
  using byte_masks::equal;
  ByteMasks masks;
  for (unsigned i = 0; i < kMaskedBytes; i += 16) {
    const __m128i part = byte_masks::load(bytes + i);
    const __m128i letters = byte_masks::letters(part);
    const __m128i digits = at_most(_mm_sub_epi8(part, _mm_set1_epi8('0')), 9);
    const __m128i stops =
        _mm_or_si128(_mm_or_si128(equal(part, '.'), equal(part, '!')), equal(part, '?'));
    const __m128i quotes = _mm_or_si128(equal(part, '\''), equal(part, '`'));
    // Signed, the bytes from 0xC0 on are -64 to -1.
    const __m128i wide = _mm_and_si128(_mm_cmpgt_epi8(part, _mm_set1_epi8(-65)),
                                       _mm_cmplt_epi8(part, _mm_setzero_si128()));
    const __m128i latin = at_most(_mm_sub_epi8(part, _mm_set1_epi8('\xC3')), 2);
    const __m128i signs = _mm_or_si128(equal(part, '\x97'), equal(part, '\xB7'));
    const __m128i others =
        _mm_or_si128(_mm_or_si128(quotes, _mm_andnot_si128(latin, wide)), equal(part, '\n'));
    masks.words |= bits(_mm_or_si128(letters, digits)) << i;
    masks.latin |= bits(latin) << i;
    masks.signs |= bits(signs) << i;
    masks.marks |= bits(_mm_or_si128(stops, others)) << i;
    masks.blanks |= bits(at_most(part, ' ')) << i;
  }
  return masks;
}

// The same, made ready for many calls.
class LettersAmong {
 public:
  static constexpr std::size_t kMost = 8;

  // Of at most kMost letters.
  explicit LettersAmong(std::string_view letters) : count_(letters.size()) {
    for (std::size_t i = 0; i < count_; ++i) letters_[i].bytes = _mm_set1_epi8(letters[i]);
  }

  std::uint64_t operator()(const char* bytes) const {
    constexpr std::size_t kParts = kMaskedBytes / 16;
    std::array<Sixteen, kParts> lower;
    std::array<Sixteen, kParts> among;  // the sign of a byte beyond ASCII is what bits() takes
    for (std::size_t i = 0; i < kParts; ++i) {
      among[i].bytes = byte_masks::load(bytes + i * 16);
      lower[i].bytes = _mm_or_si128(among[i].bytes, _mm_set1_epi8(0x20));
    }
    for (std::size_t letter = 0; letter < count_; ++letter) {
      for (std::size_t i = 0; i < kParts; ++i) {
        const __m128i equal = _mm_cmpeq_epi8(lower[i].bytes, letters_[letter].bytes);
        among[i].bytes = _mm_or_si128(among[i].bytes, equal);
      }
    }
    std::uint64_t found = 0;
    for (std::size_t i = 0; i < kParts; ++i) found |= byte_masks::bits(among[i].bytes) << i * 16;
    return found;
  }

 private:
  struct Sixteen {
    __m128i bytes;
  };
  std::size_t count_;
  std::array<Sixteen, kMost> letters_ = {};
};

#else

inline ByteMasks masks_of(const char* bytes) { return masks_of_each(bytes); }
class LettersAmong {
 public:
  static constexpr std::size_t kMost = 8;
  explicit LettersAmong(std::string_view letters) : letters_(letters) {}
  std::uint64_t operator()(const char* bytes) const { return letters_among_each(bytes, letters_); }

 private:
  std::string letters_;
};

#endif

// How many bytes of `text` from `begin` on are of ASCII, and neither blanks nor control characters
// but DEL.
inline std::size_t count_printed(std::string_view text, std::size_t begin) {
  std::size_t at = begin;
#ifdef __SSE2__
  for (; at + 16 <= text.size(); at += 16) {
    const __m128i part = byte_masks::load(text.data() + at);
    const std::uint64_t printed = byte_masks::bits(_mm_cmpgt_epi8(part, _mm_set1_epi8(' ')));
    if (printed != 0xFFFF) return at - begin + static_cast<unsigned>(std::countr_one(printed));
  }
#endif
  while (at < text.size() && static_cast<signed char>(text[at]) > ' ') ++at;
  return at - begin;
}

// How many bytes of `text` from `begin` on are letters of ASCII.
inline std::size_t count_letters(std::string_view text, std::size_t begin) {
  std::size_t at = begin;
#ifdef __SSE2__
  for (; at + 16 <= text.size(); at += 16) {
    const __m128i part = byte_masks::load(text.data() + at);
    const std::uint64_t letters = byte_masks::bits(byte_masks::letters(part));
    if (letters != 0xFFFF) return at - begin + static_cast<unsigned>(std::countr_one(letters));
  }
#endif
  while (at < text.size() && ((text[at] | 0x20) >= 'a' && (text[at] | 0x20) <= 'z')) ++at;
  return at - begin;
}

// Characters of well-formed UTF-8.
inline std::size_t count_characters(std::string_view text) {
  std::size_t tails = 0;
  std::size_t at = 0;
#ifdef __SSE2__
  __m128i sums = _mm_setzero_si128();
  for (; at + 16 <= text.size(); at += 16) {
    const __m128i tail =
        _mm_cmplt_epi8(byte_masks::load(text.data() + at), _mm_set1_epi8(-64));  // 0x80 to 0xBF
    const __m128i ones = _mm_and_si128(tail, _mm_set1_epi8(1));
    sums = _mm_add_epi64(sums, _mm_sad_epu8(ones, _mm_setzero_si128()));
  }
  tails = static_cast<std::size_t>(_mm_cvtsi128_si64(sums)) +
          static_cast<std::size_t>(_mm_cvtsi128_si64(_mm_unpackhi_epi64(sums, sums)));
#endif
  for (; at < text.size(); ++at) tails += static_cast<signed char>(text[at]) < -64 ? 1U : 0U;
  return text.size() - tails;
}

}  // namespace edicola
