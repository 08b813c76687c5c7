// Notes what the chain does to each token, for Analyzer::explain.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/lexicon.h"
#include "edicola/analyzer.h"

namespace edicola {

// Told by the Chain as it goes; of one run, one thread.
class Explainer {
 public:
  // A step of the token to come.
  void step(std::string_view name, std::string_view result);

  // How the lexicon came to the key of the token to come, or that it does not know it.
  void look_up(const Lexeme& lexeme, std::string_view form, std::string_view key);

  // What decided on the key of the token to come, where it was not the lexicon.
  void decide(std::string_view by);

  // The token is complete: it is the `at`-th, standing on `surface`.
  void add(std::size_t at, std::string_view surface);

  // The token to come does not: its steps lead nowhere.
  void forget() { next_ = {}; }

  std::vector<TokenExplanation> take() { return std::move(tokens_); }

 private:
  std::vector<TokenExplanation> tokens_;
  TokenExplanation next_;
};

}  // namespace edicola
