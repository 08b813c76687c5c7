// Which words stand next to each place of a text, as the postings of forms say it.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "common/neighbours.h"
#include "edicola/analyzer.h"

namespace edicola {

// Keeps its memory for the next text. Of one thread at a time.
class TextSides {
 public:
  // Takes in the text of these words; `hashes`: the fingerprint64 of the form of each token.
  void read(const Analysis& words, std::span<const std::uint64_t> hashes);

  // What stands behind and before the words at a position of the text that was read.
  [[nodiscard]] Side behind(std::uint32_t position) const { return behind_[position]; }
  [[nodiscard]] Side before(std::uint32_t position) const { return before_[position]; }

 private:
  void place(const Analysis& words, std::span<const std::uint64_t> hashes);
  [[nodiscard]] std::span<const WordBeside> words_at(std::size_t place) const;
  [[nodiscard]] Side side_of(std::size_t next, std::size_t beyond) const;

  // A place more at both ends, where nothing stands: what is at position p is at place p + 1.
  std::vector<WordBeside> words_;      // those that can be in a phrase, in the order of places
  std::vector<std::uint32_t> begins_;  // in words_, of the places, and the end of all
  std::vector<Side> behind_;           // of the positions
  std::vector<Side> before_;
};

}  // namespace edicola
