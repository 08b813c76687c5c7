#include "common/words.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>

#include "common/char_class.h"

namespace edicola {
namespace {

// Titles and the like, before whose dot a sentence does not end. Folded.
constexpr std::array<std::string_view, 32> kAbbreviations = {
    "amb",  "art",  "ass",  "avv", "cap", "card", "cav", "col", "dir",  "dott", "dr",
    "ecc",  "gen",  "geom", "gov", "ing", "lgs",  "mar", "min", "mons", "on",   "pag",
    "pres", "prof", "rag",  "sen", "sig", "sigg", "ss",  "st",  "ten",  "vol"};

// Which first letters abbreviations of each size have, so that few words are compared with them.
constexpr std::array<std::uint32_t, 5> make_first_letters() {
  std::array<std::uint32_t, 5> letters = {};
  for (const std::string_view known : kAbbreviations) {
    letters.at(known.size()) |= 1U << (static_cast<unsigned char>(known.front()) & 31U);
  }
  return letters;
}
constexpr std::array<std::uint32_t, 5> kFirstLetters = make_first_letters();

// Bytes of an elision that a blank may part from its apostrophe: dell 'Ansa.
constexpr std::uint32_t kLongestElision = 4;

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

// The characters that leave a word of letters before them as it is.
constexpr std::array<bool, 256> make_simple_ends() {
  std::array<bool, 256> ends = {};
  for (const char c : std::string_view(" ,;:)\"!?\n")) ends[static_cast<unsigned char>(c)] = true;
  return ends;
}
constexpr std::array<bool, 256> kSimpleEnds = make_simple_ends();

bool ends_simply(char c) { return kSimpleEnds[static_cast<unsigned char>(c)]; }

bool parts_thousands(CharClass kind) {
  return kind == CharClass::kDot || kind == CharClass::kNarrowBlank ||
         kind == CharClass::kApostrophe;
}

}  // namespace

bool may_abbreviate(std::string_view word) {
  if (word.size() == 1) return word[0] < '0' || word[0] > '9';
  if (word.size() >= kFirstLetters.size() || word.empty()) return false;
  const unsigned letter = static_cast<unsigned char>(word.front()) & 31U;
  if ((kFirstLetters[word.size()] >> letter & 1U) == 0) return false;
  for (std::string_view known : kAbbreviations) {
    if (known.size() != word.size()) continue;
    bool same = true;
    for (std::size_t i = 0; i < word.size(); ++i) same = same && (word[i] | 0x20) == known[i];
    if (same) return true;
  }
  return false;
}

struct WordScanner::Char {
  UChar32 code = 0;
  std::uint32_t size = 0;  // bytes; 0 past the end
  CharClass kind = CharClass::kOther;
};

inline WordScanner::Char WordScanner::at(std::uint32_t i) const {
  if (i >= text_.size()) return {};
  const auto byte = static_cast<unsigned char>(text_[i]);
  if (byte < 0x80) return {byte, 1, kAsciiClasses[byte]};
  return wide_at(i);
}

WordScanner::Char WordScanner::wide_at(std::uint32_t i) const {
  std::int32_t next = 0;
  UChar32 code = 0;
  // A window keeps ICU's 32-bit signed lengths safe in long texts.
  const auto rest = static_cast<std::int32_t>(std::min<std::size_t>(text_.size() - i, 8));
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text_.data()) + i;
  U8_NEXT(bytes, next, rest, code);
  if (code < 0) return {0xFFFD, static_cast<std::uint32_t>(next), CharClass::kOther};
  return {code, static_cast<std::uint32_t>(next), classify(code)};
}

void WordScanner::note_gap(const Char& c, std::uint32_t i) {
  switch (c.kind) {
    case CharClass::kDot:
      if (i != last_end_ || !last_may_abbreviate_) stop_ = true;
      break;
    case CharClass::kSentenceEnd:
      stop_ = true;
      break;
    case CharClass::kColon:
      colon_ = true;
      break;
    case CharClass::kOpeningQuote:
      if (colon_) sentence_end_ = true;
      break;
    case CharClass::kLineBreak:
      if (c.code != '\r') ++line_breaks_;
      [[fallthrough]];
    case CharClass::kBlank:
    case CharClass::kNarrowBlank:
      if (stop_) sentence_end_ = true;  // 16.30 ends none
      break;
    default:
      break;
  }
}

bool WordScanner::starts_sentence(const Char& first) const {
  if (first_word_ || line_breaks_ > 1) return true;
  if (!sentence_end_ && line_breaks_ == 0) return false;
  return u_isupper(first.code) != 0 || first.kind != CharClass::kLetter;
}

