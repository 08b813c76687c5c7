// Makes the dictionary of common/compression.h of articles.
//
//   dictionary_compiler ARTICLES.jsonl... OUTPUT
//
// Their texts are the dictionary, as much of them as LZ4 looks back. Behind them stands their
// fingerprint, 16 digits: working it out would take a process as long as its search.
#include <algorithm>
#include <exception>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

#include "common/text.h"

namespace {

constexpr std::size_t kMostText = std::size_t{64} << 10U;

void read(const char* path, std::string& texts) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error(std::string("cannot read ") + path);
  for (std::string line; std::getline(file, line);) {
    const nlohmann::json article = nlohmann::json::parse(line);
    for (const char* field : {"title", "subtitle", "source", "section", "author", "date", "body"}) {
      texts += article.value(field, std::string()) + '\n';
    }
  }
}

// Deterministic.
int run(int argc, char** argv) {
  if (argc < 3) throw std::runtime_error("usage: dictionary_compiler ARTICLES.jsonl... OUTPUT");
  std::string texts;
  for (int i = 1; i + 1 < argc; ++i) read(argv[i], texts);
  texts.erase(0, texts.size() - std::min(texts.size(), kMostText));
  std::ofstream output(argv[argc - 1], std::ios::binary);
  output << texts << std::hex << std::setw(16) << std::setfill('0');
  if (!(output << edicola::fingerprint64(texts)).flush()) throw std::runtime_error("cannot write");
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
