#include "corpus/prose.h"

#include <algorithm>
#include <array>

namespace edicola::corpus {
namespace {

constexpr std::uint32_t kShortest = 8;

}  // namespace

std::uint32_t Prose::sentence(std::string& out) {
  if (!out.empty() && out.back() != '\n') out += ' ';
  line_.start(out);
  target_ = kShortest + 2 + random_.below(9) + random_.below(9);
  if (random_.percent(12)) {
    quotation();
  } else {
    plain_sentence();
  }
  // Sentences that came out short end in a place or a time.
  while (line_.words() < kShortest) when();
  line_.mark(".");
  return line_.words();
}

std::uint32_t Prose::headline(std::string& out) {
  line_.start(out);
  target_ = 7;
  if (random_.percent(30)) {
    if (random_.percent(50)) {
      line_.put(choose_place());
    } else {
      choose_person();
      line_.put(scratch_);
    }
    line_.mark(random_.percent(60) ? "," : ":");
  }
  const Agreement to = subject();
  finite(choose_verb(), to);
  noun_phrase(random_.percent(60) ? Lead::kThe : Lead::kA, 0);
  while (line_.words() < 6) preposition();
  if (line_.words() < 9 && random_.percent(40)) preposition();
  return line_.words();
}

void Prose::name(std::string& out) {
  if (random_.percent(30)) {
    out += choose_place();
    return;
  }
  choose_person();
  out += scratch_;
}

void Prose::plain_sentence() {
  if (random_.percent(30)) {
    const std::string& opener = lexis_.openers.draw(random_);
    line_.put(opener);
    if (opener.size() > 8 && !opener.ends_with(',') && random_.percent(50)) line_.mark(",");
  }
  clauses();
}

void Prose::quotation() {
  line_.open_quote(true);
  target_ = std::min(target_, 22U);
  clauses();
  line_.mark("»");
  line_.mark(",");
  attribution();
}

// "ha spiegato Anna Rossi", "dice il sindaco"
void Prose::attribution() {
  const Verb& verb = lexis_.saying.draw(random_);
  if (random_.percent(35)) {
    line_.put("ha");
    line_.put(verb.participle.form({}));
  } else {
    line_.put(verb.present[kSingular]);
  }
  if (random_.percent(65)) {
    person();
    return;
  }
  const Noun& agent = choose_agent();
  line_.put(lead_form(Lead::kThe, {agent.gender, kSingular}, agent.onsets[kSingular]));
  line_.put(agent.forms[kSingular]);
  of_place();
}

void Prose::clauses() {
  clause();
  while (room(7)) {
    std::string_view link = lexis_.links.draw(random_);
    // Leading punctuation belongs to the word before.
    if (link.front() == ',' || link.front() == ':' || link.front() == ';') {
      line_.mark(link.substr(0, 1));
      link.remove_prefix(std::min<std::size_t>(2, link.size()));
    }
    if (!link.empty()) line_.put(link);
    clause();
  }
}

void Prose::clause() {
  if (random_.percent(3)) {
    there_is();
  } else {
    predicate(subject());
  }
  while (room(4) && random_.percent(72)) adjunct();
}

Agreement Prose::subject() {
  const std::uint32_t roll = random_.below(100);
  if (roll < 19) {
    const Noun& agent = choose_agent();
    const Number number = random_.percent(62) ? kSingular : kPlural;
    const Agreement to = {agent.gender, number};
    line_.put(lead_form(random_.percent(88) ? Lead::kThe : Lead::kA, to, agent.onsets[number]));
    line_.put(agent.forms[number]);
    if (random_.percent(20)) line_.put(choose_adjective().form(to));
    if (room(10) && random_.percent(25)) of_place();
    return to;
  }
  if (roll < 35) return person();
  if (roll < 51) return noun_phrase(random_.percent(72) ? Lead::kThe : Lead::kA);
  if (roll < 54) return organisation();
  if (roll < 65) {
    const Number number = random_.percent(70) ? kSingular : kPlural;
    line_.put(lexis_.pronouns[number].draw(random_));
    return {kMasculine, number};
  }
  return {random_.percent(65) ? kMasculine : kFeminine, random_.percent(52) ? kSingular : kPlural};
}

Agreement Prose::organisation() {
  if (random_.percent(60)) return fixed_phrase(lexis_.organisations.draw(random_), Lead::kThe);
  const std::vector<std::string>& brands = cast_->topic->brands;
  line_.put(brands[random_.below(static_cast<std::uint32_t>(brands.size()))]);
  return {kFeminine, kSingular};
}

void Prose::predicate(Agreement to) {
  if (random_.percent(10)) line_.put("non");
  const std::uint32_t roll = random_.below(100);
  if (roll < 36) return transitive(to);
  if (roll < 46) return passive(to);
  if (roll < 61) return copula(to);
  if (roll < 69) return moved(to);
  if (roll < 77) return modal(to);
  if (roll < 88) return reported(to);
  line_.put("si");
  const Verb& verb = choose_verb();
  if (random_.percent(50)) {
    line_.put(to.number == kSingular ? "è" : "sono");
    line_.put(verb.participle.form(to));
  } else {
    finite(verb, to);
  }
  adjunct();
}

void Prose::transitive(Agreement to) {
  const Verb& verb = choose_verb();
  if (random_.percent(8)) {
    pronoun_object();
    return finite(verb, to);
  }
  if (random_.percent(33)) {
    const bool singular = to.number == kSingular;
    const std::uint32_t roll = random_.below(100);
    if (roll < 84) {
      line_.put(singular ? "ha" : "hanno");
    } else {
      line_.put(singular ? "aveva" : "avevano");
    }
    adverb(18);
    line_.put(verb.participle.form({}));
  } else {
    finite(verb, to);
    adverb(12);
  }
  object();
}

void Prose::finite(const Verb& verb, Agreement to) {
  const std::uint32_t roll = random_.below(100);
  if (roll < 48) {
    line_.put(verb.present[to.number]);
  } else if (roll < 70) {
    line_.put(verb.imperfect[to.number]);
  } else if (roll < 84) {
    line_.put(verb.future[to.number]);
  } else if (roll < 91) {
    line_.put(verb.conditional[to.number]);
  } else if (roll < 93) {
    line_.put(verb.subjunctive[to.number]);
  } else {
    line_.put(verb.past[to.number].empty() ? verb.present[to.number] : verb.past[to.number]);
  }
}

void Prose::modal(Agreement to) {
  constexpr std::array<std::array<std::string_view, 2>, 6> kModals = {{{"può", "possono"},
                                                                       {"deve", "devono"},
                                                                       {"vuole", "vogliono"},
                                                                       {"potrebbe", "potrebbero"},
                                                                       {"poteva", "potevano"},
                                                                       {"sta per", "stanno per"}}};
  line_.put(kModals[random_.skewed(kModals.size())][to.number]);
  const std::uint32_t roll = random_.below(100);
  if (roll < 12) {
    line_.put("essere");
    line_.put(choose_adjective().form(to));
  } else if (roll < 22) {
    line_.put("fare");
    object();
  } else {
    line_.put(choose_verb().infinitive);
    object();
  }
}

void Prose::passive(Agreement to) {
  const bool singular = to.number == kSingular;
  const std::uint32_t roll = random_.below(100);
  if (roll < 65) {
    line_.put(singular ? "è" : "sono");
    if (random_.percent(15)) line_.put(lexis_.adverbs.draw(random_));
    constexpr std::array<std::array<std::string_view, 2>, 2> kBeen = {
        {{"stato", "stati"}, {"stata", "state"}}};
    line_.put(kBeen[to.gender][to.number]);
  } else if (roll < 80) {
    line_.put(singular ? "era" : "erano");
  } else if (roll < 90) {
    line_.put(singular ? "viene" : "vengono");
  } else {
    line_.put(singular ? "sarà" : "saranno");
  }
  line_.put(choose_verb().participle.form(to));
  if (!random_.percent(40)) return;
  if (random_.percent(40)) {
    line_.put("da");
    person();
  } else {
    noun_phrase(Lead::kFrom, 0);
  }
}

void Prose::moved(Agreement to) {
  const Verb& verb = lexis_.motion.draw(random_);
  if (random_.percent(60)) {
    line_.put(to.number == kSingular ? "è" : "sono");
    adverb(15);
    line_.put(verb.participle.form(to));
  } else {
    finite(verb, to);
  }
  if (random_.percent(60)) {
    place();
  } else {
    noun_phrase(random_.percent(50) ? Lead::kTo : Lead::kIn, 0);
  }
}

void Prose::copula(Agreement to) {
  const bool singular = to.number == kSingular;
  const std::uint32_t tense = random_.below(100);
  if (tense < 70) {
    line_.put(singular ? "è" : "sono");
  } else if (tense < 90) {
    line_.put(singular ? "era" : "erano");
  } else {
    line_.put(singular ? "sarebbe" : "sarebbero");
  }
  adverb(30);
  const std::uint32_t roll = random_.below(100);
  if (roll < 45) {
    if (random_.percent(20)) line_.put("più");
    line_.put(choose_adjective().form(to));
    if (random_.percent(20)) {
      line_.put("e");
      line_.put(choose_adjective().form(to));
    }
  } else if (roll < 85) {
    noun_phrase(random_.percent(65) ? Lead::kA : Lead::kThe);
  } else {
    preposition();
  }
}

void Prose::there_is() {
  const bool past = random_.percent(25);
  if (random_.percent(60)) {
    line_.put(past ? "c'era" : "c'è");
    noun_phrase(Lead::kA, 0);
  } else {
    line_.put(past ? "c'erano" : "ci sono");
    if (random_.percent(50)) line_.put("anche");
    count(1 + random_.below(3));
    line_.put(choose_noun().forms[kPlural]);
  }
}

void Prose::reported(Agreement to) {
  const Verb& verb = lexis_.saying.draw(random_);
  if (random_.percent(25)) {
    line_.put(to.number == kSingular ? "ha" : "hanno");
    line_.put(verb.participle.form({}));
  } else {
    line_.put(verb.present[to.number]);
  }
  if (room(8)) {
    line_.put("che");
    const Agreement inner = subject();
    if (random_.percent(15)) line_.put("non");
    if (random_.percent(50)) {
      transitive(inner);
    } else {
      copula(inner);
    }
  } else {
    line_.put("di");
    line_.put(choose_verb().infinitive);
    object();
  }
}

void Prose::object() {
  const std::uint32_t roll = random_.below(100);
  if (roll < 32) {
    noun_phrase(Lead::kThe);
  } else if (roll < 57) {
    noun_phrase(Lead::kA);
  } else if (roll < 74) {
    noun_phrase(Lead::kNone);
  } else if (roll < 80) {
    amount();
  } else if (roll < 85) {
    person();
  } else if (roll < 89) {
    noun_phrase(Lead::kThis);
  } else if (roll < 91) {
    noun_phrase(Lead::kThat);
  } else {
    line_.put(random_.percent(60) ? "di" : "a");
    line_.put(choose_verb().infinitive);
    noun_phrase(Lead::kThe, 0);
  }
}

void Prose::pronoun_object() {
  constexpr std::array<std::string_view, 9> kPronouns = {"lo", "ci", "la", "mi", "gli",
                                                         "li", "le", "ne", "vi"};
  line_.put(kPronouns[random_.skewed(kPronouns.size())]);
}

void Prose::adverb(std::uint32_t chance) {
  if (random_.percent(chance)) line_.put(lexis_.adverbs.draw(random_));
}

}  // namespace edicola::corpus
