#include "bench/measure.h"

#include <algorithm>
#include <array>
#include <string>

namespace edicola::bench {
namespace {

struct Percentile {
  const char* counter;
  std::size_t percent;
};

constexpr std::array<Percentile, 3> kPercentiles = {
    {{"p50_us", 50}, {"p95_us", 95}, {"p99_us", 99}}};

}  // namespace

void set_rate(benchmark::State& state, std::string_view name, std::size_t total) {
  state.counters[std::string(name)] =
      benchmark::Counter(static_cast<double>(total), benchmark::Counter::kIsRate);
}

void Latencies::report(benchmark::State& state) {
  std::sort(latencies_.begin(), latencies_.end());
  for (const Percentile& percentile : kPercentiles) {
    const std::size_t rank = (latencies_.size() * percentile.percent + 99) / 100;
    const std::chrono::duration<double, std::micro> latency = latencies_.at(rank - 1);
    state.counters[percentile.counter] = latency.count();
  }
}

}  // namespace edicola::bench
