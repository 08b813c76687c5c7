// An article as a newspaper published it: plain data, all text UTF-8.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace edicola {

// A publication date as written: a day of the newspaper's own calendar, perhaps with a time.
struct Published {
  std::chrono::year_month_day day;
  std::optional<std::chrono::seconds> time;    // since midnight of `day`
  std::optional<std::chrono::minutes> offset;  // of local time from UTC, where the paper gave it

  bool operator==(const Published&) const = default;
};

struct Article {
  // Unique in an index; the same id again replaces the article. Readers fill it from the url, else
  // from the content (a hash), where a record has none.
  std::string id;
  std::string url;
  std::string title;
  std::string subtitle;
  std::string body;
  std::string source;
  std::string section;
  std::string author;
  std::vector<std::string> tags;
  std::optional<Published> published;

  bool operator==(const Article&) const = default;
};

enum class BadRecordKind { kBrokenJson, kWrongType, kBadDate, kNothingToRead, kTooLong };

// For counts: "broken JSON", "wrong type", "bad date", ...
std::string_view name(BadRecordKind kind);

struct BadRecord {
  std::string why;  // one clause, without the place: "no title and no body"
  BadRecordKind kind = BadRecordKind::kBrokenJson;
};

// What a reader found at one place of its input.
struct Record {
  std::variant<Article, BadRecord> content;
  std::string source;          // the file as named, "-" for standard input
  std::uint64_t line = 0;      // 1-based
  bool repaired_utf8 = false;  // bytes that were not UTF-8 were replaced by U+FFFD
};

}  // namespace edicola
