#include "searcher/query.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "common/text.h"
#include "searcher/query_lexer.h"
#include "searcher/query_text.h"

namespace edicola {
namespace {

using Nodes = std::vector<QueryNode>;
using Token = QueryToken::Kind;

constexpr std::size_t kMaxQueryBytes = 10'000;
constexpr std::size_t kMaxNotes = 10;

// One child stands for itself; an And in an And and an Or in an Or are merged.
QueryNode combine(QueryNode::Kind kind, Nodes parts) {
  if (parts.size() == 1) return std::move(parts.front());
  QueryNode node;
  node.kind = kind;
  for (QueryNode& part : parts) {
    if (part.kind == kind && kind != QueryNode::Kind::kSequence) {
      std::move(part.children.begin(), part.children.end(), std::back_inserter(node.children));
    } else {
      node.children.push_back(std::move(part));
    }
  }
  return node;
}

QueryNode negate(QueryNode node) {
  if (node.kind == QueryNode::Kind::kNot) {
    QueryNode child = std::move(node.children.front());
    return child;
  }
  QueryNode outer;
  outer.kind = QueryNode::Kind::kNot;
  outer.children.push_back(std::move(node));
  return outer;
}

bool is_leaf(QueryNode::Kind kind) {
  return kind == QueryNode::Kind::kWord || kind == QueryNode::Kind::kExact ||
         kind == QueryNode::Kind::kPrefix || kind == QueryNode::Kind::kPhrase;
}

// A leaf that has a field keeps it.
void set_field(QueryNode& node, FieldId field) {
  if (is_leaf(node.kind) && !node.field) node.field = field;
  for (QueryNode& child : node.children) set_field(child, field);
}

// The inside of a group as it grows: ors of ands of runs of items side by side.
class Group {
 public:
  [[nodiscard]] bool empty() const { return run_.empty(); }

  void add(QueryNode node) { run_.push_back(std::move(node)); }

  void add_after(Token operation, QueryNode node) {
    end_run();
    if (operation == Token::kOr) end_ands();
    add(std::move(node));
  }

  QueryNode finish() {
    end_run();
    end_ands();
    return combine(QueryNode::Kind::kOr, std::move(ors_));
  }

 private:
  void end_run() { ands_.push_back(combine(QueryNode::Kind::kSequence, std::exchange(run_, {}))); }
  void end_ands() { ors_.push_back(combine(QueryNode::Kind::kAnd, std::exchange(ands_, {}))); }

  Nodes run_;
  Nodes ands_;
  Nodes ors_;
};

// NOT and fields with a blank after the colon, which belong to the item after them.
struct Pending {
  const QueryToken* field = nullptr;
  const QueryToken* negation = nullptr;
  bool negated = false;
};

class Parser {
 public:
  explicit Parser(LexedQuery lexed)
      : tokens_(std::move(lexed.tokens)), notes_(std::move(lexed.notes)) {}

  QueryNode parse_query() { return parse_group().value_or(QueryNode{}); }

  [[nodiscard]] bool has_operators() const { return has_operators_; }
  std::vector<QueryNote>& notes() { return notes_; }

 private:
  [[nodiscard]] const QueryToken* peek() const {
    return next_ < tokens_.size() ? &tokens_[next_] : nullptr;
  }

  std::optional<QueryNode> parse_group();
  const QueryToken* take_operator(bool at_start, const QueryToken* before);
  std::optional<QueryNode> parse_item();
  Pending take_pending();
  std::optional<QueryNode> parse_primary();
  std::optional<QueryNode> parse_parentheses(const QueryToken& open);
  void resolve_field(Pending& pending);
  void drop_field(Pending& pending);
  void note(const QueryToken& token, std::string text) {
    notes_.push_back({token.offset, std::move(text)});
  }

