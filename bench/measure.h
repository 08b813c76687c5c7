// Measuring that two runs can be compared by: the same work in both, and the tail beside the mean.
#pragma once

#include <benchmark/benchmark.h>

#include <chrono>
#include <cstddef>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace edicola::bench {

// Calls `work` for every item in turn, in whole rounds only; the time reported is that of one item.
template <typename Items, typename Work>
void measure_each(benchmark::State& state, Items& items, Work work) {
  // Without items the loop would never end.
  if (items.empty()) throw std::invalid_argument("a benchmark without items");
  while (state.KeepRunningBatch(static_cast<benchmark::IterationCount>(items.size()))) {
    for (auto& item : items) work(item);
  }
}

// `total`, summed over all iterations, as a rate a second.
void set_rate(benchmark::State& state, std::string_view name, std::size_t total);

class Latencies {
 public:
  using Clock = std::chrono::steady_clock;

  void add(Clock::duration latency) { latencies_.push_back(latency); }

  // Sets the counters p50_us, p95_us and p99_us (nearest rank). There must be a latency.
  void report(benchmark::State& state);

 private:
  std::vector<Clock::duration> latencies_;
};

}  // namespace edicola::bench
