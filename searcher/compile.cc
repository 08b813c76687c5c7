#include "searcher/compile.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "edicola/error.h"
#include "searcher/filters.h"
#include "searcher/word_nodes.h"

namespace edicola {
namespace {

using Kind = QueryNode::Kind;

// Wanted words of a query that is run in tiers; docs/relevance.md.
constexpr std::size_t kMostInTiers = 3;

// A word with this share of what a query says is most of it, even alone: `cosa sono i pirenoidi`.
constexpr double kTellingShare = 0.4;

Xapian::Query combine(Xapian::Query::op op, const std::vector<Xapian::Query>& queries) {
  return {op, queries.begin(), queries.end()};
}

// `wanted` under `op`, or everything if there is none, less what any of `excluded` matches.
Xapian::Query without(Xapian::Query::op op, const std::vector<Xapian::Query>& wanted,
                      const std::vector<Xapian::Query>& excluded) {
  if (wanted.empty() && excluded.empty()) return {};
  Xapian::Query all = wanted.empty() ? Xapian::Query::MatchAll : combine(op, wanted);
  if (excluded.empty()) return all;
  return {Xapian::Query::OP_AND_NOT, all, combine(Xapian::Query::OP_OR, excluded)};
}

bool is_leaf(const QueryNode& node) {
  return node.kind == Kind::kWord || node.kind == Kind::kExact || node.kind == Kind::kPrefix ||
         node.kind == Kind::kPhrase;
}

class Compiler {
 public:
  Compiler(const Request& request, TermCounts& counts, const Analyzer& analyzer)
      : request_(request), words_(counts, analyzer, request.ranking), word_nodes_(analyzer) {}

  CompiledQuery compile(const ParsedQuery& parsed) {
    out_.notes = parsed.notes;
    words_.set_alone(is_leaf(parsed.root));
    // A word alone means the same under all of them.
    const bool lenient = !parsed.has_operators &&
                         (request_.default_operator != Operator::kAnd || is_leaf(parsed.root));
    if (lenient && parsed.root.kind == Kind::kSequence) {
      compile_words(parsed.root);
    } else if (lenient && is_leaf(parsed.root)) {
      QueryNode sequence;
      sequence.children.push_back(parsed.root);
      compile_words(sequence);
    } else {
      out_.first = compile_node(parsed.root);
    }
    note_nowhere();
    return std::move(out_);
  }

 private:
  void compile_words(const QueryNode& sequence);
  void compile_tiers();
  void compile_sentence();
  void note_strong();
  [[nodiscard]] Xapian::Query most_matched() const;
  [[nodiscard]] Xapian::Query all_matched() const;
  void split(const QueryNode& sequence);
  Xapian::Query compile_node(const QueryNode& node);
  Xapian::Query compile_leaf(const QueryNode& node);
  Xapian::Query compile_all_of(const QueryNode& node);
  Xapian::Query compile_any_of(const QueryNode& node);
  [[nodiscard]] Xapian::Query weigh(Xapian::Query::op op) const;
  void note_nowhere();

