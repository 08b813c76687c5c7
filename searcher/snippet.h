// Snippets: the part of an article that answers a query, its matched words marked.
//
// Matches are found in the tokens of the one Analyzer, so a mark covers exactly the bytes of the
// token that the index matched: the noun of `dell'Associazione`, not its article.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "edicola/analyzer.h"
#include "edicola/search.h"

namespace edicola {

class PartialText;

// What a token must be to match.
struct TokenPattern {
  enum class Kind {
    kKey,      // token.key == text: any form of a word
    kForm,     // token.form == text
    kPrefix,   // token.form begins with text
    kVariant,  // variant_key(token) == text: any spelling of a name
  };
  Kind kind = Kind::kKey;
  std::string text;
};

// A thing the query looks for: one pattern for a word, several for a phrase, whose tokens must
// stand at consecutive positions in this order.
struct Sought {
  std::vector<TokenPattern> patterns;
  double weight = 1;  // how much finding it says (its idf); > 0
};

// One place where it is found: [begin, end) bytes of the text from its first token to its last.
struct Match {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t sought = 0;  // index into the list given
};

// All matches, ascending by begin; where two overlap the longer stays (the earlier in `sought` if
// equal), so they are disjoint. Elided tokens never match.
std::vector<Match> find_matches(const Analysis& analysis, const std::vector<Sought>& sought);

// The marks of all matches, in bytes of the analyzed text.
Marks marks_of(const std::vector<Match>& matches);

// The best part of `text` of at most `max_chars` characters, not counting the ellipses (…) put
// where text was left out; one passage, or two joined by " … " where no single one holds all that
// is found. `analysis` is of `text`, `matches` of `analysis`. Passages begin at a sentence if they
// can, never cut a word or a character, and runs of white space (line breaks too) become one blank.
// Without matches: the beginning. `text` must be valid UTF-8.
Snippet make_snippet(std::string_view text, const Analysis& analysis,
                     const std::vector<Match>& matches, const std::vector<Sought>& sought,
                     std::uint32_t max_chars);

// The same of a text that is analyzed where `matches` stand; what else the snippet needs is
// analyzed on the way.
Snippet make_snippet(PartialText& partial, const std::vector<Match>& matches,
                     const std::vector<Sought>& sought, std::uint32_t max_chars);

}  // namespace edicola
