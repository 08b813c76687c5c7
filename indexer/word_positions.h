// Where each word of an article stands, gathered text by text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace edicola {

// Reuses its memory; one a thread.
class WordPositions {
 public:
  // A place in the text that is gathered now; those of a word ascend or repeat the last. Words are
  // numbered from 0.
  void add(std::size_t word, std::uint32_t position);

  // `positions`: of the text that was gathered. The next one stands behind it, one place apart.
  void end_text(std::uint32_t positions) { base_ += positions + 1; }

  // Those of each word, see positions.h; holds until the next call of any function.
  const std::vector<std::string_view>& packed(std::size_t words);

  void clear();

 private:
  struct Place {
    std::uint32_t word;
    std::uint32_t position;
  };
  void sort_by_word(std::size_t words);

  std::uint32_t base_ = 0;
  std::vector<Place> places_;           // as they came
  std::vector<std::uint32_t> ends_;     // of each word in sorted_
  std::vector<std::uint32_t> sorted_;   // positions
  std::vector<std::size_t> byte_ends_;  // of each word in bytes_
  std::string bytes_;
  std::vector<std::string_view> packed_;
};

}  // namespace edicola
