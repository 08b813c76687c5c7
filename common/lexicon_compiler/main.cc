// Compiles the Italian dictionary of Apertium into the table of common/lexicon_format.h.
//
//   lt-print cat-ita.autogen.bin |
//     lexicon_compiler MORE_WORDS PREFERRED_LEMMAS STOP_WORDS SURNAMES OUTPUT STRAYS JOINS READINGS
//
// READINGS is another table, of common/readings_format.h, for explanations.
//
// STRAYS, an output too: the beginnings of forms that do not begin like their key. JOINS, likewise:
// which bytes may follow others inside a form.
// MORE_WORDS: a lemma and its other forms a line. PREFERRED_LEMMAS: a form and its key a line.
// STOP_WORDS: a word a line, optionally a blank and its key. SURNAMES: a word a line. # begins a
// comment in all.
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <exception>
#include <fstream>
#include <iostream>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "common/fold.h"
#include "common/lexicon_compiler/choose.h"
#include "common/lexicon_compiler/transducer.h"
#include "common/lexicon_format.h"
#include "common/readings_format.h"

namespace edicola::lexicon {
namespace {

struct Entry {
  std::string key;
  std::uint16_t traits = 0;
  bool verb_only = false;
  // For explanations: the lemmas of the dictionary with their parts of speech, and why `key`.
  std::map<std::string, std::uint16_t> candidates;
  Choice why = Choice::kOnly;
  // The verb that the form is before an enclitic pronoun; empty where it is none.
  std::string bearer;
};
using Entries = std::map<std::string, Entry>;

bool is_one_word(const std::string& form) {
  return !form.empty() && form.size() < 64 &&
         form.find_first_of(" '’-./0123456789&#") == std::string::npos;
}

Entries read_dictionary(std::istream& att) {
  std::map<std::string, std::vector<Reading>> readings;
  for_each_reading(att, [&readings](const Reading& r) {
    if (!is_one_word(r.form)) return;
    readings[fold_case(r.form)].push_back({r.form, fold_case(r.lemma), r.tags});
  });
  Entries entries;
  for (const auto& [form, of_form] : readings) {
    const Chosen chosen = choose_lemma(of_form);
    entries[form] = {chosen.lemma,           traits_of(of_form), is_verb_only(of_form),
                     candidates_of(of_form), chosen.why,         bearer_of(of_form)};
  }
  return entries;
}

struct Row {
  std::string form;
  std::string key;  // may be empty
};

std::vector<Row> read_rows(const std::string& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot read " + path);
  std::vector<Row> rows;
  for (std::string line; std::getline(file, line);) {
    std::istringstream columns(line.substr(0, line.find('#')));
    Row row;
    if (!(columns >> row.form)) continue;
    columns >> row.key;
    rows.push_back(row);
  }
  return rows;
}

Entry added(const std::string& lemma, unsigned traits) {
  return {lemma, static_cast<std::uint16_t>(traits), false, {{lemma, 0}}, Choice::kAdded, {}};
}

// Words that the dictionary lacks. What ends like an infinitive, gerund or participle may bear
// enclitics.
void add_words(const std::string& path, Entries& entries) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot read " + path);
  for (std::string line; std::getline(file, line);) {
    std::istringstream forms(line.substr(0, line.find('#')));
    std::string lemma;
    if (!(forms >> lemma)) continue;
    const bool verb = lemma.size() > 2 && lemma.compare(lemma.size() - 2, 2, "re") == 0;
    entries[lemma] = added(lemma, kCommon | (verb ? kVerbBase : kNominal));
    for (std::string form; forms >> form;) {
      const bool gerund = verb && form.size() > 3 && form.compare(form.size() - 3, 3, "ndo") == 0;
      entries[form] = added(lemma, gerund ? kCommon | kVerbBase : unsigned{kCommon});
    }
  }
}

// A list has its own mind, which need not be among the dictionary's.
void set_key(const std::string& key, Choice why, Entry& entry) {
  if (entry.key != key) entry.why = why;
  entry.key = key;
  entry.candidates.emplace(key, std::uint16_t{0});
}

void prefer_lemmas(const std::vector<Row>& rows, Entries& entries) {
  for (const Row& row : rows) {
    if (entries.count(row.key) == 0) {
      throw std::runtime_error("preferred lemma not in the dictionary: " + row.key);
    }
    Entry& entry = entries[row.form];
    set_key(row.key, Choice::kPreferred, entry);
    entry.traits |= kCommon;
  }
}

void add_stop_words(const std::vector<Row>& rows, Entries& entries) {
  for (const Row& row : rows) {
    Entry& entry = entries[row.form];
    set_key(row.key.empty() ? row.form : row.key, Choice::kStopWord, entry);
    entry.traits |= kStop | kCommon;
  }
}

// The verbs of forms that are something else alone: fate is a noun, fatelo a verb.
void add_bearers(Entries& entries) {
  Entries more;
  for (const auto& [form, entry] : entries) {
    if (entry.bearer.empty() || entry.bearer == entry.key) continue;
    more[form + kBearerMark] = {
        entry.bearer, kCommon | kVerbBase, true, {{entry.bearer, kVerbPart}}, Choice::kOnly, {}};
  }
  entries.merge(more);
}

// Words that accents make into others: meta, metà. Not the pairs of arrivo and arrivò, which are
// many, nor of casa and the surname Casà: who types the noun means it.
void note_accented_twins(Entries& entries) {
  for (const auto& [form, entry] : entries) {
    if (entry.verb_only || (entry.traits & kCommon) == 0) continue;
    const std::string plain = fold(form).form;
    const auto twin = entries.find(plain);
    if (plain == form || twin == entries.end() || twin->second.key == entry.key) continue;
    twin->second.traits |= kAccentedToo;
  }
}

// Müller and Muller, which the dictionary has both: one name, whose key is its form without accents
// where it is told by its capital, and so everywhere.
void level_names(Entries& entries) {
  for (auto& [form, entry] : entries) {
    const std::string plain = fold(form).form;
    const auto twin = entries.find(plain);
    if (plain == form || twin == entries.end()) continue;
    if (((entry.traits | twin->second.traits) & kCommon) != 0) continue;
    set_key(twin->second.key, Choice::kPreferred, entry);
  }
}

// Common words that are surnames too.
void add_surnames(const std::vector<Row>& rows, Entries& entries) {
  for (const Row& row : rows) {
    const auto entry = entries.find(row.form);
    if (entry == entries.end()) {
      throw std::runtime_error("a surname that is no word need not be listed: " + row.form);
    }
    entry->second.traits |= kProper;
    entry->second.candidates[row.form] |= kProperPart;
  }
}

// Given names are those that are nothing else, and of common words and places those of the list.
void add_given_names(const std::vector<Row>& rows, Entries& entries) {
  for (auto& [form, entry] : entries) {
    if ((entry.traits & kCommon) != 0) entry.traits &= static_cast<std::uint16_t>(~kGivenName);
  }
  for (const Row& row : rows) {
    const auto entry = entries.find(row.form);
    if (entry == entries.end()) {
      throw std::runtime_error("given name not in the dictionary: " + row.form);
    }
    entry->second.traits |= kGivenName;
  }
}

// Forms as people type them without accents, where that is no other word.
void add_without_accents(Entries& entries) {
  Entries more;
  for (const auto& [form, entry] : entries) {
    const std::string plain = fold(form).form;
    if (plain == form || entries.count(plain) != 0) continue;
    const auto [place, is_new] = more.emplace(plain, entry);
    // Two accented words may be written alike without: the one that is not a name.
    if (!is_new && (place->second.traits & kCommon) == 0) place->second = entry;
    place->second.traits |= kRestored;
  }
  entries.merge(more);
}

class Table {
 public:
  explicit Table(const Entries& entries) {
    std::uint32_t slots = 1;
    while (slots < entries.size() * 3 / 2) slots *= 2;
    slots_.resize(slots);
    for (const auto& [form, entry] : entries) insert(form, entry);
  }

