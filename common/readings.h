// The lemmas that were possible for a form of the lexicon: for explanations, not for the hot path.
#pragma once

#include <string_view>
#include <vector>

#include "common/readings_format.h"

namespace edicola {

struct Candidate {
  std::string_view lemma;               // lower case, with its accents
  std::vector<std::string_view> parts;  // of speech; none where a list of ours gave the lemma
};

struct Readings {
  std::vector<Candidate> candidates;  // in the order of the alphabet
  lexicon::Choice why = lexicon::Choice::kOnly;
};

// What the dictionary has for `entry`, a form that the lexicon lists (Lexeme::entry); nothing for
// others. The views live as long as the program.
Readings find_readings(std::string_view entry);

}  // namespace edicola
