// The short cuts of matching (strong postings, windows of days, beginnings of words) answer as
// looking at every match does.
#include "searcher/matcher.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "edicola/date.h"
#include "tests/unit/scratch.h"
#include "tests/unit/test_index.h"

namespace edicola {
namespace {

constexpr int kArticles = 3000;
constexpr std::uint32_t kAll = 100'000;  // hits: more than any query has, so that no short cut pays

// Words of very different frequency; some articles say one of them again and again.
std::string text_of(std::mt19937& random) {
  std::geometric_distribution<int> word(0.15);
  std::uniform_int_distribution<int> length(5, 60);
  std::string text;
  for (int left = length(random); left > 0; --left) {
    text += fmt::format("parolina{} ", char('a' + std::min(word(random), 25)));
  }
  const int repeated = std::uniform_int_distribution<int>(0, 40)(random);
  for (int left = repeated > 20 ? repeated / 2 : 0; left > 0; --left) text += "parolinaa ";
  return text;
}

std::string date_of(std::mt19937& random) {
  const int day = std::uniform_int_distribution<int>(0, 3 * 365)(random);
  if (day == 0) return "";
  const int hour = std::uniform_int_distribution<int>(0, 23)(random);
  const char* const offset = day % 3 == 0 ? "+11:00" : day % 3 == 1 ? "-10:00" : "Z";
  return fmt::format("{}-{:02}-{:02}T{:02}:00:00{}", 2023 + day / 365, day % 365 / 31 + 1,
                     day % 28 + 1, hour, offset);
}

class MatcherTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    scratch_ = std::make_unique<Scratch>();
    std::mt19937 random(7);
    std::vector<Article> articles;
    for (int i = 0; i < kArticles; ++i) {
      articles.push_back(make_article(fmt::format("n{}", i), "", text_of(random), date_of(random)));
    }
    index_articles(scratch_->path("db"), articles);
  }
  static void TearDownTestSuite() { scratch_.reset(); }

  static std::vector<std::pair<double, std::string>> page(Request request, std::uint32_t offset,
                                                          std::uint32_t limit) {
    Searcher searcher({scratch_->path("db")});
    request.offset = offset;
    request.limit = limit;
    request.snippet_chars = 0;
    std::vector<std::pair<double, std::string>> hits;
    for (const Hit& hit : searcher.search(request).hits) {
      hits.emplace_back(hit.score, hit.article.id);
    }
    return hits;
  }

  // The same page cut out of all matches.
  static std::vector<std::pair<double, std::string>> twin(const Request& request,
                                                          std::size_t offset, std::size_t limit) {
    auto all = page(request, 0, kAll);
    all.erase(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(std::min(offset, all.size())));
    if (all.size() > limit) all.resize(limit);
    return all;
  }

  // Scores rise by what the second tier of the page reaches, and mean nothing in order of dates.
  static std::vector<std::string> ids_of(const std::vector<std::pair<double, std::string>>& hits) {
    std::vector<std::string> ids;
    for (const auto& [score, id] : hits) ids.push_back(id);
    return ids;
  }

  inline static std::unique_ptr<Scratch> scratch_;
};

TEST_F(MatcherTest, StrongPostingsHoldThePageOrAreNotTaken) {
  for (const char* const query : {"parolinaa", "parolinab", "parolinac", "Parolinaa", "parolinaz",
                                  "parolinaa -parolinab", "il parolinaa"}) {
    for (const std::uint32_t limit : {1U, 10U, 100U, 2500U}) {
      const Request request = make_request(query);
      const auto expected = twin(request, 0, limit);
      const auto found = page(request, 0, limit);
      ASSERT_EQ(found.size(), expected.size()) << query;
      // Equal scores may come in another order where the page ends among them.
      for (std::size_t i = 0; i < found.size(); ++i) {
        ASSERT_NEAR(found[i].first, expected[i].first, 1e-9) << query << " " << limit << " " << i;
      }
    }
  }
}