  const Request& request_;
  WordsCompiler words_;
  WordNodes word_nodes_;
  CompiledQuery out_;
  // The parts of a sequence.
  std::vector<Xapian::Query> required_;
  std::vector<Xapian::Query> excluded_;
  std::vector<Xapian::Query> light_;  // function words beside others
};

Xapian::Query Compiler::compile_leaf(const QueryNode& node) {
  std::optional<CompiledWords> words = words_.compile(node, out_.notes);
  if (!words) return {};
  out_.gathers = out_.gathers || words->gathers;  // also where it is left out
  out_.found.push_back(*words);
  return words->scored;
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the parser lets a query be
Xapian::Query Compiler::compile_node(const QueryNode& node) {
  switch (node.kind) {
    case Kind::kAnd:
      return compile_all_of(node);
    case Kind::kOr:
      return compile_any_of(node);
    case Kind::kSequence:
      return request_.default_operator == Operator::kOr ? compile_any_of(node)
                                                        : compile_all_of(node);
    case Kind::kNot: {
      QueryNode alone;
      alone.kind = Kind::kAnd;
      alone.children.push_back(node);
      return compile_all_of(alone);
    }
    default:
      return compile_leaf(node);
  }
}

// What is left out is compiled like the rest but never marked.
// NOLINTNEXTLINE(misc-no-recursion)
Xapian::Query Compiler::compile_all_of(const QueryNode& node) {
  std::vector<Xapian::Query> wanted;
  std::vector<Xapian::Query> excluded;
  for (const QueryNode& child : node.children) {
    const std::size_t marked = out_.found.size();
    const bool is_not = child.kind == Kind::kNot;
    const Xapian::Query compiled =
        is_not ? compile_node(child.children.front()) : compile_node(child);
    if (is_not) out_.found.resize(marked);
    if (!compiled.empty()) (is_not ? excluded : wanted).push_back(compiled);
  }
  return without(Xapian::Query::OP_AND, wanted, excluded);
}

// NOLINTNEXTLINE(misc-no-recursion)
Xapian::Query Compiler::compile_any_of(const QueryNode& node) {
  std::vector<Xapian::Query> any;
  std::vector<Xapian::Query> excluded;
  for (const QueryNode& child : node.children) {
    // Side by side, -word excludes whatever the others do; OR NOT is literal.
    if (child.kind == Kind::kNot && node.kind == Kind::kSequence) {
      const std::size_t marked = out_.found.size();
      const Xapian::Query left_out = compile_node(child.children.front());
      out_.found.resize(marked);
      if (!left_out.empty()) excluded.push_back(left_out);
    } else if (Xapian::Query compiled = compile_node(child); !compiled.empty()) {
      any.push_back(compiled);
    }
  }
  return without(Xapian::Query::OP_OR, any, excluded);
}

// Plain words are wanted, the rest is required or excluded.
void Compiler::split(const QueryNode& sequence) {
  std::set<std::string> seen;
  std::vector<CompiledWords> stop_words;
  const std::vector<QueryNode> nodes = word_nodes_.join_compounds(
      word_nodes_.split_chains(word_nodes_.join_elided(sequence.children)));
  words_.set_alone(nodes.size() == 1);
  for (const QueryNode& child : nodes) {
    if (child.kind == Kind::kNot) {
      const std::size_t marked = out_.found.size();
      const Xapian::Query left_out = compile_node(child.children.front());
      out_.found.resize(marked);
      if (!left_out.empty()) excluded_.push_back(left_out);
    } else if (child.kind == Kind::kWord && !child.field) {
      std::optional<CompiledWords> words = words_.compile(child, out_.notes);
      if (!words || !seen.insert(words->matched.serialise()).second) continue;
      (words->is_stop_word ? stop_words : out_.wanted).push_back(std::move(*words));
    } else if (const Xapian::Query compiled = compile_node(child); !compiled.empty()) {
      required_.push_back(compiled);
    }
  }
  // A query of function words only is meant: "fu lei", "che".
  if (out_.wanted.empty() && required_.empty()) {
    out_.wanted = std::move(stop_words);
  } else {
    // They have no say in what matches.
    for (const CompiledWords& words : stop_words) {
      if (request_.ranking.stop_word <= 0) break;
      light_.emplace_back(Xapian::Query::OP_SCALE_WEIGHT, words.scored, request_.ranking.stop_word);
    }
  }
}

// The wanted words under `op`, with everything that holds for both tiers.
Xapian::Query Compiler::weigh(Xapian::Query::op op) const {
  std::vector<Xapian::Query> scored;
  std::vector<Xapian::Query> bonuses = light_;
  for (const CompiledWords& words : out_.wanted) {
    // Under AND they are read only where all words are; under OR that is slower.
    const bool apart = op == Xapian::Query::OP_AND && !words.bonus.empty();
    scored.push_back(apart ? words.matched : words.scored);
    if (apart) bonuses.push_back(words.bonus);
  }
  std::vector<Xapian::Query> parts = required_;
  if (!scored.empty()) parts.push_back(combine(op, scored));
  Xapian::Query query;
  if (!parts.empty()) {
    query = combine(Xapian::Query::OP_AND, parts);
  } else if (!excluded_.empty()) {
    query = Xapian::Query::MatchAll;
  }
  if (!bonuses.empty()) {
    query =
        Xapian::Query(Xapian::Query::OP_AND_MAYBE, query, combine(Xapian::Query::OP_OR, bonuses));
  }
  if (excluded_.empty()) return query;
  return {Xapian::Query::OP_AND_NOT, query, combine(Xapian::Query::OP_OR, excluded_)};
}

void Compiler::compile_words(const QueryNode& sequence) {
  split(sequence);
  note_strong();
  out_.found.insert(out_.found.end(), out_.wanted.begin(), out_.wanted.end());
  if (request_.default_operator == Operator::kOr) {
    out_.first = weigh(Xapian::Query::OP_OR);
    out_.wanted.clear();
  } else if (out_.wanted.size() <= kMostInTiers) {
    compile_tiers();
  } else {
    compile_sentence();
  }
}

// Of several words, ten articles seldom have all so often that no other can score as much.
void Compiler::note_strong() {
  if (out_.wanted.size() != 1 || !required_.empty() || !light_.empty()) return;
  const CompiledWords& word = out_.wanted.front();
  const std::vector<Xapian::Query> strong(word.strong.begin(), word.strong.end());
  if (!word.bearer.empty()) {
    out_.bearer = Xapian::Query(Xapian::Query::OP_FILTER, word.bearer, word.matched);
  }
  if (strong.empty()) return;
  out_.strong = combine(Xapian::Query::OP_OR, strong);
  out_.rest = word.rest;
}

void Compiler::compile_tiers() {
  out_.first = weigh(Xapian::Query::OP_AND);
  if (out_.wanted.size() < 2) return;
  Xapian::Query most = weigh(Xapian::Query::OP_OR);
  // Of two words, either is half.
  if (out_.wanted.size() > 2) {
    most = Xapian::Query(Xapian::Query::OP_FILTER, most, most_matched());
  }
  out_.second = {Xapian::Query::OP_AND_NOT, most, all_matched()};
}

// Words of a family (nazione, nazionale) speak for an article that has other words of the query.
void Compiler::compile_sentence() {
  out_.first = weigh(Xapian::Query::OP_OR);
  out_.whole = Xapian::Query(Xapian::Query::OP_FILTER, out_.first, all_matched());
  if (request_.ranking.family <= 0) return;
  for (const CompiledWords& words : out_.wanted) {
    Family family = family_of(words.key, words.idf);
    if (!family.begin.empty()) out_.families.push_back(std::move(family));
  }
  std::sort(out_.families.begin(), out_.families.end(),
            [](const Family& a, const Family& b) { return a.begin < b.begin; });
}

Xapian::Query Compiler::all_matched() const {
  std::vector<Xapian::Query> matched;
  for (const CompiledWords& words : out_.wanted) matched.push_back(words.matched);
  return combine(Xapian::Query::OP_AND, matched);
}

// At least half of the words, or one that says as much.
Xapian::Query Compiler::most_matched() const {
  std::vector<Xapian::Query> matched;
  std::vector<Xapian::Query> telling;
  double sum = 0;
  for (const CompiledWords& words : out_.wanted) sum += words.idf;
  for (const CompiledWords& words : out_.wanted) {
    matched.push_back(words.matched);
    if (words.idf >= kTellingShare * sum) telling.push_back(words.matched);
  }
  telling.push_back(at_least((matched.size() + 1) / 2, matched));
  return combine(Xapian::Query::OP_OR, telling);
}

void Compiler::note_nowhere() {
  for (const CompiledWords& words : out_.found) {
    if (words.nowhere) out_.notes.push_back(fmt::format("no article has {}", words.shown));
  }
}

}  // namespace

// NOLINTNEXTLINE(misc-no-recursion): as deep as there are queries
Xapian::Query at_least(std::size_t least, const std::vector<Xapian::Query>& queries) {
  if (least == 0) return Xapian::Query::MatchAll;
  if (least > queries.size()) return Xapian::Query::MatchNothing;
  if (least == queries.size()) return combine(Xapian::Query::OP_AND, queries);
  if (least == 1) return combine(Xapian::Query::OP_OR, queries);
  const std::vector<Xapian::Query> rest(queries.begin() + 1, queries.end());
  return {Xapian::Query::OP_OR, queries.front() & at_least(least - 1, rest), at_least(least, rest)};
}

CompiledQuery compile_query(const ParsedQuery& parsed, const Request& request, TermCounts& counts,
                            const Analyzer& analyzer) {
  CompiledQuery compiled = Compiler(request, counts, analyzer).compile(parsed);
  const std::optional<Xapian::Query> filters =
      compile_filters(request, counts.database(), analyzer);
  if (compiled.first.empty()) {
    if (!filters) {
      throw Error(ErrorKind::kQuery, "there is no word to search for",
                  "write some words, or filter by --source, --section, --author, --from or --to");
    }
    compiled.first = Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, *filters, 0.0);
  } else if (filters) {
    for (Xapian::Query* query :
         {&compiled.first, &compiled.second, &compiled.whole, &compiled.bearer}) {
      if (!query->empty()) *query = Xapian::Query(Xapian::Query::OP_FILTER, *query, *filters);
    }
  }
  return compiled;
}

}  // namespace edicola
