#include "common/lexicon.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>

#include "common/lexicon_format.h"
#include "common/lexicon_table.h"

extern "C" const char edicola_lexicon_strays[];  // lexicon_data.S
extern "C" const char edicola_lexicon_joins[];

namespace edicola {
namespace {

Lexeme find(std::string_view form) {
  const std::optional<std::uint32_t> found = lexicon::find_slot(form);
  if (!found) return {};
  const lexicon::Slot& slot = lexicon::slots()[*found];
  const char* const characters = lexicon::characters();
  Lexeme lexeme;
  lexeme.form = lexeme.entry = {characters + slot.form, slot.form_size};
  lexeme.key = {characters + slot.key, slot.key_size};
  lexeme.traits = slot.traits;
  return lexeme;
}

// `end` is not empty. Most texts differ in the last byte, and comparing that takes no call.
bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.back() == end.back() && text.ends_with(end);
}

// A short word put together from parts, on the stack.
class ShortWord {
 public:
  ShortWord(std::string_view stem, std::string_view ending) {
    if (stem.size() + ending.size() > text_.size()) return;
    stem.copy(text_.data(), stem.size());
    ending.copy(text_.data() + stem.size(), ending.size());
    size_ = stem.size() + ending.size();
  }
  [[nodiscard]] std::string_view view() const { return {text_.data(), size_}; }

 private:
  std::array<char, 64> text_;
  std::size_t size_ = 0;
};

// The key of an entry with one of `traits`; without a form, since the text's is another.
Lexeme find_with(std::string_view stem, std::string_view ending, unsigned traits,
                 Lexeme::Path path) {
  Lexeme found = find(ShortWord(stem, ending).view());
  if ((found.traits & traits) == 0) return {};
  found.form = {};
  found.path = path;
  return found;
}

// poter -> potere, signor -> signore; other endings are as often English (digital, american).
Lexeme find_truncated(std::string_view form) {
  if (form.size() < 4 || form.back() != 'r') return {};
  return find_with(form, "e", lexicon::kVerbBase | lexicon::kNominal, Lexeme::Path::kTruncated);
}

// Longest first, so that dirglielo loses glielo and not lo.
constexpr std::array<std::string_view, 41> kEnclitics = {
    "gliela", "gliele", "glieli", "glielo", "gliene", "cela", "cele", "celi", "celo",
    "cene",   "mela",   "mele",   "meli",   "melo",   "mene", "sela", "sele", "seli",
    "selo",   "sene",   "tela",   "tele",   "teli",   "telo", "tene", "vela", "vele",
    "veli",   "velo",   "vene",   "gli",    "ci",     "la",   "le",   "li",   "lo",
    "mi",     "ne",     "si",     "ti",     "vi"};

Lexeme find_verb_before_enclitic(std::string_view stem) {
  constexpr std::string_view kMark(&lexicon::kBearerMark, 1);
  if (Lexeme verb = find_with(stem, kMark, lexicon::kVerbBase, Lexeme::Path::kEnclitic);
      verb.known()) {
    return verb;
  }
  if (stem.back() == 'r') {
    // dir-lo, arrestar-lo: dire, arrestare; por-si, ridur-lo: porre, ridurre.
    for (std::string_view ending : {"e", "re"}) {
      if (Lexeme verb = find_with(stem, ending, lexicon::kVerbBase, Lexeme::Path::kEnclitic);
          verb.known())
        return verb;
    }
  }
  return find_with(stem, "", lexicon::kVerbBase | lexicon::kImperative, Lexeme::Path::kEnclitic);
}

struct Short {
  std::string_view stem;
  std::string_view infinitive;
};
// Of each infinitive the key is the infinitive itself.
constexpr std::array<Short, 5> kShort = {
    {{"da", "dare"}, {"di", "dire"}, {"fa", "fare"}, {"sta", "stare"}, {"va", "andare"}}};

// dimmi, fatti, dacci: a short imperative doubles the pronoun's consonant (but not in gli).
Lexeme find_short_imperative(std::string_view form) {
  constexpr std::array<std::string_view, 7> kDoubled = {"cci", "lla", "lle", "lli",
                                                        "llo", "mmi", "nne"};
  for (const Short& imperative : kShort) {
    const std::size_t size = imperative.stem.size();
    if (form.substr(0, size) != imperative.stem) continue;
    const std::string_view rest = form.substr(size);
    if (std::find(kDoubled.begin(), kDoubled.end(), rest) != kDoubled.end()) {
      return find_with(imperative.infinitive, "", lexicon::kVerbBase,
                       Lexeme::Path::kShortImperative);
    }
  }
  return {};
}

Lexeme find_enclitic(std::string_view form) {
  constexpr std::size_t kShortestVerb = 3;
  for (std::string_view pronoun : kEnclitics) {
    if (form.size() < pronoun.size() + kShortestVerb || !ends_with(form, pronoun)) continue;
    const std::string_view stem = form.substr(0, form.size() - pronoun.size());
    if (Lexeme verb = find_verb_before_enclitic(stem); verb.known()) return verb;
  }
  return find_short_imperative(form);
}

// è and é differ in print more often than in speech: perchè, nè, finchè.
Lexeme find_with_other_accent(std::string_view lower) {
  struct Pair {
    std::string_view written;
    std::string_view other;
  };
  constexpr std::array<Pair, 8> kPairs = {{{"è", "é"},
                                           {"é", "è"},
                                           {"á", "à"},
                                           {"í", "ì"},
                                           {"ó", "ò"},
                                           {"ú", "ù"},
                                           {"ò", "ó"},
                                           {"î", "i"}}};
  for (const Pair& pair : kPairs) {
    if (!ends_with(lower, pair.written)) continue;
    const ShortWord word(lower.substr(0, lower.size() - pair.written.size()), pair.other);
    Lexeme found = find(word.view());
    if (!found.known()) continue;
    found.path = Lexeme::Path::kOtherAccent;
    return found;
  }
  return {};
}

}  // namespace

