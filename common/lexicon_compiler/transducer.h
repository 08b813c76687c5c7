// Reads a transducer as lt-print writes it (AT&T text) and lists what it accepts.
#pragma once

#include <functional>
#include <istream>
#include <string>

namespace edicola::lexicon {

// One analysis of one form: `stato`, `essere`, `<vbser><pp><m><sg>`.
struct Reading {
  std::string form;
  std::string lemma;
  std::string tags;
};

// Calls `visit` for each reading of one word in the largest section of the transducer (the others
// are loops of numbers, punctuation and web addresses). Left out: arcs with `+` (enclitics,
// articulated prepositions), which the analyzer treats by rule, with digits, and words of several
// words. Throws std::runtime_error on a line that is not an arc or a final state.
void for_each_reading(std::istream& att, const std::function<void(const Reading&)>& visit);

}  // namespace edicola::lexicon
