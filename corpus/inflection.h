// Italian inflection by rule, for the words of the generator; nothing here is meant for analysis.
//
// Rules after Serianni, Grammatica italiana (1989), III and XI; words that the rules would get
// wrong are given with their forms, or left out of words.txt.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace edicola::corpus {

enum Gender : std::uint8_t { kMasculine, kFeminine };
enum Number : std::uint8_t { kSingular, kPlural };

// How a word begins decides the form of the article before it: il, lo, l'.
enum Onset : std::uint8_t { kConsonant, kImpure, kVowel };

struct Agreement {
  Gender gender = kMasculine;
  Number number = kSingular;
};

struct Noun {
  std::array<std::string, 2> forms;  // by Number
  std::array<Onset, 2> onsets;
  Gender gender = kMasculine;
};

struct Adjective {
  std::array<std::array<std::string, 2>, 2> forms;  // by Gender, Number
  Onset onset = kConsonant;

  [[nodiscard]] const std::string& form(Agreement to) const { return forms[to.gender][to.number]; }
};

// Finite forms are of the third person.
struct Verb {
  std::string infinitive;
  std::string gerund;
  std::array<std::string, 2> present;  // by Number
  std::array<std::string, 2> imperfect;
  std::array<std::string, 2> past;  // passato remoto; empty where no rule gives it
  std::array<std::string, 2> future;
  std::array<std::string, 2> conditional;
  std::array<std::string, 2> subjunctive;  // imperfect
  Adjective participle;
};

Onset onset_of(std::string_view word);

// The gender that the ending suggests.
Gender gender_of(std::string_view singular);

Noun make_noun(std::string_view singular, Gender gender, std::string_view plural = {});
Adjective make_adjective(std::string_view masculine, std::string_view plural = {});

// `infinitive` in -are, -ere, -ire, -porre or -durre. `participle` may be empty; `isc` is for verbs
// that go like finisce.
Verb make_verb(std::string_view infinitive, std::string_view participle = {}, bool isc = false);

}  // namespace edicola::corpus