Lexeme find_lexeme(std::string_view lower, std::string_view form) {
  if (!lower.empty()) {
    if (Lexeme exact = find(lower); exact.known()) return exact;
    if (Lexeme other = find_with_other_accent(lower); other.known()) return other;
  }
  return find(form);
}

Lexeme find_by_rule(std::string_view form) {
  if (form.size() < 4) return {};
  if (Lexeme truncated = find_truncated(form); truncated.known()) return truncated;
  return find_enclitic(form);
}

bool may_be_listed_in_one(std::string_view before, std::string_view after) {
  const std::uint32_t bit = lexicon::join_hash(before, after);
  return (static_cast<unsigned char>(edicola_lexicon_joins[bit / 8]) >> (bit % 8) & 1U) != 0;
}

std::string_view restore_accent(std::string_view form) {
  struct Accents {
    char vowel;
    std::array<std::string_view, 2> accented;
  };
  constexpr std::array<Accents, 5> kAccents = {
      {{'a', {"à", ""}}, {'e', {"è", "é"}}, {'i', {"ì", ""}}, {'o', {"ò", ""}}, {'u', {"ù", ""}}}};
  // Truncated words that end in an apostrophe of their own.
  constexpr std::array<std::string_view, 15> kTruncated = {
      "a", "be", "ca", "co", "da", "de", "di", "fa", "mo", "pe", "po", "sta", "to", "va", "vo"};
  if (form.empty()) return {};
  if (std::find(kTruncated.begin(), kTruncated.end(), form) != kTruncated.end()) return {};
  for (const Accents& accents : kAccents) {
    if (form.back() != accents.vowel) continue;
    for (std::string_view accented : accents.accented) {
      if (accented.empty()) continue;
      const Lexeme found = find(ShortWord(form.substr(0, form.size() - 1), accented).view());
      if (found.known()) return found.form;
    }
  }
  return {};
}

void for_each_stray(std::string_view key, const std::function<void(std::string_view)>& visit) {
  std::uint32_t count = 0;
  std::memcpy(&count, edicola_lexicon_strays, sizeof count);
  const auto* const rows =
      reinterpret_cast<const lexicon::Stray*>(edicola_lexicon_strays + sizeof count);
  const std::uint32_t hash = lexicon::stray_hash(key);
  const auto* row = std::lower_bound(
      rows, rows + count, hash,
      [](const lexicon::Stray& stray, std::uint32_t sought) { return stray.key_hash < sought; });
  for (; row != rows + count && row->key_hash == hash; ++row) visit({row->text, row->size});
}

std::string_view short_imperative_of(std::string_view key) {
  for (const Short& imperative : kShort) {
    if (imperative.infinitive == key) return imperative.stem;
  }
  return {};
}

bool has_accented_twin(std::string_view form) {
  return (find(form).traits & lexicon::kAccentedToo) != 0;
}

bool is_given_name(std::string_view form) { return (find(form).traits & lexicon::kGivenName) != 0; }

bool is_nominal(std::string_view form) { return (find(form).traits & lexicon::kNominal) != 0; }

std::uint64_t lexicon_fingerprint() { return lexicon::header().fingerprint; }

}  // namespace edicola
