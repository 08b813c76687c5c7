// With which letters a word can begin that gives a token sought: a test so cheap that a text need
// not be analyzed where nothing sought can stand.
//
// It errs on one side only: a word that it refuses gives no such token, wherever it stands.
#pragma once

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace edicola {

namespace beginnings {

// Codes: 1 to 26 for a to z, and these.
inline constexpr std::uint32_t kEnd = 0;  // of a word
inline constexpr std::uint32_t kDigit = 27;
inline constexpr std::uint32_t kAny = 31;  // what folding or joining may turn into something else

constexpr std::array<std::uint8_t, 256> make_codes() {
  std::array<std::uint8_t, 256> codes = {};
  for (unsigned c = 0; c < 26; ++c)
    codes['a' + c] = codes['A' + c] = static_cast<std::uint8_t>(c + 1);
  for (unsigned c = '0'; c <= '9'; ++c) codes[c] = kDigit;
  for (const char c : std::string_view("'`.-&")) codes[static_cast<std::uint8_t>(c)] = kAny;
  for (unsigned c = 0x80; c < 256; ++c) codes[c] = kAny;
  return codes;
}
inline constexpr std::array<std::uint8_t, 256> kCodes = make_codes();

inline std::uint32_t code_of(char c) { return kCodes[static_cast<std::uint8_t>(c)]; }

constexpr std::array<std::uint8_t, 256> make_later_codes() {
  std::array<std::uint8_t, 256> codes = kCodes;
  for (unsigned c = '0'; c <= '9'; ++c) codes[c] = kAny;
  return codes;
}
inline constexpr std::array<std::uint8_t, 256> kLaterCodes = make_later_codes();

// Behind what ends a word, or may join it to something, nothing is told apart.
inline std::uint32_t later_code(std::string_view text, std::size_t offset, std::uint32_t before) {
  if (before == kEnd || before == kAny) return before;
  return offset < text.size() ? kLaterCodes[static_cast<std::uint8_t>(text[offset])] : kEnd;
}

constexpr std::size_t index_of(std::uint32_t first, std::uint32_t second, std::uint32_t third) {
  return (first << 10U) | (second << 5U) | third;
}

}  // namespace beginnings

class Beginnings {
 public:
  // Of first_letters().
  static constexpr std::size_t kMostFirstLetters = 8;

  // Adds the words with this token form, or with a form that begins so. Folded, not empty.
  void add_form(std::string_view form);
  void add_prefix(std::string_view form);

  // Adds the words with this token key, a lemma or a stem; not empty.
  void add_key(std::string_view key);

  // Adds the spellings of the name with this variant key; not empty.
  void add_variant(std::string_view key);

  // Whether a word that begins at byte `offset` of `text` may be one of those added.
  [[nodiscard]] bool may_begin(std::string_view text, std::size_t offset) const {
    return set_[index_at(text, offset)];
  }

  // All letters of a to z with which a word added begins; nothing if there are many, or one begins
  // with a digit. What begins beyond ASCII is told by may_begin() alone.
  [[nodiscard]] std::string_view first_letters() const {
    return {letters_.data(), letters_known_ ? letters_count_ : 0};
  }

 private:
  // Most words begin with a letter of ASCII.
  static std::size_t index_at(std::string_view text, std::size_t offset) {
    using beginnings::kAny;
    using beginnings::kEnd;
    using beginnings::kLaterCodes;
    constexpr std::uint32_t kLetters = 26;
    const std::uint32_t first = beginnings::code_of(text[offset]);
    if (first - 1 >= kLetters || text.size() - offset < 3) return any_index_at(text, offset);
    const std::uint32_t second = kLaterCodes[static_cast<std::uint8_t>(text[offset + 1])];
    const std::uint32_t third = kLaterCodes[static_cast<std::uint8_t>(text[offset + 2])];
    return beginnings::index_of(first, second, second == kEnd || second == kAny ? second : third);
  }
  static std::size_t any_index_at(std::string_view text, std::size_t offset);
  void set_all(std::uint32_t first, std::uint32_t second);
  void add_first(char letter);
  void note_first(char letter);

  std::bitset<1U << 15U> set_;  // by the codes of three characters
  std::array<char, kMostFirstLetters> letters_ = {};
  std::size_t letters_count_ = 0;
  bool letters_known_ = true;
};

}  // namespace edicola
