// The first half of parse_query: text to tokens.
//
// What is lenient about characters happens here (quotation marks, asterisks, parentheses without a
// partner), so the tokens have balanced parentheses, nested at most kMaxQueryDepth deep; what is
// lenient about the order of operators happens in the parser (query.cc).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/fields.h"
#include "searcher/query.h"

namespace edicola {

inline constexpr std::size_t kMaxQueryDepth = 64;

struct QueryToken {
  enum class Kind {
    kLeaf,
    kOpen,
    kClose,
    kAnd,
    kOr,
    kNot,
    kField,  // a field with a blank after its colon: it belongs to what follows
  };

  Kind kind = Kind::kLeaf;
  QueryNode leaf;                // of kLeaf
  std::optional<FieldId> field;  // of kOpen and kField
  bool negated = false;          // of kLeaf, kOpen and kField: a minus stood directly before it
  std::size_t offset = 0;        // byte where it begins
  std::string_view source;       // as typed: lives as long as the text given
};

struct QueryNote {
  std::size_t offset = 0;  // byte of the query it is about
  std::string text;
};

struct LexedQuery {
  std::vector<QueryToken> tokens;
  std::vector<QueryNote> notes;
};

// `text` must be valid UTF-8.
LexedQuery lex_query(std::string_view text);

}  // namespace edicola
