#include "searcher/compile.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "edicola/error.h"
#include "searcher/filters.h"
#include "searcher/operators.h"
#include "searcher/side_by_side.h"
#include "searcher/word_nodes.h"

namespace edicola {
namespace {

using Kind = QueryNode::Kind;

// Wanted words of a query that is run in tiers; docs/relevance.md.
constexpr std::size_t kMostInTiers = 3;

// What `wanted` matches, or everything if it is empty, less what any of `excluded` matches.
Xapian::Query without_any(const Xapian::Query& wanted, const std::vector<Xapian::Query>& excluded) {
  if (excluded.empty()) return wanted;
  const Xapian::Query all = wanted.empty() ? Xapian::Query::MatchAll : wanted;
  return without(all, combine(Xapian::Query::OP_OR, excluded));
}

bool is_leaf(const QueryNode& node) {
  return node.kind == Kind::kWord || node.kind == Kind::kExact || node.kind == Kind::kPrefix ||
         node.kind == Kind::kPhrase;
}

class Compiler {
 public:
  // `filters` may be null; they are not asked of all that is compiled, see is_filtered().
  Compiler(const Request& request, IndexMemory& memory, const Analyzer& analyzer,
           std::shared_ptr<const Filters> filters, WordsAs words_as)
      : request_(request),
        filters_(std::move(filters)),
        memory_(memory),
        words_as_(words_as),
        words_(memory, analyzer, request.ranking),
        word_nodes_(analyzer) {}

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
      note_bag(parsed.root);
    }
    note_nowhere();
    return std::move(out_);
  }

  // Whether what matches all of the query passes the filters.
  [[nodiscard]] bool is_filtered() const { return is_filtered_; }

 private:
  void compile_words(const QueryNode& sequence);
  void compile_tiers();
  void compile_sentence();
  void note_trace();
  void note_bearer();
  [[nodiscard]] Runnable weigh(Having having, std::shared_ptr<BagTrace> trace = nullptr) const;
  [[nodiscard]] Runnable side_by_side(const std::vector<CompiledWords>& wanted,
                                      const std::vector<CompiledWords>& light, Having having,
                                      std::shared_ptr<BagTrace> trace) const;
  [[nodiscard]] bool runs_as_bag(const std::vector<CompiledWords>& wanted,
                                 const std::vector<CompiledWords>& light) const;
  void split(const QueryNode& sequence);
  void note_only(const CompiledWords& words);
  void note_bag(const QueryNode& root);
  Xapian::Query compile_node(const QueryNode& node);
  Xapian::Query compile_leaf(const QueryNode& node);
  Xapian::Query compile_excluded(const QueryNode& node);
  Xapian::Query compile_nodes(const std::vector<const QueryNode*>& nodes, Having having);
  Xapian::Query compile_all_of(const QueryNode& node);
  Xapian::Query compile_any_of(const QueryNode& node);
  void note_nowhere();

