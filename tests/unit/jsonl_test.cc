#include "indexer/jsonl.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include "edicola/date.h"
#include "edicola/error.h"
#include "indexer/json_fault.h"
#include "tests/unit/rows.h"
#include "tests/unit/scratch.h"

namespace edicola {
namespace {

using namespace std::string_view_literals;

std::vector<Record> read_all(std::string_view content, LineOptions options = {}) {
  const Scratch scratch;
  const auto reader = open_jsonl({scratch.write("x.jsonl", content), 0}, options);
  std::vector<Record> records;
  while (auto record = reader->next()) records.push_back(*std::move(record));
  EXPECT_EQ(reader->bytes_read(), content.size());
  return records;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (c == '\\') {
      out += "\\\\";
    } else {
      out += c;
    }
  }
  return out;
}

// As tests/data/records.txt writes it.
std::string render(const Record& record) {
  if (const auto* bad = std::get_if<BadRecord>(&record.content)) return "bad: " + bad->why;
  const Article& article = std::get<Article>(record.content);
  std::string tags;
  for (const std::string& tag : article.tags) tags += (tags.empty() ? "" : ";") + tag;
  const std::string date = article.published ? format_published(*article.published) : "";
  std::string out = record.repaired_utf8 ? "repaired|" : "";
  out += "id=" + escaped(article.id);
  const std::pair<std::string_view, const std::string&> fields[] = {
      {"title", article.title},     {"subtitle", article.subtitle},
      {"body", article.body},       {"date", date},
      {"source", article.source},   {"author", article.author},
      {"section", article.section}, {"tags", tags},
      {"url", article.url}};
  for (const auto& [name, value] : fields) {
    if (!value.empty()) out.append("|").append(name).append("=").append(escaped(value));
  }
  return out;
}

std::vector<std::string> render_all(std::string_view content, LineOptions options = {}) {
  std::vector<std::string> out;
  for (const Record& record : read_all(content, options)) out.push_back(render(record));
  return out;
}

std::string article_id(const std::string& line) {
  const auto records = read_all(line);
  return std::get<Article>(records.at(0).content).id;
}

using Lines = std::vector<std::string>;

TEST(JsonlTest, ReadsRecords) {
  for (const Row& row : read_rows("records.txt")) {
    EXPECT_EQ(render_all(row.input), Lines{row.expected}) << "records.txt:" << row.line;
  }
}

TEST(JsonlTest, BadRecordsHaveKinds) {
  const std::pair<std::string, std::string_view> cases[] = {
      {"{", "broken JSON"},
      {"[]", "wrong type"},
      {R"({"title":1})", "wrong type"},
      {R"({"title":"t","date":"ieri"})", "bad date"},
      {"{}", "nothing to read"},
      {std::string(200, 'x'), "line too long"},
  };
  for (const auto& [line, kind] : cases) {
    const auto records = read_all(line, {.limit = 100});
    EXPECT_EQ(name(std::get<BadRecord>(records.at(0).content).kind), kind) << line;
  }
}

TEST(JsonlTest, ReadsLinesHoweverTheyEnd) {
  const Lines two = {"id=1|title=a", "id=2|title=b"};
  const std::string a = R"({"id":"1","title":"a"})";
  const std::string b = R"({"id":"2","title":"b"})";
  EXPECT_EQ(render_all(a + "\n" + b + "\n"), two);
  EXPECT_EQ(render_all(a + "\n" + b), two);
  EXPECT_EQ(render_all(a + "\r\n" + b + "\r\n"), two);
  EXPECT_EQ(render_all("\n \t\r\n" + a + "\n\n\n" + b + "\n \n"), two);
  EXPECT_EQ(render_all("  " + a + "  \n\t" + b + "\r"), two);
}

// At the start, and inside where files were joined with cat.
TEST(JsonlTest, PassesOverByteOrderMarks) {
  EXPECT_EQ(
      render_all("\uFEFF{\"id\":\"1\",\"title\":\"a\"}\n\uFEFF{\"id\":\"2\",\"title\":\"b\"}"),
      (Lines{"id=1|title=a", "id=2|title=b"}));
  EXPECT_EQ(render_all("\uFEFF\n"), Lines{});
}

TEST(JsonlTest, AnEmptyFileHoldsNothing) {
  EXPECT_EQ(render_all(""), Lines{});
  EXPECT_EQ(render_all("\n\n"), Lines{});
}

TEST(JsonlTest, RecordsKnowTheirPlace) {
  const auto records = read_all("\n{\"id\":\"1\",\"title\":\"a\"}\n\nx\n");
  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(records[0].line, 2U);
  EXPECT_EQ(records[1].line, 4U);
  EXPECT_TRUE(records[0].source.ends_with("/x.jsonl"));
  EXPECT_EQ(records[0].source, records[1].source);
}

// One bad line of Latin-1 must cost its letters and no more.
TEST(JsonlTest, RepairsBytesThatAreNotUtf8) {
  EXPECT_EQ(render_all("{\"id\":\"1\",\"title\":\"citt\xE0\"}\n{\"id\":\"2\",\"title\":\"sì\"}\n"),
            (Lines{"repaired|id=1|title=citt\uFFFD", "id=2|title=sì"}));
  EXPECT_EQ(render_all("{\"id\":\"1\",\"x\":\"\xFF\",\"title\":\"\xE8\\ud800\"}"),
            Lines{"repaired|id=1|title=\uFFFD\uFFFD"});
  // The byte of an unfinished character must not swallow the quote.
  EXPECT_EQ(render_all("{\"id\":\"1\",\"title\":\"citt\xC3\"}"),
            Lines{"repaired|id=1|title=citt\uFFFD"});
}

TEST(JsonlTest, RawControlCharactersAreBrokenJson) {
  EXPECT_EQ(
      render_all("{\"title\":\"a\tb\"}"),
      Lines{"bad: broken JSON near column 12: a raw control character in a string at \"b\"}\""});
  EXPECT_EQ(
      render_all("{\"title\":\"a\0b\"}"sv),
      Lines{"bad: broken JSON near column 12: a raw control character in a string at \" b\"}\""});
}

TEST(JsonlTest, OtherFilesGiveBadRecords) {
  EXPECT_EQ(render_all("\x1F\x8B\x08\x00"sv), Lines{"bad: compressed data (gzip), not JSON Lines"});
  EXPECT_EQ(render_all("\xFF\xFE{\0"sv), Lines{"bad: UTF-16, not UTF-8"});
  std::string binary;
  for (unsigned i = 0; i < 100000; ++i) binary += static_cast<char>(i * i * 2654435761U >> 24U);
  for (const Record& record : read_all(binary)) {
    EXPECT_TRUE(std::holds_alternative<BadRecord>(record.content));
  }
}

// Blocks of every small size, so that every place of the text falls on a border of blocks.
TEST(JsonlTest, BlocksDoNotShow) {
  const std::string text =
      "{\"id\":\"1\",\"title\":\"città\"}\r\n\n{\"id\":\"2\",\"title\":\"b\"}\nx\n{\"id\":\"3\","
      "\"title\":\"più lungo degli altri\"}";
  const Lines expected = render_all(text);
  ASSERT_EQ(expected.size(), 4U);
  for (std::size_t block = 1; block <= text.size() + 1; ++block) {
    EXPECT_EQ(render_all(text, {.block = block}), expected) << block;
  }
}

TEST(JsonlTest, PassesOverLinesThatAreTooLong) {
  const std::string good = R"({"id":"1","title":"a"})";  // 22 bytes
  const std::string longer = R"({"id":"2","title":"a"} )";
  const std::string far_longer = "{" + std::string(1000, 'x');
  const std::string bad = "bad: line longer than 22 bytes";
  const std::string article = "id=1|title=a";
  const std::vector<std::pair<std::string, Lines>> cases = {
      {fmt::format("{}\n{}\n{}\n", good, longer, good), {article, bad, article}},
      {fmt::format("{}\n{}", far_longer, good), {bad, article}},
      {fmt::format("{}\n{}", good, far_longer), {article, bad}},
      {fmt::format("{:1000}\n{}", "", good), {bad, article}},
  };
  for (const std::size_t block : {1U, 7U, 22U, 23U, 64U, 4096U}) {
    for (const auto& [text, expected] : cases) {
      EXPECT_EQ(render_all(text, {.limit = 22, .block = block}), expected) << block << text;
    }
  }
  const auto records = read_all(far_longer + "\n\n" + good, {.limit = 22, .block = 7});
  EXPECT_EQ(records.at(0).line, 1U);
  EXPECT_EQ(records.at(1).line, 3U);
}

TEST(JsonlTest, TheLimitIs64MiB) {
  const std::string frame = R"({"id":"1","title":""})";
  const std::size_t limit = std::size_t{64} << 20U;
  std::string line = frame;
  line.insert(line.size() - 2, limit - frame.size(), 'a');
  EXPECT_EQ(std::get<Article>(read_all(line).at(0).content).title.size(), limit - frame.size());
  line.insert(line.size() - 2, 1, 'a');
  EXPECT_EQ(render_all(line), Lines{"bad: line longer than 64 MiB"});
}

// The writer of the pipe stays silent: only `stop` can end the wait. The unfinished line is no
// record.
TEST(JsonlTest, StopsWaitingForAPipe) {
  const Scratch scratch;
  const std::string pipe = scratch.path("pipe");
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  const int writer = ::open(pipe.c_str(), O_RDWR);
  ASSERT_GE(writer, 0);
  const std::string_view text = "{\"id\":\"1\",\"title\":\"a\"}\n{\"id\":\"2\"";
  ASSERT_EQ(::write(writer, text.data(), text.size()), static_cast<ssize_t>(text.size()));
  std::atomic<bool> stop = false;
  const auto reader = open_jsonl({pipe, 0}, {.stop = &stop});
  EXPECT_TRUE(reader->next());
  std::thread stopper([&stop] {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    stop = true;
  });
  EXPECT_FALSE(reader->next());
  EXPECT_EQ(reader->bytes_read(), 23U);
  stopper.join();
  ::close(writer);
}

TEST(JsonlTest, DeepNestingIsRefused) {
  const auto nested = [](std::size_t depth) {
    return R"({"id":"1","title":"a","x":)" + std::string(depth, '[') + std::string(depth, ']') +
           "}";
  };
  EXPECT_EQ(render_all(nested(400)), Lines{"id=1|title=a"});
  const std::string deep = render_all(nested(1000000)).at(0);
  EXPECT_NE(deep.find("nested too deeply"), std::string::npos) << deep;
  EXPECT_EQ(render_all(std::string(1000000, '[')).at(0).substr(0, 27),
            "bad: broken JSON near colum");
}

TEST(JsonlTest, IdsOfContentFollowTheContent) {
  const std::string id = article_id(R"({"title":"t","body":"b","date":"2025-07-10"})");
  EXPECT_EQ(id.substr(0, 8), "content-");
  EXPECT_EQ(id.size(), 24U);
  // The order, an unknown field and what the hash leaves out do not matter.
  EXPECT_EQ(article_id(R"({"x":1,"date":"2025-07-10","body":"b","title":"t","section":"s"})"), id);
  for (const char* other : {R"({"title":"t","body":"c","date":"2025-07-10"})",
                            R"({"title":"t","body":"b","date":"2025-07-11"})",
                            R"({"title":"t","body":"b"})", R"({"title":"tb","date":"2025-07-10"})",
                            R"({"title":"t","body":"b","date":"2025-07-10","source":"s"})",
                            R"({"title":"t","subtitle":"b","date":"2025-07-10"})"}) {
    EXPECT_NE(article_id(other), id) << other;
  }
}

TEST(JsonlTest, LongIdsAreKept) {
  const std::string id(5000, 'x');
  EXPECT_EQ(article_id(R"({"title":"t","id":")" + id + "\"}"), id);
}

TEST(JsonlTest, FilesThatCannotBeReadAreErrors) {
  const Scratch scratch;
  const auto message = [](const std::string& path) -> std::string {
    try {
      open_jsonl({path, 0});
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kInput);
      return error.what();
    }
    return "no error";
  };
  const std::string folder = scratch.path();
  EXPECT_EQ(message(folder), "cannot read \"" + folder + "\": Is a directory");
  const std::string missing = scratch.path("manca.jsonl");
  EXPECT_EQ(message(missing), "cannot read \"" + missing + "\": No such file or directory");
}

TEST(JsonFaultTest, ChecksOneValue) {
  EXPECT_FALSE(find_json_fault(R"( {"a":[1,-0.5e+3,true,false,null,"\u00e9",{}]} )"));
  EXPECT_TRUE(begins_with_json_value("[1,2]}"));
  EXPECT_FALSE(begins_with_json_value("[1,2"));
  const auto fault = find_json_fault("[01]");
  ASSERT_TRUE(fault);
  EXPECT_EQ(fault->at, 1U);
  EXPECT_EQ(fault->why, "a malformed number");
}

}  // namespace
}  // namespace edicola
