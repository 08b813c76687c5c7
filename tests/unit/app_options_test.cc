#include "app/options.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "edicola/error.h"

namespace edicola {
namespace {

using Words = std::vector<std::string>;

std::string query(const Arguments& arguments) {
  return read_search_options(arguments).request.query;
}

struct Complaint {
  std::string what;
  std::string hint;
};

Complaint refused(const Arguments& arguments) {
  try {
    read_search_options(arguments);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kUsage);
    return {error.what(), error.hint()};
  }
  return {"accepted", ""};
}

TEST(AppOptionsTest, QueryWordsAreWhatIsNoOption) {
  EXPECT_EQ(query({"Rubio", "-Lavrov"}), "Rubio -Lavrov");
  // -n takes digits only, so that -napoli can be left out.
  EXPECT_EQ(query({"Rubio", "-napoli", "-n5"}), "Rubio -napoli");
  EXPECT_EQ(query({"-hotel", "Rubio"}), "-hotel Rubio");
  EXPECT_EQ(query({"--json", "Rubio", "--", "--json", "-n"}), "Rubio --json -n");
  // As the shell passed it on.
  EXPECT_EQ(query({"\"via libera\"", "governo Meloni"}), "\"via libera\" governo Meloni");
  EXPECT_EQ(query({"a", "-", "b"}), "a - b");
  EXPECT_EQ(query({"[a,b]"}), "[a,b]");
}

TEST(AppOptionsTest, ValuesOfAllForms) {
  const SearchOptions options = read_search_options({"--limit=3",
                                                     "--offset",
                                                     "7",
                                                     "x",
                                                     "--operator=or",
                                                     "--sort",
                                                     "newest",
                                                     "--source",
                                                     "[a,b]",
                                                     "--source",
                                                     "-b-",
                                                     "--snippet-chars",
                                                     "50",
                                                     "--csv",
                                                     "--color=never",
                                                     "--db",
                                                     "uno",
                                                     "--db",
                                                     "due",
                                                     "y"});
  EXPECT_EQ(options.request.limit, 3U);
  EXPECT_EQ(options.request.offset, 7U);
  EXPECT_EQ(options.request.default_operator, Operator::kOr);
  EXPECT_EQ(options.request.sort, Sort::kNewest);
  EXPECT_EQ(options.request.sources, (Words{"[a,b]", "-b-"}));
  EXPECT_EQ(options.request.snippet_chars, 50U);
  EXPECT_EQ(options.output, Output::kCsv);
  EXPECT_EQ(options.color, ColorMode::kNever);
  EXPECT_EQ(options.indexes, (Words{"uno", "due"}));
  EXPECT_EQ(options.request.query, "x y");
}

TEST(AppOptionsTest, TheLaterOfTwoHolds) {
  EXPECT_EQ(read_search_options({"x", "-n", "3", "-n", "4"}).request.limit, 4U);
  EXPECT_EQ(read_search_options({"x", "--sort=newest", "--sort=oldest"}).request.sort,
            Sort::kOldest);
}

TEST(AppOptionsTest, DaysBecomeAHalfOpenRange) {
  using namespace std::chrono;
  const DayRange days = read_search_options({"x", "--from=2025-07", "--to=2025-07"}).request.days;
  EXPECT_EQ(days.from, sys_days(2025y / July / 1));
  EXPECT_EQ(days.to, sys_days(2025y / August / 1));
}

TEST(AppOptionsTest, NoSnippetsWinsOverTheirLength) {
  EXPECT_EQ(read_search_options({"x", "--no-snippets", "--snippet-chars=9"}).request.snippet_chars,
            0U);
}

TEST(AppOptionsTest, MistakesGetAHint) {
  EXPECT_EQ(refused({"x", "--sorce", "y"}).hint, "did you mean --source?");
  EXPECT_EQ(refused({"x", "--zzz"}).hint, "edicola search --help lists the options");
  // Leaving out the word "json" is not what was meant.
  EXPECT_EQ(refused({"x", "-json"}).what, "unknown option -json");
  EXPECT_EQ(refused({"x", "--sort=newst"}).hint, "did you mean newest?");
  EXPECT_EQ(refused({"x", "-n", "tre"}).what, "--limit wants a whole number, not 'tre'");
  EXPECT_EQ(refused({"x", "-n", "-5"}).what, "--limit wants a whole number, not '-5'");
  EXPECT_EQ(refused({"x", "-n", "4294967296"}).what,
            "--limit wants a whole number, not '4294967296'");
  EXPECT_EQ(refused({"x", "--threads=999", "--batch=q"}).what,
            "--threads wants a whole number from 0 to 256, not '999'");
  EXPECT_EQ(refused({"x", "--db"}).what, "--db needs a value");
  // An unset variable of a script: --db "$ARCHIVE".
  EXPECT_EQ(refused({"x", "--db", ""}).what, "--db: needs a folder");
  EXPECT_EQ(refused({"x", "--json=yes"}).what, "--json takes no value");
  EXPECT_NE(refused({"x", "--from=luglio"}).what, "accepted");
}

TEST(AppOptionsTest, WhatDoesNotGoTogether) {
  EXPECT_EQ(refused({"x", "--json", "--csv"}).what, "--json, --jsonl and --csv exclude each other");
  EXPECT_EQ(refused({"x", "--batch=q"}).what, "either --batch or a query, not both");
  EXPECT_EQ(refused({"--json", "--batch=q"}).what, "--batch has its own --format: trec or jsonl");
  EXPECT_EQ(refused({"x", "--timings"}).what, "--timings goes with --batch only");
  EXPECT_EQ(refused({}).what, "search needs words to look for, or filters");
  EXPECT_EQ(refused({"--source=ANSA"}).what, "accepted");
}

TEST(AppOptionsTest, HelpIsNoError) {
  EXPECT_THROW(read_search_options({"x", "-h"}), HelpWanted);
  EXPECT_THROW(read_index_options({"--help"}), HelpWanted);
}

TEST(AppOptionsTest, IndexTakesPathsAndFlags) {
  const IndexOptions options =
      read_index_options({"-q", "a.jsonl", "-", "--strict", "--threads=2"});
  EXPECT_EQ(options.paths, (Words{"a.jsonl", "-"}));
  EXPECT_TRUE(options.quiet && options.strict);
  EXPECT_EQ(options.threads, 2U);
  EXPECT_THROW(read_index_options({}), Error);
  // A file of that name needs ./ or --, a mistyped option must not become a path.
  EXPECT_THROW(read_index_options({"-x"}), Error);
  EXPECT_EQ(read_index_options({"--", "-x"}).paths, (Words{"-x"}));
}

TEST(AppOptionsTest, IndexFolderComesFromTheEnvironment) {
  ASSERT_EQ(setenv("EDICOLA_DB", "/srv/e.db", 1), 0);
  EXPECT_EQ(read_info_options({}).indexes, (Words{"/srv/e.db"}));
  EXPECT_EQ(read_info_options({"--db", "qui.db"}).indexes, (Words{"qui.db"}));
  ASSERT_EQ(setenv("EDICOLA_DB", "", 1), 0);
  EXPECT_EQ(read_info_options({}).indexes, (Words{"edicola.db"}));
  ASSERT_EQ(unsetenv("EDICOLA_DB"), 0);
  EXPECT_EQ(read_delete_options({"id"}).index, "edicola.db");
}

TEST(AppOptionsTest, AnalyzeReadsLinesWithoutText) {
  EXPECT_FALSE(read_analyze_options({"--jsonl"}).text.has_value());
  EXPECT_EQ(read_analyze_options({"L'ex", "-x"}).text, "L'ex -x");
  // An empty text is a text.
  EXPECT_EQ(read_analyze_options({""}).text, "");
}

}  // namespace
}  // namespace edicola
