#include "common/lexicon_compiler/choose.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <set>
#include <string_view>
#include <tuple>

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

std::string choose_lemma(const std::vector<Reading>& readings) {
  const bool participle_first = is_used_as_participle(readings);
  const auto order = [participle_first](const Reading& r) {
    const int place = participle_first && is_participle(r) ? -1 : rank(r);
    return std::make_tuple(place, -static_cast<int>(r.lemma.size()), std::string_view(r.lemma));
  };
  return std::min_element(
             readings.begin(), readings.end(),
             [&order](const Reading& a, const Reading& b) { return order(a) < order(b); })
      ->lemma;
}

std::uint16_t traits_of(const std::vector<Reading>& readings) {
  unsigned traits = 0;
  for (const Reading& r : readings) {
    traits |= is_proper(r) ? kProper : kCommon;
    if (is_noun(r) || is_adjective(r)) traits |= kNominal;
    if (!is_verb(r)) continue;
    if (contains(r.tags, "<inf>") || contains(r.tags, "<ger>") || contains(r.tags, "<pp>")) {
      traits |= kVerbBase;
    }
    if (contains(r.tags, "<imp><p2>") || contains(r.tags, "<imp><p1><pl>")) traits |= kImperative;
  }
  return static_cast<std::uint16_t>(traits);
}

bool is_verb_only(const std::vector<Reading>& readings) {
  return std::all_of(readings.begin(), readings.end(), is_verb);
}

}  // namespace edicola::lexicon
