// The pieces of `edicola search --batch` that need no index: queries in, run lines and timings out.
#pragma once

#include <cstdint>
#include <istream>
#include <string>
#include <string_view>
#include <vector>

#include "app/render_json.h"
#include "edicola/search.h"

namespace edicola {

struct BatchQuery {
  std::string id;
  std::string text;
  std::uint64_t line = 0;  // 1-based
};

// Lines of id, tab, query; the query may hold further tabs. `name` is what errors call the input.
// Throws Error(kUsage) at a line without a tab or id, Error(kInput) if reading fails.
std::vector<BatchQuery> read_batch(std::istream& in, std::string_view name);

// The same from a file, or from standard input if `path` is "-".
std::vector<BatchQuery> read_batch_file(const std::string& path);

// A line a hit for trec_eval: id Q0 docid rank score edicola. Evaluators sort by the score, so it
// falls from line to line by a millionth at least, whatever the order was. Blanks in ids are
// percent-encoded.
std::string render_trec(std::string_view id, const Answer& answer);

// The smallest value that `percent` of a hundred of the values do not exceed (nearest rank); 0 of
// none. `sorted` ascends.
double percentile(const std::vector<double>& sorted, double percent);

// Of durations in microseconds, in any order.
Timings summarize(std::vector<double> microseconds, unsigned threads);

}  // namespace edicola
