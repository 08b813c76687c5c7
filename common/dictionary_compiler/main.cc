// Makes the dictionary of common/compression.h of articles.
//
//   dictionary_compiler ARTICLES.jsonl... OUTPUT
//
// The texts themselves are the dictionary, with zstd's statistics of them: for so few articles that
// serves better than what zstd would choose from them.
#include <zdict.h>

#include <exception>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

// What more than this adds is not worth its place in the processor's cache; and zstd switches at
// 256 KiB to tables that serve short texts less.
constexpr std::size_t kMostText = std::size_t{256} << 10U;
constexpr std::size_t kMostStatistics = 8192;
constexpr int kLevel = 3;

struct Samples {
  std::string texts;
  std::vector<std::size_t> sizes;
};

void read(const char* path, Samples& samples) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error(std::string("cannot read ") + path);
  for (std::string line; std::getline(file, line);) {
    const nlohmann::json article = nlohmann::json::parse(line);
    std::string text;
    for (const char* field : {"title", "subtitle", "source", "section", "author", "date", "body"}) {
      text += article.value(field, std::string()) + '\n';
    }
    samples.texts += text;
    samples.sizes.push_back(text.size());
  }
}

// Deterministic.
std::string dictionary_of(const Samples& samples) {
  const std::size_t text = std::min(kMostText, samples.texts.size());
  std::string dictionary(text + kMostStatistics, '\0');
  ZDICT_params_t parameters{};
  parameters.compressionLevel = kLevel;
  const std::size_t size = ZDICT_finalizeDictionary(
      dictionary.data(), dictionary.size(), samples.texts.data(), text, samples.texts.data(),
      samples.sizes.data(), static_cast<unsigned>(samples.sizes.size()), parameters);
  if (ZDICT_isError(size) != 0) throw std::runtime_error(ZDICT_getErrorName(size));
  dictionary.resize(size);
  return dictionary;
}

int run(int argc, char** argv) {
  if (argc < 3) throw std::runtime_error("usage: dictionary_compiler ARTICLES.jsonl... OUTPUT");
  Samples samples;
  for (int i = 1; i + 1 < argc; ++i) read(argv[i], samples);
  std::ofstream output(argv[argc - 1], std::ios::binary);
  if (!(output << dictionary_of(samples)).flush()) throw std::runtime_error("cannot write");
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "dictionary_compiler: " << error.what() << '\n';
    return 1;
  }
}
