// The articles that are measured, their index and the queries: made once a set of parameters and
// kept in the build folder.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "bench/workload.h"
#include "corpus/generator.h"
#include "edicola/analyzer.h"
#include "edicola/article.h"

namespace edicola::bench {

inline constexpr std::uint64_t kSeed = 7;

struct Settings {
  std::uint64_t articles = 2'000;  // EDICOLA_BENCH_ARTICLES, from 100 on
  std::uint64_t queries = 300;     // of a class; EDICOLA_BENCH_QUERIES, from 1 on
  std::filesystem::path folder;    // EDICOLA_BENCH_DATA; in the build folder if not set
  bool fresh = false;              // EDICOLA_BENCH_FRESH: make what is there again
};

// Throws Error(kUsage) for a number that is none.
Settings settings_from_environment();

// What the benchmarks of searching need.
struct BenchData {
  std::string articles;  // path of the JSONL
  std::string index;     // path
  std::uint64_t jsonl_bytes = 0;
  std::vector<SampledQuery> queries;
};

// A folder of its own; gone with the object.
class Scratch {
 public:
  // Below `folder`.
  explicit Scratch(const std::filesystem::path& folder);
  ~Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  [[nodiscard]] std::string path(std::string_view name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

// Generated articles by number; the same in every run.
class Corpus {
 public:
  explicit Corpus(Settings settings);

  [[nodiscard]] const Settings& settings() const { return settings_; }

  // Names the articles: equal for equal text.
  [[nodiscard]] std::string fingerprint();

  // Numbers beyond settings().articles give articles that are not in the index.
  [[nodiscard]] Article article(std::uint64_t number);

  // `count` articles, evenly spread.
  [[nodiscard]] std::vector<Article> sample(std::size_t count);

  // Makes articles, index and queries on the first call, unless an earlier run left them. Says on
  // standard error when it takes the time to do so. Throws Error.
  const BenchData& data();

 private:
  [[nodiscard]] std::filesystem::path folder() const;
  [[nodiscard]] std::string stamp();
  void prepare();
  void make(const std::filesystem::path& folder);
  void write_articles(const std::string& path, Vocabulary& vocabulary);
  [[nodiscard]] std::vector<SampledQuery> draw_queries(const Vocabulary& vocabulary);

  Settings settings_;
  Analyzer analyzer_;
  corpus::Generator generator_;
  std::optional<BenchData> data_;
};

// Indexes the file `articles` into `index`, with a thread a core. Throws Error, also if a record
// was skipped.
void index_file(const std::string& articles, const std::string& index);

}  // namespace edicola::bench
