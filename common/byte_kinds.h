// What a byte is to a first look at a text.
#pragma once

#include <array>
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

inline bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
inline bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }
inline bool is_letter(char c) { return kKinds[static_cast<std::uint8_t>(c)] == kLetter; }

}  // namespace edicola::byte_kinds
