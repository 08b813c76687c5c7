// The Italian lexicon: from a form to its lemma.
//
// Built from Apertium's Italian dictionary (apertium-cat-ita, GPL-2+) by lexicon_compiler and
// linked into the library; nothing is loaded. Immutable, shared by all threads.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace edicola {

struct Lexeme {
  // How the entry was reached.
  enum class Path : std::uint8_t { kListed, kOtherAccent, kTruncated, kEnclitic, kShortImperative };

  // The lexicon's own copy of the form, or empty when it was reached by a rule.
  std::string_view form;
  std::string_view key;      // lemma, lower case with its accents; empty: not in the lexicon
  std::uint16_t traits = 0;  // bits of lexicon::Trait
  Path path = Path::kListed;
  std::string_view entry;  // the form that is listed, also when a rule led to it

  [[nodiscard]] bool known() const { return !key.empty(); }
};

// The entry of the form: `lower` with accents as written (empty if it has none), `form` without.
// A wrong accent (perchè) or a missing one (citta) finds the word where no other is written so.
Lexeme find_lexeme(std::string_view lower, std::string_view form);

// A word that the lexicon lists under another form: truncated (dottor, aver) or with enclitic
// pronouns (arrestarlo, dirglielo, dimmi). Rules: Serianni, Grammatica italiana (1989), I.80-87 and
// VII.42-66.
Lexeme find_by_rule(std::string_view form);

// Whether the two words written in one may be listed: true for all that are, and for a fifth of the
// rest. Both have three bytes or more.
bool may_be_listed_in_one(std::string_view before, std::string_view after);

// The accented word for which agencies write `form` and an apostrophe (citta', e', perche'); empty
// if there is none. `form` is folded and ends in a vowel. A word that is written so in its own
// right (po', di') is not.
std::string_view restore_accent(std::string_view form);

// The beginnings (lexicon::beginning) of the forms with this key that do not begin like it: of
// andare, vad. Some of others may be among them.
void for_each_stray(std::string_view key, const std::function<void(std::string_view)>& visit);

// How its imperatives with a doubled pronoun (dammi, dimmi) begin; empty for most verbs.
std::string_view short_imperative_of(std::string_view key);

// Whether accents make `form`, a folded word, into another: meta and metà, papa and papà. Not where
// that is only a form of a verb (arrivo, arrivò).
bool has_accented_twin(std::string_view form);

// Whether `form`, a folded word, is a given name where it stands with a capital before another
// name.
bool is_given_name(std::string_view form);

// Whether `form`, a folded word, may be a noun or an adjective.
bool is_nominal(std::string_view form);

// Changes whenever an entry changes.
std::uint64_t lexicon_fingerprint();

}  // namespace edicola
