#include <algorithm>
#include <array>
#include <charconv>

#include "corpus/prose.h"

namespace edicola::corpus {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {
    "gennaio", "febbraio", "marzo",     "aprile",  "maggio",   "giugno",
    "luglio",  "agosto",   "settembre", "ottobre", "novembre", "dicembre"};
constexpr std::array<std::string_view, 7> kWeekdays = {"lunedì",  "martedì", "mercoledì", "giovedì",
                                                       "venerdì", "sabato",  "domenica"};
constexpr std::array<std::string_view, 9> kSmallNumbers = {
    "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove", "dieci"};
constexpr std::array<std::string_view, 8> kTimes = {
    "nei giorni scorsi", "in questi anni",  "nel corso della giornata",
    "da tempo",          "fin dall'inizio", "per la prima volta",
    "a fine mese",       "da anni"};

// "1.234.567"; numbers of four digits have their dot too, as in most papers.
void append_thousands(std::string& out, std::uint64_t value) {
  std::array<char, 20> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  for (const char* at = digits.data(); at != end; ++at) {
    if (at != digits.data() && (end - at) % 3 == 0) out += '.';
    out += *at;
  }
}

void append_number(std::string& out, std::uint32_t value) {
  std::array<char, 12> digits{};
  out.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr);
}

}  // namespace

Agreement Prose::noun_phrase(Lead lead, std::uint32_t depth) {
  if (random_.percent(5)) {
    const auto& bag = lexis_.phrases[random_.percent(85) ? cast_->section : kGeneral];
    const auto& own = cast_->topic->phrases;
    const bool of_topic = !own.empty() && random_.percent(45);
    return fixed_phrase(
        of_topic ? *own[random_.below(static_cast<std::uint32_t>(own.size()))] : bag.draw(random_),
        lead);
  }
  if (lead == Lead::kThe && random_.percent(12)) lead = Lead::kNone;
  const Noun& noun = choose_noun();
  const Number number = random_.percent(lead == Lead::kA ? 92 : 64) ? kSingular : kPlural;
  const Agreement to = {noun.gender, number};
  if (lead == Lead::kA && random_.percent(12)) {
    line_.put(random_.percent(50) ? "ogni" : "qualche");
    line_.put(noun.forms[kSingular]);
    return {noun.gender, kSingular};
  }
  if (random_.percent(13)) {
    const Adjective& before = lexis_.before.draw(random_);
    line_.put(lead_form(lead, to, before.onset));
    line_.put(before.form(to));
  } else {
    line_.put(lead_form(lead, to, noun.onsets[number]));
  }
  line_.put(noun.forms[number]);
  if (random_.percent(22)) line_.put(choose_adjective().form(to));
  if (depth > 0 && room(6)) complement(to);
  return to;
}

void Prose::complement(Agreement to) {
  const std::uint32_t roll = random_.below(100);
  if (roll < 24) {
    noun_phrase(Lead::kOf, 0);
  } else if (roll < 40) {
    line_.put("di");
    bare_noun();
  } else if (roll < 45) {
    of_place();
  } else if (roll < 62) {
    relative(to);
  } else if (roll < 82) {
    coordinate(to);
  }
}

void Prose::bare_noun() {
  const Number number = random_.percent(60) ? kSingular : kPlural;
  line_.put(choose_noun().forms[number]);
}

Agreement Prose::fixed_phrase(const Phrase& phrase, Lead lead) {
  // There is one European Commission.
  const bool unique = std::any_of(phrase.text.begin(), phrase.text.end(),
                                  [](char c) { return c >= 'A' && c <= 'Z'; });
  if (unique && lead == Lead::kA) lead = Lead::kThe;
  line_.put(lead_form(lead, phrase.agreement, phrase.onset));
  line_.put(phrase.text);
  return phrase.agreement;
}

void Prose::relative(Agreement to) {
  constexpr std::array<std::string_view, 3> kOthers = {"in cui", "dove", "per cui"};
  if (random_.percent(75)) {
    line_.put("che");
    if (random_.percent(10)) line_.put("non");
    if (random_.percent(30)) {
      passive(to);
    } else {
      finite(choose_verb(), to);
      noun_phrase(Lead::kThe, 0);
    }
    return;
  }
  line_.put(kOthers[random_.skewed(kOthers.size())]);
  const Agreement inner = subject();
  finite(choose_verb(), inner);
}

void Prose::coordinate(Agreement to) {
  line_.put("e");
  if (random_.percent(30)) {
    line_.put(choose_adjective().form(to));
  } else {
    noun_phrase(random_.percent(45) ? Lead::kThe : Lead::kNone, 0);
  }
}

