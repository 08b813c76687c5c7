// Terms that begin alike are met the fast way as the slow way meets them.
#include "searcher/term_walk.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include <xapian.h>

#include "corpus/generator.h"
#include "tests/unit/scratch.h"
#include "tests/unit/test_index.h"

namespace edicola {
namespace {

using Counts = std::vector<Xapian::doccount>;

// Of the terms that begin so, by putting each together.
Counts slowly(IndexMemory& memory, const std::string& begin) {
  Counts counts;
  TermWalk walk(memory);
  for (bool any = walk.skip_to(begin); any && walk.term().starts_with(begin); any = walk.next()) {
    counts.push_back(walk.articles());
  }
  return counts;
}

Counts quickly(IndexMemory& memory, const std::string& begin) {
  Counts counts;
  TermWalk walk(memory);
  for (bool any = walk.skip_to(begin) && walk.term().starts_with(begin); any;
       any = walk.next_alike(begin.size())) {
    counts.push_back(walk.articles());
  }
  return counts;
}

std::vector<std::string> all_terms(IndexMemory& memory) {
  std::vector<std::string> terms;
  TermWalk walk(memory);
  for (bool any = walk.skip_to(""); any; any = walk.next()) terms.push_back(walk.term());
  return terms;
}

void expect_alike(const std::string& index) {
  const Xapian::Database database(index);
  IndexMemory memory(database);
  const std::vector<std::string> terms = all_terms(memory);
  ASSERT_GT(terms.size(), 1000U);
  EXPECT_EQ(quickly(memory, "").size(), terms.size());
  std::mt19937 random(5);
  for (int i = 0; i < 2000; ++i) {
    const std::string& term = terms[random() % terms.size()];
    std::string begin = term.substr(0, 1 + random() % term.size());
    if (i % 7 == 0) begin += 'q';
    ASSERT_EQ(quickly(memory, begin), slowly(memory, begin)) << begin;
  }
}

TEST(TermWalkTest, MeetsTermsThatBeginAlike) {
  const Scratch scratch;
  const std::string index = scratch.path("db");
  corpus::Generator generator({.articles = 300, .seed = 3});
  std::uint64_t number = 0;
  std::vector<Article> articles(150);
  for (Article& article : articles) generator.write(number++, article);
  index_articles(index, articles);
  expect_alike(index);
  // Several layers.
  for (Article& article : articles) generator.write(number++, article);
  index_articles(index, articles);
  expect_alike(index);
}

}  // namespace
}  // namespace edicola
