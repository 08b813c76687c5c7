#include "edicola/date.h"

#include <fmt/format.h>

#include <array>
#include <string>
#include <vector>

#include "common/digits.h"
#include "edicola/error.h"

namespace edicola {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::months;
using std::chrono::seconds;
using std::chrono::sys_days;
using std::chrono::year_month_day;
using std::chrono::years;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Reads a text from left to right; every step either takes what it names or leaves the place.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool at_end() const { return rest_.empty(); }
  [[nodiscard]] bool at_digit() const { return !at_end() && is_digit(rest_.front()); }

  bool take_any(std::string_view characters) {
    if (at_end() || characters.find(rest_.front()) == std::string_view::npos) return false;
    rest_.remove_prefix(1);
    return true;
  }

  // Exactly `count` digits.
  std::optional<int> number(std::size_t count) {
    if (rest_.size() < count) return std::nullopt;
    int value = 0;
    for (const char digit : rest_.substr(0, count)) {
      if (!is_digit(digit)) return std::nullopt;
      value = value * 10 + (digit - '0');
    }
    rest_.remove_prefix(count);
    return value;
  }

  void skip_digits() {
    while (at_digit()) rest_.remove_prefix(1);
  }

 private:
  std::string_view rest_;
};

std::optional<year_month_day> real_day(int year, int month, int day) {
  const year_month_day date{std::chrono::year(year),
                            std::chrono::month(static_cast<unsigned>(month)),
                            std::chrono::day(static_cast<unsigned>(day))};
  // ISO 8601 has a year 0, the calendar of newspapers has not.
  if (year == 0 || !date.ok()) return std::nullopt;
  return date;
}

// 2025-07-10, or 20250710.
std::optional<year_month_day> scan_day(Scanner& scanner) {
  const auto year = scanner.number(4);
  const bool extended = scanner.take_any("-");
  const auto month = scanner.number(2);
  if (extended && !scanner.take_any("-")) return std::nullopt;
  const auto day = scanner.number(2);
  if (!year || !month || !day) return std::nullopt;
  return real_day(*year, *month, *day);
}

// The seconds and their fraction, after a colon (or none, if `compact`).
std::optional<int> scan_seconds(Scanner& scanner, bool compact) {
  const bool follows = compact ? scanner.at_digit() : scanner.take_any(":");
  if (!follows) return 0;
  const auto second = scanner.number(2);
  if (!second || *second > 60) return std::nullopt;
  if (scanner.take_any(".,")) {
    if (!scanner.at_digit()) return std::nullopt;
    scanner.skip_digits();
  }
  return *second == 60 ? 59 : *second;  // a leap second has no place in std::chrono's day
}

// 18:45, 18:45:00, 18:45:00.123, 1845, 184500.
std::optional<seconds> scan_time(Scanner& scanner) {
  const auto hour = scanner.number(2);
  const bool compact = !scanner.take_any(":");
  const auto minute = scanner.number(2);
  if (!hour || !minute || *hour > 23 || *minute > 59) return std::nullopt;
  const auto second = scan_seconds(scanner, compact);
  if (!second) return std::nullopt;
  return hours(*hour) + minutes(*minute) + seconds(*second);
}

// +02:00, +0200, +02, after its sign.
std::optional<minutes> scan_offset(Scanner& scanner) {
  const auto hour = scanner.number(2);
  std::optional<int> minute = 0;
  if (scanner.take_any(":") || scanner.at_digit()) minute = scanner.number(2);
  if (!hour || !minute || *hour > 23 || *minute > 59) return std::nullopt;
  return hours(*hour) + minutes(*minute);
}

// The zone to the end of the text: Z, an offset or nothing. False if it is something else.
bool scan_zone(Scanner& scanner, std::optional<minutes>& zone) {
  if (scanner.at_end()) return true;
  scanner.take_any(" ");
  if (scanner.take_any("Zz")) {
    zone = minutes(0);
  } else if (scanner.take_any("+")) {
    zone = scan_offset(scanner);
  } else if (scanner.take_any("-")) {
    zone = scan_offset(scanner);
    if (zone) zone = -*zone;
  }
  return zone.has_value() && scanner.at_end();
}

// 07:30 of 450.
void append_hours_and_minutes(std::string& text, unsigned count) {
  append_two_digits(text, count / 60);
  text += ':';
  append_two_digits(text, count % 60);
}

