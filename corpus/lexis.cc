#include "corpus/lexis.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <optional>
#include <stdexcept>
#include <utility>

// The bytes of the lists (lexis_data.S).
extern "C" {
extern const char edicola_corpus_words[];
extern const char edicola_corpus_phrases[];
extern const char edicola_corpus_names[];
}

namespace edicola::corpus {
namespace {

// The shifts of Zipf's law: how flat the head of a list is. Lists are short, function words come
// first.
constexpr std::uint32_t kWordShift = 12;
constexpr std::uint32_t kSectionShift = 6;
constexpr std::uint32_t kNameShift = 15;

struct Weighted {
  std::vector<std::string> items;
  std::vector<std::uint64_t> weights;

  Bag<std::string> bag() { return {std::move(items), weights}; }
};

// The lists while they are read.
struct Draft {
  BySection<std::vector<Noun>> nouns;
  BySection<std::vector<Noun>> agents;
  BySection<std::vector<Adjective>> adjectives;
  std::vector<Adjective> before;
  std::vector<Verb> verbs;
  std::vector<Verb> motion;
  std::vector<Verb> saying;
  BySection<std::vector<Phrase>> phrases;
  std::vector<Phrase> organisations;
  Weighted adverbs;
  Weighted openers;
  Weighted links;
  std::array<Weighted, 2> pronouns;
  std::vector<std::string> given;
  std::vector<std::string> surnames;
  std::vector<std::string> cities;
  std::vector<std::string> abroad;
  std::vector<std::string> countries;
};

[[noreturn]] void malformed(std::string_view line) {
  throw std::runtime_error("malformed line in the generator's words: " + std::string(line));
}

std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(at), text.size());
    if (end > 0) parts.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

// word[:mark][/plural]
struct Entry {
  std::string_view word;
  std::string_view mark;
  std::string_view plural;
};

Entry parse_entry(std::string_view text) {
  Entry entry;
  const std::size_t slash = text.find('/');
  if (slash != std::string_view::npos) entry.plural = text.substr(slash + 1);
  text = text.substr(0, slash);
  const std::size_t colon = text.find(':');
  if (colon != std::string_view::npos) entry.mark = text.substr(colon + 1);
  entry.word = text.substr(0, colon);
  if (entry.word.empty()) malformed(text);
  return entry;
}

Noun read_noun(std::string_view text) {
  const Entry entry = parse_entry(text);
  if (entry.mark.empty()) return make_noun(entry.word, gender_of(entry.word), entry.plural);
  if (entry.mark != "m" && entry.mark != "f") malformed(text);
  return make_noun(entry.word, entry.mark == "f" ? kFeminine : kMasculine, entry.plural);
}

Adjective read_adjective(std::string_view text) {
  const Entry entry = parse_entry(text);
  return make_adjective(entry.word, entry.plural);
}

Verb read_verb(std::string_view text) {
  const Entry entry = parse_entry(text);
  if (entry.word.size() < 4) malformed(text);
  const bool isc = entry.mark == "isc";
  return make_verb(entry.word, isc ? std::string_view() : entry.mark, isc);
}

// "fp elezioni europee"
Phrase read_phrase(std::string_view line) {
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos) malformed(line);
  const std::string_view mark = line.substr(0, space);
  const std::string_view text = line.substr(space + 1);
  return {std::string(text),
          {mark[0] == 'f' ? kFeminine : kMasculine, mark.ends_with('p') ? kPlural : kSingular},
          onset_of(text)};
}

// "Nel frattempo 3"
void read_weighted(std::string_view line, Weighted& to) {
  const std::size_t space = line.rfind(' ');
  if (space == std::string_view::npos) malformed(line);
  std::uint64_t weight = 0;
  std::from_chars(line.data() + space + 1, line.data() + line.size(), weight);
  if (weight == 0) malformed(line);
  to.items.emplace_back(line.substr(0, space));
  to.weights.push_back(weight);
}

void read_pronoun(std::string_view line, std::array<Weighted, 2>& to) {
  if (line.size() < 3 || line[1] != ':') malformed(line);
  read_weighted(line.substr(2), to[line[0] == 'p' ? kPlural : kSingular]);
}

