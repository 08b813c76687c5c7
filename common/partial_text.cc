#include "common/partial_text.h"

#include <algorithm>
#include <limits>

#include "common/lexicon.h"
#include "common/lexicon_format.h"
#include "edicola/error.h"

namespace edicola {

void PartialText::reset(std::string_view text, const Beginnings& first, const Beginnings& sought) {
  if (text.size() >= std::numeric_limits<std::uint32_t>::max()) {
    throw Error(ErrorKind::kInput, "a text of 4 GiB or more cannot be analyzed", "split it");
  }
  text_ = text;
  skim(text, first, skimmed_);
  chain_.emplace(text_, analysis_);
  chain_->read_only(sought);
  runs_.assign(stretches().size(), {});
  stale_ = true;
  const auto opener = std::find_if(stretches().begin(), stretches().end(),
                                   [](const Stretch& stretch) { return stretch.opens_quote; });
  quotes_from_ = quotes_until_ = static_cast<std::size_t>(opener - stretches().begin());
  single_quote_ = false;
}

std::size_t PartialText::stretch_at(std::uint32_t offset) const {
  const auto at =
      std::partition_point(stretches().begin(), stretches().end(),
                           [offset](const Stretch& stretch) { return stretch.end <= offset; });
  return static_cast<std::size_t>(at - stretches().begin());
}

void PartialText::run(std::size_t stretch, bool& single_quote) {
  Run& run = runs_[stretch];
  run.first = analysis_.tokens().size();
  run.first_position = analysis_.positions();
  chain_->run_stretch(stretches()[stretch].begin, stretches()[stretch].end, single_quote);
  run.last = analysis_.tokens().size();
  run.positions = analysis_.positions() - run.first_position;
  run.done = true;
  stale_ = true;
}

void PartialText::analyze(std::size_t stretch) {
  if (runs_[stretch].done) return;
  if (stretch < quotes_from_ || !stretches()[stretch].minds_quotes) {
    bool none = false;
    run(stretch, none);
    return;
  }
  // What an open quote means here is known when all that minds quotes was read up to here.
  for (; quotes_until_ <= stretch; ++quotes_until_) {
    if (stretches()[quotes_until_].minds_quotes) run(quotes_until_, single_quote_);
  }
}

const std::vector<Token>& PartialText::tokens() {
  if (!stale_) return tokens_;
  tokens_.clear();
  std::uint32_t position = 0;
  for (Run& run : runs_) {
    if (!run.done) ++position;  // so that no phrase goes on over it
    for (std::size_t i = run.first; i < run.last; ++i) {
      tokens_.push_back(analysis_.tokens()[i]);
      tokens_.back().position += position - run.first_position;
    }
    position += run.positions;
    run.end_position = position;
  }
  stale_ = false;
  return tokens_;
}

std::uint32_t PartialText::end_position(std::size_t stretch) const {
  std::size_t last = stretch;
  while (last + 1 < runs_.size() && runs_[last + 1].done) ++last;
  return runs_[last].end_position;
}

bool is_stop_word(const Token& token) {
  if (!token.key.empty()) return token.has(kStopWord);
  Lexeme lexeme = find_lexeme({}, token.form);
  if (!lexeme.known() && !token.has(kNumber)) lexeme = find_by_rule(token.form);
  return (lexeme.traits & lexicon::kStop) != 0;
}

}  // namespace edicola