  std::vector<QueryToken> tokens_;
  std::size_t next_ = 0;
  bool has_operators_ = false;
  std::vector<QueryNote> notes_;
};

// Up to the closing parenthesis or the end; nothing if there was nothing in it.
std::optional<QueryNode> Parser::parse_group() {
  Group group;
  const QueryToken* operation = nullptr;
  while (peek() != nullptr && peek()->kind != Token::kClose) {
    if (peek()->kind == Token::kAnd || peek()->kind == Token::kOr) {
      operation = take_operator(group.empty(), operation);
      continue;
    }
    std::optional<QueryNode> item = parse_item();
    if (!item) continue;
    if (operation != nullptr) {
      has_operators_ = true;
      group.add_after(std::exchange(operation, nullptr)->kind, std::move(*item));
    } else {
      group.add(std::move(*item));
    }
  }
  if (operation != nullptr) {
    note(*operation,
         fmt::format("the operator {} has nothing after it: ignored", operation->source));
  }
  if (group.empty()) return std::nullopt;
  return group.finish();
}

// The operator that counts now: none at the start of a group, the last of several side by side.
const QueryToken* Parser::take_operator(bool at_start, const QueryToken* before) {
  const QueryToken& token = tokens_[next_++];
  if (at_start) {
    note(token, fmt::format("the operator {} has nothing before it: ignored", token.source));
    return nullptr;
  }
  if (before != nullptr) {
    note(token, fmt::format("of the operators {} {} side by side only the last counts",
                            before->source, token.source));
  }
  return &token;
}

std::optional<QueryNode> Parser::parse_item() {
  Pending pending = take_pending();
  resolve_field(pending);
  std::optional<QueryNode> item = parse_primary();
  if (!item) {
    if (pending.negation != nullptr)
      note(*pending.negation, "the operator NOT has nothing after it: ignored");
    return std::nullopt;
  }
  if (pending.field != nullptr) set_field(*item, *pending.field->field);
  if (pending.negation != nullptr) has_operators_ = true;
  return pending.negated ? negate(std::move(*item)) : std::move(item);
}

Pending Parser::take_pending() {
  Pending pending;
  for (; peek() != nullptr; ++next_) {
    if (peek()->kind == Token::kNot) {
      pending.negation = peek();
      pending.negated = !pending.negated;
    } else if (peek()->kind == Token::kField) {
      drop_field(pending);
      pending.field = peek();
      pending.negated = pending.negated != peek()->negated;
    } else {
      break;
    }
  }
  return pending;
}

// `titolo: Lavrov` is read as meant; `titolo: OR x` and `titolo: autore:x` leave the field without
// a value.
void Parser::resolve_field(Pending& pending) {
  if (pending.field == nullptr) return;
  const QueryToken* next = peek();
  const bool leaf = next != nullptr && next->kind == Token::kLeaf && !next->leaf.field;
  const bool group = next != nullptr && next->kind == Token::kOpen && !next->field;
  if (!leaf && !group) {
    drop_field(pending);
    return;
  }
  note(*pending.field, fmt::format("the blank after {} was ignored: {} is sought in {}",
                                   quoted(pending.field->source),
                                   leaf ? quoted(next->leaf.text) : "the group after it",
                                   field(*pending.field->field).name));
}

// With the minus that stood before it.
void Parser::drop_field(Pending& pending) {
  if (pending.field == nullptr) return;
  const QueryToken& token = *pending.field;
  note(token, fmt::format("{} has no value and was ignored", quoted(token.source)));
  pending.negated = pending.negated != token.negated;
  pending.field = nullptr;
}

std::optional<QueryNode> Parser::parse_primary() {
  if (peek() == nullptr) return std::nullopt;
  QueryToken& token = tokens_[next_];
  if (token.kind == Token::kOpen) return parse_parentheses(token);
  if (token.kind != Token::kLeaf) return std::nullopt;
  ++next_;
  return token.negated ? negate(std::move(token.leaf)) : std::move(token.leaf);
}

std::optional<QueryNode> Parser::parse_parentheses(const QueryToken& open) {
  ++next_;
  std::optional<QueryNode> group = parse_group();
  ++next_;  // the lexer closes what it opens
  if (!group) {
    note(open, "parentheses with nothing in them were ignored");
    return std::nullopt;
  }
  has_operators_ = true;
  if (open.field) set_field(*group, *open.field);
  return open.negated ? negate(std::move(*group)) : std::move(group);
}

// In the order of the query, each once, not more than a reader would read.
std::vector<std::string> in_order(std::vector<QueryNote> notes) {
  const auto before = [](const QueryNote& a, const QueryNote& b) { return a.offset < b.offset; };
  std::stable_sort(notes.begin(), notes.end(), before);
  std::vector<std::string> texts;
  std::set<std::string> seen;
  for (QueryNote& note : notes) {
    if (seen.insert(note.text).second) texts.push_back(std::move(note.text));
  }
  if (texts.size() > kMaxNotes) {
    const std::size_t more = texts.size() - kMaxNotes;
    texts.resize(kMaxNotes);
    texts.push_back(fmt::format("{} more places of the query were read leniently", more));
  }
  return texts;
}

QueryNode plain_words(std::string_view text) {
  QueryNode root;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && !is_space(character_at(text, end).code)) {
      end += character_at(text, end).length;
    }
    if (end > at) {
      root.children.push_back(
          {QueryNode::Kind::kWord, std::string(text.substr(at, end - at)), {}, {}, {}});
      at = end;
    } else {
      at += character_at(text, at).length;
    }
  }
  return root;
}

