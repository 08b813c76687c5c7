#include "bench/fixture.h"

#include <unistd.h>

#include <fmt/format.h>
#include <charconv>

#include <fstream>
#include <iostream>
#include <iterator>

#include "bench/machine.h"
#include "common/schema.h"
#include "common/text.h"
#include "edicola/error.h"
#include "edicola/index.h"
#include "indexer/document.h"

namespace edicola::bench {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kFewestArticles = 100;
constexpr std::uint64_t kMostArticles = 10'000'000;
constexpr std::uint64_t kMostQueries = 10'000;
constexpr std::size_t kFingerprinted = 64;     // articles
constexpr std::uint64_t kMostOffers = 10'000;  // of articles to the sampler of queries
constexpr std::size_t kBlock = std::size_t{1} << 20U;

// The number that the environment gives, or `otherwise`.
std::uint64_t number_from(const char* name, std::uint64_t otherwise, std::uint64_t least,
                          std::uint64_t most) {
  const std::string text = environment(name, std::to_string(otherwise));
  std::uint64_t number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = failure == std::errc() && end == text.data() + text.size();
  if (!whole || number < least || number > most) {
    throw Error(ErrorKind::kUsage,
                fmt::format("{} is '{}', not a number from {} to {}", name, text, least, most));
  }
  return number;
}

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void write_file(const fs::path& path, const std::string& content) {
  std::ofstream file(path, std::ios::binary);
  if (!(file << content).flush()) {
    throw Error(ErrorKind::kStorage, "cannot write " + path.string());
  }
}

corpus::GeneratorOptions generator_options(std::uint64_t articles) {
  corpus::GeneratorOptions options;
  options.articles = articles;
  options.seed = kSeed;
  return options;
}

// All that is made of an article.
void append(const Prepared& prepared, std::string& text) {
  text += prepared.document.serialise();
  for (const TermPosting& posting : prepared.postings) {
    text += fmt::format("{}{} {} {}\n", posting.prefix, posting.text, posting.impact,
                        posting.neighbours);
  }
}

}  // namespace

Settings settings_from_environment() {
  Settings settings;
  settings.articles =
      number_from("EDICOLA_BENCH_ARTICLES", settings.articles, kFewestArticles, kMostArticles);
  settings.queries = number_from("EDICOLA_BENCH_QUERIES", settings.queries, 1, kMostQueries);
  settings.folder = environment("EDICOLA_BENCH_DATA", EDICOLA_BENCH_DATA);
  settings.fresh = environment("EDICOLA_BENCH_FRESH", "0") != "0";
  return settings;
}

Scratch::Scratch(const fs::path& folder) {
  fs::create_directories(folder);
  std::string name = (folder / "scratch-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) {
    throw Error(ErrorKind::kStorage, "cannot make the folder " + name);
  }
  path_ = name;
}

Scratch::~Scratch() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

Corpus::Corpus(Settings settings)
    : settings_(std::move(settings)), generator_(generator_options(settings_.articles)) {}

Article Corpus::article(std::uint64_t number) {
  Article article;
  generator_.write(number, article);
  return article;
}

std::vector<Article> Corpus::sample(std::size_t count) {
  std::vector<Article> articles;
  for (std::size_t i = 0; i < count; ++i) {
    articles.push_back(article(i * settings_.articles / count));
  }
  return articles;
}

std::string Corpus::fingerprint() {
  std::string text;
  for (const Article& article : sample(kFingerprinted)) corpus::append_json(article, text);
  return hex64(fingerprint64(text));
}

fs::path Corpus::folder() const {
  return settings_.folder / fmt::format("{}-{}", settings_.articles, kSeed);
}

// Everything that decides what is in the folder, but for the layout of the index on disk.
std::string Corpus::stamp() {
  DocumentBuilder builder(analyzer_, ImpactRule());
  std::string documents;
  for (const Article& article : sample(kFingerprinted)) {
    append(builder.build(article), documents);
  }
  return fmt::format("articles {} {}\nschema {}\ndocuments {}\nqueries {} {}\n", settings_.articles,
                     fingerprint(), schema::stamp(analyzer_), hex64(fingerprint64(documents)),
                     kWorkloadVersion, settings_.queries);
}

const BenchData& Corpus::data() {
  if (data_) return *data_;
  const fs::path ready = folder();
  if (settings_.fresh || read_file(ready / "stamp") != stamp()) prepare();
  BenchData data;
  data.articles = (ready / "articles.jsonl").string();
  data.index = (ready / "index").string();
  data.jsonl_bytes = fs::file_size(data.articles);
  data.queries = load_queries((ready / "queries.tsv").string());
  data_ = std::move(data);
  return *data_;
}

// Under another name until it is complete, so that an interrupted run leaves nothing half made.
void Corpus::prepare() {
  std::cerr << fmt::format("edicola_bench: making {} articles and their index in {} ...\n",
                           settings_.articles, folder().string());
  const Scratch scratch(settings_.folder);
  const fs::path made = scratch.path("made");
  fs::create_directory(made);
  make(made);
  fs::remove_all(folder());
  fs::rename(made, folder());
}

void Corpus::make(const fs::path& folder) {
  Vocabulary vocabulary(analyzer_);
  const std::string articles = (folder / "articles.jsonl").string();
  write_articles(articles, vocabulary);
  index_file(articles, (folder / "index").string());
  save_queries(draw_queries(vocabulary), (folder / "queries.tsv").string());
  write_file(folder / "stamp", stamp());
}

void Corpus::write_articles(const std::string& path, Vocabulary& vocabulary) {
  std::ofstream file(path, std::ios::binary);
  Article article;
  std::string block;
  for (std::uint64_t number = 0; number < settings_.articles; ++number) {
    generator_.write(number, article);
    vocabulary.add(article);
    corpus::append_json(article, block);
    if (block.size() < kBlock && number + 1 < settings_.articles) continue;
    file << block;
    block.clear();
  }
  if (!file.flush()) throw Error(ErrorKind::kStorage, "cannot write " + path);
}

std::vector<SampledQuery> Corpus::draw_queries(const Vocabulary& vocabulary) {
  QuerySampler sampler(analyzer_, vocabulary, settings_.queries);
  corpus::Random random(kSeed);
  for (std::uint64_t i = 0; i < kMostOffers && !sampler.complete(); ++i) {
    sampler.offer(article(random.below(static_cast<std::uint32_t>(settings_.articles))));
  }
  if (!sampler.complete()) {
    std::cerr
        << "edicola_bench: the corpus is too small for all queries; some classes have fewer\n";
  }
  return sampler.queries();
}

void index_file(const std::string& articles, const std::string& index) {
  IndexRequest request;
  request.index = index;
  request.inputs = find_inputs({articles});
  const IndexCounts counts = index_files(request);
  if (counts.skipped > 0) {
    throw Error(ErrorKind::kInput, fmt::format("{} articles were skipped", counts.skipped));
  }
}

}  // namespace edicola::bench
