// edicola_bench: how fast the parts are and the whole. README.md describes its environment.
#include <benchmark/benchmark.h>

#include <exception>
#include <iostream>
#include <string>

#include "bench/fixture.h"
#include "bench/machine.h"
#include "bench/subjects.h"
#include "edicola/error.h"
#include "edicola/version.h"

namespace edicola::bench {
namespace {

void describe_run(Corpus& corpus) {
  benchmark::AddCustomContext("commit", environment("EDICOLA_BENCH_COMMIT", "unknown"));
  benchmark::AddCustomContext("processor", processor_name());
  benchmark::AddCustomContext("compiler", __VERSION__);
  benchmark::AddCustomContext("build_type", EDICOLA_BUILD_TYPE);
  benchmark::AddCustomContext("articles", std::to_string(corpus.settings().articles));
  benchmark::AddCustomContext("queries", std::to_string(corpus.settings().queries));
  benchmark::AddCustomContext("corpus", corpus.fingerprint());
  benchmark::AddCustomContext("workload", std::to_string(kWorkloadVersion));
  benchmark::AddCustomContext("analyzer", Analyzer().fingerprint());
}

int run(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return exit_code(ErrorKind::kUsage);
  Corpus corpus(settings_from_environment());
  describe_run(corpus);
  add_analysis(corpus);
  add_documents(corpus);
  add_queries(corpus);
  add_snippets(corpus);
  add_searches(corpus);
  add_suggestions(corpus);
  add_starts(corpus);
  add_indexing(corpus);
  // A filter that matches nothing is a mistake in it.
  const bool ran = benchmark::RunSpecifiedBenchmarks() > 0;
  benchmark::Shutdown();
  return ran ? 0 : exit_code(ErrorKind::kUsage);
}

int fail(const std::exception& error, int code) {
  std::cerr << "edicola_bench: " << error.what() << '\n';
  return code;
}

}  // namespace
}  // namespace edicola::bench

int main(int argc, char** argv) {
  try {
    return edicola::bench::run(argc, argv);
  } catch (const edicola::Error& error) {
    return edicola::bench::fail(error, edicola::exit_code(error.kind()));
  } catch (const std::exception& error) {
    return edicola::bench::fail(error, 1);
  }
}
