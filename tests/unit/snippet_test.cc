#include "searcher/snippet.h"

#include <gtest/gtest.h>

#include <fstream>
#include <optional>

#include "common/text.h"
#include "tests/unit/snippet_rows.h"

namespace edicola {
namespace {

using snippet_rows::parse_query_row;
using snippet_rows::show;
using snippet_rows::snippet_of;

// `\n`, `\r`, `\t`, and `\<text>*<count>;` for text written `count` times.
std::string unescape(std::string_view row) {
  std::string text;
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (row[i] != '\\') {
      text += row[i];
    } else if (row[++i] == '<') {
      const std::size_t close = row.find(">*", i);
      const std::size_t end = row.find(';', close);
      const int count = std::stoi(std::string(row.substr(close + 2, end - close - 2)));
      for (int n = 0; n < count; ++n) text += row.substr(i + 1, close - i - 1);
      i = end;
    } else {
      text += row[i] == 'n' ? '\n' : row[i] == 'r' ? '\r' : '\t';
    }
  }
  return text;
}

struct Case {
  int line = 0;
  std::string text;
  std::string query;
  std::uint32_t chars = 0;
  std::string expected;
};

std::optional<std::string> value_of(const std::string& line, const std::string& name) {
  if (line.rfind(name, 0) != 0) return std::nullopt;
  return line.size() > name.size() ? line.substr(name.size() + 1) : "";
}

// The cases of tests/data/snippets.txt; text, query and chars hold until the next of their kind.
std::vector<Case> read_cases() {
  std::ifstream file(std::string(EDICOLA_TEST_DATA) + "/snippets.txt");
  std::vector<Case> cases;
  Case current;
  for (std::string line; std::getline(file, line);) {
    ++current.line;
    if (const auto text = value_of(line, "text:")) current.text = unescape(*text);
    if (const auto query = value_of(line, "query:")) current.query = *query;
    if (const auto chars = value_of(line, "chars:")) {
      current.chars = static_cast<std::uint32_t>(std::stoul(*chars));
    }
    if (const auto expected = value_of(line, "==>")) {
      current.expected = unescape(*expected);
      cases.push_back(current);
    }
  }
  return cases;
}

TEST(SnippetTest, GoldenCases) {
  const std::vector<Case> cases = read_cases();
  ASSERT_GE(cases.size(), 40U);
  for (const Case& golden : cases) {
    EXPECT_EQ(show(golden.text, golden.query, golden.chars), golden.expected)
        << "tests/data/snippets.txt:" << golden.line;
  }
}

TEST(SnippetTest, EmptyTextOrNoRoomGivesNothing) {
  EXPECT_EQ(show("", "governo", 100), "");
  EXPECT_EQ(show(" \n\t ", "governo", 100), "");
  EXPECT_EQ(show("Il governo.", "governo", 0), "");
}

TEST(SnippetTest, LargestSizeGivesTheWholeText) {
  EXPECT_EQ(show("Il governo.\n\nFine.", "governo", 0xFFFFFFFF), "Il [governo]. Fine.");
}

// Long texts: what is quadratic takes minutes here.
TEST(SnippetTest, ManyMatchesInALongText) {
  std::string text;
  for (int i = 0; i < 100000; ++i) text += i % 3 == 0 ? "governo, " : "senato ";
  text += "Fine del Quirinale.";
  EXPECT_EQ(show(text, "governo senato quirinale", 60),
            "… [senato] [governo], [senato] [senato] [governo], Fine del [Quirinale].");
  EXPECT_NE(show(text, "\"governo senato\" \"senato governo\"", 60), "");
}

TEST(SnippetTest, LongTextsWithoutBlanks) {
  std::string text;
  for (int i = 0; i < 50000; ++i) text += "governo-e-senato/";
  const Snippet snippet = snippet_of(text, parse_query_row("senato governo"), 40);
  EXPECT_LE(count_characters(snippet.text), 44U);
  EXPECT_GE(snippet.marks.size(), 2U);
  const std::string letters(1000000, 'a');
  EXPECT_EQ(show(letters, "governo", 10), "aaaaaaaaaa…");
}

}  // namespace
}  // namespace edicola
