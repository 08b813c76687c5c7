// Articles of a test's own in an index, and a searcher on it.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "edicola/article.h"
#include "edicola/search.h"
#include "tests/unit/scratch.h"
#include "tests/unit/test_index.h"

namespace edicola {

class SearchTest : public testing::Test {
 protected:
  explicit SearchTest(const std::vector<Article>& articles)
      : searcher_({indexed(scratch_, articles)}) {}

  Response search(std::string_view query) { return searcher_.search(make_request(query)); }

  // Without the weight that `parameter` gives to near words the query finds the same `total`
  // articles, and the first has the score that it had: others were only added, behind it.
  void expect_only_added(std::string_view query, double Ranking::*parameter, std::uint64_t total) {
    Request request = make_request(query);
    const double with = searcher_.search(request).hits.at(0).score;
    request.ranking.*parameter = 0;
    const Response without = searcher_.search(request);
    EXPECT_EQ(without.total, total);
    EXPECT_DOUBLE_EQ(without.hits.at(0).score, with);
    EXPECT_EQ(without.hits.at(1).score, 0);
  }

 private:
  static std::string indexed(const Scratch& scratch, const std::vector<Article>& articles) {
    std::string path = scratch.path("index");
    index_articles(path, articles);
    return path;
  }

  Scratch scratch_;
  Searcher searcher_;
};

}  // namespace edicola
