// Which of a form's readings gives its key.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "common/lexicon_compiler/transducer.h"
#include "common/readings_format.h"

namespace edicola::lexicon {

// The lemma that stands for all `readings` of one form (not empty). Function words and auxiliaries
// first; a participle's verb, unless a noun of its own is written so (arrestato is arrestare, stato
// is stato); then nouns, adjectives, verbs; proper nouns last. Of several verbs or nouns the longer
// lemma (lasciare before lascare), then the first in the alphabet.
struct Chosen {
  std::string lemma;
  Choice why = Choice::kOnly;
};
Chosen choose_lemma(const std::vector<Reading>& readings);

// The lemmas of the readings in the order of the alphabet, with their parts of speech (bits in the
// order of kParts).
std::map<std::string, std::uint16_t> candidates_of(const std::vector<Reading>& readings);

// What all the readings together say about the form: bits of Trait.
std::uint16_t traits_of(const std::vector<Reading>& readings);

// The verb that bears enclitic pronouns in this form: an infinitive, gerund, participle or
// imperative; empty if there is none.
std::string bearer_of(const std::vector<Reading>& readings);

// Whether no reading is anything but a verb.
bool is_verb_only(const std::vector<Reading>& readings);

}  // namespace edicola::lexicon
