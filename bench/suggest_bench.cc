// "Did you mean": what it costs to look for other words beside a search. What it finds is
// measured by bench/suggestions.
#include <benchmark/benchmark.h>
#include <xapian.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "bench/measure.h"
#include "bench/subjects.h"
#include "corpus/random.h"
#include "edicola/analyzer.h"
#include "searcher/query.h"
#include "searcher/suggest.h"

namespace edicola::bench {
namespace {

constexpr std::size_t kShortest = 6;  // letters of a word that two edits are made to

char any_letter(corpus::Random& random) { return static_cast<char>('a' + random.below(26)); }

// One of the four slips, anywhere but at the first letter, as most are.
void edit(std::string& word, corpus::Random& random) {
  const std::size_t at = 1 + random.below(static_cast<std::uint32_t>(word.size()) - 1);
  switch (random.below(4)) {
    case 0:
      word.erase(at, 1);
      break;
    case 1:
      word.insert(at, 1, any_letter(random));
      break;
    case 2:
      word[at] = any_letter(random);
      break;
    default:
      if (at > 1) std::swap(word[at], word[at - 1]);
  }
}

// As most are typed.
std::string in_small_letters(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

bool is_plain(const std::string& word) {
  return word.size() >= kShortest &&
         std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

std::vector<std::string> texts_of(const BenchData& data, QueryClass kind) {
  std::vector<std::string> texts;
  for (const SampledQuery& query : data.queries) {
    if (query.kind == kind) texts.push_back(in_small_letters(query.text));
  }
  return texts;
}

// Common words after so many edits; the same in every run.
std::vector<std::string> typos(const BenchData& data, unsigned edits) {
  corpus::Random random(kSeed);
  std::vector<std::string> typos = texts_of(data, QueryClass::kCommonWord);
  std::erase_if(typos, [](const std::string& word) { return !is_plain(word); });
  for (std::string& typo : typos) {
    for (unsigned i = 0; i < edits; ++i) edit(typo, random);
  }
  return typos;
}

struct Typed {
  std::string text;
  ParsedQuery parsed;
};

void suggest(benchmark::State& state, const std::string& index,
             const std::vector<std::string>& texts) {
  const Xapian::Database database(index);
  const Analyzer analyzer;
  std::vector<Typed> queries;
  queries.reserve(texts.size());
  for (const std::string& text : texts) queries.push_back({text, parse_query(text, Syntax::kFull)});
  Latencies latencies;
  std::size_t asked = 0;
  std::size_t suggested = 0;
  measure_each(state, queries, [&](const Typed& query) {
    const auto start = Latencies::Clock::now();
    IndexMemory counts(database);
    const std::string other = Suggester(counts, analyzer).suggest(query.text, query.parsed);
    latencies.add(Latencies::Clock::now() - start);
    ++asked;
    suggested += other.empty() ? 0 : 1;
  });
  latencies.report(state);
  state.counters["suggested"] = static_cast<double>(suggested) / static_cast<double>(asked);
  state.counters["queries"] = static_cast<double>(queries.size());
}

}  // namespace

void add_suggestions(Corpus& corpus) {
  const auto add = [&corpus](const char* name, auto texts_from) {
    benchmark::RegisterBenchmark(name, [&corpus, texts_from](benchmark::State& state) {
      suggest(state, corpus.data().index, texts_from(corpus.data()));
    })->Unit(benchmark::kMicrosecond);
  };
  add("suggest/common_word",
      [](const BenchData& data) { return texts_of(data, QueryClass::kCommonWord); });
  add("suggest/rare_word",
      [](const BenchData& data) { return texts_of(data, QueryClass::kRareWord); });
  add("suggest/one_edit", [](const BenchData& data) { return typos(data, 1); });
  add("suggest/two_edits", [](const BenchData& data) { return typos(data, 2); });
}

}  // namespace edicola::bench
