// A text of which only those parts are analyzed that somebody asks for.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "common/beginnings.h"
#include "common/chain.h"
#include "common/skim.h"
#include "edicola/analyzer.h"

namespace edicola {

// Reuse one for many texts. Of one thread at a time.
class PartialText {
 public:
  // Begins with `text`, which must outlive its use here; nothing of it is analyzed yet. Texts over
  // 4 GiB are refused with Error(kInput).
  // `first`: of the words that candidates() are to hold. `sought`: of all words whose keys are to
  // be looked up. Both must outlive the use of `text` here.
  void reset(std::string_view text, const Beginnings& first, const Beginnings& sought);

  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] const std::vector<Stretch>& stretches() const { return skimmed_.stretches; }
  [[nodiscard]] const std::vector<std::uint32_t>& candidates() const { return skimmed_.candidates; }
  [[nodiscard]] bool is_analyzed(std::size_t stretch) const { return runs_[stretch].done; }

  // The stretch that holds byte `offset`.
  [[nodiscard]] std::size_t stretch_at(std::uint32_t offset) const;

  // Analyzes a stretch, if it is not. Others may be analyzed with it.
  void analyze(std::size_t stretch);

  // Calls know(candidate, stretch) for the candidates of stretches that are not analyzed,
  // ascending, and analyzes the stretch where it answers false. Whether it never did.
  template <typename Know>
  bool analyze_unless(Know know) {
    bool all_known = true;
    std::size_t stretch = 0;
    for (const std::uint32_t candidate : candidates()) {
      while (stretches()[stretch].end <= candidate) ++stretch;
      if (is_analyzed(stretch) || know(candidate, stretch)) continue;
      analyze(stretch);
      all_known = false;
    }
    return all_known;
  }

  // The tokens of the stretches analyzed, ascending: those that the whole text has there. Their
  // positions count from somewhere, and not on over what is not analyzed. A word that `sought`
  // refuses may have no key, nor second readings: see Chain::read_only(). Hold until the next
  // analyze() or reset().
  const std::vector<Token>& tokens();

  // One past the last position of the stretches that follow `stretch` without a gap; tokens() was
  // called since it was analyzed.
  [[nodiscard]] std::uint32_t end_position(std::size_t stretch) const;

 private:
  // The tokens of a stretch, in analysis_.
  struct Run {
    bool done = false;
    std::size_t first = 0;  // [first, last) of its tokens
    std::size_t last = 0;
    std::uint32_t first_position = 0;
    std::uint32_t positions = 0;
    std::uint32_t end_position = 0;  // in tokens_
  };
  void run(std::size_t stretch, bool& single_quote);

  std::string_view text_;
  Skimmed skimmed_;
  Analysis analysis_;
  std::optional<Chain> chain_;
  std::vector<Run> runs_;
  std::vector<Token> tokens_;
  bool stale_ = true;             // tokens_ is not of runs_
  std::size_t quotes_from_ = 0;   // the first stretch that opens a quote
  std::size_t quotes_until_ = 0;  // from there to here what minds quotes is analyzed
  bool single_quote_ = false;     // whether one is open there
};

// Whether a token is a stop word, also where it was not looked up.
bool is_stop_word(const Token& token);

}  // namespace edicola
