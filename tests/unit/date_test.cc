#include "edicola/date.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "edicola/error.h"
#include "tests/unit/rows.h"

namespace edicola {
namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;

std::string bound(const std::optional<sys_days>& day) {
  return day ? format_day(year_month_day(*day)) : "-";
}

std::string render_range(const std::string& text) {
  const auto dots = text.find("..");
  try {
    const DayRange range = parse_day_range(text.substr(0, dots), text.substr(dots + 2));
    return bound(range.from) + " " + bound(range.to);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kUsage);
    EXPECT_NE(error.hint(), "");
    return std::string("error: ") + error.what();
  }
}

TEST(DateTest, ReadsDaysAndInstants) {
  for (const Row& row : read_rows("dates.txt")) {
    const auto published = parse_published(row.input);
    EXPECT_EQ(published ? format_published(*published) : "-", row.expected)
        << "dates.txt:" << row.line << ": " << row.input;
  }
  EXPECT_FALSE(parse_published(""));
}

TEST(DateTest, WhatIsWrittenReadsBackTheSame) {
  for (const Row& row : read_rows("dates.txt")) {
    if (row.expected == "-") continue;
    EXPECT_EQ(parse_published(row.expected), parse_published(row.input)) << row.input;
  }
}

TEST(DateTest, ReadsRanges) {
  for (const Row& row : read_rows("day_ranges.txt")) {
    EXPECT_EQ(render_range(row.input), row.expected) << "day_ranges.txt:" << row.line;
  }
}

}  // namespace
}  // namespace edicola
