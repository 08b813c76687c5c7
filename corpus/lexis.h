// The generator's words: what words.txt, phrases.txt and names.txt hold, inflected and with
// probabilities.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/inflection.h"
#include "corpus/samplers.h"

namespace edicola::corpus {

inline constexpr std::array<std::string_view, 7> kSections = {
    "politica", "economia", "esteri", "cronaca", "sport", "cultura", "scienza"};

// Lists by section; the last is for all.
inline constexpr std::size_t kGeneral = kSections.size();
template <typename Item>
using BySection = std::array<Item, kSections.size() + 1>;

// A fixed noun phrase without its article: "presidente della Repubblica".
struct Phrase {
  std::string text;
  Agreement agreement;
  Onset onset = kConsonant;
};

// Immutable after load_lexis(); may be shared by threads.
struct Lexis {
  BySection<Bag<Noun>> nouns;
  BySection<Bag<Noun>> agents;
  BySection<Bag<Adjective>> adjectives;
  Bag<Adjective> before;  // adjectives that stand before their noun
  Bag<Verb> verbs;        // transitive
  Bag<Verb> motion;       // intransitive, with essere
  Bag<Verb> saying;
  BySection<Bag<Phrase>> phrases;
  Bag<Phrase> organisations;
  Bag<std::string> adverbs;
  Bag<std::string> openers;
  Bag<std::string> links;
  std::array<Bag<std::string>, 2> pronouns;  // by Number
  Bag<std::string> given;
  Bag<std::string> surnames;
  Bag<std::string> cities;
  Bag<std::string> abroad;
  Bag<std::string> countries;
};

// Reads the lists linked into the program. Throws std::runtime_error naming a line that is
// malformed.
Lexis load_lexis();

}  // namespace edicola::corpus
