// From article to document, and to what is stored of it and back.
#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "bench/measure.h"
#include "bench/subjects.h"
#include "common/schema.h"
#include "edicola/analyzer.h"
#include "indexer/document.h"

namespace edicola::bench {
namespace {

constexpr std::size_t kArticles = 400;

std::size_t text_bytes(const Article& article) {
  return article.title.size() + article.subtitle.size() + article.body.size();
}

void build(benchmark::State& state, const std::vector<Article>& articles) {
  const Analyzer analyzer;
  DocumentBuilder builder(analyzer, ImpactRule());
  std::size_t bytes = 0;
  measure_each(state, articles, [&](const Article& article) {
    benchmark::DoNotOptimize(builder.build(article));
    bytes += text_bytes(article);
  });
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
}

void encode(benchmark::State& state, const std::vector<Article>& articles) {
  std::size_t bytes = 0;
  std::size_t stored = 0;
  measure_each(state, articles, [&](const Article& article) {
    const std::string data = schema::encode(article);
    bytes += text_bytes(article);
    stored += data.size();
  });
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
  state.counters["stored_to_text"] = static_cast<double>(stored) / static_cast<double>(bytes);
}

void decode(benchmark::State& state, const std::vector<Article>& articles) {
  std::vector<std::string> stored;
  stored.reserve(articles.size());
  for (const Article& article : articles) stored.push_back(schema::encode(article));
  std::size_t bytes = 0;
  Decompressor decompress;
  measure_each(state, stored, [&](const std::string& data) {
    const Article article = schema::decode(data, decompress);
    bytes += text_bytes(article);
  });
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
}

}  // namespace

void add_documents(Corpus& corpus) {
  const auto add = [&corpus](const char* name, auto measured) {
    benchmark::RegisterBenchmark(name, [&corpus, measured](benchmark::State& state) {
      measured(state, corpus.sample(kArticles));
    });
  };
  add("document/build", build);
  add("document/encode", encode);
  add("document/decode", decode);
}

}  // namespace edicola::bench