  // Offset of `text` in the characters, if it is there.
  [[nodiscard]] std::optional<std::uint32_t> offset(const std::string& text) const {
    const auto at = placed_.find(text);
    return at == placed_.end() ? std::nullopt : std::optional(at->second);
  }
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(slots_.size()); }
  [[nodiscard]] std::uint32_t characters() const {
    return static_cast<std::uint32_t>(characters_.size());
  }
  // The form in slot `i`; empty if the slot is.
  [[nodiscard]] std::string form(std::uint32_t i) const {
    return characters_.substr(slots_[i].form, slots_[i].form_size);
  }
  [[nodiscard]] std::uint64_t fingerprint() const {
    return hash(slot_bytes()) ^ (hash(characters_) * 3);
  }

  void write(std::ostream& out, std::uint32_t entries) const {
    Header header = {};
    header.magic = kMagic;
    header.slots = static_cast<std::uint32_t>(slots_.size());
    header.characters = static_cast<std::uint32_t>(characters_.size());
    header.entries = entries;
    header.fingerprint = fingerprint();
    const std::string_view slots = slot_bytes();
    out.write(reinterpret_cast<const char*>(&header), sizeof header);
    out.write(slots.data(), static_cast<std::streamsize>(slots.size()));
    out.write(characters_.data(), static_cast<std::streamsize>(characters_.size()));
  }

