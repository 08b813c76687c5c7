// Joins words into text: blanks, elisions, capitals, quotation marks.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

namespace edicola::corpus {

// Apostrophes are written ', quotation marks « »; the house style of a paper is applied later.
class Line {
 public:
  // Appends to `out` from now on, as the first word of a sentence.
  void start(std::string& out) {
    out_ = &out;
    words_ = 0;
    capital_ = true;
    glued_ = true;
  }

  // A word or several, without blanks around. One that ends in an apostrophe is joined to the next;
  // an empty one is nothing.
  void put(std::string_view word) {
    if (word.empty()) return;
    if (!glued_) out_->push_back(' ');
    if (quote_) out_->append("«");
    glued_ = word.ends_with('\'');
    quote_ = false;
    const std::size_t at = out_->size();
    out_->append(word);
    if (capital_) capitalise(at);
    capital_ = false;
    // An elided word counts with the one it joins.
    if (!glued_)
      words_ += 1 + static_cast<std::uint32_t>(std::count(word.begin(), word.end(), ' '));
  }

  // Joined to the word before; a blank follows.
  void mark(std::string_view punctuation) {
    out_->append(punctuation);
    glued_ = false;
  }

  // The next word follows an opening quotation mark.
  void open_quote(bool capital) {
    quote_ = true;
    capital_ = capital_ || capital;
  }

  // As blanks part them.
  [[nodiscard]] std::uint32_t words() const { return words_; }

 private:
  void capitalise(std::size_t at) {
    char& first = (*out_)[at];
    if (first >= 'a' && first <= 'z') {
      first = static_cast<char>(first - 'a' + 'A');
    } else if (first == '\xC3') {
      // U+00E0 to U+00FE: è, é, à.
      char& second = (*out_)[at + 1];
      if (static_cast<unsigned char>(second) >= 0xA0) second = static_cast<char>(second - 0x20);
    }
  }

  std::string* out_ = nullptr;
  std::uint32_t words_ = 0;
  bool capital_ = false;
  bool glued_ = true;
  bool quote_ = false;
};

}  // namespace edicola::corpus