void append_offset(std::string& text, minutes offset) {
  if (offset == minutes(0)) {
    text += 'Z';
    return;
  }
  text += offset < minutes(0) ? '-' : '+';
  append_hours_and_minutes(text, static_cast<unsigned>(std::chrono::abs(offset).count()));
}

struct Span {
  sys_days begin;
  sys_days end;  // the day after the last
};

Span span_of(year_month_day day) { return {sys_days(day), sys_days(day) + days(1)}; }

// 2025, 2025-07, 2025-07-10.
std::optional<Span> scan_iso_span(Scanner scanner) {
  const auto year = scanner.number(4);
  if (!year) return std::nullopt;
  if (scanner.at_end()) {
    const auto first = real_day(*year, 1, 1);
    if (!first) return std::nullopt;
    return Span{sys_days(*first), sys_days(*first + years(1))};
  }
  if (!scanner.take_any("-")) return std::nullopt;
  const auto month = scanner.number(2);
  if (!month) return std::nullopt;
  if (scanner.at_end()) {
    const auto first = real_day(*year, *month, 1);
    if (!first) return std::nullopt;
    return Span{sys_days(*first), sys_days(*first + months(1))};
  }
  if (!scanner.take_any("-")) return std::nullopt;
  const auto number = scanner.number(2);
  if (!number || !scanner.at_end()) return std::nullopt;
  const auto day = real_day(*year, *month, *number);
  if (!day) return std::nullopt;
  return span_of(*day);
}

std::optional<int> scan_one_or_two(Scanner& scanner) {
  if (const auto two = scanner.number(2)) return two;
  return scanner.number(1);
}

// 10/07/2025, 1.7.2025: day, month, year, as Italians write them.
std::optional<Span> scan_italian_span(std::string_view text) {
  for (const std::string_view separator : {"/", "-", "."}) {
    Scanner scanner(text);
    const auto day = scan_one_or_two(scanner);
    if (!day || !scanner.take_any(separator)) continue;
    const auto month = scan_one_or_two(scanner);
    if (!month || !scanner.take_any(separator)) continue;
    const auto year = scanner.number(4);
    if (!year || !scanner.at_end()) continue;
    const auto date = real_day(*year, *month, *day);
    if (date) return span_of(*date);
  }
  return std::nullopt;
}

std::string_view trim(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(' ');
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

Span parse_span(std::string_view text) {
  const std::string_view date = trim(text);
  if (const auto span = scan_iso_span(Scanner(date))) return *span;
  if (const auto span = scan_italian_span(date)) return *span;
  throw Error(ErrorKind::kUsage, fmt::format("\"{}\" is not a day, a month or a year", text),
              "write 2025-07-10 or 10/07/2025, 2025-07, 2025");
}

}  // namespace

std::optional<Published> parse_published(std::string_view text) {
  Scanner scanner(text);
  const auto day = scan_day(scanner);
  if (!day) return std::nullopt;
  Published published{*day, std::nullopt, std::nullopt};
  if (scanner.at_end()) return published;
  if (!scanner.take_any("Tt ")) return std::nullopt;
  published.time = scan_time(scanner);
  if (!published.time || !scan_zone(scanner, published.offset)) return std::nullopt;
  return published;
}

std::string format_day(year_month_day day) {
  std::string text;
  const auto year = static_cast<int>(day.year());
  if (year >= 0 && year <= 9999) {
    append_four_digits(text, static_cast<unsigned>(year));
  } else {
    text = std::to_string(year);  // where a range ends behind the last day
  }
  text += '-';
  append_two_digits(text, unsigned(day.month()));
  text += '-';
  append_two_digits(text, unsigned(day.day()));
  return text;
}

std::string format_published(const Published& published) {
  std::string text = format_day(published.day);
  if (!published.time) return text;
  const auto since_midnight = static_cast<unsigned>(published.time->count());
  text += 'T';
  append_hours_and_minutes(text, since_midnight / 60);
  text += ':';
  append_two_digits(text, since_midnight % 60);
  if (published.offset) append_offset(text, *published.offset);
  return text;
}

DayRange parse_day_range(std::string_view from, std::string_view to) {
  DayRange range;
  if (!from.empty()) range.from = parse_span(from).begin;
  if (!to.empty()) range.to = parse_span(to).end;
  if (range.from && range.to && *range.from >= *range.to) {
    throw Error(ErrorKind::kUsage,
                fmt::format("the range begins ({}) after it ends ({})", from, to),
                "put the earlier day first");
  }
  return range;
}

}  // namespace edicola
