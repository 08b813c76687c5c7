#include "corpus/inflection.h"

#include <initializer_list>

namespace edicola::corpus {
namespace {

bool is_vowel(char c) { return std::string_view("aeiouAEIOU").find(c) != std::string_view::npos; }

bool ends_with_any(std::string_view word, std::initializer_list<std::string_view> endings) {
  for (const std::string_view ending : endings) {
    if (word.ends_with(ending)) return true;
  }
  return false;
}

std::string join(std::string_view stem, std::string_view ending) {
  std::string word(stem);
  return word += ending;
}

// `word` without its last `bytes`.
std::string_view drop(std::string_view word, std::size_t bytes) {
  return word.substr(0, word.size() - bytes);
}

std::string plural_in_o(std::string_view word) {
  if (word.ends_with("io")) return join(drop(word, 1), "");
  if (word.ends_with("ico")) return join(drop(word, 1), "i");
  if (ends_with_any(word, {"co", "go"})) return join(drop(word, 1), "hi");
  return join(drop(word, 1), "i");
}

std::string feminine_plural_in_a(std::string_view word) {
  if (ends_with_any(word, {"ca", "ga"})) return join(drop(word, 1), "he");
  const bool soft = ends_with_any(word, {"cia", "gia"});
  if (soft && word.size() > 3 && !is_vowel(word[word.size() - 4])) return join(drop(word, 2), "e");
  return join(drop(word, 1), "e");
}

std::string plural_of(std::string_view word, Gender gender) {
  if (word.ends_with("ie")) return std::string(word);
  switch (word.back()) {
    case 'a':
      return gender == kFeminine ? feminine_plural_in_a(word) : join(drop(word, 1), "i");
    case 'o':
      return plural_in_o(word);
    case 'e':
      return join(drop(word, 1), "i");
    default:
      return std::string(word);
  }
}

std::array<std::string, 2> pair(std::string_view stem, std::string_view singular,
                                std::string_view plural) {
  return {join(stem, singular), join(stem, plural)};
}

// What the tenses of a verb are built on.
struct Stems {
  std::string present;  // of the imperfect and the gerund too
  std::array<std::string, 2> present_forms;
  std::string future;
  char vowel = 'e';  // a, e, i
};

std::string future_stem_in_are(std::string_view stem) {
  if (ends_with_any(stem, {"ci", "gi"})) return join(drop(stem, 1), "er");
  if (ends_with_any(stem, {"c", "g"})) return join(stem, "her");
  return join(stem, "er");
}

Stems stems_in_are(std::string_view stem) {
  return {std::string(stem), pair(stem, "a", "ano"), future_stem_in_are(stem), 'a'};
}

Stems stems_in_ire(std::string_view infinitive, bool isc) {
  const std::string_view stem = drop(infinitive, 3);
  if (infinitive.ends_with("venire")) {
    const std::string_view before = drop(infinitive, 5);
    return {std::string(stem),
            {join(before, "iene"), join(before, "engono")},
            join(before, "err"),
            'i'};
  }
  return {std::string(stem), isc ? pair(stem, "isce", "iscono") : pair(stem, "e", "ono"),
          join(stem, "ir"), 'i'};
}

Stems stems_in_rre(std::string_view infinitive) {
  const std::string root(drop(infinitive, 3));  // impo, produ
  const bool in_porre = infinitive.ends_with("porre");
  return {root + (in_porre ? "n" : "c"),
          {root + (in_porre ? "ne" : "ce"), root + (in_porre ? "ngono" : "cono")},
          root + "rr",
          'e'};
}

Stems stems_in_ere(std::string_view infinitive) {
  const std::string_view stem = drop(infinitive, 3);
  if (infinitive.ends_with("tenere")) {
    const std::string_view before = drop(infinitive, 5);
    return {std::string(stem),
            {join(before, "iene"), join(before, "engono")},
            join(before, "err"),
            'e'};
  }
  Stems stems = {std::string(stem), pair(stem, "e", "ono"), join(stem, "er"), 'e'};
  if (ends_with_any(infinitive, {"vedere", "cadere"})) stems.future = join(stem, "r");
  if (stem.ends_with("gli")) stems.present_forms[kPlural] = join(drop(stem, 3), "lgono");
  return stems;
}

Stems stems_of(std::string_view infinitive, bool isc) {
  if (infinitive.ends_with("are")) return stems_in_are(drop(infinitive, 3));
  if (infinitive.ends_with("rre")) return stems_in_rre(infinitive);
  if (infinitive.ends_with("ire")) return stems_in_ire(infinitive, isc);
  return stems_in_ere(infinitive);
}

std::array<std::string, 2> past_of(const Stems& stems) {
  if (stems.vowel == 'a') return pair(stems.present, "ò", "arono");
  if (stems.vowel == 'i') return pair(stems.present, "ì", "irono");
  return {};
}

std::string regular_participle(const Stems& stems) {
  if (stems.vowel == 'a') return stems.present + "ato";
  return stems.present + (stems.vowel == 'i' ? "ito" : "uto");
}

}  // namespace

Onset onset_of(std::string_view word) {
  if (word.empty()) return kConsonant;
  const auto first = static_cast<unsigned char>(word[0]);
  if (is_vowel(word[0]) || first == 0xC3 || first == 'h' || first == 'H') return kVowel;
  const char c = static_cast<char>(first | 0x20U);
  const char next = word.size() > 1 ? word[1] : 'a';
  if (c == 'z' || c == 'x' || c == 'y') return kImpure;
  if (c == 's' && !is_vowel(next)) return kImpure;
  if (c == 'g' && next == 'n') return kImpure;
  if (c == 'p' && (next == 's' || next == 'n')) return kImpure;
  return kConsonant;
}

Gender gender_of(std::string_view singular) {
  const bool feminine = ends_with_any(singular, {"a", "ione", "tà", "tù", "trice", "udine", "ie"});
  return feminine ? kFeminine : kMasculine;
}

Noun make_noun(std::string_view singular, Gender gender, std::string_view plural) {
  Noun noun;
  noun.gender = gender;
  noun.forms = {std::string(singular),
                plural.empty() ? plural_of(singular, gender) : std::string(plural)};
  noun.onsets = {onset_of(noun.forms[0]), onset_of(noun.forms[1])};
  return noun;
}

Adjective make_adjective(std::string_view masculine, std::string_view plural) {
  std::string feminine(masculine);
  if (masculine.ends_with("o")) feminine.back() = 'a';
  Adjective adjective;
  adjective.onset = onset_of(masculine);
  adjective.forms[kMasculine] = {std::string(masculine), plural.empty()
                                                             ? plural_of(masculine, kMasculine)
                                                             : std::string(plural)};
  adjective.forms[kFeminine] = {feminine, plural_of(feminine, kFeminine)};
  return adjective;
}

Verb make_verb(std::string_view infinitive, std::string_view participle, bool isc) {
  const Stems stems = stems_of(infinitive, isc);
  const std::string theme = stems.present + stems.vowel;
  Verb verb;
  verb.infinitive = infinitive;
  verb.gerund = stems.present + (stems.vowel == 'a' ? "ando" : "endo");
  verb.present = stems.present_forms;
  verb.imperfect = pair(theme, "va", "vano");
  verb.past = past_of(stems);
  verb.future = pair(stems.future, "à", "anno");
  verb.conditional = pair(stems.future, "ebbe", "ebbero");
  verb.subjunctive = pair(theme, "sse", "ssero");
  verb.participle =
      make_adjective(participle.empty() ? regular_participle(stems) : std::string(participle));
  return verb;
}

}  // namespace edicola::corpus
