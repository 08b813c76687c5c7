// What happens to a query before anything is matched.
#include <benchmark/benchmark.h>
#include <xapian.h>

#include <vector>

#include "bench/measure.h"
#include "bench/subjects.h"
#include "edicola/analyzer.h"
#include "searcher/compile.h"
#include "searcher/query.h"

namespace edicola::bench {
namespace {

void parse(benchmark::State& state, Corpus& corpus) {
  const std::vector<SampledQuery>& queries = corpus.data().queries;
  std::size_t bytes = 0;
  measure_each(state, queries, [&](const SampledQuery& query) {
    const ParsedQuery parsed = parse_query(query.text, Syntax::kFull);
    benchmark::DoNotOptimize(parsed.has_operators);
    bytes += query.text.size();
  });
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
}

void compile(benchmark::State& state, Corpus& corpus, QueryClass kind) {
  const BenchData& data = corpus.data();
  const Xapian::Database database(data.index);
  const Analyzer analyzer;
  const std::vector<Request> requests = requests_of(data.queries, kind, 0);
  measure_each(state, requests, [&](const Request& request) {
    IndexMemory counts(database);
    const ParsedQuery parsed = parse_query(request.query, request.syntax);
    const CompiledQuery compiled = compile_query(parsed, request, counts, analyzer);
    benchmark::DoNotOptimize(compiled.found.data());
  });
}

}  // namespace

void add_queries(Corpus& corpus) {
  benchmark::RegisterBenchmark("query/parse",
                               [&corpus](benchmark::State& state) { parse(state, corpus); });
  for (const QueryClass kind :
       {QueryClass::kTwoAnd, QueryClass::kHeadline, QueryClass::kPhraseStopWord,
        QueryClass::kPrefix, QueryClass::kDateRange}) {
    const std::string name = "query/compile/" + std::string(bench::name(kind));
    benchmark::RegisterBenchmark(
        name.c_str(), [&corpus, kind](benchmark::State& state) { compile(state, corpus, kind); });
  }
}

}  // namespace edicola::bench
