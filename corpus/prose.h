// Writes Italian sentences by a small grammar: articles and endings agree, the sense is left to
// chance.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/coinage.h"
#include "corpus/function_words.h"
#include "corpus/lexis.h"
#include "corpus/line.h"
#include "corpus/random.h"
#include "corpus/topics.h"

namespace edicola::corpus {

// What one article is about.
struct Cast {
  const Topic* topic = nullptr;
  std::size_t section = 0;
  std::int32_t year = 0;
  // This article's own, beside those of its topic.
  std::vector<Person> persons;
  std::vector<std::string> places;
  std::vector<Noun> rare;
};

// Draws are made in separate statements, never in two arguments of a call, whose order the compiler
// may choose. One a thread. The lists and the cast must outlive their use.
class Prose {
 public:
  Prose(const Lexis& lexis, const Coinage& coinage) : lexis_(lexis), coinage_(coinage) {}

  void begin(const Cast& cast, Random random) {
    cast_ = &cast;
    random_ = random;
    mentioned_ = 0;
  }

  // Each appends to `out` and tells how many words it was, as blanks part them.
  std::uint32_t sentence(std::string& out);  // 8 to 35 words, with the full stop
  std::uint32_t headline(std::string& out);  // one clause of about six to twelve, without a stop
  void name(std::string& out);               // a person or a place of the cast

  Random& random() { return random_; }

 private:
  // prose.cc: clauses
  void plain_sentence();
  void quotation();
  void attribution();
  void clauses();
  void clause();
  Agreement subject();
  Agreement organisation();
  void predicate(Agreement to);
  void transitive(Agreement to);
  void finite(const Verb& verb, Agreement to);
  void modal(Agreement to);
  void passive(Agreement to);
  void moved(Agreement to);
  void copula(Agreement to);
  void there_is();
  void reported(Agreement to);
  void object();
  void adverb(std::uint32_t chance);
  [[nodiscard]] bool room(std::uint32_t words) const { return line_.words() + words <= target_; }

  // prose_phrases.cc: what stands around verbs
  Agreement noun_phrase(Lead lead, std::uint32_t depth = 1);
  Agreement fixed_phrase(const Phrase& phrase, Lead lead);
  void complement(Agreement to);
  void bare_noun();
  void relative(Agreement to);
  void coordinate(Agreement to);
  void adjunct();
  void preposition();
  void place();
  void of_place();
  void when();
  void amount();
  void count(std::uint32_t digits);
  void clock();
  void day();
  void infinitive_of_purpose();
  Agreement person();
  Gender choose_person();  // leaves the name in scratch_
  void pronoun_object();
  const std::string& choose_place();
  const Noun& choose_noun();
  const Noun& choose_agent();
  const Adjective& choose_adjective();
  const Verb& choose_verb();
  void put_a(std::string_view next);

  const Lexis& lexis_;
  const Coinage& coinage_;
  Random random_{0};
  const Cast* cast_ = nullptr;
  Line line_;
  std::uint32_t target_ = 20;
  std::uint64_t mentioned_ = 0;  // a bit a person: named in full before
  Noun coined_noun_;
  Adjective coined_adjective_;
  std::string scratch_;
};

}  // namespace edicola::corpus
