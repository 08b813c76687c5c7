#include "searcher/filters.h"

#include <charconv>
#include <string>
#include <vector>

#include "common/fields.h"
#include "common/schema.h"
#include "searcher/any_of.h"

namespace edicola {
namespace {

using std::chrono::day;
using std::chrono::days;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;
using std::chrono::years;

Filter filter_of_values(const std::vector<std::string>& values, FieldId id) {
  Filter filter;
  filter.reserve(values.size());
  for (const std::string& value : values) filter.push_back({schema::value_term(field(id), value)});
  return filter;
}

std::vector<std::string> words_of_author(const std::string& author, const Analyzer& analyzer) {
  Analysis analysis;
  analyzer.analyze(author, analysis);
  std::vector<std::string> words;
  for (const Token& token : analysis.tokens()) {
    if (token.has(kElided) || token.has(kJoined)) continue;
    words.push_back(schema::form_term(field(FieldId::kAuthor).prefix, token.form));
  }
  return words;
}

year parse_year(const std::string& term) {
  int number = 0;
  std::from_chars(term.data() + 1, term.data() + term.size(), number);
  return year(number);
}

// Covers [from, to) with as few terms as there are: whole years, then whole months, then days.
void cover(sys_days from, sys_days to, Filter& terms) {
  while (from < to) {
    const year_month_day date(from);
    const bool month_begins = date.day() == day(1);
    const sys_days next_year{(date.year() + years(1)) / 1 / 1};
    const sys_days next_month{(date.year() / date.month() + months(1)) / day(1)};
    if (month_begins && date.month() == std::chrono::January && next_year <= to) {
      terms.push_back({schema::year_term(date.year())});
      from = next_year;
    } else if (month_begins && next_month <= to) {
      terms.push_back({schema::month_term(date.year() / date.month())});
      from = next_month;
    } else {
      terms.push_back({schema::day_term(date)});
      from += days(1);
    }
  }
}

}  // namespace

std::optional<std::pair<year, year>> years_of(IndexMemory& memory) {
  const std::vector<CountedTerm> years = terms_beginning(memory, "Y");
  if (years.empty()) return std::nullopt;
  return std::make_pair(parse_year(years.front().term), parse_year(years.back().term));
}

Filter filter_of_days(const DayRange& range, IndexMemory& memory) {
  Filter terms;
  const auto bounds = years_of(memory);
  if (!bounds) return terms;
  sys_days from{bounds->first / 1 / 1};
  sys_days to{(bounds->second + years(1)) / 1 / 1};
  if (range.from) from = std::max(from, *range.from);
  if (range.to) to = std::min(to, *range.to);
  cover(from, to, terms);
  return terms;
}

Filters filters_of(const Request& request, IndexMemory& memory, const Analyzer& analyzer) {
  Filters filters;
  if (!request.sources.empty()) {
    filters.push_back(filter_of_values(request.sources, FieldId::kSource));
  }
  if (!request.sections.empty()) {
    filters.push_back(filter_of_values(request.sections, FieldId::kSection));
  }
  if (!request.authors.empty()) {
    Filter& authors = filters.emplace_back();
    for (const std::string& author : request.authors) {
      authors.push_back(words_of_author(author, analyzer));
    }
  }
  if (request.days.from || request.days.to) {
    filters.push_back(filter_of_days(request.days, memory));
  }
  return filters;
}

}  // namespace edicola
