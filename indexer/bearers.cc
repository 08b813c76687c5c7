#include "indexer/bearers.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "common/lexicon.h"
#include "common/variants.h"

namespace edicola {
namespace {

// Titles that stand directly before surnames. Left out are those that stand before other words as
// often: fra Carpi e Modena is a preposition, padre Nostro a prayer.
constexpr auto kTitles = std::to_array<std::string_view>(
    {"architetto",  "arch",        "assessora",  "assessore",   "avv",
     "avvocata",    "avvocatessa", "avvocato",   "brigadiere",  "capitana",
     "cardinale",   "cav",         "colonnello", "commissario", "consigliera",
     "consigliere", "coniugi",     "deputata",   "deputato",    "don",
     "dott",        "dottor",      "dottore",    "dottoressa",  "dr",
     "generale",    "geom",        "geometra",   "gip",         "giudice",
     "gup",         "ing",         "ingegner",   "ingegnere",   "ispettore",
     "ispettrice",  "maestro",     "magistrato", "maresciallo", "ministra",
     "ministro",    "mister",      "mons",       "monsignor",   "on",
     "onorevole",   "pm",          "prefetto",   "premier",     "presidente",
     "procuratore", "prof",        "professor",  "professore",  "professoressa",
     "questore",    "ragionier",   "segretario", "sen",         "senatore",
     "senatrice",   "signor",      "signora",    "signorina",   "sindaco"});

// What is named after people who are not there.
constexpr auto kNamedAfterPeople = std::to_array<std::string_view>(
    {"aeroporto", "borgo",  "caserma",   "corso",     "fondazione", "galleria",   "istituto",
     "largo",     "liceo",  "lungarno",  "lungomare", "ospedale",   "palazzetto", "palazzo",
     "parco",     "piazza", "piazzale",  "piazzetta", "premio",     "scuola",     "scuole",
     "stadio",    "strada", "stradello", "teatro",    "trofeo",     "viale",      "vicolo",
     "via",       "vie",    "s",         "san",       "sant",       "santa",      "santo"});

template <std::size_t kSize>
bool is_one_of(const std::array<std::string_view, kSize>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// Given names that stand before other words for other reasons: via Emilia Est, Mar Nero, Lourdes
// Aprile 2001, Mercedes Classe A.
constexpr auto kOtherNames =
    std::to_array<std::string_view>({"emilia", "lourdes", "mar", "mercedes", "roma"});

// Gesù Bambino, Maria Madre.
constexpr auto kHoly = std::to_array<std::string_view>({"cristo", "gesu", "maria"});

// Given names that have a second one behind them more often than a surname that is one too.
constexpr auto kFirstOfTwo = std::to_array<std::string_view>({"anna", "maria", "rosa", "teresa"});

// What follows titles without being a name: procuratore capo, presidente Usa.
constexpr auto kBehindTitles = std::to_array<std::string_view>({"camera", "capo", "usa"});

// One place of a text.
class Place {
 public:
  Place(std::string_view text, const std::vector<Token>& tokens, std::size_t i)
      : text_(text), tokens_(tokens), i_(i), token_(tokens[i]) {}

  [[nodiscard]] bool names_person() const {
    if (i_ == 0 || !may_be_surname()) return false;
    const Token& before = tokens_[i_ - 1];
    if (!token_.has(kMayBeName)) return is_behind_first_name(before) && stands_apart();
    if (is_behind_given_name(before)) return true;
    return name_ends() && (is_behind_title(before) || is_behind_initial(before));
  }

  // Whether the person is only what something is called after: via don Davide Sala, le vie Sala e
  // Aldo Moro, San Filippo Neri.
  [[nodiscard]] bool is_called_after() const {
    constexpr std::size_t kMostWords = 6;
    for (std::size_t back = 1; back <= kMostWords && back <= i_; ++back) {
      const Token& token = tokens_[i_ - back];
      if (is_one_of(kNamedAfterPeople, token.form)) return true;
      const bool belongs =
          token.has(kCapitalized) || token.form == "e" || is_one_of(kTitles, token.form);
      if (!belongs) return false;
    }
    return false;
  }

 private:
  [[nodiscard]] bool may_be_surname() const {
    return token_.has(kCapitalized) && !token_.has(kSentenceStart) && !token_.has(kStopWord) &&
           !token_.has(kNumber);
  }

  [[nodiscard]] std::string_view between(const Token& before, const Token& behind) const {
    return text_.substr(before.end, behind.begin - before.end);
  }

  // Maria Grazia, Valerio Massimo Manfredi, Rocca Santa Maria.
  [[nodiscard]] bool is_second_given_name(const Token& before) const {
    const bool may_be =
        is_given_name(token_.form) || token_.form == "san" || token_.form == "santa";
    return may_be && (is_one_of(kFirstOfTwo, before.form) || !name_ends());
  }

  [[nodiscard]] bool is_behind_given_name(const Token& before) const {
    return before.has(kCapitalized) && between(before, token_) == " " &&
           is_given_name(before.form) && !is_one_of(kOtherNames, before.form) &&
           !is_second_given_name(before);
  }

  // Of a word that the lexicon does not have as a name more is asked: that it is a noun or an
  // adjective, and that the given name is nothing else and the first word of the name (Hélène
  // Mathieu Editoriale).
  [[nodiscard]] bool is_behind_first_name(const Token& before) const {
    if (!is_behind_given_name(before) || !is_nominal(token_.form)) return false;
    if (is_common_word(before.form) || is_one_of(kHoly, before.form)) return false;
    if (i_ == 1 || before.has(kSentenceStart)) return true;
    const Token& first = tokens_[i_ - 2];
    if (!first.has(kCapitalized) || between(first, before) != " ") return true;
    return first.form == "gian" || first.form == "pier";
  }

  // Il signor Felice is called so by his given name.
  [[nodiscard]] bool is_behind_title(const Token& before) const {
    const std::string_view gap = between(before, token_);
    return (gap == " " || gap == ". ") && is_one_of(kTitles, before.form) &&
           !is_given_name(token_.form) && !is_one_of(kBehindTitles, token_.form);
  }

  // G. Conte. Some letters stand for San, don and padre.
  [[nodiscard]] bool is_behind_initial(const Token& before) const {
    constexpr std::string_view kOthers = "dps";
    const std::string_view gap = between(before, token_);
    return before.end - before.begin == 1 && !before.has(kNumber) && (gap == "." || gap == ". ") &&
           kOthers.find(before.form.front()) == std::string_view::npos;
  }

  // L'avvocato Vera Sala is no Vera, and presidente Usa Obama no Usa.
  [[nodiscard]] bool name_ends() const {
    if (i_ + 1 == tokens_.size()) return true;
    const Token& next = tokens_[i_ + 1];
    return !next.has(kCapitalized) || next.has(kSentenceStart) || between(token_, next) != " ";
  }

  // What stands behind a name by chance goes on: di Cristina Incontri di preghiera. A name is
  // followed by a sign, a number, an age or one of a few words.
  [[nodiscard]] bool stands_apart() const {
    constexpr auto kBehindNames =
        std::to_array<std::string_view>({"che", "e", "ed", "era", "ha", "hanno"});
    if (i_ + 1 == tokens_.size()) return true;
    const Token& next = tokens_[i_ + 1];
    if (between(token_, next) != " " || is_one_of(kBehindNames, next.form)) return true;
    const bool is_age =
        next.form == "di" && i_ + 2 < tokens_.size() && tokens_[i_ + 2].has(kNumber);
    return is_age || next.has(kNumber);
  }

  std::string_view text_;
  const std::vector<Token>& tokens_;
  std::size_t i_;
  const Token& token_;
};

}  // namespace

bool is_borne(std::string_view text, const std::vector<Token>& tokens, std::size_t i) {
  if (!tokens[i].has(kCapitalized)) return false;
  const Place place(text, tokens, i);
  return place.names_person() && !place.is_called_after();
}

}  // namespace edicola
