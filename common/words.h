// Cuts text into words: the first step of the chain.
//
// A word is a run of letters, digits and marks, after UAX #29 (Unicode Text Segmentation, section
// 4), with these rules of our own: an apostrophe always ends a word (elision is decided later, by
// what stands before it); a hyphen and a dot end one too, but for dotted acronyms (U.S.A.) and
// numbers (1.500, 2,5); soft hyphens and joiners inside a word are ignored. Runs of scripts that
// write no blanks (Thai, Han, ...) are one Word of kind kUnspaced, to be cut by ICU's dictionaries.
#pragma once

#include <cstdint>
#include <string_view>

namespace edicola {

struct Word {
  enum class Kind : std::uint8_t { kPlain, kAcronym, kNumber, kUnspaced };

  std::uint32_t begin =
      0;  // [begin, end) bytes of the text, without the apostrophe that may follow
  std::uint32_t end = 0;
  Kind kind = Kind::kPlain;
  std::uint8_t apostrophe = 0;    // bytes of an apostrophe directly after it; 0: none
  bool apostrophe_joins = false;  // a letter or digit follows the apostrophe directly
  // Blanks, opening marks (a quotation mark, a second apostrophe, a bracket) or the sign of a
  // handle or a hashtag, and then a letter or digit, follow it: dell' Ansa, dell'«Ansa», l'(ex),
  // l'#ansa.
  bool apostrophe_before_blank = false;
  bool blank_before_apostrophe = false;  // a blank, an apostrophe, a letter: dell 'Ansa
  bool after_apostrophe =
      false;  // an apostrophe stands directly before it, and no word before that: 'quoted
  bool after_hyphen = false;       // one hyphen, and nothing else, parts it from the word before
  bool after_broken_line = false;  // a hyphen and a line break do: presi-↵dente
  bool after_blank = false;        // one blank, and nothing else, parts it from the word before
  bool sentence_start = false;
  bool upper_first = false;
  bool has_lower = false;
  bool has_digit = false;
  bool has_letter = false;
  bool ignorable = false;  // holds soft hyphens or joiners
  bool is_folded = false;  // of kind kPlain, and all of a to z

  bool operator==(const Word&) const = default;
};

// Whether a dot behind `word` may be that of an abbreviation, a title or an initial, behind which
// no sentence ends.
bool may_abbreviate(std::string_view word);

// Reads a text from left to right. The text must outlive the scanner and be shorter than 4 GiB.
class WordScanner {
 public:
  explicit WordScanner(std::string_view text) : text_(text) {}

  // Begins at `begin`, where a sentence starts.
  WordScanner(std::string_view text, std::uint32_t begin) : text_(text), next_(begin) {}

  // The next word; false at the end.
  bool next(Word& word) { return next_simple(word) || next_any(word); }

  // The slow twin of next(), without its short way for most words.
  bool next_any(Word& word);

 private:
  struct Char;
  bool next_simple(Word& word);
  Char at(std::uint32_t i) const;
  Char wide_at(std::uint32_t i) const;  // beyond ASCII
  bool skip_to_word(Word& word);
  void note_gap(const Char& c, std::uint32_t i);
  bool starts_sentence(const Char& first) const;
  bool scan_acronym(Word& word);
  bool scan_number(Word& word);
  void scan_ascii(Word& word);
  void scan_plain(Word& word);
  void scan_unspaced(Word& word);
  void look_behind_apostrophe(Word& word) const;
  bool is_digits(std::uint32_t begin, std::uint32_t count) const;
  std::uint32_t next_initial(std::uint32_t dot, const Char& letter) const;
  void look_past_blank(Word& word) const;
  void note(Word& word, const Char& c) const;

  std::string_view text_;
  std::uint32_t next_ = 0;      // where reading goes on
  std::uint32_t last_end_ = 0;  // of the word before
  bool last_may_abbreviate_ = false;
  bool first_word_ = true;
  // What the gap before the coming word held.
  bool stop_ = false;          // . ! ? …
  bool sentence_end_ = false;  // and a blank after it, or an opening quote after a colon
  bool colon_ = false;
  std::uint32_t line_breaks_ = 0;
};

}  // namespace edicola
