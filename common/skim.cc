#include "common/skim.h"

#include <algorithm>
#include <array>
#include <bit>
#include <string_view>

#include "common/byte_kinds.h"
#include "common/byte_masks.h"
#include "common/words.h"

namespace edicola {

using namespace byte_kinds;

namespace {

constexpr ByteSet kClosers = make_set(")]\"");
constexpr ByteSet kClosersAndStops = make_set(")]\".!?");
constexpr ByteSet kEndsOfLines = make_set("),:;");

static_assert(Beginnings::kMostFirstLetters <= LettersAmong::kMost);

class Skimmer {
 public:
  Skimmer(std::string_view text, const Beginnings& beginnings, Skimmed& out)
      : text_(text),
        beginnings_(beginnings),
        letters_(beginnings.first_letters()),
        any_letter_(beginnings.first_letters().empty()),
        out_(out) {}

  void run() {
    out_.stretches.clear();
    out_.candidates.clear();
    out_.marks.clear();
    look_for_words();
    const std::size_t known = out_.candidates.size();
    for (std::size_t block = 0; block < out_.marks.size(); ++block) {
      for (std::uint64_t marks = out_.marks[block]; marks != 0; marks &= marks - 1) {
        look_at(block * kMaskedBytes + static_cast<std::size_t>(std::countr_zero(marks)));
      }
    }
    if (open_.begin < text_.size()) close(text_.size());
    if (out_.candidates.size() > known) std::sort(out_.candidates.begin(), out_.candidates.end());
  }

 private:
  // Notes what begins a word, and where marks are. By itself, so that what it needs is in
  // registers.
  void look_for_words() {
    std::size_t block = 0;
    for (; block + kMaskedBytes <= text_.size(); block += kMaskedBytes) {
      look_for_words(block, text_.data() + block);
    }
    if (block == text_.size()) return;
    std::array<char, kMaskedBytes> last = {};
    text_.copy(last.data(), kMaskedBytes, block);
    look_for_words(block, last.data());
    out_.marks.back() &= (std::uint64_t{1} << (text_.size() - block)) - 1;
  }

  // In a block of the text, which stands at `bytes`.
  void look_for_words(std::size_t block, const char* bytes) {
    const ByteMasks masks = masks_of(bytes);
    const std::uint64_t tails = (masks.latin << 1U | in_latin_) & ~masks.signs;
    const std::uint64_t words = masks.words | masks.latin | tails;
    std::uint64_t starts = words & ~(words << 1U | in_word_);
    if (!any_letter_) starts &= letters_(bytes);
    in_word_ = words >> 63U;
    in_latin_ = masks.latin >> 63U;
    const std::uint64_t runs = masks.blanks & (masks.blanks >> 1U | std::uint64_t{1} << 63U);
    out_.marks.push_back(masks.marks | runs);
    for (; starts != 0; starts &= starts - 1) {
      note_word(block + static_cast<std::size_t>(std::countr_zero(starts)));
    }
  }

  void look_at(std::size_t i) {
    switch (kind_at(i)) {
      case kStop:
        return cut_behind_stop(i);
      case kBlank:
        return note_blank(i);
      case kLineBreak:
        note_blank(i);
        return cut_at_blank_line(i);
      case kApostrophe:
        return note_apostrophe(i, 1);
      case kWide:
        return note_wide(i);
      default:
        return;
    }
  }

  Kind kind_at(std::size_t i) const { return kKinds[static_cast<std::uint8_t>(text_[i])]; }
  bool is_word(std::size_t i) const { return kind_at(i) == kLetter || kind_at(i) == kDigit; }
  std::uint8_t byte_at(std::size_t i) const {
    return i < text_.size() ? static_cast<std::uint8_t>(text_[i]) : 0;
  }

  // White space beside white space counts as one character; what lies beyond ASCII may be some.
  void note_blank(std::size_t i) {
    const bool in_run = i + 1 < text_.size() && byte_at(i + 1) <= ' ';
    if (in_run) note_run(i);
  }
  void note_run(std::size_t i) {
    if (i >= open_.begin) first_run_ = std::min(first_run_, i);
  }

