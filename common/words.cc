#include "common/words.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <array>

namespace edicola {
namespace {

enum class Class : std::uint8_t {
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

constexpr std::array<Class, 128> make_ascii() {
  std::array<Class, 128> table = {};
  for (unsigned char c = 'a'; c <= 'z'; ++c) table[c] = Class::kLetter;
  for (unsigned char c = 'A'; c <= 'Z'; ++c) table[c] = Class::kLetter;
  for (unsigned char c = '0'; c <= '9'; ++c) table[c] = Class::kDigit;
  table['\''] = table['`'] = Class::kApostrophe;
  table['-'] = Class::kHyphen;
  table['.'] = Class::kDot;
  table[','] = Class::kComma;
  table[':'] = Class::kColon;
  table['!'] = table['?'] = Class::kSentenceEnd;
  table['"'] = Class::kOpeningQuote;
  table['('] = table['['] = table['#'] = table['@'] = Class::kOpeningSign;
  table['&'] = Class::kAmpersand;
  table[' '] = table['\t'] = Class::kBlank;
  table['\n'] = table['\r'] = Class::kLineBreak;
  return table;
}
constexpr std::array<Class, 128> kAscii = make_ascii();

bool is_unspaced(UChar32 c) {
  if (c == 0x30FC || c == 0xFF70) return true;  // the long vowel of kana, of no one script
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(c, &status)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR:
      return true;
    default:
      return false;
  }
}

// CO₂, m²: digits that fold to plain ones; not ½.
bool is_raised_digit(UChar32 c) {
  return c == 0xB2 || c == 0xB3 || c == 0xB9 || (c >= 0x2070 && c <= 0x2089);
}

Class classify_by_type(UChar32 c) {
  switch (u_charType(c)) {
    case U_UPPERCASE_LETTER:
    case U_LOWERCASE_LETTER:
    case U_TITLECASE_LETTER:
      return Class::kLetter;
    case U_MODIFIER_LETTER:
    case U_OTHER_LETTER:
      return is_unspaced(c) ? Class::kUnspaced : Class::kLetter;
    case U_DECIMAL_DIGIT_NUMBER:
      return Class::kDigit;
    case U_OTHER_NUMBER:
      return is_raised_digit(c) ? Class::kDigit : Class::kOther;
    case U_NON_SPACING_MARK:
    case U_COMBINING_SPACING_MARK:
    case U_ENCLOSING_MARK:
      return Class::kMark;
    case U_SPACE_SEPARATOR:
      return Class::kBlank;
    default:
      return Class::kOther;
  }
}

Class classify(UChar32 c) {
  switch (c) {
    case 0x2018:  // left quotation mark: an apostrophe turned by a word processor, between letters
    case 0x2019:
    case 0x201B:  // turned
    case 0x2032:  // the sign of minutes
    case 0x02BC:
    case 0x00B4:
    case 0xFF07:
      return Class::kApostrophe;
    case 0x2010:
    case 0x2011:
      return Class::kHyphen;
    case 0x2026:
      return Class::kSentenceEnd;
    case 0x00AB:
    case 0x201C:
    case 0x201E:
      return Class::kOpeningQuote;
    case 0x00A0:
    case 0x2009:
    case 0x202F:
      return Class::kNarrowBlank;
    case 0x0085:
    case 0x2028:
    case 0x2029:
      return Class::kLineBreak;
    case 0x00AD:
    case 0x200C:
    case 0x200D:
    case 0x2060:
      return Class::kIgnorable;
    case 0x00AA:  // ª and º: 2ª is 2
    case 0x00BA:
      return Class::kOther;
    default:
      return classify_by_type(c);
  }
}

bool continues_word(Class kind) {
  return kind == Class::kLetter || kind == Class::kDigit || kind == Class::kMark ||
         kind == Class::kIgnorable;
}
bool begins_word(Class kind) {
  return kind == Class::kLetter || kind == Class::kDigit || kind == Class::kUnspaced;
}
bool is_blank(Class kind) {
  return kind == Class::kBlank || kind == Class::kNarrowBlank || kind == Class::kLineBreak;
}

// Titles and the like, before whose dot a sentence does not end. Folded.
constexpr std::array<std::string_view, 32> kAbbreviations = {
    "amb",  "art",  "ass",  "avv", "cap", "card", "cav", "col", "dir",  "dott", "dr",
    "ecc",  "gen",  "geom", "gov", "ing", "lgs",  "mar", "min", "mons", "on",   "pag",
    "pres", "prof", "rag",  "sen", "sig", "sigg", "ss",  "st",  "ten",  "vol"};

}  // namespace

bool may_abbreviate(std::string_view word) {
  if (word.size() == 1) return word[0] < '0' || word[0] > '9';
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
  Class kind = Class::kOther;
};

inline WordScanner::Char WordScanner::at(std::uint32_t i) const {
  if (i >= text_.size()) return {};
  const auto byte = static_cast<unsigned char>(text_[i]);
  if (byte < 0x80) return {byte, 1, kAscii[byte]};
  return wide_at(i);
}

WordScanner::Char WordScanner::wide_at(std::uint32_t i) const {
  std::int32_t next = 0;
  UChar32 code = 0;
  // A window keeps ICU's 32-bit signed lengths safe in long texts.
  const auto rest = static_cast<std::int32_t>(std::min<std::size_t>(text_.size() - i, 8));
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text_.data()) + i;
  U8_NEXT(bytes, next, rest, code);
  if (code < 0) return {0xFFFD, static_cast<std::uint32_t>(next), Class::kOther};
  return {code, static_cast<std::uint32_t>(next), classify(code)};
}

