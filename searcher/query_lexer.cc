#include "searcher/query_lexer.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "searcher/query_text.h"

namespace edicola {
namespace {

constexpr std::size_t kNowhere = std::string_view::npos;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string field_names() {
  std::string names;
  for (const Field& field : kFields) {
    if (!names.empty()) names += ", ";
    names += field.name;
  }
  return names;
}

std::optional<QueryToken::Kind> operator_kind(std::string_view word) {
  if (word == "AND") return QueryToken::Kind::kAnd;
  if (word == "OR") return QueryToken::Kind::kOr;
  if (word == "NOT") return QueryToken::Kind::kNot;
  return std::nullopt;
}

// What stands directly before a word, a phrase or a group, in any order: `-titolo:=x`.
struct Item {
  std::size_t begin = 0;
  bool negated = false;
  bool exact = false;
  bool starred = false;  // an asterisk where none works
  std::optional<FieldId> field;

  [[nodiscard]] bool bare() const { return !negated && !exact && !starred && !field; }
};

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  LexedQuery run();

 private:
  enum class Role { kGroup, kText, kTooDeep };
  struct Parenthesis {
    Role role = Role::kGroup;
    std::size_t offset = 0;
  };

  [[nodiscard]] bool at_end() const { return at_ >= text_.size(); }
  [[nodiscard]] bool at_ascii(char c) const { return !at_end() && text_[at_] == c; }
  [[nodiscard]] bool at_quote() const { return !at_end() && is_quote(here().code); }
  [[nodiscard]] Character here() const { return character_at(text_, at_); }
  [[nodiscard]] bool minus_works_here() const;
  std::size_t closing_quote();
  [[nodiscard]] std::string_view source_of(const Item& item) const;

  void scan_item();
  void take_modifiers(Item& item);
  bool take_field(Item& item);
  bool skip_stray_quote();
  void finish_without_value(const Item& item);
  void scan_phrase(const Item& item, std::size_t close);
  void skip_nearness();
  void scan_word(const Item& item);
  void add_word(const Item& item, std::string_view word);
  void add_prefix(const Item& item, std::string_view word, std::size_t star);
  void note_field_attempt(const Item& item, std::string_view word);
  [[nodiscard]] bool is_field_attempt(std::string_view word) const;
  void open_group(const Item& item);
  void close_parenthesis();
  void close_all();

