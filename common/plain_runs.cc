#include "common/plain_runs.h"

#include "common/byte_kinds.h"
#include "common/byte_masks.h"
#include "common/elision.h"
#include "common/words.h"

namespace edicola {

using namespace byte_kinds;

namespace {

// What may stand behind the last word of a run.
constexpr ByteSet kClosing = make_set(",;:.!?)]\"%");
constexpr ByteSet kOpening = make_set("\"([");

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

class RunReader {
 public:
  RunReader(std::string_view text, const Stretch& stretch)
      : text_(text.substr(0, stretch.words_end)), at_(stretch.begin) {}

  [[nodiscard]] bool done() const { return at_ == text_.size(); }

  // Reads the next run and the blank behind it; false if it is not plain.
  bool read(PlainRun& run) {
    run.begin = static_cast<std::uint32_t>(at_);
    if (read_letters()) {
      run.chars = static_cast<std::uint32_t>(at_ - run.begin);
      run.end = static_cast<std::uint32_t>(at_++);
      return true;
    }
    if (!read_openers() || !read_words() || !read_closers()) return false;
    run.end = static_cast<std::uint32_t>(at_);
    run.chars =
        static_cast<std::uint32_t>(count_characters(text_.substr(run.begin, at_ - run.begin)));
    if (!done()) ++at_;
    return true;
  }

 private:
  // Most runs: letters of ASCII, at most a comma, a blank. Otherwise false, and nothing is read.
  bool read_letters() {
    if (after_stop_ && !is_lower(text_[at_])) return false;
    std::size_t end = at_ + count_letters(text_, at_);
    if (end == at_) return false;
    if (byte_at(end) == ',') ++end;
    if (byte_at(end) != ' ') return false;
    at_ = end;
    after_stop_ = after_colon_ = after_digit_ = false;
    return true;
  }

  [[nodiscard]] std::uint8_t byte_at(std::size_t i) const {
    return i < text_.size() ? static_cast<std::uint8_t>(text_[i]) : 0;
  }

  // Bytes of the letter or digit at `i`, of ASCII or of U+00C0 to U+017F; 0 if there is none.
  [[nodiscard]] std::size_t word_size_at(std::size_t i) const {
    return kKinds[byte_at(i)] == kDigit ? 1 : letter_size_at(text_, i);
  }

  [[nodiscard]] std::size_t apostrophe_size_at(std::size_t i) const {
    if (byte_at(i) == '\'') return 1;
    return text_.substr(i, 3) == "’" ? 3 : 0;
  }

  bool read_openers() {
    const std::size_t begin = at_;
    for (;;) {
      const std::string_view rest = text_.substr(at_, 3);
      if (rest.empty()) return false;
      if (is_ascii(rest.front())) {
        if (!is_among(rest.front(), kOpening)) break;
        ++at_;
      } else if (rest.starts_with("«")) {
        at_ += 2;
      } else if (rest.starts_with("“")) {
        at_ += 3;
      } else {
        break;
      }
    }
    if (word_size_at(at_) == 0) return false;
    const bool opened = at_ > begin;
    // Behind a stop, or a colon and a quote, what is not small begins a sentence; digits behind
    // digits may be thousands.
    if (after_stop_ && !is_lower(text_[at_])) return false;
    if (after_colon_ && opened) return false;
    return !(after_digit_ && !opened && is_digit(text_[at_]));
  }

  // Reads to the end of the last word of the run.
  bool read_words() {
    std::size_t i = at_;
    word_begin_ = word_end_ = 0;
    while (i < text_.size() && text_[i] != ' ') {
      if (const std::size_t size = word_size_at(i); size != 0) {
        if (word_end_ != i) word_begin_ = i;
        i += size;
        word_end_ = i += count_letters(text_, i);
        continue;
      }
      const std::size_t size = sign_size_at(i);
      if (size == 0) return false;
      i += size;
    }
    at_ = word_end_;
    return word_end_ != 0;
  }