ParsedQuery parse_full(std::string_view text) {
  Parser parser(lex_query(text));
  ParsedQuery parsed;
  parsed.root = parser.parse_query();
  parsed.has_operators = parser.has_operators();
  parsed.notes = in_order(std::move(parser.notes()));
  return parsed;
}

std::string_view kind_name(QueryNode::Kind kind) {
  switch (kind) {
    case QueryNode::Kind::kWord:
      return "word";
    case QueryNode::Kind::kExact:
      return "exact";
    case QueryNode::Kind::kPrefix:
      return "prefix";
    case QueryNode::Kind::kPhrase:
      return "phrase";
    case QueryNode::Kind::kSequence:
      return "sequence";
    case QueryNode::Kind::kAnd:
      return "and";
    case QueryNode::Kind::kOr:
      return "or";
    case QueryNode::Kind::kNot:
      return "not";
  }
  return "";
}

std::string leaf_text(const QueryNode& node) {
  const std::string name = node.field ? fmt::format("{}:", field(*node.field).name) : std::string();
  switch (node.kind) {
    case QueryNode::Kind::kExact:
      return fmt::format("{}={}", name, node.text);
    case QueryNode::Kind::kPrefix:
      return fmt::format("{}{}*", name, node.text);
    case QueryNode::Kind::kPhrase:
      return fmt::format("{}\"{}\"", name, node.text);
    default:
      return name + node.text;
  }
}

void append_text(const QueryNode& node, std::size_t level, std::string& out) {
  out.append(2 * level, ' ');
  out += kind_name(node.kind);
  if (is_leaf(node.kind)) out += ' ' + leaf_text(node);
  out += '\n';
  for (const QueryNode& child : node.children) append_text(child, level + 1, out);
}

}  // namespace

ParsedQuery parse_query(std::string_view text, Syntax syntax) {
  const std::string_view kept = cut_text(text, kMaxQueryBytes);
  const std::string repaired = repair_utf8(kept);
  ParsedQuery parsed;
  if (syntax == Syntax::kPlain) {
    parsed.root = plain_words(repaired);
  } else {
    parsed = parse_full(repaired);
  }
  if (kept.size() < text.size()) {
    parsed.notes.insert(
        parsed.notes.begin(),
        fmt::format("the query is longer than {} bytes: only its first {} were read",
                    kMaxQueryBytes, kept.size()));
  }
  return parsed;
}

std::string to_text(const QueryNode& node) {
  std::string out;
  append_text(node, 0, out);
  return out;
}

}  // namespace edicola
