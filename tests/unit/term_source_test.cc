// Terms as leaves of Xapian's queries, against a naive twin that knows which document has what.
#include "searcher/term_source.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "common/impact.h"
#include "searcher/idf.h"
#include "searcher/index_memory.h"
#include "searcher/operators.h"
#include "tests/unit/lists.h"

namespace edicola {
namespace {

constexpr Xapian::docid kDocuments = 6000;
constexpr int kTerms = 12;

std::string term(int number) { return fmt::format("t{:02}", number); }

using Scores = std::map<Xapian::docid, double>;

class TermSourceTest : public testing::Test {
 protected:
  // The rarest term stands in a few documents, the most frequent in every second; two layers.
  static void SetUpTestSuite() {
    std::mt19937 random(5);
    listed_ = std::make_unique<ListedDatabase>();
    for (Xapian::docid id = 1; id <= kDocuments; ++id) {
      std::vector<std::pair<std::string, std::uint8_t>> terms;
      for (int i = 0; i < kTerms; ++i) {
        if (random() % (2U << static_cast<unsigned>(i)) != 0) continue;
        const auto impact = static_cast<std::uint8_t>(1 + random() % 20 + random() % 43);
        terms.emplace_back(term(i), impact);
        impacts_[i][id] = impact;
      }
      listed_->add_weighed(terms);
      if (id == kDocuments - 500) listed_->commit();
    }
    listed_->commit();
  }
  static void TearDownTestSuite() { listed_.reset(); }

  struct Tree {
    Xapian::Query query;
    Scores scores;
  };

  static Tree leaf(IndexMemory& memory, int number) {
    Tree tree;
    tree.query = term_query(memory, term(number));
    const double worth = idf(kDocuments, static_cast<double>(impacts_[number].size()));
    for (const auto& [id, impact] : impacts_[number]) {
      tree.scores[id] = worth * impact / kFullImpact;
    }
    return tree;
  }

  static Tree both(Xapian::Query::op op, const Tree& a, const Tree& b) {
    Tree tree;
    tree.query = op == Xapian::Query::OP_AND_NOT ? without(a.query, b.query)
                                                 : Xapian::Query(op, a.query, b.query);
    for (const auto& [id, score] : a.scores) {
      const auto other = b.scores.find(id);
      const bool in_b = other != b.scores.end();
      if (op == Xapian::Query::OP_AND_NOT
              ? in_b
              : !in_b && op != Xapian::Query::OP_OR && op != Xapian::Query::OP_AND_MAYBE) {
        continue;
      }
      const bool adds = in_b && op != Xapian::Query::OP_FILTER;
      tree.scores[id] = score + (adds ? other->second : 0);
    }
    if (op != Xapian::Query::OP_OR) return tree;
    for (const auto& [id, score] : b.scores) tree.scores.emplace(id, score);
    return tree;
  }

  static Tree scaled(double factor, Tree tree) {
    tree.query = Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, tree.query, factor);
    for (auto& [id, score] : tree.scores) score *= factor;
    return tree;
  }

  // NOLINTNEXTLINE(misc-no-recursion): as deep as it is asked for
  static Tree random_tree(IndexMemory& memory, std::mt19937& random, int depth) {
    if (depth == 0 || random() % 5 == 0) {
      Tree one = leaf(memory, static_cast<int>(random() % kTerms));
      return random() % 3 == 0 ? scaled(0.5, std::move(one)) : one;
    }
    constexpr Xapian::Query::op kOps[] = {Xapian::Query::OP_OR,        Xapian::Query::OP_OR,
                                          Xapian::Query::OP_AND,       Xapian::Query::OP_AND_MAYBE,
                                          Xapian::Query::OP_AND_MAYBE, Xapian::Query::OP_FILTER,
                                          Xapian::Query::OP_AND_NOT};
    Tree tree = both(kOps[random() % std::size(kOps)], random_tree(memory, random, depth - 1),
                     random_tree(memory, random, depth - 1));
    return random() % 3 == 0 ? scaled(0.5, std::move(tree)) : tree;
  }

  // The best scores, the greatest first.
  static std::vector<double> best(const Scores& scores, std::size_t limit) {
    std::vector<double> all;
    for (const auto& [id, score] : scores) all.push_back(score);
    std::sort(all.rbegin(), all.rend());
    all.resize(std::min(all.size(), limit));
    return all;
  }

  inline static std::unique_ptr<ListedDatabase> listed_;
  inline static std::map<int, std::map<Xapian::docid, std::uint8_t>> impacts_;
};

TEST_F(TermSourceTest, TreesMatchAndWeighAsTheTwin) {
  IndexMemory memory(listed_->database());
  std::mt19937 random(6);
  for (int round = 0; round < 1000; ++round) {
    const Tree tree = random_tree(memory, random, 1 + round % 4);
    Xapian::Enquire enquire(listed_->database());
    enquire.set_weighting_scheme(Xapian::CoordWeight());
    enquire.set_query(tree.query);
    for (const Xapian::doccount limit : {10U, 100U, kDocuments}) {
      const Xapian::MSet found = enquire.get_mset(0, limit, kDocuments);
      const std::vector<double> expected = best(tree.scores, limit);
      ASSERT_EQ(found.size(), expected.size()) << tree.query.get_description();
      for (Xapian::doccount i = 0; i < found.size(); ++i) {
        ASSERT_NEAR(found[i].get_weight(), expected[i], 1e-9)
            << tree.query.get_description() << " limit " << limit << " hit " << i;
        ASSERT_TRUE(tree.scores.contains(*found[i])) << tree.query.get_description();
        ASSERT_NEAR(found[i].get_weight(), tree.scores.at(*found[i]), 1e-9)
            << tree.query.get_description();
      }
    }
  }
}

}  // namespace
}  // namespace edicola
