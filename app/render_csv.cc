#include "app/render_csv.h"

#include <fmt/format.h>

#include <array>

#include "app/display.h"
#include "edicola/date.h"

namespace edicola {
namespace {

constexpr std::string_view kHeader =
    "rank,id,title,source,author,section,date,url,score,missing,snippet\r\n";

std::string row(const Hit& hit, std::size_t rank) {
  const Article& article = hit.article;
  const std::array<std::string, 11> fields = {
      fmt::format("{}", rank),
      csv_field(article.id),
      csv_field(article.title),
      csv_field(article.source),
      csv_field(article.author),
      csv_field(article.section),
      article.published.has_value() ? format_published(*article.published) : std::string(),
      csv_field(article.url),
      fmt::format("{:.6f}", hit.score),
      csv_field(fmt::format("{}", fmt::join(hit.missing, "; "))),
      csv_field(hit.snippet.text)};
  return fmt::format("{}\r\n", fmt::join(fields, ","));
}

// Cleaned, but with its own tabs and line breaks.
std::string clean_lines(std::string_view value) {
  std::string cleaned;
  for (std::size_t begin = 0; begin <= value.size();) {
    const std::size_t end = std::min(value.find_first_of("\t\r\n", begin), value.size());
    cleaned += clean(value.substr(begin, end - begin));
    if (end < value.size()) cleaned += value[end];
    begin = end + 1;
  }
  return cleaned;
}

}  // namespace

std::string csv_field(std::string_view value) {
  std::string cleaned = clean_lines(value);
  if (cleaned.find_first_of(",\"\r\n") == std::string::npos) return cleaned;
  std::string quoted = "\"";
  for (const char c : cleaned) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + "\"";
}

std::string render_csv(const Answer& answer) {
  std::string text(kHeader);
  std::size_t rank = answer.request.offset;
  for (const Hit& hit : answer.response.hits) text += row(hit, ++rank);
  return text;
}

}  // namespace edicola