 private:
  [[nodiscard]] std::string_view slot_bytes() const {
    return {reinterpret_cast<const char*>(slots_.data()), slots_.size() * sizeof(Slot)};
  }

  std::uint32_t place(const std::string& text) {
    const auto [at, is_new] = placed_.emplace(text, static_cast<std::uint32_t>(characters_.size()));
    if (is_new) characters_ += text;
    return at->second;
  }

  void insert(const std::string& form, const Entry& entry) {
    std::size_t i = hash(form) & (slots_.size() - 1);
    while (slots_[i].form_size != 0) i = (i + 1) & (slots_.size() - 1);
    slots_[i].form = place(form);
    slots_[i].key = place(entry.key);
    slots_[i].form_size = static_cast<std::uint8_t>(form.size());
    slots_[i].key_size = static_cast<std::uint8_t>(entry.key.size());
    slots_[i].traits = entry.traits;
  }

  std::vector<Slot> slots_;
  std::string characters_;
  std::unordered_map<std::string, std::uint32_t> placed_;
};

// The table of lexicon::Stray, sorted.
std::vector<Stray> strays_of(const Entries& entries) {
  std::set<std::tuple<std::uint32_t, std::string>> rows;
  std::unordered_map<std::string, std::string> own;  // beginnings of keys
  for (const auto& [form, entry] : entries) {
    const auto [place, is_new] = own.emplace(entry.key, "");
    if (is_new) place->second = beginning(fold(entry.key).form);
    const std::string begin(beginning(fold(form).form));
    if (begin != place->second) rows.emplace(stray_hash(entry.key), begin);
  }
  std::vector<Stray> strays;
  for (const auto& [key_hash, begin] : rows) {
    Stray stray = {key_hash, {}, static_cast<std::uint8_t>(begin.size())};
    begin.copy(stray.text, sizeof stray.text);
    strays.push_back(stray);
  }
  return strays;
}

void write_strays(const std::string& path, const Entries& entries) {
  const std::vector<Stray> strays = strays_of(entries);
  const auto count = static_cast<std::uint32_t>(strays.size());
  std::ofstream out(path, std::ios::binary);
  out.write(reinterpret_cast<const char*>(&count), sizeof count);
  out.write(reinterpret_cast<const char*>(strays.data()),
            static_cast<std::streamsize>(strays.size() * sizeof(Stray)));
  if (!out.flush()) throw std::runtime_error("cannot write " + path);
}

void write_joins(const std::string& path, const Entries& entries) {
  std::vector<std::uint8_t> bits(kJoinBits / 8);
  for (const auto& [form, entry] : entries) {
    const std::string_view whole = form;
    for (std::size_t at = kJoined; at + kJoined <= whole.size(); ++at) {
      const std::uint32_t bit = join_hash(whole.substr(0, at), whole.substr(at));
      bits[bit / 8] = static_cast<std::uint8_t>(bits[bit / 8] | 1U << (bit % 8));
    }
  }
  std::ofstream out(path, std::ios::binary);
  out.write(reinterpret_cast<const char*>(bits.data()), static_cast<std::streamsize>(bits.size()));
  if (!out.flush()) throw std::runtime_error("cannot write " + path);
}