  // Bytes of what is no word and may stand within a run; 0 if it may not. Behind the last word
  // read_closers() asks for more.
  [[nodiscard]] std::size_t sign_size_at(std::size_t i) const {
    const std::uint8_t byte = byte_at(i);
    if (const std::size_t size = apostrophe_size_at(i); size != 0) {
      return word_end_ == i && (word_size_at(i + size) != 0 || is_no_elision()) ? size : 0;
    }
    if (byte < 0x80) return byte > ' ' && byte != '`' && byte != '&' ? 1 : 0;
    // A quote that closes, and behind it no word.
    const std::string_view rest = text_.substr(i, 3);
    const std::size_t size = rest.starts_with("»") ? 2 : rest.starts_with("”") ? 3 : 0;
    return size != 0 && word_size_at(i + size) == 0 ? size : 0;
  }

  // Whether the last word is none that an apostrophe shortens. Of dell' Ansa the first run would
  // have no word of its own; of perche' it has.
  [[nodiscard]] bool is_no_elision() const {
    std::string word;
    for (const char c : text_.substr(word_begin_, word_end_ - word_begin_)) {
      if (!is_letter(c)) return false;
      word += static_cast<char>(c | 0x20);
    }
    return !find_elision(word);
  }

  bool read_closers() {
    after_stop_ = after_colon_ = false;
    after_digit_ = is_digit(text_[at_ - 1]);
    if (const std::size_t size = apostrophe_size_at(at_); size != 0) {
      at_ += size;
      after_digit_ = false;
    }
    const std::string_view word = text_.substr(word_begin_, word_end_ - word_begin_);
    const bool one_letter = word.size() == word_size_at(word_begin_) && !is_digit(word.front());
    for (; at_ < text_.size() && text_[at_] != ' '; after_digit_ = false) {
      const std::uint8_t byte = byte_at(at_);
      if (byte >= 0x80) {
        at_ += byte == 0xC2 ? 2 : 3;
        continue;
      }
      if (!is_among(text_[at_], kClosing) || after_colon_) return false;
      const bool stop = kKinds[byte] == kStop;
      if (stop && byte == '.' && at_ == word_end_) {
        if (one_letter) return false;  // J. D. Vance
        after_stop_ = !may_abbreviate(word);
      } else {
        after_stop_ = after_stop_ || stop;
      }
      after_colon_ = byte == ':';
      ++at_;
    }
    return true;
  }

  std::string_view text_;
  std::size_t at_;
  std::size_t word_begin_ = 0;  // of the last word read
  std::size_t word_end_ = 0;
  bool after_stop_ = false;  // the run before ends with what may end a sentence
  bool after_colon_ = false;
  bool after_digit_ = false;
};

}  // namespace

bool cut_plainly(std::string_view text, const Stretch& stretch, std::size_t longest,
                 std::vector<PlainRun>& runs) {
  if (stretch.has_runs) return false;
  const std::size_t before = runs.size();
  RunReader reader(text, stretch);
  while (!reader.done()) {
    PlainRun& run = runs.emplace_back();
    if (reader.read(run) && run.end - run.begin <= longest) continue;
    runs.resize(before);
    return false;
  }
  return runs.size() > before;
}

std::optional<bool> plain_run_has_content(std::string_view text, std::uint32_t begin,
                                          std::uint32_t end, std::string& buffer) {
  const auto is_word = [&](std::size_t i) {
    return letter_size_at(text, i) != 0 || is_digit(text[i]);
  };
  std::size_t word = begin;
  while (word < end && !is_word(word)) ++word;
  if (word < end && is_digit(text[word])) return true;
  while (word < end) {
    const std::optional<Reading> reading =
        read_alone(text, static_cast<std::uint32_t>(word), buffer);
    if (!reading) return std::nullopt;
    if (reading->token.has(kElided)) {
      word = reading->token.end;
      continue;
    }
    if (!reading->exact) return std::nullopt;
    if (!reading->token.has(kStopWord)) return true;
    for (std::size_t i = reading->token.end; i < end; ++i) {
      if (is_word(i)) return std::nullopt;
    }
    return false;
  }
  return std::nullopt;
}

}  // namespace edicola
