#include "app/batch.h"

#include <gtest/gtest.h>

#include <sstream>

#include "edicola/error.h"

namespace edicola {
namespace {

std::vector<BatchQuery> read(const std::string& text) {
  std::istringstream in(text);
  return read_batch(in, "q.tsv");
}

std::string failure(const std::string& text) {
  try {
    read(text);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kUsage);
    return error.what();
  }
  return "no error";
}

Hit hit(const std::string& id, double score) {
  Hit made;
  made.article.id = id;
  made.score = score;
  return made;
}

TEST(AppBatchTest, ReadsIdTabQuery) {
  // A byte order mark, a line end of Windows, a query with a tab, and no line end at the end of the
  // file.
  const auto queries = read("\xEF\xBB\xBFq1\tRubio a Roma\r\nq 2\t a\tb\nq3\t");
  ASSERT_EQ(queries.size(), 3U);
  EXPECT_EQ(queries[0].id, "q1");
  EXPECT_EQ(queries[0].text, "Rubio a Roma");
  EXPECT_EQ(queries[1].id, "q 2");
  EXPECT_EQ(queries[1].text, " a\tb");
  EXPECT_EQ(queries[1].line, 2U);
  EXPECT_EQ(queries[2].text, "");
  EXPECT_TRUE(read("").empty());
}

TEST(AppBatchTest, NamesTheLineThatIsWrong) {
  EXPECT_EQ(failure("q1\ta\nq2 b\n"), "q.tsv:2: no tab");
  EXPECT_EQ(failure("\ta\n"), "q.tsv:1: no id");
  EXPECT_EQ(failure("q1\ta\n\n"), "q.tsv:2: no tab");
}

TEST(AppBatchTest, MissingFileIsAnInputError) {
  try {
    read_batch_file("/nonexistent/q.tsv");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInput);
  }
}

TEST(AppBatchTest, TrecScoresFallFromLineToLine) {
  Request request;
  Response response;
  // Equal scores, a smaller one, and a larger one as a sort by date may give.
  response.hits = {hit("a", 2.5), hit("b", 2.5), hit("c c", 1.25), hit("d", 7)};
  EXPECT_EQ(render_trec("q 1", {request, response, 0}),
            "q%201 Q0 a 1 2.500000 edicola\n"
            "q%201 Q0 b 2 2.499999 edicola\n"
            "q%201 Q0 c%20c 3 1.250000 edicola\n"
            "q%201 Q0 d 4 1.249999 edicola\n");
}

TEST(AppBatchTest, TrecRanksCountFromTheOffset) {
  Request request;
  request.offset = 10;
  Response response;
  response.hits = {hit("a", 0)};
  EXPECT_EQ(render_trec("q", {request, response, 0}), "q Q0 a 11 0.000000 edicola\n");
}

TEST(AppBatchTest, PercentileIsTheNearestRank) {
  const std::vector<double> values = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
  EXPECT_EQ(percentile(values, 50), 5);
  EXPECT_EQ(percentile(values, 95), 10);
  EXPECT_EQ(percentile(values, 90), 9);
  EXPECT_EQ(percentile(values, 0), 1);
  EXPECT_EQ(percentile(values, 100), 10);
  EXPECT_EQ(percentile({7}, 99), 7);
  EXPECT_EQ(percentile({}, 99), 0);
}

TEST(AppBatchTest, SummarySortsFirst) {
  const Timings timings = summarize({30, 10, 20, 40}, 2);
  EXPECT_EQ(timings.queries, 4U);
  EXPECT_EQ(timings.threads, 2U);
  EXPECT_EQ(timings.p50_us, 20);
  EXPECT_EQ(timings.p99_us, 40);
  EXPECT_EQ(timings.mean_us, 25);
  EXPECT_EQ(summarize({}, 1).mean_us, 0);
}

}  // namespace
}  // namespace edicola
