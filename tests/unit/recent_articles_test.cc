// What is kept of the articles that were read of late.
#include "searcher/recent_articles.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <random>
#include <string>

namespace edicola {
namespace {

constexpr std::size_t kRoom = 12 * RecentArticles::kChunk;

// Of this document, and no other; of some 2 KB.
std::string article(Xapian::docid id) {
  std::string text = std::to_string(id);
  return text.append(1000 + id * 7919 % 2000, static_cast<char>('a' + id % 26));
}

void keep(Xapian::docid id, RecentArticles& articles) { articles.keep(id, article(id), kRoom); }

bool knows(Xapian::docid id, const RecentArticles& articles) {
  const auto found = articles.find(id);
  EXPECT_TRUE(!found || *found == article(id)) << id;
  return found.has_value();
}

TEST(RecentArticlesTest, KeepsTheFirstCopy) {
  RecentArticles articles;
  EXPECT_EQ(articles.find(1), std::nullopt);
  articles.keep(1, "uno", kRoom);
  articles.keep(2, "", kRoom);
  articles.keep(1, "due", kRoom);
  EXPECT_EQ(articles.find(1), "uno");
  EXPECT_EQ(articles.find(2), "");
  EXPECT_EQ(articles.size(), 2U);
  articles.clear();
  EXPECT_EQ(articles.find(1), std::nullopt);
  articles.keep(1, "due", kRoom);
  EXPECT_EQ(articles.find(1), "due");
}

TEST(RecentArticlesTest, KeepsNothingThatDoesNotFit) {
  RecentArticles articles;
  articles.keep(1, std::string(RecentArticles::kChunk + 1, 'x'), kRoom);
  articles.keep(2, "due", RecentArticles::kChunk - 1);
  EXPECT_EQ(articles.size(), 0U);
  articles.keep(3, std::string(RecentArticles::kChunk, 'x'), RecentArticles::kChunk);
  EXPECT_EQ(articles.find(3)->size(), RecentArticles::kChunk);
  articles.keep(4, "quattro", RecentArticles::kChunk);
  EXPECT_EQ(articles.find(3), std::nullopt);
  EXPECT_EQ(articles.find(4), "quattro");
}

TEST(RecentArticlesTest, IsAlwaysRightAndNeverTooLarge) {
  RecentArticles articles;
  std::mt19937 random(8);
  std::uniform_int_distribution<Xapian::docid> any(1, 400);
  for (int round = 0; round < 5000; ++round) {
    const Xapian::docid id = any(random);
    keep(id, articles);
    ASSERT_TRUE(knows(id, articles));
    if (round % 100 != 0) continue;
    std::size_t bytes = 0;
    for (Xapian::docid each = any.min(); each <= any.max(); ++each) {
      if (knows(each, articles)) bytes += article(each).size();
    }
    ASSERT_LE(bytes, kRoom);
    ASSERT_GE(bytes, round < 1000 ? 0 : kRoom * 2 / 3);
  }
}

TEST(RecentArticlesTest, OldOnesGoFirst) {
  RecentArticles articles;
  constexpr Xapian::docid kArticles = 3000;
  for (Xapian::docid id = 1; id <= kArticles; ++id) keep(id, articles);
  const auto known = [&](Xapian::docid first, Xapian::docid last) {
    std::size_t number = 0;
    for (Xapian::docid id = first; id <= last; ++id) number += knows(id, articles) ? 1 : 0;
    return number;
  };
  EXPECT_EQ(known(1, kArticles - 400), 0U);
  EXPECT_GE(known(kArticles - 29, kArticles), 27U);  // a chunk may have been drawn again at once
}

// Were the oldest always to go, each would be gone before its turn comes.
TEST(RecentArticlesTest, OfALargerRoundAPartIsFoundAgain) {
  RecentArticles articles;
  constexpr Xapian::docid kArticles = 120;  // for which there is room for 100
  int found = 0;
  for (int round = 0; round < 10; ++round) {
    for (Xapian::docid id = 1; id <= kArticles; ++id) {
      found += round > 0 && knows(id, articles) ? 1 : 0;
      keep(id, articles);
    }
  }
  EXPECT_GT(found, 9 * static_cast<int>(kArticles) / 3);
}

}  // namespace
}  // namespace edicola
