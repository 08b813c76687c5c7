// What a reader waits for: a query in, ten hits out, by class of query; and opening the index.
#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "bench/measure.h"
#include "bench/subjects.h"
#include "edicola/analyzer.h"
#include "edicola/error.h"
#include "edicola/search.h"

namespace edicola::bench {
namespace {

constexpr std::uint32_t kSnippetChars = 200;

// Runs every query once, which warms the caches; the mean number of hits.
double warm_up(Searcher& searcher, const std::vector<Request>& requests) {
  std::size_t hits = 0;
  for (const Request& request : requests) hits += searcher.search(request).hits.size();
  return static_cast<double>(hits) / static_cast<double>(requests.size());
}

void search(benchmark::State& state, const BenchData& data, QueryClass kind,
            std::uint32_t snippet_chars) {
  Searcher searcher({data.index});
  const std::vector<Request> requests = requests_of(data.queries, kind, snippet_chars);
  const double hits = warm_up(searcher, requests);
  // Each query was taken from an article, so that finding nothing is an error of the search.
  if (!(hits >= 1)) {
    throw Error(ErrorKind::kQuery,
                std::string(name(kind)) + ": the queries find too little to be measured");
  }
  Latencies latencies;
  measure_each(state, requests, [&](const Request& request) {
    const auto start = Latencies::Clock::now();
    const Response response = searcher.search(request);
    latencies.add(Latencies::Clock::now() - start);
    benchmark::DoNotOptimize(response.hits.data());
  });
  latencies.report(state);
  state.counters["hits"] = hits;
  state.counters["queries"] = static_cast<double>(requests.size());
}

void make_analyzer(benchmark::State& state) {
  for (auto _ : state) {
    const Analyzer analyzer;
    benchmark::DoNotOptimize(analyzer.fingerprint().data());
  }
}

void open(benchmark::State& state, const BenchData& data) {
  for (auto _ : state) {
    Searcher searcher({data.index});
    benchmark::DoNotOptimize(&searcher);
  }
}

// What a program waits for that is started for one query.
void open_and_search(benchmark::State& state, const BenchData& data) {
  const std::vector<Request> requests =
      requests_of(data.queries, QueryClass::kHeadline, kSnippetChars);
  measure_each(state, requests, [&](const Request& request) {
    const Response response = Searcher({data.index}).search(request);
    benchmark::DoNotOptimize(response.hits.data());
  });
}

void add_class(Corpus& corpus, QueryClass kind, const char* suffix, std::uint32_t snippet_chars) {
  const std::string name = "search/" + std::string(bench::name(kind)) + suffix;
  benchmark::RegisterBenchmark(name.c_str(), [&corpus, kind,
                                              snippet_chars](benchmark::State& state) {
    search(state, corpus.data(), kind, snippet_chars);
  })->Unit(benchmark::kMicrosecond);
}

}  // namespace

void add_searches(Corpus& corpus) {
  for (std::size_t i = 0; i < kQueryClassNames.size(); ++i) {
    add_class(corpus, static_cast<QueryClass>(i), "/snippets", kSnippetChars);
    add_class(corpus, static_cast<QueryClass>(i), "/bare", 0);
  }
  benchmark::RegisterBenchmark("start/analyzer", make_analyzer);
  benchmark::RegisterBenchmark("start/open", [&corpus](benchmark::State& state) {
    open(state, corpus.data());
  })->Unit(benchmark::kMicrosecond);
  benchmark::RegisterBenchmark("start/open_and_search", [&corpus](benchmark::State& state) {
    open_and_search(state, corpus.data());
  })->Unit(benchmark::kMicrosecond);
}

}  // namespace edicola::bench
