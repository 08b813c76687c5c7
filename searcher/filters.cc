#include "searcher/filters.h"

#include <charconv>
#include <string>
#include <vector>

#include "common/fields.h"
#include "common/schema.h"
#include "searcher/any_of.h"
#include "searcher/term_source.h"

namespace edicola {
namespace {

using std::chrono::day;
using std::chrono::days;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;
using std::chrono::years;

Xapian::Query any_of(const std::vector<Xapian::Query>& queries) {
  return {Xapian::Query::OP_OR, queries.begin(), queries.end()};
}
Xapian::Query all_of(const std::vector<Xapian::Query>& queries) {
  return {Xapian::Query::OP_AND, queries.begin(), queries.end()};
}

Xapian::Query compile_values(const std::vector<std::string>& values, FieldId id,
                             IndexMemory& memory) {
  std::vector<Xapian::Query> terms;
  terms.reserve(values.size());
  for (const std::string& value : values) {
    terms.push_back(term_query(memory, schema::value_term(field(id), value)));
  }
  return any_of(terms);
}

Xapian::Query compile_author(const std::string& author, IndexMemory& memory,
                             const Analyzer& analyzer) {
  Analysis analysis;
  analyzer.analyze(author, analysis);
  std::vector<Xapian::Query> words;
  for (const Token& token : analysis.tokens()) {
    if (token.has(kElided) || token.has(kJoined)) continue;
    words.push_back(
        term_query(memory, schema::form_term(field(FieldId::kAuthor).prefix, token.form)));
  }
  return words.empty() ? Xapian::Query::MatchNothing : all_of(words);
}

year parse_year(const std::string& term) {
  int number = 0;
  std::from_chars(term.data() + 1, term.data() + term.size(), number);
  return year(number);
}

// Covers [from, to) with as few terms as there are: whole years, then whole months, then days.
void cover(sys_days from, sys_days to, std::vector<std::string>& terms) {
  while (from < to) {
    const year_month_day date(from);
    const bool month_begins = date.day() == day(1);
    const sys_days next_year{(date.year() + years(1)) / 1 / 1};
    const sys_days next_month{(date.year() / date.month() + months(1)) / day(1)};
    if (month_begins && date.month() == std::chrono::January && next_year <= to) {
      terms.push_back(schema::year_term(date.year()));
      from = next_year;
    } else if (month_begins && next_month <= to) {
      terms.push_back(schema::month_term(date.year() / date.month()));
      from = next_month;
    } else {
      terms.push_back(schema::day_term(date));
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

Xapian::Query compile_days(const DayRange& range, IndexMemory& memory) {
  const auto bounds = years_of(memory);
  if (!bounds) return Xapian::Query::MatchNothing;
  sys_days from{bounds->first / 1 / 1};
  sys_days to{(bounds->second + years(1)) / 1 / 1};
  if (range.from) from = std::max(from, *range.from);
  if (range.to) to = std::min(to, *range.to);
  std::vector<std::string> terms;
  cover(from, to, terms);
  std::vector<Xapian::Query> queries;
  for (const std::string& term : terms) {
    if (memory.articles_with(term) > 0) queries.push_back(term_query(memory, term));
  }
  return queries.empty() ? Xapian::Query::MatchNothing : any_of(queries);
}

std::optional<Xapian::Query> compile_filters(const Request& request, IndexMemory& memory,
                                             const Analyzer& analyzer) {
  std::vector<Xapian::Query> filters;
  if (!request.sources.empty()) {
    filters.push_back(compile_values(request.sources, FieldId::kSource, memory));
  }
  if (!request.sections.empty()) {
    filters.push_back(compile_values(request.sections, FieldId::kSection, memory));
  }
  if (!request.authors.empty()) {
    std::vector<Xapian::Query> authors;
    for (const std::string& author : request.authors) {
      authors.push_back(compile_author(author, memory, analyzer));
    }
    filters.push_back(any_of(authors));
  }
  if (request.days.from || request.days.to) {
    filters.push_back(compile_days(request.days, memory));
  }
  if (filters.empty()) return std::nullopt;
  return all_of(filters);
}

}  // namespace edicola
