// Words that no list holds: the long tail of surnames, places, foreign words and rare derivations.
//
// Each is a pure function of its rank in an endless list, so nothing is stored; low ranks are
// shorter.
#pragma once

#include <cstdint>
#include <string>

#include "corpus/inflection.h"
#include "corpus/lexis.h"
#include "corpus/random.h"
#include "corpus/samplers.h"

namespace edicola::corpus {

std::string coin_surname(std::uint64_t rank);
std::string coin_place(std::uint64_t rank);
std::string coin_foreign(std::uint64_t rank);
std::string coin_acronym(std::uint64_t rank);

// A rare word derived from one of the lists: antiriformismo, superprocura, riaffermandosi.
class Derivation {
 public:
  // `lexis` must outlive it.
  explicit Derivation(const Lexis& lexis) : lexis_(lexis) {}

  [[nodiscard]] Noun noun(std::uint64_t rank) const;
  [[nodiscard]] Adjective adjective(std::uint64_t rank) const;
  [[nodiscard]] std::string infinitive(std::uint64_t rank) const;

 private:
  const Lexis& lexis_;
};

// Draws ranks and coins: how often a coined word comes again follows the power law of PowerTail.
class Coinage {
 public:
  explicit Coinage(const Lexis& lexis) : derivation_(lexis) {}

  [[nodiscard]] std::string surname(Random& random) const {
    return coin_surname(tail_.draw(random));
  }
  [[nodiscard]] std::string place(Random& random) const { return coin_place(tail_.draw(random)); }
  [[nodiscard]] std::string foreign(Random& random) const {
    return coin_foreign(tail_.draw(random));
  }
  [[nodiscard]] std::string acronym(Random& random) const {
    return coin_acronym(tail_.draw(random));
  }
  [[nodiscard]] Noun noun(Random& random) const { return derivation_.noun(tail_.draw(random)); }
  [[nodiscard]] Adjective adjective(Random& random) const {
    return derivation_.adjective(tail_.draw(random));
  }
  [[nodiscard]] std::string infinitive(Random& random) const {
    return derivation_.infinitive(tail_.draw(random));
  }

 private:
  // Each kind of word has a tail of its own, so the scale is that of the tail divided by their
  // number.
  static constexpr std::uint32_t kScale = 4500;
  Derivation derivation_;
  PowerTail tail_{kScale};
};

}  // namespace edicola::corpus
