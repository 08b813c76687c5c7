// What a new process waits for: its parts, and the program as a whole.
#include <benchmark/benchmark.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <string>
#include <system_error>
#include <vector>

#include "bench/measure.h"
#include "bench/page_cache.h"
#include "bench/subjects.h"
#include "edicola/analyzer.h"
#include "edicola/error.h"
#include "edicola/search.h"

namespace edicola::bench {
namespace {

constexpr std::uint32_t kSnippetChars = 200;
constexpr int kColdStarts = 50;

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

void open_and_search(benchmark::State& state, const BenchData& data) {
  const std::vector<Request> requests =
      requests_of(data.queries, QueryClass::kHeadline, kSnippetChars);
  measure_each(state, requests, [&](const Request& request) {
    const Response response = Searcher({data.index}).search(request);
    benchmark::DoNotOptimize(response.hits.data());
  });
}

// Without output.
pid_t start(std::vector<std::string> arguments) {
  std::vector<char*> pointers;
  pointers.reserve(arguments.size() + 1);
  for (std::string& argument : arguments) pointers.push_back(argument.data());
  pointers.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t process = 0;
  const int code =
      ::posix_spawn(&process, EDICOLA_PROGRAM, &actions, nullptr, pointers.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  if (code != 0) throw std::system_error(code, std::generic_category(), EDICOLA_PROGRAM);
  return process;
}

void search_in_a_process(const std::string& index, const std::string& query) {
  const pid_t process = start({EDICOLA_PROGRAM, "search", "--db", index, "--", query});
  int status = 0;
  while (::waitpid(process, &status, 0) < 0) {
    if (errno != EINTR) throw std::system_error(errno, std::generic_category(), "waitpid");
  }
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    throw Error(ErrorKind::kQuery, "edicola search failed, or found nothing, for " + query);
  }
}

// `edicola search` from its start to its end, the files of the index dropped first or not. Program
// and libraries are in the system's cache.
void run_program(benchmark::State& state, const BenchData& data, bool cold) {
  const std::vector<Request> requests =
      requests_of(data.queries, QueryClass::kHeadline, kSnippetChars);
  search_in_a_process(data.index, requests.at(0).query);
  Latencies latencies;
  std::size_t next = 0;
  for (auto _ : state) {
    if (cold) drop_from_cache(data.index);
    const auto start = Latencies::Clock::now();
    search_in_a_process(data.index, requests[next++ % requests.size()].query);
    const auto taken = Latencies::Clock::now() - start;
    state.SetIterationTime(std::chrono::duration<double>(taken).count());
    latencies.add(taken);
  }
  latencies.report(state);
}

}  // namespace

void add_starts(Corpus& corpus) {
  const auto add = [&corpus](const char* name, auto measured) {
    return benchmark::RegisterBenchmark(
               name,
               [&corpus, measured](benchmark::State& state) { measured(state, corpus.data()); })
        ->Unit(benchmark::kMicrosecond);
  };
  benchmark::RegisterBenchmark("start/analyzer", make_analyzer);
  add("start/open", open);
  add("start/open_and_search", open_and_search);
  add("start/program", [](benchmark::State& state, const BenchData& data) {
    run_program(state, data, false);
  })->UseManualTime();
  add("start/program_cold",
      [](benchmark::State& state, const BenchData& data) { run_program(state, data, true); })
      ->UseManualTime()
      ->Iterations(kColdStarts);
}

}  // namespace edicola::bench
