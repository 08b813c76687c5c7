// The queries that are measured: words, phrases and filters taken from the corpus itself, so that
// each finds something, drawn by a fixed seed, so that every run asks the same.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "corpus/random.h"
#include "edicola/analyzer.h"
#include "edicola/article.h"
#include "edicola/search.h"

namespace edicola::bench {

enum class QueryClass {
  kCommonWord,      // one of the 500 words that most articles have
  kRareWord,        // of 2 to 10 articles
  kTwoAnd,          // two words of one headline, both wanted
  kTwoOr,           // the same, either wanted
  kHeadline,        // three to five words of a headline, as people type them
  kPhrase,          // two words side by side, in quotes, both of the 2,000 most frequent
  kPhraseStopWord,  // the same with a stop word between: "presidente della repubblica"
  kPrefix,          // the first four to six letters of a word
  kDateRange,       // two words, the 60 days about their article
  kSource,          // two words, one newspaper
  kNewest,          // a common word, newest first
};

inline constexpr std::array<std::string_view, 11> kQueryClassNames = {
    "common_word",      "rare_word", "two_and",    "two_or", "headline", "phrase",
    "phrase_stop_word", "prefix",    "date_range", "source", "newest"};

constexpr std::string_view name(QueryClass kind) {
  return kQueryClassNames[static_cast<std::size_t>(kind)];
}
static_assert(name(QueryClass::kNewest) == "newest");

// Raised when other queries are drawn from the same articles.
inline constexpr int kWorkloadVersion = 1;

struct SampledQuery {
  QueryClass kind = QueryClass::kCommonWord;
  std::string text;
  std::string source;                        // of kSource
  std::optional<std::chrono::sys_days> day;  // of kDateRange: its middle

  bool operator==(const SampledQuery&) const = default;
};

// Ten hits with snippets of `snippet_chars` characters.
Request request_for(const SampledQuery& query, std::uint32_t snippet_chars);

std::vector<Request> requests_of(const std::vector<SampledQuery>& queries, QueryClass kind,
                                 std::uint32_t snippet_chars);

// In how many articles a word stands.
class Vocabulary {
 public:
  explicit Vocabulary(const Analyzer& analyzer) : analyzer_(analyzer) {}

  void add(const Article& article);

  // Of a token's key; 0 for a word never seen.
  [[nodiscard]] std::uint32_t articles_with(std::string_view key) const;

  // How many articles the `rank`-th most frequent content word has, counted from 1.
  [[nodiscard]] std::uint32_t articles_at_rank(std::size_t rank) const;

 private:
  const Analyzer& analyzer_;
  Analysis analysis_;
  std::vector<std::string> keys_;  // of the article at hand
  std::unordered_map<std::string, std::uint32_t> articles_;
};

// Draws queries from articles: offer() it articles until it is complete().
class QuerySampler {
 public:
  QuerySampler(const Analyzer& analyzer, const Vocabulary& vocabulary,
               std::size_t queries_per_class);

  [[nodiscard]] bool complete() const;

  // Takes at most one query a class.
  void offer(const Article& article);

  [[nodiscard]] const std::vector<SampledQuery>& queries() const { return queries_; }

 private:
  struct Words;
  [[nodiscard]] std::optional<std::string> draw(QueryClass kind, const Words& title,
                                                const Words& body);
  [[nodiscard]] std::optional<std::string> draw_word(const Words& words, std::uint32_t least,
                                                     std::uint32_t most);
  [[nodiscard]] std::optional<std::string> draw_several(const Words& words, std::size_t count);
  [[nodiscard]] std::optional<std::string> draw_phrase(const Words& words, bool with_stop_word);
  [[nodiscard]] bool can_end_phrase(const Token& token) const;
  [[nodiscard]] std::optional<std::string> draw_prefix(const Words& words);
  [[nodiscard]] bool is_new(const SampledQuery& query) const;

  const Analyzer& analyzer_;
  const Vocabulary& vocabulary_;
  std::size_t wanted_;
  std::uint32_t common_;    // articles that a common word has at least
  std::uint32_t frequent_;  // articles that a word of a phrase has at least
  corpus::Random random_{20250710};
  std::array<std::size_t, kQueryClassNames.size()> taken_{};
  std::vector<SampledQuery> queries_;
};

// One line a query. Throws Error(kInput) or Error(kStorage).
void save_queries(const std::vector<SampledQuery>& queries, const std::string& path);
std::vector<SampledQuery> load_queries(const std::string& path);

}  // namespace edicola::bench
