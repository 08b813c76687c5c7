// Cores: the place of a text that is most worth showing.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "searcher/piece.h"
#include "searcher/snippet.h"

namespace edicola {

// A match, and the piece that holds it.
struct Place {
  std::uint32_t piece = 0;
  std::uint32_t sought = 0;
};

// The pieces a passage is built around: from its first match to its last, without repeats at the
// ends.
struct Core {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  double weight = 0;  // of the distinct things in it
  int credit = 0;     // decides between cores of one weight
};

// The core of at most `budget` characters whose distinct things weigh most; of equals the one with
// more repeats about it, things closer together and a sentence that can be shown from its start,
// then the earlier. A single piece longer than the budget is a core only if `may_exceed`. `places`
// ascend.
std::optional<Core> best_core(const Pieces& pieces, const std::vector<Sought>& sought,
                              std::span<const Place> places, std::uint32_t budget, bool may_exceed);

}  // namespace edicola