// What common/readings_format.h describes.
class Readings {
 public:
  Readings(const Table& table, const Entries& entries) : table_(table) {
    for (std::uint32_t i = 0; i < table.size(); ++i) {
      if (i % kSlotsInBlock == 0) blocks_.push_back(static_cast<std::uint32_t>(records_.size()));
      const std::string form = table.form(i);
      if (!form.empty()) add(entries.at(form));
    }
  }

  void write(std::ostream& out) const {
    const ReadingsHeader header = {kReadingsMagic, static_cast<std::uint32_t>(blocks_.size()),
                                   static_cast<std::uint32_t>(records_.size()),
                                   static_cast<std::uint32_t>(characters_.size()),
                                   table_.fingerprint()};
    out.write(reinterpret_cast<const char*>(&header), sizeof header);
    out.write(reinterpret_cast<const char*>(blocks_.data()),
              static_cast<std::streamsize>(blocks_.size() * sizeof blocks_.front()));
    out.write(records_.data(), static_cast<std::streamsize>(records_.size()));
    out.write(characters_.data(), static_cast<std::streamsize>(characters_.size()));
  }

 private:
  void add(const Entry& entry) {
    records_ += static_cast<char>(entry.why);
    records_ += static_cast<char>(entry.candidates.size());
    for (const auto& [lemma, parts] : entry.candidates) {
      const std::uint32_t at = place(lemma);
      records_ += static_cast<char>(lemma.size());
      const std::uint64_t bytes = parts | (std::uint64_t{at} << 16U);
      for (unsigned i = 0; i < 5; ++i) records_ += static_cast<char>((bytes >> (8 * i)) & 0xFFU);
    }
  }

  std::uint32_t place(const std::string& lemma) {
    if (const auto listed = table_.offset(lemma)) return *listed;
    const auto [at, is_new] = placed_.emplace(
        lemma, table_.characters() + static_cast<std::uint32_t>(characters_.size()));
    if (is_new) characters_ += lemma;
    if (at->second >= 1U << 24U) throw std::runtime_error("more lemmas than offsets can tell");
    return at->second;
  }

  const Table& table_;
  std::vector<std::uint32_t> blocks_;
  std::string records_;
  std::string characters_;
  std::unordered_map<std::string, std::uint32_t> placed_;
};

struct Paths {
  std::string more_words;
  std::string preferred_lemmas;
  std::string stop_words;
  std::string surnames;
  std::string given_names;
  std::string output;
  std::string strays;
  std::string joins;
  std::string readings;
};

void compile(const Paths& paths) {
  Entries entries = read_dictionary(std::cin);
  if (entries.size() < 100000) {
    throw std::runtime_error("the dictionary on standard input is empty or cut short");
  }
  add_words(paths.more_words, entries);
  prefer_lemmas(read_rows(paths.preferred_lemmas), entries);
  add_stop_words(read_rows(paths.stop_words), entries);
  add_surnames(read_rows(paths.surnames), entries);
  add_given_names(read_rows(paths.given_names), entries);
  level_names(entries);
  note_accented_twins(entries);
  add_without_accents(entries);
  add_bearers(entries);
  const Table table(entries);
  std::ofstream out(paths.output, std::ios::binary);
  table.write(out, static_cast<std::uint32_t>(entries.size()));
  if (!out.flush()) throw std::runtime_error("cannot write " + paths.output);
  write_strays(paths.strays, entries);
  write_joins(paths.joins, entries);
  std::ofstream readings(paths.readings, std::ios::binary);
  Readings(table, entries).write(readings);
  if (!readings.flush()) throw std::runtime_error("cannot write " + paths.readings);
}

}  // namespace
}  // namespace edicola::lexicon

int main(int argc, char** argv) {
  try {
    if (argc != 10) {
      throw std::runtime_error(
          "usage: lexicon_compiler MORE_WORDS PREFERRED_LEMMAS STOP_WORDS SURNAMES GIVEN_NAMES "
          "OUTPUT STRAYS JOINS READINGS < ATT");
    }
    edicola::lexicon::compile(
        {argv[1], argv[2], argv[3], argv[4], argv[5], argv[6], argv[7], argv[8], argv[9]});
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "lexicon_compiler: " << error.what() << '\n';
    return 1;
  }
}
