// What a reader waits for: a query in, ten hits out, by class of query, with
// the index in the system's cache and without.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include "bench/measure.h"
#include "bench/page_cache.h"
#include "bench/subjects.h"
#include "edicola/error.h"
#include "edicola/search.h"

namespace edicola::bench {
namespace {

constexpr std::uint32_t kSnippetChars = 200;
constexpr std::size_t kMostCold = 50;  // queries of a class

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

// The same with nothing of the index in the system's cache: what the first reader of the day waits
// for. The searcher has been opened.
void search_cold(benchmark::State& state, const BenchData& data, QueryClass kind) {
  Searcher searcher({data.index});
  std::vector<Request> requests = requests_of(data.queries, kind, kSnippetChars);
  requests.resize(std::min(requests.size(), kMostCold));
  Latencies latencies;
  measure_each(state, requests, [&](const Request& request) {
    drop_from_cache(data.index);
    const auto start = Latencies::Clock::now();
    const Response response = searcher.search(request);
    const auto taken = Latencies::Clock::now() - start;
    state.SetIterationTime(std::chrono::duration<double>(taken).count());
    latencies.add(taken);
  });
  latencies.report(state);
  drop_from_cache(data.index);
  state.counters["left_in_cache"] = share_in_cache(data.index);
  state.counters["queries"] = static_cast<double>(requests.size());
}

void add_class(Corpus& corpus, QueryClass kind, const char* suffix, std::uint32_t snippet_chars) {
  const std::string name = "search/" + std::string(bench::name(kind)) + suffix;
  benchmark::RegisterBenchmark(name.c_str(), [&corpus, kind,
                                              snippet_chars](benchmark::State& state) {
    search(state, corpus.data(), kind, snippet_chars);
  })->Unit(benchmark::kMicrosecond);
}

void add_cold_class(Corpus& corpus, QueryClass kind) {
  const std::string name = "search_cold/" + std::string(bench::name(kind));
  benchmark::RegisterBenchmark(
      name.c_str(),
      [&corpus, kind](benchmark::State& state) { search_cold(state, corpus.data(), kind); })
      ->UseManualTime()
      ->Iterations(kMostCold)
      ->Unit(benchmark::kMicrosecond);
}

}  // namespace

void add_searches(Corpus& corpus) {
  for (std::size_t i = 0; i < kQueryClassNames.size(); ++i) {
    add_class(corpus, static_cast<QueryClass>(i), "/snippets", kSnippetChars);
    add_class(corpus, static_cast<QueryClass>(i), "/bare", 0);
    add_cold_class(corpus, static_cast<QueryClass>(i));
  }
}

}  // namespace edicola::bench
