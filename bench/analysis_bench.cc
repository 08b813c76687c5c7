// The analysis chain, whole and by kind of input, and the lexicon alone.
#include <benchmark/benchmark.h>

#include <array>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bench/measure.h"
#include "bench/subjects.h"
#include "common/fold.h"
#include "common/lexicon.h"
#include "edicola/analyzer.h"

namespace edicola::bench {
namespace {

constexpr std::size_t kArticles = 400;

using Texts = std::vector<std::string>;

bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_plain(std::string_view piece) {
  for (const char c : piece) {
    if (!is_ascii_letter(c)) return false;
  }
  return true;
}

bool has_apostrophe(std::string_view piece) {
  return piece.find('\'') != std::string_view::npos || piece.find("’") != std::string_view::npos;
}

bool has_accent(std::string_view piece) {
  constexpr std::array<std::string_view, 6> kAccented = {"à", "è", "é", "ì", "ò", "ù"};
  for (std::string_view letter : kAccented) {
    if (piece.find(letter) != std::string_view::npos) return true;
  }
  return false;
}

bool is_accented(std::string_view piece) { return has_accent(piece) && !has_apostrophe(piece); }

bool has_digit(std::string_view piece) {
  return piece.find_first_of("0123456789") != std::string_view::npos;
}

Texts bodies(Corpus& corpus) {
  Texts texts;
  for (Article& article : corpus.sample(kArticles)) texts.push_back(std::move(article.body));
  return texts;
}

// What of `text` between two blanks is `wanted`, joined by blanks.
void keep_pieces(std::string_view text, bool (*wanted)(std::string_view), std::string& kept) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view piece = text.substr(0, end);
    if (!piece.empty() && wanted(piece)) {
      kept += piece;
      kept += ' ';
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

// Texts of one kind of word only, each of about an article's length.
Texts texts_of(Corpus& corpus, bool (*wanted)(std::string_view)) {
  constexpr std::size_t kLength = 2'000;
  Texts texts(1);
  for (const std::string& body : bodies(corpus)) {
    if (texts.back().size() >= kLength) texts.emplace_back();
    keep_pieces(body, wanted, texts.back());
  }
  return texts;
}

// With combining accents, as files from a Mac have them: the slow way through ICU.
Texts decomposed(Corpus& corpus) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kLetters = {
      {{"à", "a\u0300"},
       {"è", "e\u0300"},
       {"é", "e\u0301"},
       {"ì", "i\u0300"},
       {"ò", "o\u0300"},
       {"ù", "u\u0300"}}};
  Texts texts = texts_of(corpus, is_accented);
  for (std::string& text : texts) {
    for (const auto& [from, to] : kLetters) {
      for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at)) {
        text.replace(at, from.size(), to);
      }
    }
  }
  return texts;
}

void analyze(benchmark::State& state, const Texts& texts) {
  const Analyzer analyzer;
  Analysis analysis;
  std::size_t bytes = 0;
  std::size_t tokens = 0;
  measure_each(state, texts, [&](const std::string& text) {
    analyzer.analyze(text, analysis);
    bytes += text.size();
    tokens += analysis.tokens().size();
  });
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
  set_rate(state, "tokens", tokens);
}

// A word as the chain asks the lexicon for it.
struct Asked {
  std::string lower;  // empty when it equals `form`
  std::string form;
};

std::vector<Asked> words_of(Corpus& corpus, bool known) {
  const Analyzer analyzer;
  Analysis analysis;
  std::vector<Asked> words;
  for (const std::string& body : bodies(corpus)) {
    analyzer.analyze(body, analysis);
    for (const Token& token : analysis.tokens()) {
      if (token.has(kElided) || token.has(kNumber) || token.has(kKnown) != known) continue;
      const Folded folded =
          fold(std::string_view(body).substr(token.begin, token.end - token.begin));
      words.push_back({folded.lower == folded.form ? std::string() : folded.lower, folded.form});
    }
  }
  return words;
}

void look_up(benchmark::State& state, const std::vector<Asked>& words) {
  measure_each(state, words, [](const Asked& word) {
    Lexeme lexeme = find_lexeme(word.lower, word.form);
    if (!lexeme.known()) lexeme = find_by_rule(word.form);
    benchmark::DoNotOptimize(lexeme);
  });
  state.SetItemsProcessed(state.iterations());
}

struct Kind {
  const char* name;
  std::function<Texts(Corpus&)> texts;
};

Kind kind_of_word(const char* name, bool (*wanted)(std::string_view)) {
  return {name, [wanted](Corpus& corpus) { return texts_of(corpus, wanted); }};
}

}  // namespace

void add_analysis(Corpus& corpus) {
  const std::array<Kind, 6> kinds = {{{"analysis/articles", bodies},
                                      kind_of_word("analysis/plain", is_plain),
                                      kind_of_word("analysis/accented", is_accented),
                                      kind_of_word("analysis/apostrophes", has_apostrophe),
                                      kind_of_word("analysis/numbers", has_digit),
                                      {"analysis/decomposed", decomposed}}};
  for (const Kind& kind : kinds) {
    benchmark::RegisterBenchmark(kind.name, [&corpus, kind](benchmark::State& state) {
      analyze(state, kind.texts(corpus));
    });
  }
  benchmark::RegisterBenchmark("lexicon/known", [&corpus](benchmark::State& state) {
    look_up(state, words_of(corpus, true));
  });
  benchmark::RegisterBenchmark("lexicon/unknown", [&corpus](benchmark::State& state) {
    look_up(state, words_of(corpus, false));
  });
}

}  // namespace edicola::bench
