#include "searcher/core.h"

#include <algorithm>

namespace edicola {
namespace {

// One sweep over the places, a window of at most `budget` characters ending at each in turn.
class Sweep {
 public:
  Sweep(const Pieces& pieces, const std::vector<Sought>& sought, std::span<const Place> places,
        std::uint32_t budget)
      : pieces_(pieces),
        sought_(sought),
        places_(places),
        budget_(budget),
        counts_(sought.size(), 0) {}

  // The best core. A single piece longer than the budget is a core only if `may_exceed`.
  std::optional<Core> best(bool may_exceed) {
    std::optional<Core> best;
    for (right_ = 0; right_ < places_.size(); ++right_) {
      take();
      const std::uint32_t span = span_of(pieces_, places_[left_].piece, places_[right_].piece);
      if (span > budget_ && !may_exceed) continue;
      if (best && weight_ < best->weight - kTie) continue;
      const Core core{places_[left_].piece, places_[right_].piece, weight_, credit(span)};
      if (!best || core.weight > best->weight + kTie || core.credit > best->credit) best = core;
    }
    return best;
  }

 private:
  static constexpr double kTie = 1e-9;  // weights are summed in any order
  static constexpr int kMostRepeats = 3;
  static constexpr int kSentenceCredit = 2;
  static constexpr std::uint32_t kClosenessSteps = 4;

  // Takes in the place at right_; then drops from the left what does not fit, and what is repeated.
  void take() {
    const std::uint32_t taken = places_[right_].sought;
    if (counts_[taken]++ == 0) {
      weight_ += sought_[taken].weight;
      ++distinct_;
    }
    while (left_ < right_ && (counts_[places_[left_].sought] > 1 || !window_fits())) drop();
  }

  bool window_fits() const {
    return span_of(pieces_, places_[left_].piece, places_[right_].piece) <= budget_;
  }

  void drop() {
    const std::uint32_t dropped = places_[left_++].sought;
    if (--counts_[dropped] == 0) {
      weight_ -= sought_[dropped].weight;
      --distinct_;
    }
  }

  // For repeats, for standing close together, and for a sentence that can be shown from its start.
  int credit(std::uint32_t span) const {
    const Piece& first = pieces_[places_[left_].piece];
    const std::uint32_t whole = span_of(pieces_, first.sentence, places_[right_].piece);
    const bool fits = whole <= budget_;
    const std::uint32_t closeness =
        kClosenessSteps - std::min(kClosenessSteps, kClosenessSteps * span / (budget_ + 1));
    return repeats(fits ? first.sentence : places_[left_].piece) + (fits ? kSentenceCredit : 0) +
           static_cast<int>(closeness);
  }

  // Matches beyond the first of each thing, in a passage that begins at piece `first`.
  int repeats(std::uint32_t first) const {
    std::size_t count = right_ - left_ + 1 - distinct_;
    for (std::size_t i = left_; i > 0 && count < kMostRepeats; --i, ++count) {
      if (places_[i - 1].piece < first) break;
    }
    for (std::size_t i = right_ + 1; i < places_.size() && count < kMostRepeats; ++i, ++count) {
      if (span_of(pieces_, first, places_[i].piece) > budget_) break;
    }
    return static_cast<int>(std::min<std::size_t>(count, kMostRepeats));
  }

  const Pieces& pieces_;
  const std::vector<Sought>& sought_;
  std::span<const Place> places_;
  std::uint32_t budget_;
  std::vector<std::uint32_t> counts_;  // of each thing, in the window
  std::size_t left_ = 0;
  std::size_t right_ = 0;
  double weight_ = 0;
  std::size_t distinct_ = 0;
};

}  // namespace

std::optional<Core> best_core(const Pieces& pieces, const std::vector<Sought>& sought,
                              std::span<const Place> places, std::uint32_t budget,
                              bool may_exceed) {
  return Sweep(pieces, sought, places, budget).best(may_exceed);
}

}  // namespace edicola