  const Request& request_;
  std::shared_ptr<const Filters> filters_;
  bool is_filtered_ = false;
  IndexMemory& memory_;
  WordsAs words_as_;
  WordsCompiler words_;
  WordNodes word_nodes_;
  CompiledQuery out_;
  // The parts of a sequence.
  std::vector<Xapian::Query> required_;
  Runnable only_;  // what is required, if it is all there is and one source
  Runnable bag_;   // the words under an operator, the last that was compiled
  std::vector<Xapian::Query> excluded_;
  std::vector<CompiledWords> light_;  // function words beside others
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

// What is left out is compiled like the rest but never marked, and need not weigh anything.
// NOLINTNEXTLINE(misc-no-recursion)
Xapian::Query Compiler::compile_excluded(const QueryNode& node) {
  const std::size_t marked = out_.found.size();
  Xapian::Query left_out = compile_node(node);
  if (is_leaf(node) && !left_out.empty()) left_out = out_.found.back().matched;
  out_.found.resize(marked);
  return left_out;
}

// NOLINTNEXTLINE(misc-no-recursion)
Xapian::Query Compiler::compile_all_of(const QueryNode& node) {
  std::vector<const QueryNode*> wanted;
  std::vector<Xapian::Query> excluded;
  for (const QueryNode& child : node.children) {
    if (child.kind != Kind::kNot) {
      wanted.push_back(&child);
    } else if (Xapian::Query left_out = compile_excluded(child.children.front());
               !left_out.empty()) {
      excluded.push_back(left_out);
    }
  }
  return without_any(compile_nodes(wanted, Having::kAll), excluded);
}

// NOLINTNEXTLINE(misc-no-recursion)
Xapian::Query Compiler::compile_any_of(const QueryNode& node) {
  std::vector<const QueryNode*> any;
  std::vector<Xapian::Query> excluded;
  for (const QueryNode& child : node.children) {
    // Side by side, -word excludes whatever the others do; OR NOT is literal.
    if (child.kind != Kind::kNot || node.kind != Kind::kSequence) {
      any.push_back(&child);
    } else if (Xapian::Query left_out = compile_excluded(child.children.front());
               !left_out.empty()) {
      excluded.push_back(left_out);
    }
  }
  return without_any(compile_nodes(any, Having::kAny), excluded);
}

// Under AND or OR: words among them as a bag, if that is all there is or all are wanted.
// NOLINTNEXTLINE(misc-no-recursion)
Xapian::Query Compiler::compile_nodes(const std::vector<const QueryNode*>& nodes, Having having) {
  std::vector<CompiledWords> words;
  std::vector<Xapian::Query> queries;
  for (const QueryNode* node : nodes) {
    if (!is_leaf(*node)) {
      if (Xapian::Query query = compile_node(*node); !query.empty()) queries.push_back(query);
      continue;
    }
    std::optional<CompiledWords> leaf = words_.compile(*node, out_.notes);
    if (!leaf) continue;
    out_.gathers = out_.gathers || leaf->gathers;
    out_.found.push_back(*leaf);
    words.push_back(std::move(*leaf));
  }
  const bool alone = queries.empty() || having == Having::kAll;
  if (alone && words.size() > 1) {
    bag_ = side_by_side(words, {}, having, nullptr);
    queries.push_back(bag_.query);
  } else {
    for (const CompiledWords& leaf : words) queries.push_back(leaf.scored);
  }
  if (queries.empty()) return {};
  return combine(having == Having::kAll ? Xapian::Query::OP_AND : Xapian::Query::OP_OR, queries);
}

// Plain words are wanted, the rest is required or excluded.
void Compiler::split(const QueryNode& sequence) {
  std::set<std::string> seen;
  std::vector<CompiledWords> stop_words;
  std::vector<QueryNode> nodes = word_nodes_.join_compounds(
      word_nodes_.split_chains(word_nodes_.join_elided(sequence.children)));
  word_nodes_.find_solids(memory_, nodes);
  words_.set_alone(nodes.size() == 1);
  words_.set_may_part(nodes.size() <= kMostInTiers);
  for (const QueryNode& child : nodes) {
    if (child.kind == Kind::kNot) {
      const Xapian::Query left_out = compile_excluded(child.children.front());
      if (!left_out.empty()) excluded_.push_back(left_out);
    } else if (child.kind == Kind::kWord && !child.field) {
      std::optional<CompiledWords> words = words_.compile(child, out_.notes);
      if (!words || !seen.insert(words->matched.serialise()).second) continue;
      (words->is_stop_word ? stop_words : out_.wanted).push_back(std::move(*words));
    } else if (const Xapian::Query compiled = compile_node(child); !compiled.empty()) {
      required_.push_back(compiled);
      if (nodes.size() == 1 && is_leaf(child)) note_only(out_.found.back());
    }
  }
  // A query of function words only is meant: "fu lei", "che".
  if (out_.wanted.empty() && required_.empty()) {
    out_.wanted = std::move(stop_words);
  } else if (request_.ranking.stop_word > 0) {
    light_ = std::move(stop_words);  // they have no say in what matches
  }
}

void Compiler::note_only(const CompiledWords& words) {
  if (!words.source) return;
  only_ = Runnable(words.source);
  only_.reads_articles = words.reads_articles;
}

// Words under one operator, and nothing else, are no more than the bag that they were made.
void Compiler::note_bag(const QueryNode& root) {
  if (!bag_.source || !std::all_of(root.children.begin(), root.children.end(), is_leaf)) return;
  out_.first = bag_;
  is_filtered_ = true;
}

// The wanted words, with everything that holds for both tiers.
Runnable Compiler::weigh(Having having, std::shared_ptr<BagTrace> trace) const {
  std::vector<Xapian::Query> parts = required_;
  if (!out_.wanted.empty()) {
    Runnable words = side_by_side(out_.wanted, light_, having, std::move(trace));
    if (parts.empty() && excluded_.empty()) return words;
    parts.push_back(words.query);
  }
  if (only_.source && light_.empty()) return only_;
  Xapian::Query query;
  if (!parts.empty()) query = combine(Xapian::Query::OP_AND, parts);
  if (out_.wanted.empty() && !light_.empty()) {
    std::vector<Xapian::Query> light;
    for (const CompiledWords& words : light_) light.push_back(words.scored);
    const Xapian::Query bonus(Xapian::Query::OP_SCALE_WEIGHT, combine(Xapian::Query::OP_OR, light),
                              request_.ranking.stop_word);
    query = Xapian::Query(Xapian::Query::OP_AND_MAYBE, query, bonus);
  }
  return without_any(query, excluded_);
}

bool Compiler::runs_as_bag(const std::vector<CompiledWords>& wanted,
                           const std::vector<CompiledWords>& light) const {
  return words_as_ == WordsAs::kBag && are_bag(wanted, light);
}

Runnable Compiler::side_by_side(const std::vector<CompiledWords>& wanted,
                                const std::vector<CompiledWords>& light, Having having,
                                std::shared_ptr<BagTrace> trace) const {
  const SideBySide words = {wanted, light, request_.ranking.stop_word, having};
  if (!runs_as_bag(wanted, light)) return by_operators(words);
  return Runnable(as_bag(words, filters_, memory_, std::move(trace)));
}

void Compiler::compile_words(const QueryNode& sequence) {
  split(sequence);
  is_filtered_ = !out_.wanted.empty() && runs_as_bag(out_.wanted, light_);
  note_bearer();
  out_.found.insert(out_.found.end(), out_.wanted.begin(), out_.wanted.end());
  if (request_.default_operator == Operator::kOr) {
    out_.first = weigh(Having::kAny);
    out_.wanted.clear();
  } else if (out_.wanted.size() <= kMostInTiers) {
    compile_tiers();
  } else {
    compile_sentence();
  }
}

// Of a word that is the whole query.
void Compiler::note_bearer() {
  if (out_.wanted.size() != 1 || !required_.empty() || !light_.empty()) return;
  const CompiledWords& word = out_.wanted.front();
  if (word.bearer.empty()) return;
  out_.bearer = Xapian::Query(Xapian::Query::OP_FILTER, word.bearer, word.matched);
}

// Of several databases ids mean nothing to a bag.
void Compiler::note_trace() {
  if (memory_.is_single() && runs_as_bag(out_.wanted, light_)) {
    out_.trace = std::make_shared<BagTrace>();
  }
}

void Compiler::compile_tiers() {
  out_.first = weigh(Having::kAll);
  if (out_.wanted.size() < 2) return;
  note_trace();
  out_.second = weigh(Having::kMostButNotAll, out_.trace);
}

// Words of a family (nazione, nazionale) speak for an article that has other words of the query.
void Compiler::compile_sentence() {
  note_trace();
  out_.first = weigh(Having::kAny, out_.trace);
  out_.whole = weigh(Having::kAll);
  if (request_.ranking.family <= 0) return;
  for (const CompiledWords& words : out_.wanted) {
    Family family = family_of(words.key, words.idf);
    if (!family.begin.empty()) out_.families.push_back(std::move(family));
  }
  std::sort(out_.families.begin(), out_.families.end(),
            [](const Family& a, const Family& b) { return a.begin < b.begin; });
}

void Compiler::note_nowhere() {
  for (const CompiledWords& words : out_.found) {
    if (words.nowhere) out_.notes.push_back(fmt::format("no article has {}", words.shown));
  }
}

}  // namespace

