// Writing: an archive at once, a day's articles into it, one article on its own.
#include <benchmark/benchmark.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

#include "bench/measure.h"
#include "bench/subjects.h"
#include "corpus/generator.h"
#include "edicola/error.h"
#include "edicola/index.h"

namespace edicola::bench {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kUpdates = 1'000;

std::uint64_t folder_bytes(const std::string& folder) {
  std::uint64_t bytes = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) bytes += entry.file_size();
  }
  return bytes;
}

// Making and removing the index are not measured.
template <typename Work>
void measure_once(benchmark::State& state, Work work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
  state.SetIterationTime(taken.count());
}

void index_all(benchmark::State& state, Corpus& corpus) {
  const BenchData& data = corpus.data();
  std::uint64_t index_bytes = 0;
  for (auto _ : state) {
    const Scratch scratch(corpus.settings().folder);
    const std::string index = scratch.path("index");
    measure_once(state, [&] { index_file(data.articles, index); });
    index_bytes = folder_bytes(index);
  }
  const auto rounds = static_cast<std::uint64_t>(state.iterations());
  state.SetBytesProcessed(static_cast<std::int64_t>(data.jsonl_bytes * rounds));
  set_rate(state, "articles", corpus.settings().articles * rounds);
  state.counters["index_to_jsonl"] =
      static_cast<double>(index_bytes) / static_cast<double>(data.jsonl_bytes);
}

// An article of the index, with another text.
Article corrected(Corpus& corpus, std::uint64_t number, std::uint64_t edition) {
  Article article = corpus.article(number % corpus.settings().articles);
  article.body += " Edizione " + std::to_string(edition) + ".";
  return article;
}

// By turns a new article and a correction of one of the index.
std::string write_updates(Corpus& corpus, const Scratch& scratch) {
  const std::uint64_t indexed = corpus.settings().articles;
  std::string lines;
  for (std::uint64_t i = 0; i < kUpdates; i += 2) {
    corpus::append_json(corpus.article(indexed + i), lines);
    corpus::append_json(corrected(corpus, i * indexed / kUpdates, i), lines);
  }
  std::string path = scratch.path("updates.jsonl");
  if (!(std::ofstream(path, std::ios::binary) << lines).flush()) {
    throw Error(ErrorKind::kStorage, "cannot write " + path);
  }
  return path;
}

void update(benchmark::State& state, Corpus& corpus) {
  const BenchData& data = corpus.data();
  std::uint64_t bytes = 0;
  for (auto _ : state) {
    const Scratch scratch(corpus.settings().folder);
    const std::string index = scratch.path("index");
    fs::copy(data.index, index, fs::copy_options::recursive);
    const std::string updates = write_updates(corpus, scratch);
    measure_once(state, [&] { index_file(updates, index); });
    bytes += fs::file_size(updates);
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
  set_rate(state, "articles", kUpdates * static_cast<std::uint64_t>(state.iterations()));
}

// An article that changes while a newsroom watches: until a reader can find its new text.
void correct_one(benchmark::State& state, Corpus& corpus) {
  const Scratch scratch(corpus.settings().folder);
  const std::string index = scratch.path("index");
  fs::copy(corpus.data().index, index, fs::copy_options::recursive);
  Indexer indexer(index);
  std::uint64_t edition = 0;
  for (auto _ : state) {
    const Article article = corrected(corpus, edition * 7'919, edition);
    ++edition;
    measure_once(state, [&] {
      indexer.add(article);
      indexer.commit();
    });
  }
}

}  // namespace

void add_indexing(Corpus& corpus) {
  const auto add = [&corpus](const char* name, auto measured) {
    return benchmark::RegisterBenchmark(
               name, [&corpus, measured](benchmark::State& state) { measured(state, corpus); })
        ->UseManualTime()
        ->Unit(benchmark::kMillisecond);
  };
  add("index/bulk", index_all)->Iterations(1);
  add("index/update_1000", update)->Iterations(1);
  add("index/correct_one", correct_one);
}

}  // namespace edicola::bench
