#include "app/index_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "app/render_text.h"

namespace edicola {
namespace {

constexpr std::size_t kMostReasons = 5;
constexpr double kFirstRate = 0.2;  // seconds

std::string reasons(const IndexCounts& counts) {
  std::vector<std::pair<std::string, std::uint64_t>> sorted(counts.skipped_why.begin(),
                                                            counts.skipped_why.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  std::vector<std::string> texts;
  for (const auto& [why, count] : sorted) {
    if (texts.size() == kMostReasons) {
      texts.emplace_back("...");
      break;
    }
    texts.push_back(fmt::format("{} {}", count, why));
  }
  return texts.empty() ? std::string() : fmt::format(" ({})", fmt::join(texts, ", "));
}

std::string whole_duration(double seconds) {
  const auto whole = static_cast<std::uint64_t>(std::llround(seconds));
  if (whole < 60) return fmt::format("{} s", whole);
  if (whole < 3600) return fmt::format("{} min {:02} s", whole / 60, whole % 60);
  return fmt::format("{} h {:02} min", whole / 3600, whole / 60 % 60);
}

std::string time_left(const IndexCounts& counts, std::uint64_t total_bytes, double seconds) {
  if (counts.bytes == 0 || total_bytes <= counts.bytes) return "";
  const auto done = static_cast<double>(counts.bytes);
  const double left = seconds * (static_cast<double>(total_bytes) - done) / done;
  return fmt::format(", {} left", whole_duration(std::ceil(left)));
}

}  // namespace

std::string progress_line(const IndexCounts& counts, std::uint64_t total_bytes, double seconds) {
  // Too early to tell a speed.
  if (seconds < kFirstRate) return counted(counts.articles(), "article", "articles");
  const double rate = static_cast<double>(counts.bytes) / 1e6 / seconds;
  return fmt::format("{}, {:.1f} MB/s{}", counted(counts.articles(), "article", "articles"), rate,
                     time_left(counts, total_bytes, seconds));
}

std::string index_summary(std::string_view index, const IndexCounts& counts, double seconds) {
  const std::string repaired =
      counts.repaired == 0 ? "" : fmt::format(", {} with repaired bytes", counts.repaired);
  return fmt::format("{}: {} added, {} replaced, {} unchanged, {} skipped{}{}, in {}", index,
                     counts.added, counts.replaced, counts.unchanged, counts.skipped,
                     reasons(counts), repaired, duration_text(seconds));
}

std::string discarded_text(std::string_view index) {
  return fmt::format("{}: an earlier run was killed; what it had not committed was discarded",
                     index);
}

std::string place(const Record& record, std::string_view why) {
  return fmt::format("{}:{}: {}", record.source, record.line, why);
}

std::string duration_text(double seconds) {
  return seconds < 10 ? fmt::format("{:.1f} s", seconds) : whole_duration(seconds);
}

}  // namespace edicola
