// Answers for programs, as JSON. docs/cli.md describes every key; changes that break readers change
// kJsonVersion.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "app/render_text.h"
#include "edicola/analyzer.h"
#include "edicola/search.h"

namespace edicola {

inline constexpr int kJsonVersion = 1;

// All functions return whole lines. Text that is not UTF-8 is repaired; control characters are
// escaped, so the output may be read on a terminal.
std::string render_json(const Answer& answer);

// The same with "id" as its first key.
std::string render_batch_json(std::string_view id, const Answer& answer);
std::string render_batch_error_json(std::string_view id, std::string_view query,
                                    std::string_view why);

// A line a hit.
std::string render_jsonl(const Answer& answer);

std::string render_analysis_json(std::string_view text, const Analysis& analysis,
                                 const std::vector<TokenExplanation>& explanations);
std::string render_info_json(const IndexInfo& info);

struct Timings {
  std::size_t queries = 0;
  unsigned threads = 1;
  double p50_us = 0;
  double p95_us = 0;
  double p99_us = 0;
  double mean_us = 0;
};
std::string render_timings_json(const Timings& timings);

}  // namespace edicola
