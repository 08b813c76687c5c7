// Stems for words the lexicon does not have.
#pragma once

#include <string_view>

namespace edicola {

// A prefix of `form` (folded, a view into it) that its singular and plural share: the final vowel
// goes, with the h of -chi, -che, -ghi, -ghe and the i of -io, -ia, -ii. Words under six letters
// and words with anything but a to z stay whole: they are mostly names, and a stem does more harm
// there than good. After Savoy's light stemmer (Savoy 1999, A stemming procedure and stopword list
// for general French corpora; UniNE's Italian rules), reduced to number and gender.
std::string_view stem(std::string_view form);

}  // namespace edicola
