// Texts analyzed in part give the same matches and snippets as texts analyzed whole.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "common/partial_text.h"
#include "common/variants.h"
#include "searcher/match.h"
#include "searcher/snippet.h"
#include "tests/unit/corpus_texts.h"
#include "tests/unit/random_text.h"
#include "tests/unit/snippet_rows.h"

namespace edicola {
namespace {

using snippet_rows::analyze;
using snippet_rows::marked;

std::string print(const std::vector<Match>& matches) {
  std::string out;
  for (const Match& match : matches) {
    out += std::to_string(match.begin) + "-" + std::to_string(match.end) + ":" +
           std::to_string(match.sought) + " ";
  }
  return out;
}

// Compares the two ways on queries drawn from the text itself.
class Twins {
 public:
  explicit Twins(unsigned seed) : random_(seed) {}

  void check(const std::string& text, int queries) {
    const Analysis whole = analyze(text);
    for (int i = 0; i < queries; ++i) {
      const std::vector<Sought> sought = draw(whole.tokens());
      check(text, whole, sought);
      if (testing::Test::HasFailure()) return;
    }
  }

  void check(const std::string& text, const Analysis& whole, const std::vector<Sought>& sought) {
    const std::vector<Match> expected = find_matches(whole, sought);
    PartialMatcher matcher(sought);
    const std::vector<Match> found = matcher.find(text, partial_);
    std::string shown;
    for (const Sought& thing : sought) {
      for (const TokenPattern& pattern : thing.patterns) {
        shown += std::to_string(static_cast<int>(pattern.kind)) + "=" + pattern.text + " ";
      }
      shown += "| ";
    }
    for (std::size_t i = 0; i < partial_.stretches().size(); ++i) {
      ++stretches_;
      if (partial_.is_analyzed(i)) ++analyzed_;
    }
    ASSERT_EQ(print(found), print(expected)) << shown << "\n" << text;
    const std::uint32_t max_chars = pick({200, 200, 200, 80, 1, 20, 400});
    const Snippet snippet = make_snippet(partial_, found, sought, max_chars);
    const Snippet twin = make_snippet(text, whole, expected, sought, max_chars);
    ASSERT_EQ(marked(snippet), marked(twin)) << shown << max_chars << "\n" << text;
  }

  double analyzed_share() const {
    return static_cast<double>(analyzed_) / static_cast<double>(stretches_ + 1);
  }

 private:
  std::uint32_t pick(std::initializer_list<std::uint32_t> from) {
    return *(from.begin() + below(static_cast<std::uint32_t>(from.size())));
  }
  std::uint32_t below(std::uint32_t end) {
    return std::uniform_int_distribution<std::uint32_t>(0, end - 1)(random_);
  }

  std::vector<Sought> draw(const std::vector<Token>& tokens) {
    std::vector<Sought> sought;
    for (std::uint32_t i = below(5); i > 0; --i) {
      Sought thing;
      thing.weight = below(5) + 1;
      if (tokens.empty() || below(8) == 0) {
        const char* const absent = pick_word();
        thing.patterns = {{static_cast<TokenPattern::Kind>(below(4)), absent}};
      } else {
        thing.patterns = draw_from(tokens, below(static_cast<std::uint32_t>(tokens.size())));
      }
      if (!thing.patterns.empty()) sought.push_back(thing);
    }
    return sought;
  }

  const char* pick_word() {
    static const std::vector<const char*> kWords = {
        "andare", "essere", "avere", "fare",   "dire",   "dare",   "stare", "potere", "governo",
        "e",      "a",      "c",     "l",      "d",      "s",      "1",     "co",     "vice",
        "sergei", "kiev",   "yuri",  "quello", "questo", "uscire", "dio",   "uomo",   "tutto"};
    return kWords[below(static_cast<std::uint32_t>(kWords.size()))];
  }

  std::vector<TokenPattern> draw_from(const std::vector<Token>& tokens, std::uint32_t at) {
    using Kind = TokenPattern::Kind;
    const Token& token = tokens[at];
    switch (below(6)) {
      case 0:
      case 1:
        return {{Kind::kKey, std::string(token.key)}};
      case 2:
        return {{Kind::kForm, std::string(token.form)}};
      case 3:
        return {{Kind::kPrefix, std::string(token.form.substr(0, below(5) + 1))}};
      case 4: {
        const std::string key = variant_key(token);
        if (key.empty()) return {};
        return {{Kind::kVariant, key}};
      }
      default: {
        std::vector<TokenPattern> phrase;
        const std::uint32_t words = below(4) + 2;
        for (std::uint32_t i = at; i < tokens.size() && phrase.size() < words; ++i) {
          if (tokens[i].has(kElided) || tokens[i].has(kJoined)) continue;
          phrase.push_back({Kind::kForm, std::string(tokens[i].form)});
        }
        return phrase;
      }
    }
  }

  std::mt19937 random_;
  PartialText partial_;
  std::uint64_t stretches_ = 0;
  std::uint64_t analyzed_ = 0;
};

TEST(PartialTest, RandomTexts) {
  for (unsigned seed = 0; seed < 3000; ++seed) {
    std::mt19937 random(seed);
    Twins twins(seed);
    const auto fragments = std::uniform_int_distribution<std::uint32_t>(0, 120)(random);
    twins.check(random_text(random, fragments, Pieces::kAny), 6);
    if (testing::Test::HasFailure()) FAIL() << "seed " << seed;
  }
}

std::filesystem::path folder_of_texts() {
  if (const char* const shared = std::getenv("EDICOLA_SHARED")) {
    return std::filesystem::path(shared) / "data";
  }
  return EDICOLA_TEST_DATA "/../../../shared/data";
}

TEST(PartialTest, Corpus) {
  Twins twins(2);
  for (const Article& article : read_corpus()) {
    for (const std::string& text : {article.title, article.subtitle, article.body}) {
      twins.check(text, 20);
      if (testing::Test::HasFailure()) return;
    }
  }
  // Otherwise the fast way is none.
  EXPECT_LT(twins.analyzed_share(), 0.7);
}

// Of the slow ring.
TEST(PartialSlowTest, RealTexts) {
  const std::filesystem::path folder = folder_of_texts();
  if (!std::filesystem::exists(folder)) {
    GTEST_SKIP() << "no real text at hand: " << folder << " does not exist";
  }
  Twins twins(1);
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".jsonl") continue;
    std::ifstream file(entry.path());
    for (std::string line; std::getline(file, line);) {
      const nlohmann::json article = nlohmann::json::parse(line, nullptr, false);
      if (!article.is_object()) continue;
      for (const char* const field : {"title", "subtitle", "body", "text"}) {
        if (!article.contains(field) || !article[field].is_string()) continue;
        twins.check(article[field].get<std::string>(), 3);
        if (testing::Test::HasFailure()) return;
      }
    }
  }
}

}  // namespace
}  // namespace edicola
