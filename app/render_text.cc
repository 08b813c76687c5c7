#include "app/render_text.h"

#include <fmt/format.h>

#include <string_view>
#include <vector>

#include "app/display.h"
#include "edicola/date.h"

namespace edicola {
namespace {

constexpr std::string_view kIndent = "   ";
constexpr std::string_view kBold = "\x1b[1m";
constexpr std::string_view kDim = "\x1b[2m";
constexpr std::string_view kReset = "\x1b[0m";
// In a title only the colour changes: the rest of it stays bold.
constexpr Style kTitleMark = {"\x1b[31m", "\x1b[39m"};
constexpr Style kSnippetMark = {"\x1b[1;31m", "\x1b[22;39m"};

std::string in(std::string_view code, const std::string& text, bool color) {
  return color ? fmt::format("{}{}{}", code, text, kReset) : text;
}

Style mark(const Style& style, bool color) { return color ? style : Style{}; }

std::string day_and_minute(const Published& published) {
  std::string text = format_day(published.day);
  if (published.time.has_value()) {
    const auto minutes = published.time->count() / 60;
    text += fmt::format(" {:02}:{:02}", minutes / 60, minutes % 60);
  }
  return text;
}

// Source, author, section, date and url, as far as known.
std::string origin(const Article& article) {
  std::vector<std::string> parts;
  for (const std::string* field : {&article.source, &article.author, &article.section}) {
    if (!field->empty()) parts.push_back(clean(*field));
  }
  if (article.published.has_value()) parts.push_back(day_and_minute(*article.published));
  if (!article.url.empty()) parts.push_back(clean(article.url));
  return fmt::format("{}", fmt::join(parts, " · "));
}

std::string title(const Hit& hit, std::size_t rank, const TextStyle& style) {
  const std::string text = hit.article.title.empty() ? std::string("(no title)")
                                                     : styled(hit.article.title, hit.title_marks,
                                                              mark(kTitleMark, style.color));
  return in(kBold, fmt::format("{}. {}", rank, text), style.color);
}

std::string block(const Hit& hit, std::size_t rank, const TextStyle& style) {
  std::string text = title(hit, rank, style) + "\n";
  const std::string from = origin(hit.article);
  if (!from.empty()) text += fmt::format("{}{}\n", kIndent, in(kDim, from, style.color));
  const std::size_t width = style.width - kIndent.size();
  for (const std::string& line :
       wrap(hit.snippet.text, hit.snippet.marks, mark(kSnippetMark, style.color), width)) {
    text += fmt::format("{}{}\n", kIndent, line);
  }
  if (!hit.missing.empty()) {
    const std::string lacks = clean(fmt::format("without: {}", fmt::join(hit.missing, ", ")));
    text += fmt::format("{}{}\n", kIndent, in(kDim, lacks, style.color));
  }
  return text;
}

std::string took(double milliseconds) {
  return milliseconds < 10 ? fmt::format("{:.1f} ms", milliseconds)
                           : fmt::format("{:.0f} ms", milliseconds);
}

std::string day_or_none(const std::optional<std::chrono::year_month_day>& day) {
  return day.has_value() ? format_day(*day) : "none";
}

std::string size_text(std::uint64_t bytes) {
  if (bytes == 0) return "not known";
  return fmt::format("{:.1f} MB ({} bytes)", static_cast<double>(bytes) / 1e6, bytes);
}

}  // namespace

std::string render_text(const Answer& answer, const TextStyle& style) {
  std::string text;
  std::size_t rank = answer.request.offset;
  for (const Hit& hit : answer.response.hits) {
    if (!text.empty()) text += "\n";
    text += block(hit, ++rank, style);
  }
  return text;
}

// Estimates say that they are, and are not more exact than they can be.
std::string number_text(std::uint64_t number, bool estimated) {
  if (!estimated) return std::to_string(number);
  std::uint64_t unit = 1;
  while (number / unit >= 100) unit *= 10;
  return fmt::format("about {}", (number + unit / 2) / unit * unit);
}

std::string summary(const Answer& answer) {
  const Response& response = answer.response;
  if (response.total == 0) {
    return answer.request.query.empty() ? "nothing found with these filters"
                                        : "nothing found for: " + answer.request.query;
  }
  if (response.total == response.total_all_words) {
    return fmt::format("{} {}, in {}", number_text(response.total, response.total_estimated),
                       response.total == 1 ? "article" : "articles", took(answer.took_ms));
  }
  return fmt::format(
      "{} {} with all the words, {} with some, in {}",
      number_text(response.total_all_words, response.total_all_words_estimated),
      response.total_all_words == 1 ? "article" : "articles",
      number_text(response.total - response.total_all_words, response.total_estimated),
      took(answer.took_ms));
}

std::string render_info_text(const IndexInfo& info) {
  return fmt::format(
      "articles  {}\nterms     {}\nsize      {}\noldest    {}\nnewest    {}\nanalyzer  {}\n",
      info.articles, info.terms, size_text(info.bytes), day_or_none(info.oldest),
      day_or_none(info.newest), clean(info.analyzer));
}

std::string counted(std::uint64_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

}  // namespace edicola
