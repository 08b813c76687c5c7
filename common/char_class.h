// What a character does to words: the table that cutting text into words follows.
#pragma once

#include <array>
#include <cstdint>

#include <unicode/utypes.h>

namespace edicola {

enum class CharClass : std::uint8_t {
  kOther,
  kLetter,
  kDigit,
  kMark,       // continues a word, does not begin one
  kUnspaced,   // a letter of a script without blanks
  kIgnorable,  // soft hyphen, joiners
  kApostrophe,
  kHyphen,
  kDot,
  kComma,
  kColon,
  kSentenceEnd,  // ! ? …
  kOpeningQuote,
  kOpeningSign,  // a bracket, the sign of a handle or a hashtag
  kAmpersand,
  kBlank,
  kNarrowBlank,  // also groups digits: 1 500
  kLineBreak,
};

// The class of `c`, a Unicode scalar value. Slow: text is mostly ASCII, see kAsciiClasses.
CharClass classify(UChar32 c);

constexpr std::array<CharClass, 128> make_ascii_classes() {
  std::array<CharClass, 128> table = {};
  for (unsigned char c = 'a'; c <= 'z'; ++c) table[c] = CharClass::kLetter;
  for (unsigned char c = 'A'; c <= 'Z'; ++c) table[c] = CharClass::kLetter;
  for (unsigned char c = '0'; c <= '9'; ++c) table[c] = CharClass::kDigit;
  table['\''] = table['`'] = CharClass::kApostrophe;
  table['-'] = CharClass::kHyphen;
  table['.'] = CharClass::kDot;
  table[','] = CharClass::kComma;
  table[':'] = CharClass::kColon;
  table['!'] = table['?'] = CharClass::kSentenceEnd;
  table['"'] = CharClass::kOpeningQuote;
  table['('] = table['['] = table['#'] = table['@'] = CharClass::kOpeningSign;
  table['&'] = CharClass::kAmpersand;
  table[' '] = table['\t'] = CharClass::kBlank;
  table['\n'] = table['\r'] = CharClass::kLineBreak;
  return table;
}
inline constexpr std::array<CharClass, 128> kAsciiClasses = make_ascii_classes();

constexpr bool continues_word(CharClass kind) {
  return kind == CharClass::kLetter || kind == CharClass::kDigit || kind == CharClass::kMark ||
         kind == CharClass::kIgnorable;
}
constexpr bool begins_word(CharClass kind) {
  return kind == CharClass::kLetter || kind == CharClass::kDigit || kind == CharClass::kUnspaced;
}
constexpr bool is_blank(CharClass kind) {
  return kind == CharClass::kBlank || kind == CharClass::kNarrowBlank ||
         kind == CharClass::kLineBreak;
}

}  // namespace edicola
