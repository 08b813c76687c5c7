#include "app/options.h"

#include <fmt/format.h>

#include <array>
#include <cstdlib>
#include <limits>
#include <string_view>
#include <utility>

#include "app/ranking.h"
#include "edicola/date.h"
#include "edicola/error.h"

namespace edicola {
namespace {

constexpr std::uint32_t kMostThreads = 256;
constexpr const char* kDbAbout = "folder of the index (default $EDICOLA_DB, else edicola.db)";

template <typename T, std::size_t N>
using Choices = std::array<std::pair<std::string_view, T>, N>;

constexpr Choices<Operator, 3> kOperators = {
    {{"auto", Operator::kAuto}, {"and", Operator::kAnd}, {"or", Operator::kOr}}};
constexpr Choices<Sort, 3> kSorts = {
    {{"relevance", Sort::kRelevance}, {"newest", Sort::kNewest}, {"oldest", Sort::kOldest}}};
constexpr Choices<ColorMode, 3> kColors = {
    {{"auto", ColorMode::kAuto}, {"always", ColorMode::kAlways}, {"never", ColorMode::kNever}}};
constexpr Choices<BatchFormat, 2> kFormats = {
    {{"trec", BatchFormat::kTrec}, {"jsonl", BatchFormat::kJsonl}}};

constexpr Manual kIndexManual = {
    "index", "[options] PATH...",
    "Adds the articles of files (JSON lines), of the *.jsonl files of folders, or of standard "
    "input (-). An article with an id that is there already replaces it.",
    "  edicola index articoli.jsonl\n"
    "  edicola index --db /srv/edicola.db --strict archivio/2024 archivio/2025\n"
    "  zcat feed.jsonl.gz | edicola index -\n"};

constexpr Manual kSearchManual = {
    "search", "[options] QUERY...",
    "Finds articles with the words of QUERY, those with all of them first. -word leaves out the "
    "articles with that word. A quoted \"phrase\" must keep its quotes in the shell. Without "
    "words, filters list what they let through.",
    "  edicola search Rubio -Lavrov --from 2025-07\n"
    "  edicola search '\"via libera\" governo' --source ANSA --json\n"
    "  edicola search --batch queries.tsv -n 100 --threads 2 > run.trec\n"};

constexpr Manual kExplainManual = {
    "explain", "[options] QUERY...",
    "Shows how search understands QUERY: the tree, the query that runs, the notes.",
    "  edicola explain Rubio -Lavrov\n"
    "  edicola explain 'titolo:governo OR \"via libera\"'\n"};

constexpr Manual kAnalyzeManual = {
    "analyze", "[options] [TEXT...]",
    "Shows the words that TEXT, or each line of standard input, is cut into, with the form and the "
    "key under which each is found.",
    "  edicola analyze \"L'ex ministro D'Alema\"\n"
    "  edicola analyze --jsonl < righe.txt\n"};

constexpr Manual kInfoManual = {"info", "[options]", "Shows what an index holds.",
                                "  edicola info\n"
                                "  edicola info --db archivio.db --json\n"};

constexpr Manual kDeleteManual = {"delete", "[options] ID...",
                                  "Takes the articles with these ids out of the index.",
                                  "  edicola delete https://www.example.it/articolo-1\n"};

// As CLI11 wants it: what is wrong, or nothing.
std::string not_empty(const std::string& value) { return value.empty() ? "needs a folder" : ""; }

std::string default_index() {
  const char* const named = std::getenv("EDICOLA_DB");
  return named == nullptr || *named == '\0' ? "edicola.db" : named;
}

std::vector<std::string> or_default(std::vector<std::string> indexes) {
  if (indexes.empty()) indexes.push_back(default_index());
  return indexes;
}

void need(const std::vector<std::string>& words, const Manual& manual, std::string_view what) {
  if (!words.empty()) return;
  throw Error(ErrorKind::kUsage, fmt::format("{} needs {}", manual.command, what),
              fmt::format("edicola {} --help shows examples", manual.command));
}

void refuse_words(const std::vector<std::string>& words, const Manual& manual) {
  if (words.empty()) return;
  throw Error(ErrorKind::kUsage, fmt::format("{}: what is '{}'?", manual.command, words.front()),
              fmt::format("edicola {} --help shows examples", manual.command));
}

// What search and explain share; holds what CLI11 writes to until the request is complete.
struct QueryOptions {
  std::vector<std::string> indexes;
  Request request;
  std::string from;
  std::string to;
  std::vector<std::string> ranking;
};

void add_query_options(CLI::App& app, QueryOptions& query) {
  Request& request = query.request;
  add_list(app, "--db", query.indexes, std::string(kDbAbout) + "; repeat it to search several")
      ->type_name("DIR")
      ->check(not_empty);
  add_number(app, "-n,--limit", request.limit, {}, "most hits (default 10)");
  add_number(app, "--offset", request.offset, {}, "hits to pass over (default 0)");
  add_choice(app, "--operator", request.default_operator, kOperators,
             "how plain words combine (default auto: all of them first, then most)");
  add_list(app, "--source", request.sources, "only this newspaper; repeat it for others");
  add_list(app, "--section", request.sections, "only this section; likewise");
  add_list(app, "--author", request.authors, "only by authors with these words; likewise");
  add_text(app, "--from", query.from, "from this day, month or year: 2025-07-10, 2025")
      ->type_name("DAY");
  add_text(app, "--to", query.to, "to the end of this day, month or year")->type_name("DAY");
  add_list(app, "--ranking", query.ranking, "set a parameter of the ranking: exact=0.6")
      ->type_name("NAME=NUMBER");
  add_choice(app, "--sort", request.sort, kSorts, "order of the hits (default relevance)");
}

Request finish(QueryOptions& query, const std::vector<std::string>& words) {
  query.request.days = parse_day_range(query.from, query.to);
  set_ranking(query.ranking, query.request.ranking);
  query.request.query = fmt::format("{}", fmt::join(words, " "));
  return std::move(query.request);
}

bool is_filtered(const Request& request) {
  return !request.sources.empty() || !request.sections.empty() || !request.authors.empty() ||
         request.days.from.has_value() || request.days.to.has_value();
}

struct OutputFlags {
  bool json = false;
  bool jsonl = false;
  bool csv = false;
};

Output output_of(const OutputFlags& flags) {
  if (int{flags.json} + int{flags.jsonl} + int{flags.csv} > 1) {
    throw Error(ErrorKind::kUsage, "--json, --jsonl and --csv exclude each other");
  }
  if (flags.json) return Output::kJson;
  if (flags.jsonl) return Output::kJsonl;
  return flags.csv ? Output::kCsv : Output::kText;
}

void add_output_options(CLI::App& app, SearchOptions& options, OutputFlags& flags,
                        bool& no_snippets, Request& request) {
  add_number(app, "--snippet-chars", request.snippet_chars, {0, 100000},
             "length of a snippet in characters (default 200)");
  app.add_flag_callback(
      "--exact-totals",
      [&request] { request.count_up_to = std::numeric_limits<std::uint32_t>::max(); },
      "count every match, however many");
  app.add_flag("--no-snippets", no_snippets, "no snippets: faster");
  app.add_flag("--json", flags.json, "print one JSON object");
  app.add_flag("--jsonl", flags.jsonl, "print one JSON object a hit");
  app.add_flag("--csv", flags.csv, "print CSV with a header");
  add_choice(app, "--color", options.color, kColors, "colours (default auto: on a terminal)");
}

void add_batch_options(CLI::App& app, BatchOptions& batch) {
  add_text(app, "--batch", batch.queries,
           "run the queries of this file (or -), lines of id, tab, plain words")
      ->type_name("FILE");
  add_choice(app, "--format", batch.format, kFormats, "of --batch (default trec)");
  add_number(app, "--threads", batch.threads, {0, kMostThreads},
             "that share a search, or the queries of --batch (default 1; 0: one a core)");
  app.add_flag("--timings", batch.timings, "after --batch, latencies as JSON on standard error");
}

// Options of one way of searching that were given with the other.
void check_batch(const CLI::App& app, const SearchOptions& options,
                 const std::vector<std::string>& words) {
  if (!options.batch.has_value()) {
    for (const char* const name : {"--format", "--timings"}) {
      if (app.count(name) > 0) {
        throw Error(ErrorKind::kUsage, std::string(name) + " goes with --batch only");
      }
    }
    return;
  }
  if (!words.empty()) {
    throw Error(ErrorKind::kUsage, "either --batch or a query, not both",
                fmt::format("what is '{}'?", words.front()));
  }
  if (options.output != Output::kText) {
    throw Error(ErrorKind::kUsage, "--batch has its own --format: trec or jsonl");
  }
}

}  // namespace

IndexOptions read_index_options(const Arguments& arguments) {
  IndexOptions options;
  options.index = default_index();
  CLI::App app;
  add_text(app, "--db", options.index, kDbAbout)->type_name("DIR")->check(not_empty);
  add_number(app, "--threads", options.threads, {0, kMostThreads},
             "that analyze (default 0: one a core)");
  app.add_flag("--strict", options.strict, "all or nothing: stop at the first bad record");
  app.add_flag("-q,--quiet", options.quiet, "no progress, no final line; errors only");
  app.add_flag("-v,--verbose", options.verbose, "report repaired records too");
  std::vector<std::string> ranking;
  add_list(app, "--ranking", ranking,
           "of a new index: k1, b or length (default learnt); one that exists keeps its own")
      ->type_name("NAME=NUMBER");
  options.paths = parse_arguments(app, kIndexManual, arguments, Dash::kIsError);
  set_ranking(ranking, options.ranking);
  need(options.paths, kIndexManual, "files, folders or - for standard input");
  return options;
}

SearchOptions read_search_options(const Arguments& arguments) {
  SearchOptions options;
  QueryOptions query;
  BatchOptions batch;
  OutputFlags flags;
  bool no_snippets = false;
  CLI::App app;
  add_query_options(app, query);
  add_output_options(app, options, flags, no_snippets, query.request);
  add_batch_options(app, batch);
  const auto words = parse_arguments(app, kSearchManual, arguments, Dash::kIsWord);
  options.output = output_of(flags);
  options.threads = batch.threads;
  if (app.count("--batch") > 0) options.batch = std::move(batch);
  check_batch(app, options, words);
  options.indexes = or_default(std::move(query.indexes));
  options.request = finish(query, words);
  if (no_snippets) options.request.snippet_chars = 0;
  const bool anything = options.batch.has_value() || is_filtered(options.request);
  if (!anything) need(words, kSearchManual, "words to look for, or filters");
  return options;
}

SearchOptions read_explain_options(const Arguments& arguments) {
  QueryOptions query;
  CLI::App app;
  add_query_options(app, query);
  const auto words = parse_arguments(app, kExplainManual, arguments, Dash::kIsWord);
  SearchOptions options;
  options.indexes = or_default(std::move(query.indexes));
  options.request = finish(query, words);
  if (!is_filtered(options.request)) need(words, kExplainManual, "a query");
  return options;
}

AnalyzeOptions read_analyze_options(const Arguments& arguments) {
  AnalyzeOptions options;
  CLI::App app;
  app.add_flag("--explain", options.explain, "say why each word is what it is");
  app.add_flag("--jsonl", options.jsonl, "print one JSON object a text, with the reasons");
  const auto words = parse_arguments(app, kAnalyzeManual, arguments, Dash::kIsWord);
  if (!words.empty()) options.text = fmt::format("{}", fmt::join(words, " "));
  return options;
}

InfoOptions read_info_options(const Arguments& arguments) {
  InfoOptions options;
  CLI::App app;
  add_list(app, "--db", options.indexes, std::string(kDbAbout) + "; repeat it for several")
      ->type_name("DIR")
      ->check(not_empty);
  app.add_flag("--json", options.json, "print one JSON object");
  refuse_words(parse_arguments(app, kInfoManual, arguments, Dash::kIsError), kInfoManual);
  options.indexes = or_default(std::move(options.indexes));
  return options;
}

DeleteOptions read_delete_options(const Arguments& arguments) {
  DeleteOptions options;
  options.index = default_index();
  CLI::App app;
  add_text(app, "--db", options.index, kDbAbout)->type_name("DIR")->check(not_empty);
  options.ids = parse_arguments(app, kDeleteManual, arguments, Dash::kIsError);
  need(options.ids, kDeleteManual, "ids of articles");
  return options;
}

}  // namespace edicola
