// The lemmas that were possible for each form of the lexicon, for explanations only: a block of
// bytes of its own, beside the table of common/lexicon_format.h, which the hot path never touches.
//
//   Header | first record of each block of slots (32 bits each) | records | characters
//
// A record for each filled slot of the lexicon's table, in their order: one byte of Choice, one
// byte for the number of candidates, then the candidates. Native byte order.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <utility>

namespace edicola::lexicon {

inline constexpr std::uint32_t kReadingsMagic = 0x52444531;  // "1EDR"
inline constexpr std::uint32_t kSlotsInBlock = 32;

struct ReadingsHeader {
  std::uint32_t magic;
  std::uint32_t blocks;
  std::uint32_t records;     // bytes
  std::uint32_t characters;  // bytes
  std::uint64_t lexicon;     // fingerprint of the table this belongs to
};

// One lemma of a form: size, parts of speech (two bytes, the lower first), offset (three bytes).
// Offsets go on into the characters here where those of the lexicon end.
inline constexpr std::size_t kCandidateBytes = 6;

// Why one of the candidates gives the key, in the order of the rules that ask.
enum class Choice : std::uint8_t {
  kOnly,
  kAuxiliary,
  kFunctionWord,
  kInfinitive,
  kNoun,
  kParticiple,
  kParticipleAsNoun,
  kAdjective,
  kAdverb,
  kVerb,
  kOther,
  kProper,
  kLonger,    // two of one kind
  kAlphabet,  // two of one kind and length
  kPreferred,
  kStopWord,
  kAdded,
};

inline constexpr std::array<std::string_view, 17> kChoices = {
    "the only lemma",
    "auxiliaries first",
    "function words first",
    "infinitives before nouns",
    "nouns first",
    "no noun: participles before adjectives and verbs",
    "a participle used as a noun goes to its verb",
    "adjectives before verbs",
    "adverbs before verbs",
    "verbs before names",
    "other words before names",
    "only names",
    "of two alike the longer lemma",
    "of two alike the first in the alphabet",
    "the list of preferred lemmas",
    "the list of function words",
    "the list of words that the dictionary lacks"};

// Bits of a candidate's parts of speech; their names, in this order.
inline constexpr std::array<std::string_view, 15> kParts = {
    "noun",       "adjective",   "verb",    "infinitive",  "gerund",
    "participle", "auxiliary",   "adverb",  "preposition", "determiner",
    "pronoun",    "conjunction", "numeral", "proper noun", "other"};

inline constexpr std::uint16_t kVerbPart = 1 << 2;
inline constexpr std::uint16_t kProperPart = 1 << 13;

}  // namespace edicola::lexicon
