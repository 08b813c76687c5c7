// Compiles the Italian dictionary of Apertium into the table of common/lexicon_format.h.
//
//   lt-print cat-ita.autogen.bin | lexicon_compiler MORE_WORDS PREFERRED_LEMMAS STOP_WORDS OUTPUT
//
// MORE_WORDS: a lemma and its other forms a line. PREFERRED_LEMMAS: a form and its key a line.
// STOP_WORDS: a word a line, optionally a blank and its key. # begins a comment in both.
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <exception>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <vector>

#include "common/fold.h"
#include "common/lexicon_compiler/choose.h"
#include "common/lexicon_compiler/transducer.h"
#include "common/lexicon_format.h"

namespace edicola::lexicon {
namespace {

struct Entry {
  std::string key;
  std::uint16_t traits = 0;
  bool verb_only = false;
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
    entries[form] = {choose_lemma(of_form), traits_of(of_form), is_verb_only(of_form)};
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
    entries[lemma] = {lemma, static_cast<std::uint16_t>(kCommon | (verb ? kVerbBase : kNominal))};
    for (std::string form; forms >> form;) {
      const bool gerund = verb && form.size() > 3 && form.compare(form.size() - 3, 3, "ndo") == 0;
      entries[form] = {
          lemma, static_cast<std::uint16_t>(gerund ? kCommon | kVerbBase : unsigned{kCommon})};
    }
  }
}

void prefer_lemmas(const std::vector<Row>& rows, Entries& entries) {
  for (const Row& row : rows) {
    if (entries.count(row.key) == 0) {
      throw std::runtime_error("preferred lemma not in the dictionary: " + row.key);
    }
    Entry& entry = entries[row.form];
    entry.key = row.key;
    entry.traits |= kCommon;
  }
}

void add_stop_words(const std::vector<Row>& rows, Entries& entries) {
  for (const Row& row : rows) {
    Entry& entry = entries[row.form];
    entry.key = row.key.empty() ? row.form : row.key;
    entry.traits |= kStop | kCommon;
  }
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

  void write(std::ostream& out, std::uint32_t entries) const {
    Header header = {};
    header.magic = kMagic;
    header.slots = static_cast<std::uint32_t>(slots_.size());
    header.characters = static_cast<std::uint32_t>(characters_.size());
    header.entries = entries;
    const std::string_view slots(reinterpret_cast<const char*>(slots_.data()),
                                 slots_.size() * sizeof(Slot));
    header.fingerprint = hash(slots) ^ (hash(characters_) * 3);
    out.write(reinterpret_cast<const char*>(&header), sizeof header);
    out.write(slots.data(), static_cast<std::streamsize>(slots.size()));
    out.write(characters_.data(), static_cast<std::streamsize>(characters_.size()));
  }

 private:
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

struct Paths {
  std::string more_words;
  std::string preferred_lemmas;
  std::string stop_words;
  std::string output;
};

void compile(const Paths& paths) {
  Entries entries = read_dictionary(std::cin);
  if (entries.size() < 100000) {
    throw std::runtime_error("the dictionary on standard input is empty or cut short");
  }
  add_words(paths.more_words, entries);
  prefer_lemmas(read_rows(paths.preferred_lemmas), entries);
  add_stop_words(read_rows(paths.stop_words), entries);
  note_accented_twins(entries);
  add_without_accents(entries);
  std::ofstream out(paths.output, std::ios::binary);
  Table(entries).write(out, static_cast<std::uint32_t>(entries.size()));
  if (!out.flush()) throw std::runtime_error("cannot write " + paths.output);
}

}  // namespace
}  // namespace edicola::lexicon

int main(int argc, char** argv) {
  try {
    if (argc != 5) {
      throw std::runtime_error(
          "usage: lexicon_compiler MORE_WORDS PREFERRED_LEMMAS STOP_WORDS OUTPUT < ATT");
    }
    edicola::lexicon::compile({argv[1], argv[2], argv[3], argv[4]});
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "lexicon_compiler: " << error.what() << '\n';
    return 1;
  }
}
