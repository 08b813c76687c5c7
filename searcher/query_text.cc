#include "searcher/query_text.h"

#include <algorithm>
#include <array>
#include <vector>

namespace edicola {
namespace {

enum class QuoteKind { kNone, kBoth, kOpening, kClosing };

QuoteKind quote_kind(char32_t code) {
  switch (code) {
    case U'"':
    case U'＂':
      return QuoteKind::kBoth;
    case U'“':
    case U'„':
    case U'‟':
    case U'«':
    case U'‹':
      return QuoteKind::kOpening;
    case U'”':
    case U'»':
    case U'›':
      return QuoteKind::kClosing;
    default:
      return QuoteKind::kNone;
  }
}

// The habits of printers: “Italian”, „German“, »German«, ”Swedish”, »Finnish».
bool are_partners(char32_t open, char32_t close) {
  switch (open) {
    case U'“':
    case U'‟':
      return close == U'”';
    case U'„':
    case U'”':
      return close == U'”' || close == U'“';
    case U'«':
      return close == U'»';
    case U'»':
      return close == U'«' || close == U'»';
    case U'‹':
      return close == U'›';
    case U'›':
      return close == U'‹' || close == U'›';
    default:
      return false;
  }
}

std::size_t find_partner(std::string_view text, std::size_t from, char32_t open) {
  for (std::size_t at = from; at < text.size();) {
    const Character c = character_at(text, at);
    if (are_partners(open, c.code)) return at;
    if (c.code == open) break;  // the partner further on is that mark's
    at += c.length;
  }
  return std::string_view::npos;
}

// The first mark that can close and does not close a pair that opened on the way.
std::size_t find_any_closing(std::string_view text, std::size_t from) {
  std::vector<char32_t> inner;
  for (std::size_t at = from; at < text.size();) {
    const Character c = character_at(text, at);
    const QuoteKind kind = quote_kind(c.code);
    if (!inner.empty() && are_partners(inner.back(), c.code)) {
      inner.pop_back();
    } else if (kind == QuoteKind::kOpening) {
      inner.push_back(c.code);
    } else if (kind != QuoteKind::kNone) {
      return at;
    }
    at += c.length;
  }
  return std::string_view::npos;
}

bool is_ascii_letter(char32_t code) {
  return (code >= U'a' && code <= U'z') || (code >= U'A' && code <= U'Z');
}

bool is_address_scheme(std::string_view name) {
  constexpr std::array<std::string_view, 5> kSchemes = {"http", "https", "mailto", "ftp", "www"};
  const auto same = [name](std::string_view scheme) {
    return std::equal(name.begin(), name.end(), scheme.begin(), scheme.end(),
                      [](char a, char b) { return (a | 0x20) == b; });
  };
  return std::any_of(kSchemes.begin(), kSchemes.end(), same);
}

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80; }

bool is_gap(char32_t code) { return is_space(code) || is_quote(code); }

// Every run of characters for which `gap` holds becomes one blank, none at the ends; at most
// `limit` characters.
template <typename Gap>
std::string squeeze(std::string_view text, std::size_t limit, Gap gap) {
  std::string out;
  bool pending = false;
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Character c = character_at(text, at);
    if (gap(c.code)) {
      pending = !out.empty();
    } else {
      if (++count > limit) return out + "…";
      if (pending) out += ' ';
      pending = false;
      out += text.substr(at, c.length);
    }
    at += c.length;
  }
  return out;
}

}  // namespace

Character character_at(std::string_view text, std::size_t at) {
  const auto first = static_cast<unsigned char>(text[at]);
  if (first < 0xC0) return {first, 1};
  const std::size_t wanted = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  const std::size_t length = std::min(wanted, text.size() - at);
  char32_t code = first & (0x7FU >> wanted);
  for (std::size_t i = 1; i < length; ++i) {
    code = (code << 6U) | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
  }
  return {code, length};
}

bool is_space(char32_t code) {
  if (code <= 0x20 || (code >= 0x7F && code <= 0xA0)) return true;
  if (code >= 0x2000 && code <= 0x200B) return true;
  constexpr std::array<char32_t, 7> kOthers = {0x1680, 0x2028, 0x2029, 0x202F,
                                               0x205F, 0x3000, 0xFEFF};
  return std::find(kOthers.begin(), kOthers.end(), code) != kOthers.end();
}

bool is_punctuation(char32_t code) {
  if (code >= 0x80) return code >= 0x2010 && code <= 0x205E;
  const bool digit = code >= U'0' && code <= U'9';
  return code > 0x20 && code != 0x7F && !is_ascii_letter(code) && !digit;
}

bool is_all_punctuation(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const Character c = character_at(text, at);
    if (!is_punctuation(c.code)) return false;
    at += c.length;
  }
  return true;
}

bool is_letter(char32_t code) {
  return code < 0x80 ? is_ascii_letter(code) : !is_punctuation(code);
}

std::string_view name_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_ascii_letter(static_cast<unsigned char>(text[end]))) ++end;
  const bool named = end < text.size() && text[end] == ':';
  return named ? text.substr(at, end - at) : std::string_view();
}

bool may_name_field(std::string_view name) {
  for (std::size_t at = 0; at < name.size(); at += character_at(name, at).length) {
    if (!is_letter(character_at(name, at).code)) return false;
  }
  return !name.empty() && !is_address_scheme(name);
}

bool is_quote(char32_t code) { return quote_kind(code) != QuoteKind::kNone; }

bool is_closing_quote(char32_t code) { return quote_kind(code) == QuoteKind::kClosing; }

bool ends_at(std::string_view text, std::size_t at) {
  return at >= text.size() || text[at] == ')' || is_space(character_at(text, at).code);
}

std::size_t word_end(std::string_view text, std::size_t from) {
  std::size_t at = from;
  while (!ends_at(text, at)) {
    const Character c = character_at(text, at);
    if (c.code == U'(' || is_quote(c.code)) break;
    at += c.length;
  }
  return at;
}

std::string_view word_after(std::string_view text, std::size_t at) {
  while (at < text.size() && word_end(text, at) == at) at += character_at(text, at).length;
  return at < text.size() ? text.substr(at, word_end(text, at) - at) : std::string_view();
}

std::size_t find_closing_quote(std::string_view text, std::size_t open) {
  const Character mark = character_at(text, open);
  const std::size_t from = open + mark.length;
  const std::size_t partner = find_partner(text, from, mark.code);
  return partner != std::string_view::npos ? partner : find_any_closing(text, from);
}

std::string phrase_text(std::string_view inner) { return squeeze(inner, inner.size(), is_gap); }

std::string quoted(std::string_view text) {
  constexpr std::size_t kMaxCharacters = 40;
  return '"' + squeeze(text, kMaxCharacters, is_space) + '"';
}

std::string_view cut_text(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return text;
  std::size_t end = limit;
  // Ill-formed text may have any number of continuation bytes: three are the most a character has.
  for (int i = 0; i < 3 && end > 0 && is_continuation(text[end]); ++i) --end;
  constexpr std::size_t kLongestWord = 100;
  for (std::size_t at = end; at > 0 && end - at < kLongestWord; --at) {
    if (text[at] == ' ' || text[at] == '\n' || text[at] == '\t') return text.substr(0, at);
  }
  return text.substr(0, end);
}

}  // namespace edicola
