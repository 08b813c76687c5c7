#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "app/help.h"
#include "app/index_report.h"
#include "app/render_csv.h"
#include "app/render_json.h"
#include "app/render_text.h"
#include "app/terminal.h"
#include "edicola/date.h"

namespace edicola {
namespace {

using Json = nlohmann::ordered_json;

Hit full_hit() {
  Hit hit;
  hit.article.id = "id-1";
  hit.article.title = "Rubio a Roma";
  hit.article.source = "ANSA";
  hit.article.author = "Mario Rossi";
  hit.article.section = "esteri";
  hit.article.url = "https://example.it/1";
  hit.article.published = parse_published("2025-07-10T18:45:00+02:00");
  hit.score = 2.12345678;
  hit.missing = {"Lavrov", "Meloni"};
  hit.snippet = {"Il segretario Marco Rubio a Roma", {{14, 19}, {20, 25}}};
  hit.title_marks = {{0, 5}};
  return hit;
}

Response response_of(std::vector<Hit> hits) {
  Response response;
  response.total = hits.size();
  response.hits = std::move(hits);
  return response;
}

std::string text_of(const Hit& hit, bool color) {
  const Request request;
  return render_text({request, response_of({hit}), 1}, {color, 80});
}

TEST(AppRenderTest, BlockOfAHit) {
  EXPECT_EQ(text_of(full_hit(), false),
            "1. Rubio a Roma\n"
            "   ANSA · Mario Rossi · esteri · 2025-07-10 18:45 · https://example.it/1\n"
            "   Il segretario Marco Rubio a Roma\n"
            "   without: Lavrov, Meloni\n");
}

TEST(AppRenderTest, ColourMarksWords) {
  EXPECT_EQ(text_of(full_hit(), true),
            "\x1b[1m1. \x1b[31mRubio\x1b[39m a Roma\x1b[0m\n"
            "   \x1b[2mANSA · Mario Rossi · esteri · 2025-07-10 18:45 · "
            "https://example.it/1\x1b[0m\n"
            "   Il segretario \x1b[1;31mMarco Rubio\x1b[22;39m a Roma\n"
            "   \x1b[2mwithout: Lavrov, Meloni\x1b[0m\n");
}

TEST(AppRenderTest, ArticleOfWhichLittleIsKnown) {
  Hit hit;
  EXPECT_EQ(text_of(hit, false), "1. (no title)\n");
  hit.article.source = "ANSA";
  hit.article.published = parse_published("2025-07-10");
  EXPECT_EQ(text_of(hit, false), "1. (no title)\n   ANSA · 2025-07-10\n");
}

TEST(AppRenderTest, NoFieldReachesTheTerminalRaw) {
  const std::string evil = "x\x1b]0;titolo\x07\u009b31m\nriga";
  Hit hit;
  hit.article.title = hit.article.source = hit.article.author = hit.article.section = evil;
  hit.article.url = hit.snippet.text = evil;
  hit.missing = {evil};
  const std::string text = text_of(hit, false);
  EXPECT_EQ(text.find_first_of("\x1b\x07"), std::string::npos);
  EXPECT_EQ(text.find("\u009b"), std::string::npos);
  EXPECT_EQ(text.find("\nriga"), std::string::npos);
}

TEST(AppRenderTest, RanksCountFromTheOffset) {
  Request request;
  request.offset = 9;
  const Response response = response_of({Hit{}, Hit{}});
  EXPECT_EQ(render_text({request, response, 1}, {false, 80}), "10. (no title)\n\n11. (no title)\n");
  EXPECT_EQ(Json::parse(render_json({request, response, 1}))["hits"][1]["rank"], 11);
}

TEST(AppRenderTest, SummaryOfTotals) {
  Request request;
  request.query = "Rubio";
  Response response;
  EXPECT_EQ(summary({request, response, 3}), "nothing found for: Rubio");
  response.total = 40;
  response.total_all_words = 12;
  EXPECT_EQ(summary({request, response, 3.14}),
            "12 articles with all the words, 28 with some, in 3.1 ms");
  response.total = response.total_all_words = 1;
  EXPECT_EQ(summary({request, response, 12.3}), "1 article, in 12 ms");
  request.query.clear();
  response.total = 0;
  EXPECT_EQ(summary({request, response, 3}), "nothing found with these filters");
}

TEST(AppRenderTest, JsonKeysInOrder) {
  Request request;
  request.query = "Rubio";
  Response response = response_of({full_hit()});
  response.notes = {"una nota"};
  response.suggestion = "Rubio";
  EXPECT_EQ(
      render_json({request, response, 1.23456}),
      R"({"version":1,"query":"Rubio","total":1,"total_all_words":0,)"
      R"("total_estimated":false,"total_all_words_estimated":false,"took_ms":1.235,"hits":[)"
      R"({"rank":1,"id":"id-1","title":"Rubio a Roma","source":"ANSA","author":"Mario Rossi",)"
      R"("section":"esteri","date":"2025-07-10T18:45:00+02:00","url":"https://example.it/1",)"
      R"("score":2.123457,"missing":["Lavrov","Meloni"],)"
      R"("snippet":{"text":"Il segretario Marco Rubio a Roma","marks":[[14,19],[20,25]]},)"
      R"("title_marks":[[0,5]]}],"notes":["una nota"],)"
      R"("suggestion":"Rubio"})"
      "\n");
}

TEST(AppRenderTest, JsonOfNothing) {
  const Request request;
  const Response none;
  const Json json = Json::parse(render_json({request, none, 0}));
  EXPECT_TRUE(json["hits"].is_array() && json["hits"].empty());
  EXPECT_TRUE(json["notes"].is_array() && json["notes"].empty());
  const Json hit = Json::parse(render_jsonl({request, response_of({Hit{}}), 0}));
  EXPECT_TRUE(hit["date"].is_null());
  EXPECT_EQ(hit["source"], "");
  EXPECT_TRUE(hit["missing"].is_array() && hit["snippet"]["marks"].is_array());
}

TEST(AppRenderTest, JsonSurvivesBadBytesAndEscapesControls) {
  Hit hit;
  hit.article.title = "a\xff\x1b\x7f\u009bb";
  const Request request;
  const std::string line = render_jsonl({request, response_of({hit}), 0});
  EXPECT_NE(line.find(R"(a)"
                      "\uFFFD"
                      R"(\u001b\u007f\u009bb)"),
            std::string::npos);
  EXPECT_EQ(Json::parse(line)["title"], "a\uFFFD\x1b\x7f\u009bb");
}

TEST(AppRenderTest, JsonlIsALineAHit) {
  Hit hit;
  hit.article.title = "due\nrighe";
  const Request request;
  const std::string lines = render_jsonl({request, response_of({hit, hit}), 0});
  EXPECT_EQ(std::count(lines.begin(), lines.end(), '\n'), 2);
}

TEST(AppRenderTest, BatchJsonBeginsWithTheId) {
  const Request request;
  EXPECT_EQ(
      render_batch_json("q1", {request, Response{}, 0}).rfind(R"({"id":"q1","version":1,)", 0), 0U);
  EXPECT_EQ(render_batch_error_json("q1", " ", "no words"),
            "{\"id\":\"q1\",\"version\":1,\"query\":\" \",\"error\":\"no words\"}\n");
}

TEST(AppRenderTest, TimingsAreOneLine) {
  EXPECT_EQ(render_timings_json({2, 1, 10.04, 20, 20, 15}),
            "{\"queries\":2,\"threads\":1,\"p50_us\":10.0,\"p95_us\":20.0,\"p99_us\":20.0,"
            "\"mean_us\":15.0}\n");
}

TEST(AppRenderTest, CsvQuotesWhatItMust) {
  EXPECT_EQ(csv_field("semplice"), "semplice");
  EXPECT_EQ(csv_field("a,b"), "\"a,b\"");
  EXPECT_EQ(csv_field("detto \"via\""), "\"detto \"\"via\"\"\"");
  EXPECT_EQ(csv_field("a\nb"), "\"a\nb\"");
  EXPECT_EQ(csv_field("a\r"), "\"a\r\"");
  EXPECT_EQ(csv_field("a\x1b["), "a\uFFFD[");
  EXPECT_EQ(csv_field("a\tb"), "a\tb");
  EXPECT_EQ(csv_field(""), "");
}

TEST(AppRenderTest, CsvRows) {
  const Request request;
  EXPECT_EQ(render_csv({request, response_of({full_hit()}), 0}),
            "rank,id,title,source,author,section,date,url,score,missing,snippet\r\n"
            "1,id-1,Rubio a Roma,ANSA,Mario Rossi,esteri,2025-07-10T18:45:00+02:00,"
            "https://example.it/1,2.123457,Lavrov; Meloni,Il segretario Marco Rubio a Roma\r\n");
}

TEST(AppRenderTest, InfoForPeopleAndPrograms) {
  using namespace std::chrono;
  IndexInfo info;
  info.articles = 7;
  info.terms = 90;
  info.bytes = 1500000;
  info.oldest = 2025y / July / 1;
  info.analyzer = "it-1";
  EXPECT_EQ(render_info_text(info),
            "articles  7\nterms     90\nsize      1.5 MB (1500000 bytes)\n"
            "oldest    2025-07-01\nnewest    none\nanalyzer  it-1\n");
  EXPECT_EQ(render_info_json(info),
            "{\"version\":1,\"articles\":7,\"terms\":90,\"bytes\":1500000,"
            "\"oldest\":\"2025-07-01\",\"newest\":null,\"analyzer\":\"it-1\"}\n");
}

IndexCounts some_counts() {
  IndexCounts counts;
  counts.added = 150;
  counts.replaced = 2;
  counts.skipped = 3;
  counts.repaired = 1;
  counts.bytes = 10'000'000;
  counts.skipped_why = {{"bad date", 1}, {"broken JSON", 2}};
  return counts;
}

TEST(AppRenderTest, IndexSummaryNamesReasonsByNumber) {
  EXPECT_EQ(index_summary("edicola.db", some_counts(), 0.42),
            "edicola.db: 150 added, 2 replaced, 0 unchanged, 3 skipped (2 broken JSON, 1 bad "
            "date), 1 with repaired bytes, in 0.4 s");
  EXPECT_EQ(index_summary("e", IndexCounts{}, 0),
            "e: 0 added, 0 replaced, 0 unchanged, 0 skipped, in 0.0 s");
}

TEST(AppRenderTest, IndexSummaryIsNotEndless) {
  IndexCounts counts;
  for (int i = 0; i < 9; ++i) counts.skipped_why["reason " + std::to_string(i)] = 1;
  const std::string text = index_summary("e", counts, 0);
  EXPECT_NE(text.find("1 reason 4, ...)"), std::string::npos);
}

TEST(AppRenderTest, ProgressTellsSpeedAndTime) {
  EXPECT_EQ(progress_line(some_counts(), 40'000'000, 2.0), "152 articles, 5.0 MB/s, 6 s left");
  EXPECT_EQ(progress_line(some_counts(), 0, 2.0), "152 articles, 5.0 MB/s");
  EXPECT_EQ(progress_line(some_counts(), 40'000'000, 0.01), "152 articles");
  EXPECT_EQ(progress_line(IndexCounts{}, 40'000'000, 1.0), "0 articles, 0.0 MB/s");
}

TEST(AppRenderTest, Durations) {
  EXPECT_EQ(duration_text(0.44), "0.4 s");
  EXPECT_EQ(duration_text(42), "42 s");
  EXPECT_EQ(duration_text(65), "1 min 05 s");
  EXPECT_EQ(duration_text(7380), "2 h 03 min");
}

TEST(AppRenderTest, ColourIsForTerminalsUnlessAskedFor) {
  EXPECT_TRUE(wants_color(ColorMode::kAuto, {true, nullptr, "xterm"}));
  EXPECT_FALSE(wants_color(ColorMode::kAuto, {false, nullptr, "xterm"}));
  EXPECT_FALSE(wants_color(ColorMode::kAuto, {true, "1", "xterm"}));
  // no-color.org: only a value that is not empty counts.
  EXPECT_TRUE(wants_color(ColorMode::kAuto, {true, "", "xterm"}));
  EXPECT_FALSE(wants_color(ColorMode::kAuto, {true, nullptr, "dumb"}));
  EXPECT_FALSE(wants_color(ColorMode::kAuto, {true, nullptr, nullptr}));
  EXPECT_TRUE(wants_color(ColorMode::kAlways, {false, "1", "dumb"}));
  EXPECT_FALSE(wants_color(ColorMode::kNever, {true, nullptr, "xterm"}));
}

TEST(AppRenderTest, ProgramHelpFitsOneScreen) {
  const std::string help = program_help();
  EXPECT_LE(std::count(help.begin(), help.end(), '\n'), 24);
}

}  // namespace
}  // namespace edicola
