#include "corpus/house_style.h"

namespace edicola::corpus {
namespace {

std::string_view quote(Quotes quotes, bool opening) {
  switch (quotes) {
    case Quotes::kGuillemets:
      return opening ? "«" : "»";
    case Quotes::kCurly:
      return opening ? "“" : "”";
    case Quotes::kStraight:
      break;
  }
  return "\"";
}

// The letter without its accent for the vowels of Italian, given the second byte of U+00C0 to
// U+00FF; 0 for others.
char plain_vowel(char second) {
  switch (static_cast<unsigned char>(second)) {
    case 0xA0:
      return 'a';
    case 0xA8:
    case 0xA9:
      return 'e';
    case 0xAC:
      return 'i';
    case 0xB2:
      return 'o';
    case 0xB9:
      return 'u';
    case 0x88:
      return 'E';
    default:
      return 0;
  }
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

// The two-byte character at `at`, styled.
void append_pair(const Masthead& masthead, std::string_view text, std::size_t at,
                 std::string& out) {
  const char second = text[at + 1];
  if (text[at] == '\xC2' && (second == '\xAB' || second == '\xBB')) {
    out += quote(masthead.quotes, second == '\xAB');
    return;
  }
  const char vowel = text[at] == '\xC3' ? plain_vowel(second) : '\0';
  const bool ends_word = at + 2 >= text.size() || !is_letter(text[at + 2]);
  if (masthead.ascii_accents && vowel != 0 && ends_word) {
    out += vowel;
    out += '\'';
  } else {
    out += text.substr(at, 2);
  }
}

bool is_slug_character(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

}  // namespace

void apply_style(const Masthead& masthead, std::string& text, std::string& scratch) {
  scratch.clear();
  const std::string_view view = text;
  std::size_t from = 0;  // copied up to here
  std::size_t at = 0;
  while ((at = view.find_first_of("'\xC2\xC3", at)) != std::string_view::npos) {
    scratch += view.substr(from, at - from);
    if (view[at] == '\'') {
      scratch += masthead.curly_apostrophe ? "’" : "'";
      at += 1;
    } else if (at + 1 < view.size()) {
      append_pair(masthead, view, at, scratch);
      at += 2;
    } else {
      break;
    }
    from = at;
  }
  scratch += view.substr(from);
  text.swap(scratch);
}

std::string slug(std::string_view text, std::size_t limit) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c == '\xC3' && i + 1 < text.size())
      c = plain_vowel(text[++i]) == 0 ? '-' : plain_vowel(text[i]);
    if (c == 'E') c = 'e';
    if (is_slug_character(c)) {
      result += c;
    } else if (!result.empty() && result.back() != '-') {
      if (result.size() >= limit) break;
      result += '-';
    }
  }
  if (result.ends_with('-')) result.pop_back();
  return result;
}

}  // namespace edicola::corpus
