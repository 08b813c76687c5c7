// edicola_generate: writes articles as JSONL, for benchmarks and tests of scale.
#include <CLI/CLI.hpp>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <fstream>
#include <iostream>
#include <string>

#include "corpus/generator.h"
#include "edicola/date.h"
#include "edicola/error.h"

namespace {

constexpr std::size_t kBlock = std::size_t{1} << 20U;

struct Arguments {
  std::uint64_t articles = 0;
  std::uint64_t seed = 1;
  std::string from = "2015-01-01";
  std::string to = "2025-12-31";
  std::string output = "-";
};

void describe(CLI::App& app, Arguments& arguments) {
  app.add_option("--articles", arguments.articles, "How many articles")
      ->required()
      ->check(CLI::Range(std::uint64_t{0}, std::uint64_t{1'000'000'000}));
  app.add_option("--seed", arguments.seed, "Another number gives other articles")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  app.add_option("--from", arguments.from, "First day, month or year")->capture_default_str();
  app.add_option("--to", arguments.to, "Last day, month or year, inclusive")->capture_default_str();
  app.add_option("--output", arguments.output, "File to write, - for standard output")
      ->capture_default_str();
}

edicola::corpus::GeneratorOptions options_of(const Arguments& arguments) {
  edicola::corpus::GeneratorOptions options;
  options.articles = arguments.articles;
  options.seed = arguments.seed;
  const edicola::DayRange days = edicola::parse_day_range(arguments.from, arguments.to);
  options.from = days.from.value_or(options.from);
  options.to = days.to.value_or(options.to);
  return options;
}

void flush(std::string& block, std::ostream& out) {
  out.write(block.data(), static_cast<std::streamsize>(block.size())).flush();
  if (!out) throw edicola::Error(edicola::ErrorKind::kStorage, "cannot write the articles");
  block.clear();
}

void generate(const Arguments& arguments, std::ostream& out) {
  edicola::corpus::Generator generator(options_of(arguments));
  edicola::Article article;
  std::string block;
  for (std::uint64_t number = 0; number < arguments.articles; ++number) {
    generator.write(number, article);
    edicola::corpus::append_json(article, block);
    if (block.size() >= kBlock) flush(block, out);
  }
  flush(block, out);
}

void run(const Arguments& arguments) {
  if (arguments.output == "-") {
    std::ios::sync_with_stdio(false);
    generate(arguments, std::cout);
    return;
  }
  std::ofstream file(arguments.output, std::ios::binary);
  if (!file) {
    throw edicola::Error(edicola::ErrorKind::kStorage, "cannot open " + arguments.output);
  }
  generate(arguments, file);
}

int run_program(int argc, char** argv) {
  CLI::App app("Writes articles that look like Italian news to a search engine, as JSONL.");
  Arguments arguments;
  describe(app, arguments);
  try {
    app.parse(argc, argv);
    run(arguments);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : edicola::exit_code(edicola::ErrorKind::kUsage);
  } catch (const edicola::Error& error) {
    std::fprintf(stderr, "edicola_generate: %s\n", error.what());
    return edicola::exit_code(error.kind());
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run_program(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "edicola_generate: %s\n", error.what());
    return 1;
  }
}
