// Words whose marks say that they are not the Italian word of the same letters: Hồ is not ho, Sané
// not sane.
#pragma once

#include <string_view>

#include "common/lexicon.h"

namespace edicola {

// Whether `lexeme`, what find_lexeme() has for a word, is another word. `lower` is the word as
// find_lexeme() was asked for it; empty if it has no accents, and then it is none other. It is
// where the lexicon has no such accents, and has no name without them either, and
// - `capital`: a capital that the sentence does not explain; or
// - a letter of the word bears a mark that Italian does not know, and the entry is no noun or
//   adjective: those that Italian borrowed are written with and without (façade).
// Stress marks (sùbito, séguito) and slips (stà) in small letters make no other word.
bool is_foreign(const Lexeme& lexeme, std::string_view lower, bool capital);

}  // namespace edicola
