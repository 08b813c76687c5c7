#include "common/lexicon_compiler/choose.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <iterator>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "common/lexicon_format.h"

namespace edicola::lexicon {
namespace {

bool begins_with_any(std::string_view tags, std::initializer_list<std::string_view> starts) {
  return std::any_of(starts.begin(), starts.end(), [tags](std::string_view start) {
    return tags.substr(0, start.size()) == start;
  });
}

bool contains(std::string_view tags, std::string_view tag) {
  return tags.find(tag) != std::string_view::npos;
}

bool is_auxiliary(const Reading& r) {
  return begins_with_any(r.tags, {"<vbser>", "<vbhaver>", "<vbmod>"});
}
bool is_function_word(const Reading& r) {
  return begins_with_any(
      r.tags, {"<pr>", "<det>", "<prn>", "<cnj", "<predet>", "<rel>", "<preadv>", "<num>"});
}
bool is_proper(const Reading& r) { return begins_with_any(r.tags, {"<np>"}); }
bool is_given_name(const Reading& r) { return begins_with_any(r.tags, {"<np><ant>"}); }
bool is_surname(const Reading& r) { return begins_with_any(r.tags, {"<np><cog>"}); }
bool is_noun(const Reading& r) { return begins_with_any(r.tags, {"<n>"}); }
bool is_adjective(const Reading& r) { return begins_with_any(r.tags, {"<adj>"}); }
bool is_verb(const Reading& r) { return begins_with_any(r.tags, {"<vb"}); }
bool is_participle(const Reading& r) { return is_verb(r) && contains(r.tags, "<pp>"); }

bool is_infinitive(const Reading& r) { return is_verb(r) && contains(r.tags, "<inf>"); }

int rank(const Reading& r) {
  if (is_auxiliary(r)) return 0;
  if (is_function_word(r)) return 1;
  if (is_infinitive(r)) return 2;
  if (is_noun(r)) return 3;
  if (is_participle(r)) return 4;
  if (is_adjective(r)) return 5;
  if (begins_with_any(r.tags, {"<adv>"})) return 6;
  if (is_verb(r)) return 7;
  return is_proper(r) ? 9 : 8;
}

bool is_imperative(const Reading& r) {
  return is_verb(r) && (contains(r.tags, "<imp><p2>") || contains(r.tags, "<imp><p1><pl>"));
}

bool is_gerund_or_participle(const Reading& r) {
  return is_participle(r) || (is_verb(r) && contains(r.tags, "<ger>"));
}

Choice why_place(int place) {
  constexpr std::array<Choice, 11> kPlaces = {Choice::kParticipleAsNoun,
                                              Choice::kAuxiliary,
                                              Choice::kFunctionWord,
                                              Choice::kInfinitive,
                                              Choice::kNoun,
                                              Choice::kParticiple,
                                              Choice::kAdjective,
                                              Choice::kAdverb,
                                              Choice::kVerb,
                                              Choice::kOther,
                                              Choice::kProper};
  return kPlaces.at(static_cast<std::size_t>(place) + 1);
}

// The index in kParts.
std::size_t part_of(const Reading& r) {
  if (is_auxiliary(r)) return 6;
  if (is_participle(r)) return 5;
  if (is_infinitive(r)) return 3;
  if (is_verb(r)) return contains(r.tags, "<ger>") ? 4 : 2;
  constexpr std::array<std::pair<std::string_view, std::size_t>, 12> kByTag = {{{"<np>", 13},
                                                                                {"<n>", 0},
                                                                                {"<adj>", 1},
                                                                                {"<adv>", 7},
                                                                                {"<preadv>", 7},
                                                                                {"<pr>", 8},
                                                                                {"<det>", 9},
                                                                                {"<predet>", 9},
                                                                                {"<prn>", 10},
                                                                                {"<rel>", 10},
                                                                                {"<cnj", 11},
                                                                                {"<num>", 12}}};
  for (const auto& [tag, part] : kByTag) {
    if (begins_with_any(r.tags, {tag})) return part;
  }
  return 14;
}

std::set<std::string> lemmas(const std::vector<Reading>& readings, bool (*of)(const Reading&)) {
  std::set<std::string> found;
  for (const Reading& r : readings) {
    if (of(r)) found.insert(r.lemma);
  }
  return found;
}

bool looks_like_participle(const std::string& lemma) {
  return lemma.size() > 2 && (lemma.compare(lemma.size() - 2, 2, "to") == 0 ||
                              lemma.compare(lemma.size() - 2, 2, "so") == 0);
}

// A noun that is also listed as an adjective, in the participle's shape, is the participle used as
// a noun (gli arrestati).
bool is_used_as_participle(const std::vector<Reading>& readings) {
  if (std::any_of(readings.begin(), readings.end(), is_auxiliary) ||
      std::any_of(readings.begin(), readings.end(), is_function_word)) {
    return false;
  }
  const std::set<std::string> nouns = lemmas(readings, is_noun);
  const std::set<std::string> adjectives = lemmas(readings, is_adjective);
  return nouns.empty() || std::any_of(nouns.begin(), nouns.end(), [&](const std::string& noun) {
           return adjectives.count(noun) != 0 && looks_like_participle(noun);
         });
}

}  // namespace

Chosen choose_lemma(const std::vector<Reading>& readings) {
  const bool participle_first = is_used_as_participle(readings);
  const auto place = [participle_first](const Reading& r) {
    return participle_first && is_participle(r) ? -1 : rank(r);
  };
  const auto order = [&place](const Reading& r) {
    return std::make_tuple(place(r), -static_cast<int>(r.lemma.size()), std::string_view(r.lemma));
  };
  const auto first = std::min_element(
      readings.begin(), readings.end(),
      [&order](const Reading& a, const Reading& b) { return order(a) < order(b); });
  Chosen chosen{first->lemma, why_place(place(*first))};
  bool only = true;
  for (const Reading& r : readings) {
    if (r.lemma == first->lemma) continue;
    only = false;
    if (place(r) != place(*first)) continue;
    const bool alike = r.lemma.size() == first->lemma.size();
    if (chosen.why != Choice::kAlphabet) chosen.why = alike ? Choice::kAlphabet : Choice::kLonger;
  }
  if (only) chosen.why = Choice::kOnly;
  return chosen;
}

std::map<std::string, std::uint16_t> candidates_of(const std::vector<Reading>& readings) {
  std::map<std::string, std::uint16_t> found;
  for (const Reading& r : readings) {
    std::uint16_t& parts = found[r.lemma];
    parts = static_cast<std::uint16_t>(parts | (1U << part_of(r)));
  }
  return found;
}

std::string bearer_of(const std::vector<Reading>& readings) {
  // portalo is portare and not porgere.
  for (const auto bears : {is_infinitive, is_imperative, is_gerund_or_participle}) {
    std::vector<Reading> bearers;
    std::copy_if(readings.begin(), readings.end(), std::back_inserter(bearers), bears);
    if (!bearers.empty()) return choose_lemma(bearers).lemma;
  }
  return {};
}

std::uint16_t traits_of(const std::vector<Reading>& readings) {
  unsigned traits = 0;
  for (const Reading& r : readings) {
    traits |= is_proper(r) ? kProper : kCommon;
    if (is_noun(r) || is_adjective(r)) traits |= kNominal;
    if (is_infinitive(r) || is_gerund_or_participle(r)) traits |= kVerbBase;
    if (is_imperative(r)) traits |= kImperative;
  }
  const bool of_persons = std::all_of(readings.begin(), readings.end(), [](const Reading& r) {
    return is_given_name(r) || is_surname(r);
  });
  if (of_persons && std::any_of(readings.begin(), readings.end(), is_given_name)) {
    traits |= kGivenName;
  }
  return static_cast<std::uint16_t>(traits);
}

bool is_verb_only(const std::vector<Reading>& readings) {
  return std::all_of(readings.begin(), readings.end(), is_verb);
}

}  // namespace edicola::lexicon