// Positions are read only where the weight would do; several phrases, and phrases beside words.
TEST_F(MatcherTest, PhrasesThatReachThePageAreAllFound) {
  for (const char* const query :
       {"\"parolinaa parolinaa\"", "\"parolinaa parolinab\"", "\"parolinab parolinaa parolinaa\"",
        "\"parolinaa parolinab\" parolinac", "\"parolinaa parolinab\" OR \"parolinac parolinaa\"",
        "\"parolinaa parolinab\" -parolinad",
        "parolinaa-parolinab parolinac parolinae parolinag"}) {
    for (const std::uint32_t limit : {1U, 10U, 60U}) {
      Request request = make_request(query);
      request.count_up_to = 0;  // so that the least weight rises at once
      const auto expected = twin(request, 0, limit);
      const auto found = page(request, 0, limit);
      ASSERT_EQ(found.size(), expected.size()) << query;
      for (std::size_t i = 0; i < found.size(); ++i) {
        ASSERT_NEAR(found[i].first, expected[i].first, 1e-9) << query << " " << limit << " " << i;
      }
    }
  }
}

TEST_F(MatcherTest, NewestOfAWindowAreTheNewestOfAll) {
  for (const char* const query : {"parolinaa", "parolinaa parolinab", "parolinam", "parolinaw",
                                  "parolinaa OR parolinaq", "parolina*"}) {
    for (const std::uint32_t offset : {0U, 7U, 400U}) {
      Request request = make_request(query);
      request.sort = Sort::kNewest;
      EXPECT_EQ(ids_of(page(request, offset, 10)), ids_of(twin(request, offset, 10)))
          << query << " " << offset;
    }
  }
}

TEST_F(MatcherTest, WindowsKeepToTheDaysAskedFor) {
  Request request = make_request("parolinaa");
  request.sort = Sort::kNewest;
  request.days = parse_day_range("2023", "2023-06");
  const auto found = page(request, 0, 10);
  EXPECT_EQ(found.size(), 10U);
  EXPECT_EQ(found, twin(request, 0, 10));
}

TEST_F(MatcherTest, TotalsAreExactUpToTheirLimitAndSayWhereTheyAreNot) {
  Searcher searcher({scratch_->path("db")});
  for (const Sort sort : {Sort::kRelevance, Sort::kNewest, Sort::kOldest}) {
    for (const char* const query : {"parolinaa parolinab", "parolinad parolinaf", "parolinaz"}) {
      Request request = make_request(query, 10);
      request.sort = sort;
      request.default_operator = Operator::kAnd;
      request.count_up_to = kAll;
      const Response exact = searcher.search(request);
      EXPECT_FALSE(exact.total_estimated);
      request.limit = kAll;
      EXPECT_EQ(searcher.search(request).hits.size(), exact.total) << query;
      request.limit = 10;
      request.count_up_to = 100;
      const Response quick = searcher.search(request);
      EXPECT_TRUE(quick.total_estimated || quick.total == exact.total) << query;
      EXPECT_FALSE(quick.total_estimated && exact.total <= 100) << query;
    }
  }
}

// Against the words one by one.
TEST_F(MatcherTest, BeginningsMatchWhatTheirWordsDo) {
  std::string words = "=parolinaa";
  for (char last = 'b'; last <= 'z'; ++last) words += fmt::format(" OR =parolina{}", last);
  const auto by_words = page(make_request(words), 0, kAll);
  const auto by_beginning = page(make_request("parolina*"), 0, kAll);
  std::vector<std::string> expected = ids_of(by_words);
  std::vector<std::string> found = ids_of(by_beginning);
  std::sort(expected.begin(), expected.end());
  std::sort(found.begin(), found.end());
  EXPECT_EQ(found, expected);
  EXPECT_EQ(page(make_request("parolina* parolinaa"), 0, 10).size(), 10U);
  EXPECT_TRUE(page(make_request("zzz*"), 0, 10).empty());
}

}  // namespace
}  // namespace edicola
