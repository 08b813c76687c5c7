#include "searcher/sentence.h"

#include <algorithm>
#include <span>
#include <string_view>

namespace edicola {
namespace {

// Sentences until one counts least.
constexpr std::uint32_t kLeading = 5;

double worth_of(std::span<const Match> matches, const std::vector<SoughtWord>& words) {
  std::vector<std::uint32_t> seen;
  double sum = 0;
  for (const Match& match : matches) {
    const auto& [word, worth] = words[match.sought];
    if (std::find(seen.begin(), seen.end(), word) != seen.end()) continue;
    seen.push_back(word);
    sum += worth;
  }
  return sum;
}

// Counts the sentences of a text up to offsets that ascend.
class Sentences {
 public:
  explicit Sentences(const PartialText& text) : text_(text.text()), stretches_(text.stretches()) {
    line_ = line_behind(0);
  }

  // How many begin before `offset` or there, less the first. Stretches and lines begin one.
  std::uint32_t before(std::size_t offset) {
    for (;;) {
      const std::size_t stretch =
          next_ < stretches_.size() ? std::size_t{stretches_[next_].begin} : std::string_view::npos;
      const std::size_t begin = std::min(stretch, line_);
      if (begin > offset || begin == std::string_view::npos) return count_;
      ++count_;
      if (stretch == begin) ++next_;
      if (line_ == begin) line_ = line_behind(line_);
    }
  }

 private:
  // Where the first line behind `offset` that is not empty begins; npos if there is none.
  [[nodiscard]] std::size_t line_behind(std::size_t offset) const {
    std::size_t end = text_.find('\n', offset);
    while (end != std::string_view::npos && end + 1 < text_.size() && text_[end + 1] == '\n') ++end;
    return end == std::string_view::npos || end + 1 == text_.size() ? std::string_view::npos
                                                                    : end + 1;
  }

  std::string_view text_;
  const std::vector<Stretch>& stretches_;
  std::size_t next_ = 1;  // of stretches_, to begin
  std::size_t line_ = 0;  // likewise
  std::uint32_t count_ = 0;
};

}  // namespace

double worth_of(const std::vector<Match>& matches, const std::vector<SoughtWord>& words) {
  return worth_of(std::span(matches), words);
}

double best_sentence(const PartialText& text, const std::vector<Match>& matches,
                     const std::vector<SoughtWord>& words, double lead) {
  Sentences sentences(text);
  double best = 0;
  for (std::size_t first = 0; first < matches.size();) {
    const std::uint32_t sentence = sentences.before(matches[first].begin);
    std::size_t last = first + 1;
    while (last < matches.size() && sentences.before(matches[last].begin) == sentence) ++last;
    const double late = static_cast<double>(std::min(sentence, kLeading)) / kLeading;
    const double worth = worth_of(std::span(matches).subspan(first, last - first), words);
    best = std::max(best, worth * (1 - lead * late));
    first = last;
  }
  return best;
}

}  // namespace edicola
