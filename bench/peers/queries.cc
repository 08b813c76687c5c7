// edicola_peer_queries: draws the queries of bench/workload.h from a file of articles and writes
// them as bench/peers/peer.h reads them.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <fstream>
#include <stdexcept>

#include "bench/peers/peer.h"
#include "bench/workload.h"
#include "edicola/date.h"
#include "edicola/reader.h"

namespace edicola::bench {
namespace {

constexpr std::size_t kOffered = 10'000;  // articles to draw from, fewer if there are fewer

struct Arguments {
  std::string articles;
  std::string output;
  std::uint64_t queries = 300;  // of a class
  std::uint64_t seed = 7;
};

template <typename Item>
void shuffle(std::vector<Item>& items, corpus::Random& random) {
  for (std::size_t i = items.size(); i > 1; --i) {
    std::swap(items[i - 1], items[random.below(static_cast<std::uint32_t>(i))]);
  }
}

// Some articles of many, each as likely as another.
class Reservoir {
 public:
  explicit Reservoir(std::uint64_t seed) : random_(seed) {}

  void add(Article&& article) {
    ++seen_;
    if (articles_.size() < kOffered) {
      articles_.push_back(std::move(article));
      return;
    }
    const std::uint32_t place = random_.below(seen_);
    if (place < kOffered) articles_[place] = std::move(article);
  }

  // Shuffled, since the articles come by date.
  std::vector<Article> take() {
    shuffle(articles_, random_);
    return std::move(articles_);
  }

 private:
  corpus::Random random_;
  std::uint32_t seen_ = 0;
  std::vector<Article> articles_;
};

// The words that all articles have, and some articles.
std::vector<Article> read(const Arguments& arguments, Vocabulary& vocabulary) {
  Reservoir reservoir(arguments.seed);
  const auto reader = open_reader({arguments.articles, 0});
  while (std::optional<Record> record = reader->next()) {
    auto* article = std::get_if<Article>(&record->content);
    if (article == nullptr) throw std::runtime_error("a bad record in " + arguments.articles);
    vocabulary.add(*article);
    reservoir.add(std::move(*article));
  }
  return reservoir.take();
}

std::vector<SampledQuery> draw(const Arguments& arguments) {
  const Analyzer analyzer;
  Vocabulary vocabulary(analyzer);
  const std::vector<Article> articles = read(arguments, vocabulary);
  QuerySampler sampler(analyzer, vocabulary, arguments.queries);
  for (std::size_t i = 0; i < articles.size() && !sampler.complete(); ++i) {
    sampler.offer(articles[i]);
  }
  if (!sampler.complete()) {
    std::fputs("edicola_peer_queries: too few articles for all queries; some classes have fewer\n",
               stderr);
  }
  return sampler.queries();
}

peers::Form form_of(QueryClass kind) {
  switch (kind) {
    case QueryClass::kPhrase:
    case QueryClass::kPhraseStopWord:
      return peers::Form::kPhrase;
    case QueryClass::kPrefix:
      return peers::Form::kPrefix;
    default:
      return peers::Form::kWords;
  }
}

// Quotes and star are edicola's own.
std::string without_signs(const SampledQuery& query) {
  switch (form_of(query.kind)) {
    case peers::Form::kPhrase:
      return query.text.substr(1, query.text.size() - 2);
    case peers::Form::kPrefix:
      return query.text.substr(0, query.text.size() - 1);
    case peers::Form::kWords:
      break;
  }
  return query.text;
}

peers::PeerQuery neutral(const SampledQuery& query) {
  const Request request = request_for(query, peers::kSnippetChars);
  peers::PeerQuery neutral;
  neutral.kind = name(query.kind);
  neutral.text = without_signs(query);
  neutral.form = form_of(query.kind);
  const bool any = query.kind == QueryClass::kTwoOr || query.kind == QueryClass::kHeadline;
  neutral.combine = any ? peers::Combine::kOr : peers::Combine::kAnd;
  neutral.source = query.source;
  if (request.days.from) neutral.from = format_day(*request.days.from);
  if (request.days.to) neutral.to = format_day(*request.days.to);
  neutral.newest = request.sort == Sort::kNewest;
  return neutral;
}

std::vector<std::string> lines_of(const std::vector<SampledQuery>& queries) {
  std::vector<std::string> lines;
  for (const SampledQuery& query : queries) {
    peers::PeerQuery line = neutral(query);
    lines.push_back(peers::to_line(line));
    if (query.kind != QueryClass::kHeadline) continue;
    // The same once more, as edicola combines words unless told otherwise.
    line.kind = "headline_default";
    line.combine = peers::Combine::kAuto;
    lines.push_back(peers::to_line(line));
  }
  return lines;
}

// In no order, so that any part is like the whole.
void write(const Arguments& arguments) {
  std::vector<std::string> lines = lines_of(draw(arguments));
  corpus::Random random(arguments.seed);
  shuffle(lines, random);
  const std::string& path = arguments.output;
  std::ofstream file(path, std::ios::binary);
  for (const std::string& line : lines) file << line << '\n';
  if (!file.flush()) throw std::runtime_error("cannot write " + path);
}

int run(int argc, char** argv) {
  CLI::App app("Draws queries from articles, for bench/peers/run.");
  Arguments arguments;
  app.add_option("--articles", arguments.articles, "JSONL")->required();
  app.add_option("--output", arguments.output, "File to write")->required();
  app.add_option("--queries", arguments.queries, "Of a class")
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{10'000}))
      ->capture_default_str();
  app.add_option("--seed", arguments.seed, "Another number gives other queries")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  write(arguments);
  return 0;
}

}  // namespace
}  // namespace edicola::bench

int main(int argc, char** argv) {
  try {
    return edicola::bench::run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "edicola_peer_queries: %s\n", error.what());
    return 1;
  }
}