// Blanks inside a name are written as underscores.
std::string read_name(std::string_view text) {
  std::string name(text);
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

std::size_t section_index(std::string_view name) {
  if (name.empty()) return kGeneral;
  const auto* at = std::find(kSections.begin(), kSections.end(), name);
  if (at == kSections.end()) malformed(name);
  return static_cast<std::size_t>(at - kSections.begin());
}

// Takes one line of a block.
using LineReader = std::function<void(std::string_view)>;

// Blank-separated entries, each read by `read`.
template <typename Item, typename Read>
LineReader entries(std::vector<Item>& to, Read read) {
  return [&to, read](std::string_view line) {
    for (const std::string_view text : split(line, ' ')) to.push_back(read(text));
  };
}

LineReader weighted(Weighted& to) {
  return [&to](std::string_view line) { read_weighted(line, to); };
}

LineReader phrases(std::vector<Phrase>& to) {
  return [&to](std::string_view line) { to.push_back(read_phrase(line)); };
}

std::optional<LineReader> names_reader(std::string_view kind, Draft& draft) {
  if (kind == "given") return entries(draft.given, read_name);
  if (kind == "surname") return entries(draft.surnames, read_name);
  if (kind == "city") return entries(draft.cities, read_name);
  if (kind == "abroad") return entries(draft.abroad, read_name);
  if (kind == "country") return entries(draft.countries, read_name);
  return std::nullopt;
}

std::optional<LineReader> verbs_reader(std::string_view kind, std::string_view which,
                                       Draft& draft) {
  if (kind != "verb") return std::nullopt;
  if (which == "moto") return entries(draft.motion, read_verb);
  if (which == "dire") return entries(draft.saying, read_verb);
  return entries(draft.verbs, read_verb);
}

std::optional<LineReader> function_words_reader(std::string_view kind, Draft& draft) {
  if (kind == "adverb") return weighted(draft.adverbs);
  if (kind == "opener") return weighted(draft.openers);
  if (kind == "link") return weighted(draft.links);
  if (kind == "pronoun") {
    return [&draft](std::string_view line) { read_pronoun(line, draft.pronouns); };
  }
  return std::nullopt;
}

// `header` is "[kind]" or "[kind section]".
LineReader reader_of(std::string_view header, Draft& draft) {
  if (!header.ends_with(']')) malformed(header);
  const std::vector<std::string_view> words = split(header.substr(1, header.size() - 2), ' ');
  if (words.empty()) malformed(header);
  const std::string_view kind = words[0];
  const std::string_view which = words.size() > 1 ? words[1] : std::string_view();
  if (auto reader = verbs_reader(kind, which, draft)) return *reader;
  if (auto reader = names_reader(kind, draft)) return *reader;
  if (auto reader = function_words_reader(kind, draft)) return *reader;
  if (kind == "before") return entries(draft.before, read_adjective);
  if (kind == "org") return phrases(draft.organisations);
  const std::size_t section = section_index(which);
  if (kind == "noun") return entries(draft.nouns[section], read_noun);
  if (kind == "agent") return entries(draft.agents[section], read_noun);
  if (kind == "adjective") return entries(draft.adjectives[section], read_adjective);
  if (kind == "phrase") return phrases(draft.phrases[section]);
  malformed(header);
}

void read_lists(std::string_view text, Draft& draft) {
  LineReader reader = [](std::string_view line) { malformed(line); };
  for (const std::string_view line : split(text, '\n')) {
    if (line[0] == '#') continue;
    if (line[0] == '[') {
      reader = reader_of(line, draft);
    } else {
      reader(line);
    }
  }
}

// Adjectives that verbs give: utilizzabile, contestabile.
void derive(Draft& draft) {
  for (const Verb& verb : draft.verbs) {
    const std::string_view infinitive = verb.infinitive;
    if (!infinitive.ends_with("are") || infinitive.size() < 8) continue;
    std::string adjective(infinitive.substr(0, infinitive.size() - 2));
    adjective += "bile";
    draft.adjectives[kGeneral].push_back(make_adjective(adjective));
  }
}

template <typename Item>
BySection<Bag<Item>> bags(BySection<std::vector<Item>>&& lists) {
  BySection<Bag<Item>> result;
  for (std::size_t i = 0; i < lists.size(); ++i) {
    result[i] = Bag<Item>::zipf(std::move(lists[i]), i == kGeneral ? kWordShift : kSectionShift);
  }
  return result;
}

void take_names(Draft& draft, Lexis& lexis) {
  const auto bag = [](std::vector<std::string>& names) {
    return Bag<std::string>::zipf(std::move(names), kNameShift);
  };
  lexis.given = bag(draft.given);
  lexis.surnames = bag(draft.surnames);
  lexis.cities = bag(draft.cities);
  lexis.abroad = bag(draft.abroad);
  lexis.countries = bag(draft.countries);
}

void take_function_words(Draft& draft, Lexis& lexis) {
  lexis.adverbs = draft.adverbs.bag();
  lexis.openers = draft.openers.bag();
  lexis.links = draft.links.bag();
  for (const Number number : {kSingular, kPlural}) {
    lexis.pronouns[number] = draft.pronouns[number].bag();
  }
}

}  // namespace

Lexis load_lexis() {
  Draft draft;
  read_lists(edicola_corpus_words, draft);
  read_lists(edicola_corpus_phrases, draft);
  read_lists(edicola_corpus_names, draft);
  derive(draft);
  Lexis lexis;
  lexis.nouns = bags(std::move(draft.nouns));
  lexis.agents = bags(std::move(draft.agents));
  lexis.adjectives = bags(std::move(draft.adjectives));
  lexis.phrases = bags(std::move(draft.phrases));
  lexis.before = Bag<Adjective>::zipf(std::move(draft.before), kSectionShift);
  lexis.verbs = Bag<Verb>::zipf(std::move(draft.verbs), kWordShift);
  lexis.motion = Bag<Verb>::zipf(std::move(draft.motion), kSectionShift);
  lexis.saying = Bag<Verb>::zipf(std::move(draft.saying), kSectionShift);
  lexis.organisations = Bag<Phrase>::zipf(std::move(draft.organisations), kSectionShift);
  take_function_words(draft, lexis);
  take_names(draft, lexis);
  return lexis;
}

}  // namespace edicola::corpus
