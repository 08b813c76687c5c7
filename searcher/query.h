// The query language: text to tree, without a database and without analysis of words.
//
// Grammar and leniency rules: docs/query-language.md. Parsing never fails: what cannot be meant as
// written is read leniently and a note says how.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/fields.h"
#include "edicola/search.h"

namespace edicola {

// A word as the analyzer reads it.
struct Solid {
  std::string form;
  std::string key;
};

struct QueryNode {
  enum class Kind {
    kWord,      // text: as typed, not yet analyzed; may hold several words (dell'Aquila, e-mail)
    kExact,     // =text: this form only
    kPrefix,    // text*: forms that begin so
    kPhrase,    // "text": its words side by side
    kSequence,  // children side by side without an operator, combined by Request::default_operator
    kAnd,
    kOr,
    kNot,  // one child; of a sequence or an And: what it matches is left out
  };

  Kind kind = Kind::kSequence;
  std::string text;
  std::optional<FieldId> field;  // of kWord, kExact, kPrefix and kPhrase
  std::vector<QueryNode> children;
  // Of a kWord that has a neighbour: the two in one, as some write them (novax of no vax). Not the
  // parser's: WordNodes finds them.
  std::vector<Solid> solids;
};

struct ParsedQuery {
  QueryNode root;                  // an empty kSequence for a query with nothing in it
  bool has_operators = false;      // AND, OR, NOT or parentheses were used
  std::vector<std::string> notes;  // how what was malformed was read; English, one sentence each
};

// `text` is UTF-8. With Syntax::kPlain the whole text is one sequence of words.
ParsedQuery parse_query(std::string_view text, Syntax syntax);

// One line a node, two blanks of indentation a level: `word Rubio`, `phrase titolo:"talks in
// Kuala"`.
std::string to_text(const QueryNode& node);

}  // namespace edicola