  void note_word(std::size_t i) {
    if (beginnings_.may_begin(text_, i)) out_.candidates.push_back(static_cast<std::uint32_t>(i));
  }

  void note_apostrophe(std::size_t i, std::size_t size) {
    const bool behind_plain = i > 0 && is_word(i - 1);
    const bool behind_word = behind_plain || (i > 0 && byte_at(i - 1) >= 0x80);
    const std::uint8_t next = byte_at(i + size);
    const bool before_latin =
        next >= 0xC3 && next <= 0xC5 && (byte_at(i + size + 1) & 0xDF) != 0x97;
    const bool before_plain = kKinds[next] == kLetter || kKinds[next] == kDigit || before_latin;
    // Beyond that a character may be of a word or not.
    const bool opens = (before_plain || next >= 0x80) && !behind_plain;
    const bool closes = behind_word && !before_plain;
    open_.opens_quote = open_.opens_quote || opens;
    open_.minds_quotes = open_.minds_quotes || opens || closes;
  }

  void note_wide(std::size_t i) {
    const std::uint8_t first = byte_at(i);
    const std::uint8_t second = byte_at(i + 1);
    const std::uint8_t third = byte_at(i + 2);
    const bool behind_word = i > 0 && is_word(i - 1);
    const bool may_be_space =
        first == 0xC2   ? second == 0x85
        : first == 0xE2 ? (second == 0x80 && (third < 0x90 || third > 0xA6)) || second == 0x81
                        : first > 0xC5;
    if (may_be_space) note_run(i);
    if (first == 0xC2) {
      if (second == 0xB4) note_apostrophe(i, 2);
      const bool raised = second == 0xB2 || second == 0xB3 || second == 0xB5 || second == 0xB9;
      if (raised && !behind_word) note_word(i);
    } else if (first == 0xE2 && second == 0x80) {
      const bool apostrophe = third == 0x98 || third == 0x99 || third == 0x9B || third == 0xB2;
      if (apostrophe) note_apostrophe(i, 3);
    } else if (first == 0xE2 && second == 0x82 && third >= 0xA0) {
      // a currency
    } else {
      may_cut_ = false;  // of other scripts too little is known here
      open_.minds_quotes = open_.opens_quote = true;
      note_word(i);
    }
  }

  // The bytes of a closing quote or bracket that ends before `end`; 0 if there is none.
  std::size_t closer_before(std::size_t end) const {
    if (end == 0) return 0;
    const std::string_view before = text_.substr(0, end);
    if (is_ascii(before.back())) return is_among(before.back(), kClosers) ? 1 : 0;
    if (before.ends_with("»")) return 2;
    return before.ends_with("”") ? 3 : 0;
  }

  std::size_t closer_at(std::size_t begin) const {
    const std::string_view rest = text_.substr(begin, 3);
    if (rest.empty()) return 0;
    if (is_ascii(rest.front())) return is_among(rest.front(), kClosersAndStops) ? 1 : 0;
    if (rest.starts_with("»")) return 2;
    return rest.starts_with("”") ? 3 : 0;
  }

  std::size_t opener_at(std::size_t begin) const {
    const std::string_view rest = text_.substr(begin, 3);
    if (rest.empty()) return 0;
    if (rest.front() == '"') return rest.size() > 1 && is_upper(rest[1]) ? 1 : 0;
    if (is_ascii(rest.front())) return rest.front() == '(' || rest.front() == '-' ? 1 : 0;
    if (rest.starts_with("«")) return 2;
    return rest.starts_with("“") || rest.starts_with("–") || rest.starts_with("—") ? 3 : 0;
  }

  // Whether the stop at `i` ends a sentence if a capital follows: it stands behind a word that is
  // no abbreviation and no acronym.
  bool is_full_stop(std::size_t i) const {
    std::size_t end = i;
    while (const std::size_t closer = closer_before(end)) end -= closer;
    if (end == 0) return false;
    if (kind_at(end - 1) == kDigit) return true;
    if (kind_at(end - 1) == kTail) return end >= 3 && byte_at(end - 2) == 0xC3 && is_word(end - 3);
    if (kind_at(end - 1) != kLetter) return false;
    if (end < i || text_[i] != '.') return true;
    return is_whole_word(end);
  }

