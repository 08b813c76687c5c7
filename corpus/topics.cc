#include "corpus/topics.h"

#include <algorithm>
#include <string_view>

namespace edicola::corpus {
namespace {

constexpr std::int64_t kWeeksPerYear = 52;

template <typename Item>
void add(std::vector<const Item*>& to, const Bag<Item>& bag, std::uint32_t count, Random& random) {
  const auto size = static_cast<std::uint32_t>(bag.items().size());
  for (std::uint32_t i = 0; i < count && size > 0; ++i) {
    const Item* item = &bag.items()[random.below(size)];
    if (std::find(to.begin(), to.end(), item) == to.end()) to.push_back(item);
  }
}

void add_words(Topic& topic, const Lexis& lexis, std::size_t section, Random& random) {
  add(topic.nouns, lexis.nouns[section], 5 + random.below(8), random);
  add(topic.nouns, lexis.nouns[kGeneral], 6 + random.below(15), random);
  add(topic.agents, lexis.agents[section], 3 + random.below(4), random);
  add(topic.adjectives, lexis.adjectives[section], 2 + random.below(4), random);
  add(topic.adjectives, lexis.adjectives[kGeneral], 4 + random.below(9), random);
  add(topic.verbs, lexis.verbs, 8 + random.below(16), random);
  add(topic.phrases, lexis.phrases[section], 1 + random.below(3), random);
}

void add_names(Topic& topic, const Lexis& lexis, const Coinage& coinage, Random& random) {
  const std::uint32_t persons = 3 + random.below(4);
  for (std::uint32_t i = 0; i < persons; ++i) {
    topic.persons.push_back(make_person(lexis, coinage, 70, random));
  }
  topic.places.push_back(lexis.cities.draw(random));
  if (random.percent(60)) topic.places.push_back(coinage.place(random));
  topic.brands.push_back(random.percent(50) ? coinage.foreign(random) : coinage.acronym(random));
}

Topic make_topic(const Lexis& lexis, const Coinage& coinage, std::size_t section, Random random) {
  Topic topic;
  add_words(topic, lexis, section, random);
  const std::uint32_t rare = 2 + random.below(5);
  for (std::uint32_t i = 0; i < rare; ++i) topic.rare.push_back(coinage.noun(random));
  add_names(topic, lexis, coinage, random);
  return topic;
}

// What a burst that begins in `year` adds in `week`, in units of the weight of quiet times.
std::uint64_t burst(std::uint64_t topic_seed, std::int64_t year, std::int64_t week) {
  Random random(mix(topic_seed, static_cast<std::uint64_t>(year)));
  if (!random.percent(60)) return 0;
  const std::int64_t begin = year * kWeeksPerYear + random.below(kWeeksPerYear);
  const std::int64_t length = 2 + random.below(14);
  const std::int64_t age = week - begin;
  if (age < 0 || age >= length) return 0;
  return static_cast<std::uint64_t>(60 * (length - age) / length);
}

}  // namespace

Person make_person(const Lexis& lexis, const Coinage& coinage, std::uint32_t share,
                   Random& random) {
  Person person;
  person.given = lexis.given.draw(random);
  person.surname = random.percent(share) ? coinage.surname(random) : lexis.surnames.draw(random);
  constexpr std::array<std::string_view, 4> kMenInA = {"Andrea", "Luca", "Nicola", "Mattia"};
  const bool in_a = person.given.ends_with('a');
  if (in_a && std::find(kMenInA.begin(), kMenInA.end(), person.given) == kMenInA.end()) {
    person.gender = kFeminine;
  }
  return person;
}

Topics::Topics(const Lexis& lexis, const Coinage& coinage, std::uint64_t seed) : seed_(seed) {
  topics_.reserve(kSections.size() * kPerSection);
  for (std::size_t section = 0; section < kSections.size(); ++section) {
    for (std::uint32_t i = 0; i < kPerSection; ++i) {
      topics_.push_back(make_topic(lexis, coinage, section, Random(mix(seed, topics_.size()))));
    }
  }
}

AliasTable Topics::in_week(std::size_t section, std::int64_t week) const {
  std::vector<std::uint64_t> weights = zipf_weights(kPerSection, 20);
  const std::int64_t year = week / kWeeksPerYear;
  for (std::uint32_t i = 0; i < kPerSection; ++i) {
    const std::uint64_t topic_seed = mix(~seed_, section * kPerSection + i);
    const std::uint64_t bursts = burst(topic_seed, year, week) + burst(topic_seed, year - 1, week);
    weights[i] = weights[i] / 64 * (1 + bursts);
  }
  return AliasTable(weights);
}

}  // namespace edicola::corpus
