// Characters of the query language: blanks, punctuation, quotation marks. All text here is valid
// UTF-8.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace edicola {

struct Character {
  char32_t code = 0;
  std::size_t length = 1;  // bytes, at least 1
};

// The character that begins at byte `at`, which must be inside `text`.
Character character_at(std::string_view text, std::size_t at);

// Unicode's white space, control characters, U+200B and U+FEFF: all separate words.
bool is_space(char32_t code);

// ASCII punctuation and the dashes, dots and marks of U+2010 to U+205E: never a word of their own.
bool is_punctuation(char32_t code);
bool is_all_punctuation(std::string_view text);  // true of empty text

// Letters of ASCII and whatever is beyond it and no punctuation.
bool is_letter(char32_t code);

// The ASCII letters at byte `at` if a colon follows them, else nothing.
std::string_view name_at(std::string_view text, std::size_t at);

// Whether `name` before a colon may be meant as a field: letters only, and no https, mailto or the
// like.
bool may_name_field(std::string_view name);

// " “ ” „ ‟ « » ‹ › ＂; an apostrophe is none.
bool is_quote(char32_t code);

// ” » ›: they open a phrase only at the start of a chunk, as in »Kuala Lumpur«.
bool is_closing_quote(char32_t code);

// Whether nothing more of an item is at byte `at`: the end, a blank or a closing parenthesis.
bool ends_at(std::string_view text, std::size_t at);

// Where the word ends that begins at byte `from`: before a blank, a parenthesis or a quotation
// mark.
std::size_t word_end(std::string_view text, std::size_t from);

// The first word at or after byte `at`; empty without one.
std::string_view word_after(std::string_view text, std::size_t at);

// Where the mark is that closes the phrase opened by the mark at byte `open`; npos without one. The
// partner of the opening mark wins, so «ha detto "no" a tutto» is one phrase; failing that any mark
// that can close will do.
std::size_t find_closing_quote(std::string_view text, std::size_t open);

// The words of a phrase: runs of blanks and quotation marks become one blank, none at the ends.
std::string phrase_text(std::string_view inner);

// `text` between quotation marks for a note: at most 40 characters on one line, no control
// characters.
std::string quoted(std::string_view text);

// The longest beginning of at most `limit` bytes that does not cut a character, nor a word where a
// blank is near. `text` may be ill-formed.
std::string_view cut_text(std::string_view text, std::size_t limit);

}  // namespace edicola