void WordScanner::note_gap(const Char& c, std::uint32_t i) {
  switch (c.kind) {
    case Class::kDot:
      if (i != last_end_ || !last_may_abbreviate_) stop_ = true;
      break;
    case Class::kSentenceEnd:
      stop_ = true;
      break;
    case Class::kColon:
      colon_ = true;
      break;
    case Class::kOpeningQuote:
      if (colon_) sentence_end_ = true;
      break;
    case Class::kLineBreak:
      if (c.code != '\r') ++line_breaks_;
      [[fallthrough]];
    case Class::kBlank:
    case Class::kNarrowBlank:
      if (stop_) sentence_end_ = true;  // 16.30 ends none
      break;
    default:
      break;
  }
}

bool WordScanner::starts_sentence(const Char& first) const {
  if (first_word_ || line_breaks_ > 1) return true;
  const bool may_start = u_isupper(first.code) != 0 || first.kind != Class::kLetter;
  return may_start && (sentence_end_ || line_breaks_ == 1);
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
  word.after_hyphen = one_between && before.kind == Class::kHyphen;
  word.after_blank = one_between && is_blank(before.kind);
  word.after_broken_line = !first_word_ && gap == last_end_ && line_breaks_ == 1 &&
                           before.kind == Class::kLineBreak && at(gap).kind == Class::kHyphen &&
                           next_ - gap <= at(gap).size + 2;
  word.after_apostrophe =
      before.kind == Class::kApostrophe && (first_word_ || next_ - before.size != last_end_);
  return true;
}

void WordScanner::note(Word& word, const Char& c) const {
  if (c.kind == Class::kDigit) word.has_digit = true;
  if (c.kind == Class::kIgnorable) word.ignorable = true;
  if (c.kind != Class::kLetter) return;
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
                       at(next_dot).kind == Class::kDot && !begins_word(at(next_dot + 1).kind);
  return initial ? i : 0;
}