void Prose::adjunct() {
  const std::uint32_t roll = random_.below(100);
  if (roll < 42) return preposition();
  if (roll < 57) return place();
  if (roll < 64) return when();
  if (roll < 74) {
    line_.put("di");
    return bare_noun();
  }
  if (roll < 83) return infinitive_of_purpose();
  if (roll < 89) {
    line_.put(random_.percent(60) ? "con" : "da");
    return amount();
  }
  if (roll < 98) return line_.put(lexis_.adverbs.draw(random_));
  line_.put("come");
  noun_phrase(random_.percent(50) ? Lead::kThe : Lead::kA, 0);
}

void Prose::preposition() {
  struct Choice {
    std::string_view word;
    Lead lead;
    std::uint32_t upto;  // of 100, cumulative
  };
  constexpr std::array<Choice, 17> kChoices = {{{"", Lead::kOf, 15},
                                                {"", Lead::kTo, 33},
                                                {"", Lead::kIn, 42},
                                                {"", Lead::kFrom, 49},
                                                {"", Lead::kOn, 54},
                                                {"con", Lead::kThe, 63},
                                                {"con", Lead::kA, 71},
                                                {"per", Lead::kThe, 77},
                                                {"in", Lead::kA, 80},
                                                {"in", Lead::kNone, 86},
                                                {"tra", Lead::kThe, 89},
                                                {"dopo", Lead::kThe, 92},
                                                {"contro", Lead::kThe, 94},
                                                {"senza", Lead::kNone, 96},
                                                {"verso", Lead::kThe, 97},
                                                {"durante", Lead::kThe, 98},
                                                {"oltre", Lead::kTo, 100}}};
  const std::uint32_t roll = random_.below(100);
  std::size_t at = 0;
  while (kChoices[at].upto <= roll) ++at;
  if (!kChoices[at].word.empty()) line_.put(kChoices[at].word);
  noun_phrase(kChoices[at].lead, room(8) ? 1 : 0);
}

void Prose::place() {
  const std::uint32_t roll = random_.below(100);
  if (roll < 50) return put_a(choose_place());
  if (roll < 75) {
    line_.put("in");
    return line_.put(lexis_.countries.draw(random_));
  }
  if (roll < 84) {
    line_.put("in via");
    return line_.put(random_.percent(40) ? coinage_.surname(random_)
                                         : lexis_.surnames.draw(random_));
  }
  line_.put(random_.percent(70) ? "da" : "per");
  line_.put(choose_place());
}

void Prose::of_place() {
  line_.put("di");
  line_.put(random_.percent(75) ? choose_place() : lexis_.countries.draw(random_));
}

void Prose::when() {
  const std::uint32_t roll = random_.below(100);
  if (roll < 18) return clock();
  if (roll < 34) return day();
  if (roll < 67) {
    line_.put(kWeekdays[random_.below(7)]);
    if (random_.percent(30)) line_.put(random_.percent(50) ? "scorso" : "prossimo");
    return;
  }
  if (roll < 84) {
    line_.put("nel");
    scratch_.clear();
    append_number(scratch_, static_cast<std::uint32_t>(cast_->year) - random_.skewed(60));
    return line_.put(scratch_);
  }
  line_.put(kTimes[random_.below(kTimes.size())]);
}

void Prose::clock() {
  line_.put("alle");
  scratch_.clear();
  append_number(scratch_, 1 + random_.below(23));
  if (random_.percent(60)) {
    scratch_ += '.';
    const std::uint32_t minutes = random_.below(12) * 5;
    if (minutes < 10) scratch_ += '0';
    append_number(scratch_, minutes);
  }
  line_.put(scratch_);
}

void Prose::day() {
  const std::uint32_t number = 2 + random_.below(27);
  line_.put(number == 8 || number == 11 ? "l'" : "il");
  scratch_.clear();
  append_number(scratch_, number);
  line_.put(scratch_);
  line_.put(kMonths[random_.below(12)]);
}

void Prose::amount() {
  const std::uint32_t roll = random_.below(100);
  if (roll < 14) {
    line_.put("il");
    scratch_.clear();
    append_number(scratch_, 2 + random_.skewed(97));
    if (random_.percent(50)) {
      scratch_ += ',';
      append_number(scratch_, 1 + random_.below(9));
    }
    if (random_.percent(70)) scratch_ += '%';
    line_.put(scratch_);
    if (!scratch_.ends_with('%')) line_.put("per cento");
    return;
  }
  if (random_.percent(25)) line_.put(random_.percent(60) ? "oltre" : "quasi");
  if (roll < 45) {
    count(2 + random_.below(4));
    return line_.put("euro");
  }
  if (roll < 60) {
    count(1 + random_.below(2));
    return line_.put(random_.percent(60) ? "milioni di euro" : "miliardi");
  }
  if (roll < 75) {
    count(1 + random_.below(2));
    return line_.put(random_.percent(80) ? "anni" : "mesi");
  }
  count(1 + random_.below(4));
  line_.put(choose_noun().forms[kPlural]);
}

