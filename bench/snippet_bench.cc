// Snippets of articles that queries found: the whole way from text, and its steps.
#include <benchmark/benchmark.h>
#include <xapian.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "bench/measure.h"
#include "bench/subjects.h"
#include "common/partial_text.h"
#include "edicola/analyzer.h"
#include "edicola/search.h"
#include "searcher/compile.h"
#include "searcher/marker.h"
#include "searcher/match.h"
#include "searcher/query.h"
#include "searcher/snippet.h"

namespace edicola::bench {
namespace {

constexpr std::uint32_t kSnippetChars = 200;

// A text that a query found, with what was sought in it.
struct Found {
  std::string text;
  std::vector<Sought> sought;
  Analysis analysis;
  std::vector<Match> matches;
  std::unique_ptr<PartialMatcher> matcher;
};

// A query with its hits, ten where it has as many.
struct Answer {
  CompiledQuery compiled;
  std::vector<Hit> hits;
};

std::vector<Answer> find_answers(const BenchData& data, QueryClass kind) {
  const Analyzer analyzer;
  const Xapian::Database database(data.index);
  Searcher searcher({data.index});
  std::vector<Answer> answers;
  for (const Request& request : requests_of(data.queries, kind, 0)) {
    IndexMemory counts(database);
    const ParsedQuery parsed = parse_query(request.query, request.syntax);
    answers.push_back(
        {compile_query(parsed, request, counts, analyzer), searcher.search(request).hits});
  }
  return answers;
}

// Marks and snippets of all hits of a query, with what is made ready for them. The hits are marked
// in place, as a search does: it has read their articles just before.
void all_hits(benchmark::State& state, const BenchData& data, QueryClass kind) {
  std::vector<Answer> answers = find_answers(data, kind);
  Request request;
  request.snippet_chars = kSnippetChars;
  PartialText text;
  std::size_t hits = 0;
  measure_each(state, answers, [&](Answer& answer) {
    Marker marker(answer.compiled, request, text);
    for (Hit& hit : answer.hits) {
      benchmark::DoNotOptimize(marker.mark_and_weigh(hit));
      benchmark::DoNotOptimize(hit.snippet.text.data());
    }
    hits += answer.hits.size();
  });
  state.counters["hits"] =
      benchmark::Counter(static_cast<double>(hits), benchmark::Counter::kAvgIterations);
}

std::vector<Sought> sought_by(const CompiledQuery& compiled) {
  std::vector<Sought> sought;
  for (const CompiledWords& words : compiled.found) {
    if (words.in_text) sought.insert(sought.end(), words.sought.begin(), words.sought.end());
  }
  return sought;
}

// The first three hits of every query of a class.
std::vector<Found> find_texts(const BenchData& data, QueryClass kind) {
  const Analyzer analyzer;
  const Xapian::Database database(data.index);
  Searcher searcher({data.index});
  std::vector<Found> texts;
  for (Request& request : requests_of(data.queries, kind, 0)) {
    request.limit = 3;
    IndexMemory counts(database);
    const ParsedQuery parsed = parse_query(request.query, request.syntax);
    const CompiledQuery compiled = compile_query(parsed, request, counts, analyzer);
    for (Hit& hit : searcher.search(request).hits) {
      Found found;
      found.text = std::move(hit.article.body);
      found.sought = sought_by(compiled);
      analyzer.analyze(found.text, found.analysis);
      found.matches = find_matches(found.analysis, found.sought);
      texts.push_back(std::move(found));
    }
  }
  for (Found& found : texts) found.matcher = std::make_unique<PartialMatcher>(found.sought);
  return texts;
}

void whole(benchmark::State& state, const std::vector<Found>& texts) {
  const Analyzer analyzer;
  Analysis analysis;
  measure_each(state, texts, [&](const Found& found) {
    analyzer.analyze(found.text, analysis);
    const std::vector<Match> matches = find_matches(analysis, found.sought);
    const Snippet snippet =
        make_snippet(found.text, analysis, matches, found.sought, kSnippetChars);
    benchmark::DoNotOptimize(snippet.text.data());
  });
}

// The same, analyzing no more than it must: what the reader waits for.
void partial(benchmark::State& state, const std::vector<Found>& texts) {
  PartialText text;
  measure_each(state, texts, [&](const Found& found) {
    const std::vector<Match> matches = found.matcher->find(found.text, text);
    const Snippet snippet = make_snippet(text, matches, found.sought, kSnippetChars);
    benchmark::DoNotOptimize(snippet.text.data());
  });
}

void match(benchmark::State& state, const std::vector<Found>& texts) {
  measure_each(state, texts, [](const Found& found) {
    const std::vector<Match> matches = find_matches(found.analysis, found.sought);
    benchmark::DoNotOptimize(matches.data());
  });
}

void make(benchmark::State& state, const std::vector<Found>& texts) {
  measure_each(state, texts, [](const Found& found) {
    const Snippet snippet =
        make_snippet(found.text, found.analysis, found.matches, found.sought, kSnippetChars);
    benchmark::DoNotOptimize(snippet.text.data());
  });
}

}  // namespace

void add_snippets(Corpus& corpus) {
  const auto add = [&corpus](const std::string& name, QueryClass kind, auto measured) {
    benchmark::RegisterBenchmark(name.c_str(), [&corpus, kind, measured](benchmark::State& state) {
      measured(state, find_texts(corpus.data(), kind));
    });
  };
  for (const QueryClass kind :
       {QueryClass::kCommonWord, QueryClass::kTwoAnd, QueryClass::kHeadline, QueryClass::kPhrase,
        QueryClass::kPhraseStopWord, QueryClass::kPrefix}) {
    const std::string of_kind = "/" + std::string(name(kind));
    benchmark::RegisterBenchmark(
        ("snippet/all_hits" + of_kind).c_str(),
        [&corpus, kind](benchmark::State& state) { all_hits(state, corpus.data(), kind); });
    add("snippet/whole" + of_kind, kind, whole);
    add("snippet/partial" + of_kind, kind, partial);
    add("snippet/find_matches" + of_kind, kind, match);
    add("snippet/make" + of_kind, kind, make);
  }
}

}  // namespace edicola::bench