// Single letters parted by dots, and all of them by blanks too or none: U.S.A., C.G.I.L; its last
// dot belongs to it.
bool WordScanner::scan_acronym(Word& word) {
  const auto second =
      static_cast<unsigned char>(word.begin + 1 < text_.size() ? text_[word.begin + 1] : 0);
  const bool is_ascii = static_cast<unsigned char>(text_[word.begin]) < 0x80 && second < 0x80;
  if (is_ascii && kAscii[second] != Class::kDot) return false;  // as nearly always
  std::uint32_t i = word.begin;
  std::uint32_t letters = 0;
  std::uint32_t end = 0;
  bool lower = false;
  bool blanks = false;  // between the letters
  while (true) {
    const Char letter = at(i);
    if (letter.kind != Class::kLetter) break;
    const Char after = at(i + letter.size);
    if (continues_word(after.kind)) break;
    ++letters;
    lower = lower || u_islower(letter.code) != 0;
    end = i + letter.size;
    if (after.kind != Class::kDot) break;
    i = end + after.size;
    const std::uint32_t initial = letters == 1 || blanks ? next_initial(end, letter) : 0;
    if (initial == 0 && blanks) break;
    blanks = initial != 0;
    if (blanks) i = initial;
  }
  if (letters < 2) return false;
  if (at(end).kind == Class::kDot && !begins_word(at(end + 1).kind)) ++end;
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

// Digits with thousands parted by dots or narrow blanks, and a decimal comma: 1.500, 2,5, 1.500,50.
bool WordScanner::scan_number(Word& word) {
  std::uint32_t i = word.begin;
  while (is_digits(i, 1)) ++i;
  std::uint32_t end = i;
  if (end - word.begin <= 3) {
    std::uint32_t grouped = end;
    for (Char c = at(grouped); (c.kind == Class::kDot || c.kind == Class::kNarrowBlank) &&
                               is_digits(grouped + c.size, 3) && !is_digits(grouped + c.size, 4);
         c = at(grouped)) {
      grouped += c.size + 3;
    }
    // 192.168.1.10 and 10.123.2025 are no numbers.
    if (!(at(grouped).kind == Class::kDot && is_digits(grouped + 1, 1))) end = grouped;
  }
  // 1,2,3 is a list.
  const bool in_list = !first_word_ && word.begin == last_end_ + 1 && text_[last_end_] == ',' &&
                       is_digits(last_end_ - 1, 1);
  if (!in_list && at(end).kind == Class::kComma && is_digits(end + 1, 1)) {
    std::uint32_t decimals = end + 1;
    while (is_digits(decimals, 1)) ++decimals;
    if (!(at(decimals).kind == Class::kComma && is_digits(decimals + 1, 1))) end = decimals;
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
    if (kAscii[byte] == Class::kDigit) {
      word.has_digit = true;
    } else if (kAscii[byte] == Class::kLetter) {
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
    const bool joins = c.kind == Class::kAmpersand && word.has_letter &&
                       at(next_ + 1).kind == Class::kLetter;  // AT&T
    if (!continues_word(c.kind) && !joins) break;
    note(word, c);
    word.is_folded = false;
    next_ += c.size;
  }
}

void WordScanner::scan_unspaced(Word& word) {
  word.kind = Word::Kind::kUnspaced;
  word.has_letter = true;
  for (Char c = at(next_); c.kind == Class::kUnspaced || c.kind == Class::kMark; c = at(next_)) {
    next_ += c.size;
  }
}

void WordScanner::look_behind_apostrophe(Word& word) const {
  const Char apostrophe = at(word.end);
  if (apostrophe.kind != Class::kApostrophe) {
    if (is_blank(apostrophe.kind)) look_past_blank(word);
    return;
  }
  word.apostrophe = static_cast<std::uint8_t>(apostrophe.size);
  std::uint32_t i = word.end + apostrophe.size;
  Char c = at(i);
  word.apostrophe_joins = begins_word(c.kind);
  const auto may_stand_between = [](Class kind) {
    return is_blank(kind) || kind == Class::kOpeningQuote || kind == Class::kOpeningSign ||
           kind == Class::kApostrophe;
  };
  if (!may_stand_between(c.kind)) return;
  while (may_stand_between(c.kind)) {
    i += c.size;
    c = at(i);
  }
  word.apostrophe_before_blank = begins_word(c.kind);
}

void WordScanner::look_past_blank(Word& word) const {
  constexpr std::uint32_t kLongestElision = 4;  // of those that are parted so
  if (word.end - word.begin > kLongestElision) return;
  const std::uint32_t behind = word.end + at(word.end).size;
  const Char apostrophe = at(behind);
  word.blank_before_apostrophe =
      apostrophe.kind == Class::kApostrophe && begins_word(at(behind + apostrophe.size).kind);
}

bool WordScanner::next(Word& word) {
  word = Word();
  if (!skip_to_word(word)) return false;
  const Char first = at(next_);
  if (first.kind == Class::kUnspaced) {
    scan_unspaced(word);
  } else if (!(first.kind == Class::kLetter && scan_acronym(word)) &&
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