bool WordScanner::skip_to_word(Word& word) {
  stop_ = sentence_end_ = colon_ = false;
  line_breaks_ = 0;
  const std::uint32_t gap = next_;
  Char before;
  Char c;
  for (c = at(next_); c.size != 0 && !begins_word(c.kind); c = at(next_)) {
    note_gap(c, next_);
    next_ += c.size;
    before = c;
  }
  if (c.size == 0) return false;
  word.begin = next_;
  word.sentence_start = starts_sentence(c);
  const bool one_between = !first_word_ && gap == last_end_ && next_ - gap == before.size;
  word.after_hyphen = one_between && before.kind == CharClass::kHyphen;
  word.after_blank = one_between && is_blank(before.kind);
  word.after_broken_line = !first_word_ && gap == last_end_ && line_breaks_ == 1 &&
                           before.kind == CharClass::kLineBreak &&
                           at(gap).kind == CharClass::kHyphen && next_ - gap <= at(gap).size + 2;
  word.after_apostrophe =
      before.kind == CharClass::kApostrophe && (first_word_ || next_ - before.size != last_end_);
  return true;
}

void WordScanner::note(Word& word, const Char& c) const {
  if (c.kind == CharClass::kDigit) word.has_digit = true;
  if (c.kind == CharClass::kIgnorable) word.ignorable = true;
  if (c.kind != CharClass::kLetter) return;
  word.has_letter = true;
  const bool upper = c.code < 0x80 ? c.code <= 'Z' : u_isupper(c.code) != 0;
  if (!upper) word.has_lower = true;
  if (upper && next_ == word.begin) word.upper_first = true;
}

// Where the next initial begins, if blanks and one more follow the dot of a capital: J. D. Vance is
// J.D. Vance. Otherwise 0.
std::uint32_t WordScanner::next_initial(std::uint32_t dot, const Char& letter) const {
  if (u_isupper(letter.code) == 0) return 0;
  std::uint32_t i = dot + 1;
  while (is_blank(at(i).kind)) i += at(i).size;
  const Char next = at(i);
  const std::uint32_t next_dot = i + next.size;
  const bool initial = i > dot + 1 && u_isupper(next.code) != 0 &&
                       at(next_dot).kind == CharClass::kDot && !begins_word(at(next_dot + 1).kind);
  return initial ? i : 0;
}

// Single letters parted by dots, and all of them by blanks too or none: U.S.A., C.G.I.L; its last
// dot belongs to it.
bool WordScanner::scan_acronym(Word& word) {
  const auto second =
      static_cast<unsigned char>(word.begin + 1 < text_.size() ? text_[word.begin + 1] : 0);
  const bool is_ascii = static_cast<unsigned char>(text_[word.begin]) < 0x80 && second < 0x80;
  if (is_ascii && kAsciiClasses[second] != CharClass::kDot) return false;  // as nearly always
  std::uint32_t i = word.begin;
  std::uint32_t letters = 0;
  std::uint32_t end = 0;
  bool lower = false;
  bool blanks = false;  // between the letters
  while (true) {
    const Char letter = at(i);
    if (letter.kind != CharClass::kLetter) break;
    const Char after = at(i + letter.size);
    if (continues_word(after.kind)) break;
    ++letters;
    lower = lower || u_islower(letter.code) != 0;
    end = i + letter.size;
    if (after.kind != CharClass::kDot) break;
    i = end + after.size;
    const std::uint32_t initial = letters == 1 || blanks ? next_initial(end, letter) : 0;
    if (initial == 0 && blanks) break;
    blanks = initial != 0;
    if (blanks) i = initial;
  }
  if (letters < 2) return false;
  if (at(end).kind == CharClass::kDot && !begins_word(at(end + 1).kind)) ++end;
  word.kind = Word::Kind::kAcronym;
  word.upper_first = u_isupper(at(word.begin).code) != 0;
  word.has_letter = true;
  word.has_lower = lower;
  next_ = end;
  return true;
}

bool WordScanner::is_digits(std::uint32_t begin, std::uint32_t count) const {
  for (std::uint32_t i = begin; i < begin + count; ++i) {
    if (i >= text_.size() || text_[i] < '0' || text_[i] > '9') return false;
  }
  return true;
}

// Digits with thousands parted by dots, narrow blanks or, as the Swiss write, apostrophes, and a
// decimal comma: 1.500, 1'500, 2,5, 1.500,50.
bool WordScanner::scan_number(Word& word) {
  std::uint32_t i = word.begin;
  while (is_digits(i, 1)) ++i;
  std::uint32_t end = i;
  if (end - word.begin <= 3) {
    std::uint32_t grouped = end;
    for (Char c = at(grouped); parts_thousands(c.kind) && is_digits(grouped + c.size, 3) &&
                               !is_digits(grouped + c.size, 4);
         c = at(grouped)) {
      grouped += c.size + 3;
    }
    // 192.168.1.10 and 10.123.2025 are no numbers.
    if (!(at(grouped).kind == CharClass::kDot && is_digits(grouped + 1, 1))) end = grouped;
  }
  // 1,2,3 is a list.
  const bool in_list = !first_word_ && word.begin == last_end_ + 1 && text_[last_end_] == ',' &&
                       is_digits(last_end_ - 1, 1);
  if (!in_list && at(end).kind == CharClass::kComma && is_digits(end + 1, 1)) {
    std::uint32_t decimals = end + 1;
    while (is_digits(decimals, 1)) ++decimals;
    if (!(at(decimals).kind == CharClass::kComma && is_digits(decimals + 1, 1))) end = decimals;
  }
  if (continues_word(at(end).kind)) return false;  // 5Stelle
  word.kind = Word::Kind::kNumber;
  word.has_digit = true;
  next_ = end;
  return true;
}

