// THE analysis chain: the only code that cuts text into words, for indexing, queries and snippets
// alike.
//
//   UTF-8 -> words (UAX #29, with the rules of Italian news on top) -> elision -> apostrophe
//   accents
//         -> case and accent folding -> lemma (Apertium) -> stem for unknown words
//
// docs/analysis.md describes each step with cases.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace edicola {

// What the chain noticed about a token; a set of bits in Token::flags.
enum TokenFlag : std::uint16_t {
  kElided = 1 << 0,  // an article or preposition before an apostrophe (dell', l'): never a term
  kJoined = 1 << 1,  // a second reading of the same place: `dalema` for D'Alema
  kAccentRestored = 1 << 2,  // an apostrophe stood for an accent: citta' is città
  kAccented = 1 << 3,        // the word bears accents, as written or restored
  // Begins with a capital and goes on in lower case (Rubio), or stands in capitals among words that
  // do not (USA).
  kCapitalized = 1 << 4,
  kAllCaps = 1 << 5,        // two or more letters, all capital
  kNumber = 1 << 6,         // holds a digit
  kKnown = 1 << 7,          // the lexicon has it
  kStopWord = 1 << 8,       // an article, preposition, conjunction, pronoun or auxiliary
  kSentenceStart = 1 << 9,  // the first word of a sentence
  kMayBeName = 1 << 10,     // the lexicon lists it as a proper noun, or does not know it
};

// Whether these flags are those of a name: see Token::is_name.
constexpr bool is_name(unsigned flags) {
  return (flags & kCapitalized) != 0 && (flags & kMayBeName) != 0 && (flags & kSentenceStart) == 0;
}

// One word of a text. `form` and `key` live as long as the Analysis they came in, or the lexicon.
struct Token {
  std::string_view form;  // lower case, without accents: what exact matching and phrases compare
  std::string_view key;   // what inflected forms of one word share: a lemma, or a stem
  std::uint32_t position = 0;  // counts words from 0; tokens of one place share it
  std::uint32_t begin = 0;     // [begin, end) are bytes of the text as given
  std::uint32_t end = 0;
  std::uint16_t flags = 0;

  [[nodiscard]] bool has(TokenFlag flag) const { return (flags & flag) != 0; }

  // Taken for a name where it stands: a capital that the sentence does not explain, and a word that
  // can be one. The key of such a token is its form: Meloni is not melone.
  [[nodiscard]] bool is_name() const { return edicola::is_name(flags); }
};

// One step of the chain: what it is called and what it made of the word.
struct AnalysisStep {
  std::string_view name;  // "fold", "lexicon", "enclitic", ...; docs/analysis.md lists them
  std::string result;
};

// A lemma that the lexicon has for a word.
struct PossibleLemma {
  std::string lemma;
  std::vector<std::string_view> parts_of_speech;  // none where a list of ours adds the lemma
  bool chosen = false;                            // the lexicon gives this one as the key
};

// Why a token is what it is.
struct TokenExplanation {
  std::string surface;              // the bytes of the text it stands on
  std::vector<AnalysisStep> steps;  // in their order; the last one gives the key
  std::vector<PossibleLemma> lemmas;
  std::string chosen_by;  // what decided: a sentence's beginning, for people
};

class Arena;
class Explainer;

// The tokens of one text, in order of `begin`; reuse one for many texts to avoid allocation.
// Owned by one thread at a time.
class Analysis {
 public:
  Analysis();
  ~Analysis();
  Analysis(Analysis&&) noexcept;
  Analysis& operator=(Analysis&&) noexcept;

  [[nodiscard]] const std::vector<Token>& tokens() const { return tokens_; }

  // One past the last position; 0 for a text without words.
  [[nodiscard]] std::uint32_t positions() const { return positions_; }

 private:
  friend class Chain;
  std::vector<Token> tokens_;
  std::uint32_t positions_ = 0;
  std::unique_ptr<Arena> arena_;  // characters of the tokens
};

// Immutable after construction: one may serve all threads.
class Analyzer {
 public:
  Analyzer();
  ~Analyzer();
  Analyzer(const Analyzer&) = delete;
  Analyzer& operator=(const Analyzer&) = delete;

  // Fills `analysis` with the tokens of `text`, which is UTF-8; bytes that are not are treated as
  // U+FFFD, which separates words. Texts over 4 GiB are refused with Error(kInput).
  void analyze(std::string_view text, Analysis& analysis) const;

  // The same, and why: one explanation for each token of `analysis`, in their order. Takes memory
  // for each; for people and their questions, not for indexing.
  std::vector<TokenExplanation> explain(std::string_view text, Analysis& analysis) const;

  // Names everything that decides which tokens a text gives: version of the rules, of ICU's Unicode
  // and of the lexicon. Two analyzers with equal fingerprints give equal tokens for equal texts.
  [[nodiscard]] const std::string& fingerprint() const;

 private:
  class Impl;
  std::unique_ptr<const Impl> impl_;
};

// The names of the set bits of `flags`, in the order of TokenFlag: "elided", "all_caps", ...
std::vector<std::string_view> flag_names(std::uint16_t flags);

}  // namespace edicola
