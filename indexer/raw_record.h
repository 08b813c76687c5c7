// The fields of an article as a file gives them, and the rules that make an Article of them. Every
// format shares these.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "edicola/article.h"

namespace edicola {

enum class InputField {
  kId,
  kTitle,
  kSubtitle,
  kBody,
  kText,  // another name for the body
  kDate,
  kSource,
  kAuthor,
  kSection,
  kTags,
  kUrl,
};

inline constexpr std::array<std::string_view, 11> kInputFieldNames = {
    "id",     "title",  "subtitle", "body", "text", "date",
    "source", "author", "section",  "tags", "url"};

constexpr std::size_t index(InputField field) { return static_cast<std::size_t>(field); }
constexpr std::string_view name(InputField field) { return kInputFieldNames[index(field)]; }

static_assert(name(InputField::kId) == "id" && name(InputField::kDate) == "date" &&
              name(InputField::kUrl) == "url");

std::optional<InputField> find_input_field(std::string_view name);

// Texts are valid UTF-8, empty where the record has none.
struct RawRecord {
  std::array<std::string, kInputFieldNames.size()> texts;  // by InputField; kTags is not used
  std::vector<std::string> tags;

  std::string& operator[](InputField field) { return texts[index(field)]; }
};

BadRecord bad_record(BadRecordKind kind, std::string why);

// The article of `raw`, or why it is none: a date that is none, nothing to read. Fills in the id.
std::variant<Article, BadRecord> make_article(RawRecord raw);

// Without white space (ASCII) at its ends.
std::string_view trim(std::string_view text);

// `text` with control characters turned to blanks; line breaks and tabs stay.
std::string without_controls(std::string_view text);

// The parts of a list in one text ("cronaca, Lecce"), trimmed, empty ones left out.
std::vector<std::string> split_at_commas(std::string_view text);

// At most `limit` characters of `text` on one line, then "…" if more follows: to quote in a
// message.
std::string shorten(std::string_view text, std::size_t limit);

}  // namespace edicola