CompiledQuery compile_query(const ParsedQuery& parsed, const Request& request, IndexMemory& memory,
                            const Analyzer& analyzer, WordsAs words_as) {
  std::shared_ptr<const Filters> filters;
  if (Filters some = filters_of(request, memory, analyzer); !some.empty()) {
    filters = std::make_shared<const Filters>(std::move(some));
  }
  Compiler compiler(request, memory, analyzer, filters, words_as);
  CompiledQuery compiled = compiler.compile(parsed);
  if (compiled.first.empty()) {
    if (!filters) {
      throw Error(ErrorKind::kQuery, "there is no word to search for",
                  "write some words, or filter by --source, --section, --author, --from or --to");
    }
    compiled.first = filter_query(filters, memory);
    return compiled;
  }
  if (!filters) return compiled;
  const auto add_filters = [&](Xapian::Query& query) {
    if (query.empty()) return;
    query = Xapian::Query(Xapian::Query::OP_FILTER, query, filter_query(filters, memory));
  };
  add_filters(compiled.bearer);
  if (compiler.is_filtered()) return compiled;
  for (Runnable* runnable : {&compiled.first, &compiled.second, &compiled.whole}) {
    add_filters(runnable->query);
    runnable->source = nullptr;
  }
  return compiled;
}

}  // namespace edicola
