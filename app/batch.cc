#include "app/batch.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iostream>
#include <numeric>

#include "edicola/error.h"

namespace edicola {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

BatchQuery parse_line(std::string_view line, std::uint64_t number, std::string_view name) {
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  const std::size_t tab = line.find('\t');
  if (tab == std::string_view::npos || tab == 0) {
    throw Error(ErrorKind::kUsage,
                fmt::format("{}:{}: {}", name, number, tab == 0 ? "no id" : "no tab"),
                "each line is an id, a tab and a query");
  }
  return {std::string(line.substr(0, tab)), std::string(line.substr(tab + 1)), number};
}

// `id` as one word of a line of words.
std::string one_word(std::string_view id) {
  std::string word;
  for (const char c : id) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= 0x20 || byte == 0x7F) {
      word += fmt::format("%{:02X}", byte);
    } else {
      word += c;
    }
  }
  return word;
}

}  // namespace

std::vector<BatchQuery> read_batch(std::istream& in, std::string_view name) {
  std::vector<BatchQuery> queries;
  std::string line;
  for (std::uint64_t number = 1; std::getline(in, line); ++number) {
    if (number == 1 && line.rfind(kByteOrderMark, 0) == 0) line.erase(0, kByteOrderMark.size());
    queries.push_back(parse_line(line, number, name));
  }
  if (in.bad()) throw Error(ErrorKind::kInput, fmt::format("cannot read {}", name));
  return queries;
}

std::vector<BatchQuery> read_batch_file(const std::string& path) {
  if (path == "-") return read_batch(std::cin, "-");
  std::ifstream in(path, std::ios::binary);
  if (!in) throw Error(ErrorKind::kInput, fmt::format("cannot open {}", path));
  return read_batch(in, path);
}

std::string render_trec(std::string_view id, const Answer& answer) {
  std::string lines;
  std::int64_t last = INT64_MAX;
  std::size_t rank = answer.request.offset;
  for (const Hit& hit : answer.response.hits) {
    const auto millionths = static_cast<std::int64_t>(std::llround(hit.score * 1e6));
    last = std::min(millionths, last - 1);
    lines += fmt::format("{} Q0 {} {} {:.6f} edicola\n", one_word(id), one_word(hit.article.id),
                         ++rank, static_cast<double>(last) / 1e6);
  }
  return lines;
}

double percentile(const std::vector<double>& sorted, double percent) {
  if (sorted.empty()) return 0;
  const double rank = std::ceil(percent / 100 * static_cast<double>(sorted.size()));
  const auto index = static_cast<std::size_t>(std::max(rank, 1.0)) - 1;
  return sorted[std::min(index, sorted.size() - 1)];
}

Timings summarize(std::vector<double> microseconds, unsigned threads) {
  std::sort(microseconds.begin(), microseconds.end());
  const double sum = std::accumulate(microseconds.begin(), microseconds.end(), 0.0);
  const double count = std::max(1.0, static_cast<double>(microseconds.size()));
  return {.queries = microseconds.size(),
          .threads = threads,
          .p50_us = percentile(microseconds, 50),
          .p95_us = percentile(microseconds, 95),
          .p99_us = percentile(microseconds, 99),
          .mean_us = sum / count};
}

}  // namespace edicola