  // Whether the letters that end before `end` are of a word that no dot shortens.
  bool is_whole_word(std::size_t end) const {
    constexpr std::size_t kLongestAbbreviation = 4;
    std::size_t begin = end;
    while (begin > 0 && end - begin <= kLongestAbbreviation && kind_at(begin - 1) == kLetter) {
      --begin;
    }
    if (end - begin > kLongestAbbreviation) return true;
    return end - begin > 1 && !may_abbreviate(text_.substr(begin, end - begin));
  }

  void cut_behind_stop(std::size_t i) {
    if (!is_full_stop(i)) return;
    ++i;
    while (const std::size_t closer = closer_at(i)) i += closer;
    cut_at_blanks(i, 0);
  }

  // Two line breaks end a sentence without a stop. `i` is the first of its white space.
  void cut_at_blank_line(std::size_t i) {
    std::size_t blanks = i;
    while (blanks > 0 && is_blank(text_[blanks - 1])) {
      if (text_[--blanks] == '\n') return;
    }
    if (ends_line(blanks)) cut_at_blanks(blanks, 2);
  }

  // Whether nothing before `end` can be read together with what follows two line breaks.
  bool ends_line(std::size_t end) const {
    if (end == 0) return false;
    const char last = text_[end - 1];
    if (last == '.') return is_whole_word(end - 1);
    // A mark alone on its line leads what follows.
    if (!is_ascii(last) && text_.substr(0, end).ends_with("»")) return end > 2 && is_word(end - 3);
    return is_among(last, kEndsOfLines) ? end > 1 && is_word(end - 2) : is_word(end - 1);
  }

  // Cuts behind the white space at `i` if it holds so many line breaks and a capital follows, with
  // or without what opens a sentence.
  void cut_at_blanks(std::size_t i, std::size_t line_breaks) {
    if (!may_cut_) return;
    const std::size_t blanks = i;
    std::size_t breaks = 0;
    for (; i < text_.size() && is_blank(text_[i]); ++i) breaks += text_[i] == '\n' ? 1U : 0U;
    if (i == blanks || breaks < line_breaks) return;
    const std::size_t border = i;
    while (i < text_.size()) {
      const std::size_t size = is_blank(text_[i]) ? 1 : opener_at(i);
      if (size == 0) break;
      i += size;
    }
    if (border > open_.begin && capital_at(i)) close(border);
  }

  // A to Z, or À to Þ.
  bool capital_at(std::size_t i) const {
    if (i >= text_.size()) return false;
    const std::uint8_t second = byte_at(i + 1);
    const bool latin = byte_at(i) == 0xC3 && second >= 0x80 && second <= 0x9E && second != 0x97;
    return latin || is_upper(text_[i]);
  }

  void close(std::size_t end) {
    open_.end = static_cast<std::uint32_t>(end);
    std::size_t words_end = end;
    while (words_end > open_.begin && byte_at(words_end - 1) <= ' ') --words_end;
    open_.words_end = static_cast<std::uint32_t>(words_end);
    const bool starts_blank = byte_at(open_.begin) <= ' ';
    open_.has_runs = first_run_ < words_end || starts_blank;
    first_run_ = std::string_view::npos;
    out_.stretches.push_back(open_);
    open_ = {};
    open_.begin = static_cast<std::uint32_t>(end);
  }

  std::string_view text_;
  const Beginnings& beginnings_;
  LettersAmong letters_;  // with which words that are sought begin
  bool any_letter_;       // or they begin with any
  Skimmed& out_;
  Stretch open_;
  bool may_cut_ = true;
  std::uint64_t in_word_ = 0;                       // 1 if the block before ends in a word
  std::uint64_t in_latin_ = 0;                      // 1 if it ends in the first half of a letter
  std::size_t first_run_ = std::string_view::npos;  // of white space in open_
};

}  // namespace

void skim(std::string_view text, const Beginnings& beginnings, Skimmed& skimmed) {
  Skimmer(text, beginnings, skimmed).run();
}

}  // namespace edicola
