// What the tests of matches and snippets share: queries written as a row, snippets with their marks
// in brackets.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "edicola/analyzer.h"
#include "searcher/snippet.h"
#include "tests/unit/tokens.h"

namespace edicola::snippet_rows {

using tokens::analyze;

// One item of a query as the rows of tests/data/snippets.txt write it: word, =form, prefix*, "a
// phrase", each perhaps with ^weight behind it.
inline Sought sought_of(std::string item) {
  Sought sought;
  if (const auto caret = item.rfind('^'); caret != std::string::npos) {
    sought.weight = std::stod(item.substr(caret + 1));
    item.resize(caret);
  }
  TokenPattern::Kind kind = TokenPattern::Kind::kKey;
  if (item.front() == '=' || item.front() == '"') kind = TokenPattern::Kind::kForm;
  if (item.back() == '*') kind = TokenPattern::Kind::kPrefix;
  const Analysis analysis = analyze(item);
  for (const Token& token : analysis.tokens()) {
    if (token.has(kElided) || token.has(kJoined)) continue;
    // Names that a lemma would swallow are sought by their form, as the searcher does.
    const bool key =
        kind == TokenPattern::Kind::kKey && !(token.has(kMayBeName) && token.key != token.form);
    const TokenPattern::Kind name_kind =
        kind == TokenPattern::Kind::kKey && !key ? TokenPattern::Kind::kForm : kind;
    sought.patterns.push_back({name_kind, std::string(key ? token.key : token.form)});
  }
  return sought;
}

// Items stand between blanks; those inside quotes do not part.
inline std::vector<Sought> parse_query_row(std::string_view row) {
  std::vector<Sought> sought;
  std::string item;
  bool quoted = false;
  for (const char c : std::string(row) + ' ') {
    if (c == '"') quoted = !quoted;
    if (c != ' ' || quoted) {
      item += c;
    } else if (!item.empty()) {
      sought.push_back(sought_of(item));
      item.clear();
    }
  }
  return sought;
}

inline std::string marked(const Snippet& snippet) {
  std::string result;
  std::uint32_t at = 0;
  for (const auto& [begin, end] : snippet.marks) {
    result +=
        snippet.text.substr(at, begin - at) + "[" + snippet.text.substr(begin, end - begin) + "]";
    at = end;
  }
  return result + snippet.text.substr(at);
}

inline Snippet snippet_of(std::string_view text, const std::vector<Sought>& sought,
                          std::uint32_t max_chars) {
  const Analysis analysis = analyze(text);
  return make_snippet(text, analysis, find_matches(analysis, sought), sought, max_chars);
}

inline std::string show(std::string_view text, std::string_view query, std::uint32_t max_chars) {
  return marked(snippet_of(text, parse_query_row(query), max_chars));
}

}  // namespace edicola::snippet_rows