// Most words are of these letters only.
void WordScanner::scan_ascii(Word& word) {
  while (next_ < text_.size() && text_[next_] >= 'a' && text_[next_] <= 'z') ++next_;
  word.has_letter = word.has_lower = word.is_folded = next_ > word.begin;
  for (; next_ < text_.size(); ++next_) {
    const auto byte = static_cast<unsigned char>(text_[next_]);
    if (byte >= 0x80) return;
    if (kAsciiClasses[byte] == CharClass::kDigit) {
      word.has_digit = true;
    } else if (kAsciiClasses[byte] == CharClass::kLetter) {
      word.has_letter = true;
      word.has_lower = word.has_lower || byte > 'Z';
      word.upper_first = word.upper_first || (byte <= 'Z' && next_ == word.begin);
    } else {
      return;
    }
    word.is_folded = false;
  }
}

void WordScanner::scan_plain(Word& word) {
  scan_ascii(word);
  for (Char c = at(next_); c.size != 0; c = at(next_)) {
    const bool joins = c.kind == CharClass::kAmpersand && word.has_letter &&
                       at(next_ + 1).kind == CharClass::kLetter;  // AT&T
    if (!continues_word(c.kind) && !joins) break;
    note(word, c);
    word.is_folded = false;
    next_ += c.size;
  }
}

void WordScanner::scan_unspaced(Word& word) {
  word.kind = Word::Kind::kUnspaced;
  word.has_letter = true;
  for (Char c = at(next_); c.kind == CharClass::kUnspaced || c.kind == CharClass::kMark;
       c = at(next_)) {
    next_ += c.size;
  }
}

void WordScanner::look_behind_apostrophe(Word& word) const {
  const Char apostrophe = at(word.end);
  if (apostrophe.kind != CharClass::kApostrophe) {
    if (is_blank(apostrophe.kind)) look_past_blank(word);
    return;
  }
  word.apostrophe = static_cast<std::uint8_t>(apostrophe.size);
  std::uint32_t i = word.end + apostrophe.size;
  Char c = at(i);
  word.apostrophe_joins = begins_word(c.kind);
  const auto may_stand_between = [](CharClass kind) {
    return is_blank(kind) || kind == CharClass::kOpeningQuote || kind == CharClass::kOpeningSign ||
           kind == CharClass::kApostrophe;
  };
  if (!may_stand_between(c.kind)) return;
  while (may_stand_between(c.kind)) {
    i += c.size;
    c = at(i);
  }
  word.apostrophe_before_blank = begins_word(c.kind);
}

void WordScanner::look_past_blank(Word& word) const {
  if (word.end - word.begin > kLongestElision) return;
  const std::uint32_t behind = word.end + at(word.end).size;
  const Char apostrophe = at(behind);
  word.blank_before_apostrophe =
      apostrophe.kind == CharClass::kApostrophe && begins_word(at(behind + apostrophe.size).kind);
}

// The word behind one blank that is all of a to z, with nothing behind it that matters, as most
// are. Otherwise false, and nothing was read.
bool WordScanner::next_simple(Word& word) {
  const std::string_view text = text_;
  const std::uint32_t begin = next_ + 1;
  if (first_word_ || begin >= text.size() || text[next_] != ' ') return false;
  std::uint32_t end = begin;
  while (end < text.size() && is_lower(text[end])) ++end;
  if (end == begin || end + 1 >= text.size() || !ends_simply(text[end])) return false;
  if (end - begin <= kLongestElision && !is_lower(text[end + 1])) return false;
  word = Word();
  word.begin = begin;
  word.end = next_ = last_end_ = end;
  word.after_blank = word.has_letter = word.has_lower = word.is_folded = true;
  last_may_abbreviate_ = false;
  return true;
}

bool WordScanner::next_any(Word& word) {
  word = Word();
  if (!skip_to_word(word)) return false;
  const Char first = at(next_);
  if (first.kind == CharClass::kUnspaced) {
    scan_unspaced(word);
  } else if (!(first.kind == CharClass::kLetter && scan_acronym(word)) &&
             !(is_digits(next_, 1) && scan_number(word))) {
    scan_plain(word);
  }
  word.end = next_;
  look_behind_apostrophe(word);
  last_end_ = word.end;
  last_may_abbreviate_ = word.end < text_.size() && text_[word.end] == '.' &&
                         may_abbreviate(text_.substr(word.begin, word.end - word.begin));
  first_word_ = false;
  return true;
}

}  // namespace edicola