  void add_leaf(const Item& item, QueryNode::Kind kind, std::string text);
  QueryToken& add_token(const Item& item, QueryToken::Kind kind);
  void note(std::size_t offset, std::string text) {
    out_.notes.push_back({offset, std::move(text)});
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool fresh_ = true;      // nothing is glued to what comes next
  std::string_view last_;  // the item before, for notes
  std::vector<Parenthesis> parentheses_;
  std::size_t quote_ = kNowhere;  // the mark that closing_quote_ is of
  std::size_t closing_quote_ = kNowhere;
  std::size_t depth_ = 0;  // of them, those that are groups
  LexedQuery out_;
};

LexedQuery Lexer::run() {
  while (!at_end()) {
    if (is_space(here().code)) {
      at_ += here().length;
      fresh_ = true;
    } else if (at_ascii(')')) {
      close_parenthesis();
    } else if (!skip_stray_quote()) {
      scan_item();
    }
  }
  close_all();
  return std::move(out_);
}

// Directly before a thing: `-` alone, `--` and `->` are text.
bool Lexer::minus_works_here() const {
  if (!at_ascii('-') || ends_at(text_, at_ + 1)) return false;
  const char32_t next = character_at(text_, at_ + 1).code;
  constexpr std::u32string_view kBegins = U"(=*'‘’#@$_";
  return is_quote(next) || !is_punctuation(next) || kBegins.find(next) != kBegins.npos;
}

// Where the phrase that begins here is closed; nowhere if none begins here. Kept, for it is asked
// for more than once and looks through the rest of the query.
std::size_t Lexer::closing_quote() {
  if (!at_quote()) return kNowhere;
  if (quote_ != at_) {
    const Character mark = here();
    const bool may_open =
        !is_closing_quote(mark.code) || (fresh_ && !ends_at(text_, at_ + mark.length));
    closing_quote_ = may_open ? find_closing_quote(text_, at_) : kNowhere;
    quote_ = at_;
  }
  return closing_quote_;
}

std::string_view Lexer::source_of(const Item& item) const {
  return text_.substr(item.begin, at_ - item.begin);
}

void Lexer::scan_item() {
  Item item;
  item.begin = at_;
  take_modifiers(item);
  while (skip_stray_quote()) {
  }
  const std::size_t close = closing_quote();
  if (ends_at(text_, at_)) {
    finish_without_value(item);
  } else if (close != kNowhere) {
    scan_phrase(item, close);
  } else if (at_ascii('(')) {
    open_group(item);
  } else {
    scan_word(item);
  }
  last_ = source_of(item);
}

void Lexer::take_modifiers(Item& item) {
  while (!at_end()) {
    if (fresh_ && !item.exact && minus_works_here()) {
      if (item.field) {
        note(item.begin, fmt::format("the minus in {} was read as if before the field",
                                     quoted(text_.substr(item.begin, at_ + 1 - item.begin))));
      }
      item.negated = !item.negated;
      ++at_;
    } else if (at_ascii('=') && !item.exact && !ends_at(text_, at_ + 1)) {
      item.exact = true;
      ++at_;
    } else if (at_ascii('*')) {
      item.starred = true;
      ++at_;
    } else if (!take_field(item)) {
      return;
    }
  }
}

bool Lexer::take_field(Item& item) {
  const std::string_view name = name_at(text_, at_);
  const std::optional<FieldId> found = find_field(name);
  if (!found) return false;
  at_ += name.size() + 1;
  if (item.field) {
    note(item.begin,
         fmt::format("of the fields in {} only the last counts", quoted(source_of(item))));
  } else if (item.exact) {
    note(item.begin, fmt::format("{} was read with the field first", quoted(source_of(item))));
  }
  item.field = found;
  return true;
}

bool Lexer::skip_stray_quote() {
  if (!at_quote() || closing_quote() != kNowhere) return false;
  const std::size_t next = at_ + here().length;
  const std::string_view word = text_.substr(next, word_end(text_, next) - next);
  if (!word.empty()) {
    note(at_, fmt::format("the quotation mark before {} has no partner: ignored", quoted(word)));
  } else if (!last_.empty()) {
    note(at_, fmt::format("the quotation mark after {} has no partner: ignored", quoted(last_)));
  } else {
    note(at_, "a lone quotation mark was ignored");
  }
  at_ = next;
  return true;
}

void Lexer::finish_without_value(const Item& item) {
  if (item.starred) {
    note(item.begin, fmt::format("{}: an asterisk needs the beginning of a word before it: ignored",
                                 quoted(source_of(item))));
  } else if (item.field) {
    add_token(item, QueryToken::Kind::kField).field = item.field;
  }
}

void Lexer::scan_phrase(const Item& item, std::size_t close) {
  const std::size_t open = at_;
  const std::size_t begin = open + here().length;
  const std::string_view inner = text_.substr(begin, close - begin);
  at_ = close + character_at(text_, close).length;
  fresh_ = false;
  std::string phrase = phrase_text(inner);
  if (phrase.empty()) {
    note(item.begin, fmt::format("{}: quotation marks with nothing in them were ignored",
                                 quoted(source_of(item))));
  } else {
    if (item.exact) {
      note(
          item.begin,
          fmt::format("the = before the phrase {} was ignored: a phrase matches exact forms anyway",
                      quoted(phrase)));
    }
    if (item.starred || phrase.find('*') != std::string::npos) {
      note(item.begin,
           fmt::format("asterisks do not work in or before the phrase {}", quoted(phrase)));
    }
    add_leaf(item, QueryNode::Kind::kPhrase, std::move(phrase));
  }
  skip_nearness();
}

// "a b"~5 is how other engines ask for words near each other.
void Lexer::skip_nearness() {
  if (!at_ascii('~')) return;
  const std::size_t begin = at_++;
  while (!at_end() && is_digit(text_[at_])) ++at_;
  note(begin, fmt::format("{} after a phrase was ignored: its words must stand side by side",
                          quoted(text_.substr(begin, at_ - begin))));
}

void Lexer::scan_word(const Item& item) {
  const std::string_view word = text_.substr(at_, word_end(text_, at_) - at_);
  at_ += word.size();
  fresh_ = false;
  const auto operation = operator_kind(word);
  if (operation && item.bare()) {
    add_token(item, *operation);
    fresh_ = true;
    return;
  }
  add_word(item, word);
  // Rubio(Usa) is how papers write, not a boolean query.
  if (at_ascii('(') && !is_all_punctuation(word) && !is_field_attempt(word)) {
    parentheses_.push_back({Role::kText, at_++});
    fresh_ = true;
  }
}

void Lexer::add_word(const Item& item, std::string_view word) {
  const std::size_t star = word.find('*');
  if (is_all_punctuation(word.substr(0, star))) {
    if (star != kNowhere || item.starred) {
      note(item.begin,
           fmt::format("{}: an asterisk needs the beginning of a word before it: ignored",
                       quoted(source_of(item))));
    } else if (item.field) {
      note(item.begin, fmt::format("{} has no value and was ignored", quoted(source_of(item))));
    }
    return;
  }
  note_field_attempt(item, word);
  if (star != kNowhere) {
    add_prefix(item, word, star);
    return;
  }
  if (item.starred) {
    note(item.begin, fmt::format("{}: an asterisk works only at the end of a word: read as {}",
                                 quoted(source_of(item)), quoted(word)));
  }
  add_leaf(item, item.exact ? QueryNode::Kind::kExact : QueryNode::Kind::kWord, std::string(word));
}

void Lexer::add_prefix(const Item& item, std::string_view word, std::size_t star) {
  const std::string_view beginning = word.substr(0, star);
  if (item.starred || !is_all_punctuation(word.substr(star))) {
    note(item.begin, fmt::format("{}: an asterisk works only at the end of a word: read as {}",
                                 quoted(source_of(item)), quoted(std::string(beginning) + '*')));
  }
  if (item.exact) {
    note(item.begin, fmt::format("the = in {} was ignored: with an asterisk it has no meaning",
                                 quoted(source_of(item))));
  }
  add_leaf(item, QueryNode::Kind::kPrefix, std::string(beginning));
}

// autor:Rossi, autor:"Mario Rossi", autor:(Rossi OR Bianchi); not 16:30, Meloni: or https://...
bool Lexer::is_field_attempt(std::string_view word) const {
  const std::size_t colon = word.find(':');
  if (colon == kNowhere || !may_name_field(word.substr(0, colon))) return false;
  if (colon + 1 < word.size()) return is_letter(character_at(word, colon + 1).code);
  return at_ascii('(') || at_quote();
}

void Lexer::note_field_attempt(const Item& item, std::string_view word) {
  if (!is_field_attempt(word)) return;
  note(item.begin, fmt::format("no field is called {}; fields are {}: read as words",
                               quoted(word.substr(0, word.find(':'))), field_names()));
}

void Lexer::open_group(const Item& item) {
  const std::size_t offset = at_++;
  fresh_ = true;
  if (item.exact || item.starred) {
    note(item.begin, fmt::format("the sign directly before the parenthesis in {} was ignored",
                                 quoted(source_of(item))));
  }
  if (depth_ == kMaxQueryDepth) {
    parentheses_.push_back({Role::kTooDeep, offset});
    note(offset, fmt::format("parentheses more than {} levels deep were ignored", kMaxQueryDepth));
    return;
  }
  parentheses_.push_back({Role::kGroup, offset});
  ++depth_;
  add_token(item, QueryToken::Kind::kOpen).field = item.field;
}

void Lexer::close_parenthesis() {
  Item item;
  item.begin = at_++;
  fresh_ = false;
  if (parentheses_.empty()) {
    note(item.begin, last_.empty()
                         ? "the closing parenthesis at the beginning has no partner: ignored"
                         : fmt::format("the closing parenthesis after {} has no partner: ignored",
                                       quoted(last_)));
    return;
  }
  if (parentheses_.back().role == Role::kGroup) {
    add_token(item, QueryToken::Kind::kClose);
    --depth_;
  }
  parentheses_.pop_back();
}

void Lexer::close_all() {
  const std::size_t open = depth_;
  std::size_t first = kNowhere;
  for (const Parenthesis& parenthesis : parentheses_) {
    if (parenthesis.role == Role::kGroup) first = std::min(first, parenthesis.offset);
  }
  Item item;
  item.begin = at_;
  for (; depth_ > 0; --depth_) add_token(item, QueryToken::Kind::kClose);
  if (open == 0) return;
  const std::string_view word = word_after(text_, first);
  const std::string where = word.empty() ? "at the end" : "before " + quoted(word);
  note(first, open == 1
                  ? fmt::format("the parenthesis {} is not closed: closed at the end", where)
                  : fmt::format("{} parentheses are not closed, the first {}: closed at the end",
                                open, where));
}

void Lexer::add_leaf(const Item& item, QueryNode::Kind kind, std::string text) {
  QueryToken& token = add_token(item, QueryToken::Kind::kLeaf);
  token.leaf.kind = kind;
  token.leaf.text = std::move(text);
  token.leaf.field = item.field;
}

QueryToken& Lexer::add_token(const Item& item, QueryToken::Kind kind) {
  QueryToken token;
  token.kind = kind;
  token.negated = item.negated;
  token.offset = item.begin;
  token.source = source_of(item);
  out_.tokens.push_back(std::move(token));
  return out_.tokens.back();
}

}  // namespace

LexedQuery lex_query(std::string_view text) { return Lexer(text).run(); }

}  // namespace edicola
