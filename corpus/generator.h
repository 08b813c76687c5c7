// Articles that look like Italian news to a search engine: words, names, topics and dates as
// frequent, as new, as clustered as in real papers. The sense is left to chance. corpus/README.md
// has the measures.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "corpus/coinage.h"
#include "corpus/house_style.h"
#include "corpus/lexis.h"
#include "corpus/prose.h"
#include "corpus/samplers.h"
#include "corpus/topics.h"
#include "edicola/article.h"

namespace edicola::corpus {

struct GeneratorOptions {
  std::uint64_t articles = 0;  // at most 10^9
  std::uint64_t seed = 1;
  // Half-open and not empty.
  std::chrono::sys_days from{std::chrono::year{2015} / 1 / 1};
  std::chrono::sys_days to{std::chrono::year{2026} / 1 / 1};
};

// Every article is a function of the options and its number alone, the same on every machine:
// nothing is kept of the articles before it. One a thread; several with equal options write equal
// articles.
class Generator {
 public:
  // Throws std::invalid_argument if the options are not as said above.
  explicit Generator(const GeneratorOptions& options);
  Generator(const Generator&) = delete;
  Generator& operator=(const Generator&) = delete;

  // Writes article `number`, from 0, in order of date. About one in 25 is a near copy of one of the
  // last 400, as papers print agency reports.
  void write(std::uint64_t number, Article& article);

 private:
  struct Plan {
    Random random{0};
    std::chrono::sys_days day;
    std::size_t section = 0;
    std::size_t masthead = 0;
  };

  [[nodiscard]] bool wants_copy(std::uint64_t number) const;
  [[nodiscard]] std::uint64_t original_of(std::uint64_t number) const;
  [[nodiscard]] Plan plan(std::uint64_t number) const;
  const Topic& choose_topic(Plan& plan);
  void choose_cast(Plan& plan);
  void write_original(std::uint64_t number, Article& article);
  void write_title(std::string& title);
  void write_body(std::uint32_t words, std::string& body);
  void write_tags(Article& article);
  void change(Random& random, Article& article);
  void change_body(Random& random, std::string& body);
  void print(std::uint64_t number, Plan& plan, Article& article);
  void set_date(Plan& plan, Article& article) const;
  void set_author(Plan& plan, Article& article) const;

  GeneratorOptions options_;
  Lexis lexis_;
  Coinage coinage_;
  Topics topics_;
  AliasTable mastheads_;
  AliasTable sections_;
  std::vector<std::string> authors_;
  Prose prose_;
  Cast cast_;
  // The tables of the week that each section was last asked for.
  std::array<AliasTable, kSections.size()> week_topics_;
  std::array<std::int64_t, kSections.size()> weeks_;
  std::string scratch_;
};

// One line of JSONL, line break and all.
void append_json(const Article& article, std::string& out);

}  // namespace edicola::corpus
