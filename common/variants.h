// One name, several spellings: Sergej, Sergei, Sergey, Serghei.
//
// Papers write names from other scripts by several systems. The rules undo what these do
// differently with one letter: ISO 9 (1995) and the scientific transliteration of Slavic scripts
// (j, š, ž, č, ch), BGN/PCGN 1947 for Russian and 2019 for Ukrainian (y, sh, zh, ch, kh), UNGEGN
// 1972 and BGN/PCGN 1956 for Arabic (q, kh, dialects' ou for u). What letters alone do not yield,
// because Arabic writes no short vowels or because Italian has a spelling of its own, is a short
// list.
//
// A name's key is itself a spelling, so only names that the rules change need a term of their own.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "edicola/analyzer.h"

namespace edicola {

// What the spellings of one name share, for a folded form; the form itself where no rule applies.
// Empty for what cannot be a name with variants: under four letters, or with anything but a to z.
// Of the key of a key is the key.
std::string variant_key(std::string_view form);

// The same for a word as it stands in a text: empty also for what is, or may be, a common word of
// Italian.
std::string variant_key(const Token& token);

// The first letters that the forms with this key may have, and perhaps others; not for an empty
// key.
std::string first_letters_of_spellings(std::string_view key);

// No form with this key has fewer letters; not for an empty key.
std::size_t shortest_spelling(std::string_view key);

// Whether the lexicon knows the folded `form` as something other than a proper noun.
bool is_common_word(std::string_view form);

}  // namespace edicola
