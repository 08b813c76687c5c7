// Several threads find together what one finds.
#include "searcher/team.h"

#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "edicola/analyzer.h"
#include "searcher/query.h"
#include "tests/unit/pages.h"
#include "tests/unit/scratch.h"
#include "tests/unit/test_index.h"

namespace edicola {
namespace {

constexpr int kArticles = 12'000;

const std::vector<const char*> kQueries = {
    "parolinaa",
    "parolinaa parolinab",
    "parolinaa parolinat",
    "parolinac parolinad parolinae",
    "parolinaa OR parolinab OR parolinac",
    "parolinaa parolinab parolinac parolinad parolinae",
    "parolinaa -parolinab",
    "\"parolinaa parolinab\"",
    "\"parolinaa parolinab\" parolinac",
    "parolinam parolinaw",
    "il parolinaa",
    "parolina*",
    "parolinaa nessunohaquesto",
    "guerra",
};

std::string text_of(std::mt19937& random) {
  std::geometric_distribution<int> word(0.15);
  std::uniform_int_distribution<int> length(4, 12);
  std::string text;
  for (int left = length(random); left > 0; --left) {
    text += fmt::format("parolina{} ", static_cast<char>('a' + std::min(word(random), 25)));
  }
  if (word(random) == 0) text += "la guerra ";
  if (word(random) > 20) text += "di Andrea Guerra ";
  return text;
}

class TeamTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    scratch_ = std::make_unique<Scratch>();
    std::mt19937 random(11);
    std::vector<Article> articles;
    for (int i = 0; i < kArticles; ++i) {
      articles.push_back(make_article(fmt::format("n{}", i), "", text_of(random)));
    }
    index_articles(path(), articles);
  }
  static void TearDownTestSuite() { scratch_.reset(); }
  static std::string path() { return scratch_->path("db"); }

  // The page that `parts` ranges of the index make.
  static MatchedPage page(const Request& request, unsigned parts) {
    const Analyzer analyzer;
    const Xapian::Database database(path());
    IndexMemory memory(database);
    const ParsedQuery parsed = parse_query(request.query, request.syntax);
    const CompiledQuery query = compile_query(parsed, request, memory, analyzer);
    std::vector<Tiers> found;
    if (parts == 1) {
      found.push_back(match_tiers(memory, query, request, std::nullopt));
    } else {
      for (const DocRange& range : split_evenly(database, parts)) {
        found.push_back(match_tiers(memory, query, request, range));
      }
    }
    return page_of(found, memory, query, request);
  }

  // Sums of weights may differ in their last bit, and so the order of equal hits.
  static void expect_alike(const std::vector<double>& scores, const std::vector<double>& expected,
                           const std::string& where) {
    ASSERT_EQ(scores.size(), expected.size()) << where;
    for (std::size_t i = 0; i < scores.size(); ++i) {
      EXPECT_NEAR(scores[i], expected[i], 1e-9) << where << " " << i;
    }
  }

  inline static std::unique_ptr<Scratch> scratch_;
};

TEST_F(TeamTest, RangesCoverTheIndexOnce) {
  const Xapian::Database database(path());
  for (const unsigned parts : {1U, 2U, 3U, 7U}) {
    const std::vector<DocRange> ranges = split_evenly(database, parts);
    ASSERT_EQ(ranges.size(), parts);
    EXPECT_EQ(ranges.front().first, 1U);
    EXPECT_EQ(ranges.back().last, database.get_lastdocid());
    for (std::size_t i = 1; i < parts; ++i) EXPECT_EQ(ranges[i].first, ranges[i - 1].last + 1);
  }
  EXPECT_EQ(split_evenly(Xapian::Database(std::string(), Xapian::DB_BACKEND_INMEMORY), 2).size(),
            2U);
}

TEST_F(TeamTest, RangesTogetherFindWhatTheWholeHas) {
  for (const char* const text : kQueries) {
    for (const auto& [offset, limit] :
         std::vector<std::pair<std::uint32_t, std::uint32_t>>{{0, 10}, {7, 25}, {0, 0}, {500, 9}}) {
      Request request = make_request(text);
      request.offset = offset;
      request.limit = limit;
      request.count_up_to = kArticles;
      const MatchedPage expected = page(request, 1);
      for (const unsigned parts : {2U, 3U}) {
        const MatchedPage found = page(request, parts);
        const std::string where = fmt::format("{} {} {} {}", text, offset, limit, parts);
        std::vector<double> scores;
        std::vector<double> expected_scores;
        for (const RankedArticle& match : found.matches) scores.push_back(match.score);
        for (const RankedArticle& match : expected.matches) expected_scores.push_back(match.score);
        expect_alike(scores, expected_scores, where);
        EXPECT_EQ(found.totals.articles.number, expected.totals.articles.number) << where;
        EXPECT_EQ(found.totals.all_words.number, expected.totals.all_words.number) << where;
      }
    }
  }
}