void Prose::count(std::uint32_t digits) {
  if (digits == 1) return line_.put(kSmallNumbers[random_.skewed(kSmallNumbers.size())]);
  std::uint32_t span = 1;
  for (std::uint32_t i = 1; i < digits; ++i) span *= 10;
  // First digits fall off as Benford has them, and large numbers are mostly round.
  std::uint32_t value = span + random_.skewed(9 * span);
  if (digits > 2 && random_.percent(75)) value -= value % (span / 10);
  scratch_.clear();
  append_thousands(scratch_, value);
  line_.put(scratch_);
}

void Prose::infinitive_of_purpose() {
  constexpr std::array<std::string_view, 4> kBefore = {"di", "per", "a", "senza"};
  line_.put(kBefore[random_.skewed(kBefore.size())]);
  if (random_.percent(5)) {
    scratch_ = coinage_.infinitive(random_);
    line_.put(scratch_);
  } else {
    line_.put(choose_verb().infinitive);
  }
  if (random_.percent(60)) noun_phrase(random_.percent(50) ? Lead::kThe : Lead::kA, 0);
}

Agreement Prose::person() {
  const Gender gender = choose_person();
  line_.put(scratch_);
  return {gender, kSingular};
}

// In full when it is the first time, then mostly the surname.
Gender Prose::choose_person() {
  const std::uint32_t roll = random_.below(100);
  const std::vector<Person>& from = roll < 45 ? cast_->topic->persons : cast_->persons;
  if (roll >= 85 || from.empty()) {
    const Person person = make_person(lexis_, coinage_, 70, random_);
    scratch_ = person.given + ' ' + person.surname;
    return person.gender;
  }
  const std::uint32_t at = random_.skewed(static_cast<std::uint32_t>(from.size()));
  const std::uint64_t bit = std::uint64_t{1} << (roll < 45 ? at : at + 16);
  scratch_.clear();
  if ((mentioned_ & bit) == 0 || random_.percent(25)) {
    scratch_ += from[at].given;
    scratch_ += ' ';
  }
  scratch_ += from[at].surname;
  mentioned_ |= bit;
  return from[at].gender;
}

const std::string& Prose::choose_place() {
  const std::vector<std::string>& of_topic = cast_->topic->places;
  const std::vector<std::string>& own = cast_->places;
  const std::uint32_t roll = random_.below(100);
  if (roll < 38) return of_topic[random_.skewed(static_cast<std::uint32_t>(of_topic.size()))];
  if (roll < 65 && !own.empty()) {
    return own[random_.skewed(static_cast<std::uint32_t>(own.size()))];
  }
  if (roll < 75) return scratch_ = coinage_.place(random_);
  const bool abroad = cast_->section == 2 ? roll < 95 : roll < 81;
  return abroad ? lexis_.abroad.draw(random_) : lexis_.cities.draw(random_);
}

const Noun& Prose::choose_noun() {
  const Topic& topic = *cast_->topic;
  const std::uint32_t roll = random_.below(100);
  if (roll < 26) {
    return *topic.nouns[random_.skewed(static_cast<std::uint32_t>(topic.nouns.size()))];
  }
  if (roll < 42) return lexis_.nouns[cast_->section].draw(random_);
  if (roll < 84) return lexis_.nouns[kGeneral].draw(random_);
  if (roll < 87) return topic.rare[random_.skewed(static_cast<std::uint32_t>(topic.rare.size()))];
  if (roll < 92 && !cast_->rare.empty()) {
    return cast_->rare[random_.below(static_cast<std::uint32_t>(cast_->rare.size()))];
  }
  if (roll < 95) return choose_agent();
  return coined_noun_ = coinage_.noun(random_);
}

const Noun& Prose::choose_agent() {
  const Topic& topic = *cast_->topic;
  const std::uint32_t roll = random_.below(100);
  if (roll < 50) {
    return *topic.agents[random_.skewed(static_cast<std::uint32_t>(topic.agents.size()))];
  }
  return lexis_.agents[roll < 75 ? cast_->section : kGeneral].draw(random_);
}

const Adjective& Prose::choose_adjective() {
  const Topic& topic = *cast_->topic;
  const std::uint32_t roll = random_.below(100);
  if (roll < 35) {
    return *topic.adjectives[random_.skewed(static_cast<std::uint32_t>(topic.adjectives.size()))];
  }
  if (roll < 92) return lexis_.adjectives[roll < 50 ? cast_->section : kGeneral].draw(random_);
  return coined_adjective_ = coinage_.adjective(random_);
}

const Verb& Prose::choose_verb() {
  const Topic& topic = *cast_->topic;
  if (random_.percent(35)) {
    return *topic.verbs[random_.skewed(static_cast<std::uint32_t>(topic.verbs.size()))];
  }
  return lexis_.verbs.draw(random_);
}

// The euphonic d before the same vowel.
void Prose::put_a(std::string_view next) {
  line_.put(next.front() == 'A' || next.front() == 'a' ? "ad" : "a");
  line_.put(next);
}

}  // namespace edicola::corpus
