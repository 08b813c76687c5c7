#include "searcher/side_by_side.h"

#include <algorithm>
#include <utility>

#include "searcher/operators.h"

namespace edicola {
namespace {

// A word with this share of what a query says is most of it, even alone.
constexpr double kTellingShare = 0.4;

// Which of the words say so much that they are most of the query.
std::vector<bool> telling(const std::vector<CompiledWords>& wanted) {
  double sum = 0;
  for (const CompiledWords& words : wanted) sum += words.idf;
  std::vector<bool> telling;
  telling.reserve(wanted.size());
  for (const CompiledWords& words : wanted) telling.push_back(words.idf >= kTellingShare * sum);
  return telling;
}

std::vector<Xapian::Query> matched(const std::vector<CompiledWords>& wanted) {
  std::vector<Xapian::Query> matched;
  matched.reserve(wanted.size());
  for (const CompiledWords& words : wanted) matched.push_back(words.matched);
  return matched;
}

Xapian::Query most_of(const std::vector<CompiledWords>& wanted) {
  const std::vector<Xapian::Query> queries = matched(wanted);
  std::vector<Xapian::Query> any = {at_least((queries.size() + 1) / 2, queries)};
  const std::vector<bool> is_telling = telling(wanted);
  for (std::size_t i = 0; i < queries.size(); ++i) {
    if (is_telling[i]) any.push_back(queries[i]);
  }
  return combine(Xapian::Query::OP_OR, any);
}

}  // namespace

Xapian::Query combine(Xapian::Query::op op, const std::vector<Xapian::Query>& queries) {
  return {op, queries.begin(), queries.end()};
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as there are queries
Xapian::Query at_least(std::size_t least, const std::vector<Xapian::Query>& queries) {
  if (least == 0) return Xapian::Query::MatchAll;
  if (least > queries.size()) return Xapian::Query::MatchNothing;
  if (least == queries.size()) return combine(Xapian::Query::OP_AND, queries);
  if (least == 1) return combine(Xapian::Query::OP_OR, queries);
  const std::vector<Xapian::Query> rest(queries.begin() + 1, queries.end());
  return {Xapian::Query::OP_OR, queries.front() & at_least(least - 1, rest), at_least(least, rest)};
}

bool are_bag(const std::vector<CompiledWords>& wanted, const std::vector<CompiledWords>& light) {
  const auto is_none = [](const CompiledWords& words) { return words.terms.empty(); };
  const auto has_others = [](const CompiledWords& words) {
    return std::any_of(words.terms.begin(), words.terms.end(),
                       [](const BagTerm& term) { return term.role == BagTerm::Role::kOtherwise; });
  };
  return !wanted.empty() && wanted.size() + light.size() <= kMostInBag &&
         std::none_of(wanted.begin(), wanted.end(), is_none) &&
         std::none_of(light.begin(), light.end(), is_none) &&
         std::none_of(light.begin(), light.end(), has_others);
}

std::shared_ptr<Xapian::PostingSource> as_bag(const SideBySide& side_by_side,
                                              std::shared_ptr<const Filters> filters,
                                              IndexMemory& memory,
                                              std::shared_ptr<BagTrace> trace) {
  const auto& [wanted, light, light_weight, having] = side_by_side;
  Bag bag;
  for (const CompiledWords& words : wanted) bag.words.push_back({words.terms, true});
  for (const CompiledWords& words : light) {
    bag.words.push_back({words.terms, false});
    for (BagTerm& term : bag.words.back().terms) term.factor *= light_weight;
  }
  if (having == Having::kAll) bag.accepted.least = wanted.size();
  if (having == Having::kMostButNotAll) {
    bag.accepted = {(wanted.size() + 1) / 2, telling(wanted), true};
  }
  bag.filters = std::move(filters);
  return bag_source(std::move(bag), memory, std::move(trace));
}

Xapian::Query by_operators(const SideBySide& side_by_side) {
  const auto& [wanted, light, light_weight, having] = side_by_side;
  std::vector<Xapian::Query> scored;
  std::vector<Xapian::Query> bonuses;
  bonuses.reserve(light.size());
  for (const CompiledWords& words : light) {
    bonuses.emplace_back(Xapian::Query::OP_SCALE_WEIGHT, words.scored, light_weight);
  }
  for (const CompiledWords& words : wanted) {
    // Under AND they are read only where all words are; under OR that is slower.
    const bool apart = having == Having::kAll && !words.bonus.empty();
    scored.push_back(apart ? words.matched : words.scored);
    if (apart) bonuses.push_back(words.bonus);
  }
  Xapian::Query query =
      combine(having == Having::kAll ? Xapian::Query::OP_AND : Xapian::Query::OP_OR, scored);
  if (having == Having::kMostButNotAll) {
    // Of two words, either is half.
    if (scored.size() > 2) query = Xapian::Query(Xapian::Query::OP_FILTER, query, most_of(wanted));
    const Xapian::Query all = combine(Xapian::Query::OP_AND, matched(wanted));
    query = without(query, all);
  }
  if (bonuses.empty()) return query;
  return {Xapian::Query::OP_AND_MAYBE, query, combine(Xapian::Query::OP_OR, bonuses)};
}

}  // namespace edicola