TEST_F(TeamTest, RangesTogetherHaveOneBearer) {
  Request request = make_request("guerra");
  const Xapian::docid bearer = page(request, 1).matches.front().id;
  EXPECT_EQ(page(request, 2).matches.front().id, bearer);
  EXPECT_EQ(page(request, 5).matches.front().id, bearer);
  request.ranking.bearer_share = 2;
  EXPECT_NE(page(request, 1).matches.front().id, bearer);
}

TEST_F(TeamTest, EstimatesAreOfTheRange) {
  Request request = make_request("parolinaa OR parolinab");
  request.count_up_to = 100;
  const double whole = static_cast<double>(page(request, 1).totals.articles.number);
  const Count found = page(request, 2).totals.articles;
  EXPECT_TRUE(found.estimated);
  EXPECT_NEAR(static_cast<double>(found.number), whole, whole / 5);
}

TEST_F(TeamTest, ASearcherOfSeveralThreadsFindsTheSame) {
  Searcher one({path()});
  Searcher three({path()}, 3);
  for (const char* const text : kQueries) {
    const Request request = make_request(text);
    const Response expected = one.search(request);
    const Response found = three.search(request);
    std::vector<double> scores;
    std::vector<double> expected_scores;
    for (const Hit& hit : found.hits) scores.push_back(hit.score);
    for (const Hit& hit : expected.hits) expected_scores.push_back(hit.score);
    expect_alike(scores, expected_scores, text);
    EXPECT_EQ(found.notes, expected.notes) << text;
  }
}

TEST_F(TeamTest, SeesWhatIsCommittedMeanwhile) {
  const Scratch scratch;
  std::vector<Article> articles;
  for (int i = 0; i < kArticles; ++i) {
    articles.push_back(make_article(fmt::format("n{}", i), "", "governo decreto"));
  }
  index_articles(scratch.path("db"), articles);
  Searcher two({scratch.path("db")}, 2);
  Request request = make_request("governo decreto");
  request.count_up_to = 100'000;
  EXPECT_EQ(two.search(request).total, std::uint64_t{kArticles});
  for (int more = 1; more <= 3; ++more) {
    index_articles(scratch.path("db"),
                   {make_article(fmt::format("m{}", more), "Governo", "governo e decreto")});
    const Response found = two.search(request);
    EXPECT_EQ(found.total, std::uint64_t{kArticles} + static_cast<unsigned>(more));
    EXPECT_EQ(found.hits.front().article.title, "Governo");
  }
}

TEST_F(TeamTest, AnotherSearcherFindsTheSame) {
  auto first = std::make_unique<Searcher>(std::vector{path()});
  const std::unique_ptr<Searcher> other = first->another();
  const auto ids = [](Searcher& searcher) {
    std::vector<std::string> found;
    for (const char* const text : kQueries)
      found.push_back(ids_of(searcher.search(make_request(text))));
    return found;
  };
  const std::vector<std::string> expected = ids(*first);
  EXPECT_EQ(ids(*other), expected);
  first.reset();
  EXPECT_EQ(ids(*other), expected);
  EXPECT_EQ(ids(*other->another()), expected);
}

// Each in its thread, while a writer commits.
TEST_F(TeamTest, SearchersWithOneCacheSeeEveryCommit) {
  constexpr std::uint64_t kCommits = 5;
  const Scratch scratch;
  std::vector<Article> articles;
  for (int i = 0; i < 500; ++i) {
    articles.push_back(make_article(fmt::format("n{}", i), "", "il governo, un decreto"));
  }
  index_articles(scratch.path("db"), articles);
  std::atomic<bool> done = false;
  const auto watch = [&done](Searcher& searcher) -> std::uint64_t {
    const Request request = make_request("\"governo un decreto\"", 5);
    for (std::uint64_t seen = 0;;) {
      const bool last = done;
      const std::uint64_t total = searcher.search(request).total;
      if (total < seen || last) return total;
      seen = total;
    }
  };
  Searcher searcher({scratch.path("db")});
  std::vector<std::uint64_t> totals(3);
  {
    std::vector<std::jthread> threads;
    for (std::uint64_t& total : totals) {
      threads.emplace_back([&, own = searcher.another()] { total = watch(*own); });
    }
    for (std::uint64_t i = 0; i < kCommits; ++i) {
      index_articles(scratch.path("db"),
                     {make_article(fmt::format("m{}", i), "", "il governo, un decreto")});
    }
    done = true;
  }
  EXPECT_EQ(totals, std::vector<std::uint64_t>(3, 500 + kCommits));
}

}  // namespace
}  // namespace edicola
