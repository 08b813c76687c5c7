// What a byte is to a first look at a text.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace edicola::byte_kinds {

enum Kind : std::uint8_t {
  kGap,  // no word, no matter
  kLetter,
  kDigit,
  kStop,        // . ! ?
  kLineBreak,   // \n
  kApostrophe,  // ' `
  kWide,        // the first byte of a character beyond ASCII
  kTail,        // another byte of one
  kBlank,       // of ASCII, but line breaks
};

constexpr std::array<Kind, 256> make_kinds() {
  std::array<Kind, 256> kinds = {};
  for (unsigned c = 'a'; c <= 'z'; ++c) kinds[c] = kinds[c - 32] = kLetter;
  for (unsigned c = '0'; c <= '9'; ++c) kinds[c] = kDigit;
  for (const char c : std::string_view(".!?")) kinds[static_cast<std::uint8_t>(c)] = kStop;
  for (const char c : std::string_view(" \t\v\f\r")) kinds[static_cast<std::uint8_t>(c)] = kBlank;
  kinds['\n'] = kLineBreak;
  kinds['\''] = kinds['`'] = kApostrophe;
  for (unsigned c = 0x80; c < 0xC0; ++c) kinds[c] = kTail;
  for (unsigned c = 0xC0; c < 256; ++c) kinds[c] = kWide;
  return kinds;
}
inline constexpr std::array<Kind, 256> kKinds = make_kinds();

// Bytes of ASCII.
using ByteSet = std::array<bool, 256>;

constexpr ByteSet make_set(std::string_view bytes) {
  ByteSet set = {};
  for (const char c : bytes) set[static_cast<std::uint8_t>(c)] = true;
  return set;
}
inline bool is_among(char c, const ByteSet& set) { return set[static_cast<std::uint8_t>(c)]; }

inline bool is_ascii(char c) { return static_cast<std::uint8_t>(c) < 0x80; }
inline bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
inline bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }
inline bool is_letter(char c) { return kKinds[static_cast<std::uint8_t>(c)] == kLetter; }

// Bytes of the letter of ASCII or of U+00C0 to U+017F at `i`; 0 if there is none.
inline std::size_t letter_size_at(std::string_view text, std::size_t i) {
  if (i >= text.size()) return 0;
  const auto first = static_cast<std::uint8_t>(text[i]);
  if (kKinds[first] == kLetter) return 1;
  if (first < 0xC3 || first > 0xC5 || i + 1 == text.size()) return 0;
  const bool sign = first == 0xC3 && (static_cast<std::uint8_t>(text[i + 1]) & 0xDF) == 0x97;
  return sign ? 0 : 2;
}

}  // namespace edicola::byte_kinds
