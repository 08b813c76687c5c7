// What the papers write about: 400 topics a section, each with words and names of its own and its
// times.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "corpus/coinage.h"
#include "corpus/lexis.h"
#include "corpus/random.h"
#include "corpus/samplers.h"

namespace edicola::corpus {

struct Person {
  std::string given;
  std::string surname;
  Gender gender = kMasculine;
};

// 30 to 80 words and 5 to 10 names that its articles prefer, the first of each list most. Pointers
// are into the Lexis.
struct Topic {
  std::vector<const Noun*> nouns;
  std::vector<const Noun*> agents;
  std::vector<const Adjective*> adjectives;
  std::vector<const Verb*> verbs;
  std::vector<const Phrase*> phrases;
  std::vector<Noun> rare;  // coined
  std::vector<Person> persons;
  std::vector<std::string> places;
  std::vector<std::string> brands;  // companies, ships, products, acronyms
};

// `share` of 100 of the names are coined, the rest are common.
Person make_person(const Lexis& lexis, const Coinage& coinage, std::uint32_t share, Random& random);

// Immutable; may be shared by threads.
class Topics {
 public:
  static constexpr std::uint32_t kPerSection = 400;

  Topics(const Lexis& lexis, const Coinage& coinage, std::uint64_t seed);

  [[nodiscard]] const Topic& topic(std::size_t section, std::uint32_t number) const {
    return topics_[section * kPerSection + number];
  }

  // How much is written about each topic of a section in a week (counted from 1970): a little
  // always, much for some weeks after something has happened.
  [[nodiscard]] AliasTable in_week(std::size_t section, std::int64_t week) const;

 private:
  std::vector<Topic> topics_;
  std::uint64_t seed_;
};

}  // namespace edicola::corpus
