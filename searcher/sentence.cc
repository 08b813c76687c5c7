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
  explicit Sentences(const PartialText& text) : text_(text.text()), stretches_(text.stretches()) {}

  // How many begin before `offset`, less the first.
  std::uint32_t before(std::uint32_t offset) {
    for (; at_ < offset; ++at_) {
      const bool line_ends = text_[at_] == '\n' && text_[at_ + 1] != '\n';
      const bool begins = begins_stretch(at_ + 1);
      if (begins || line_ends) ++count_;
    }
    return count_;
  }

 private:
  bool begins_stretch(std::uint32_t offset) {
    if (next_ == stretches_.size() || stretches_[next_].begin != offset) return false;
    ++next_;
    return true;
  }

  std::string_view text_;
  const std::vector<Stretch>& stretches_;
  std::size_t next_ = 1;  // of stretches_, to begin
  std::uint32_t at_ = 0;  // up to here they are counted
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
