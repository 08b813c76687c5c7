#include "indexer/text_sides.h"

namespace edicola {

// Tokens come in the order of their positions.
void TextSides::place(const Analysis& words, std::span<const std::uint64_t> hashes) {
  words_.clear();
  begins_.assign(1, 0);
  for (std::size_t i = 0; i < hashes.size(); ++i) {
    const Token& token = words.tokens()[i];
    if (token.has(kElided)) continue;
    const std::size_t place = std::size_t{token.position} + 1;
    while (begins_.size() <= place) begins_.push_back(static_cast<std::uint32_t>(words_.size()));
    words_.push_back(word_beside(hashes[i]));
  }
  const std::size_t places = std::size_t{words.positions()} + 2;
  while (begins_.size() <= places) begins_.push_back(static_cast<std::uint32_t>(words_.size()));
}

std::span<const WordBeside> TextSides::words_at(std::size_t place) const {
  return std::span(words_).subspan(begins_[place], begins_[place + 1] - begins_[place]);
}

// What a form sees of a place next to it; `beyond`: the place behind that.
Side TextSides::side_of(std::size_t next, std::size_t beyond) const {
  Side side = 0;
  for (const WordBeside& word : words_at(next)) {
    if (!word.is_light || words_at(beyond).empty()) {
      side = joined_side(side, side_with(word));
      continue;
    }
    for (const WordBeside& other : words_at(beyond)) {
      side = joined_side(side, side_with(word, other));
    }
  }
  return side == 0 ? kEdge : side;
}

void TextSides::read(const Analysis& words, std::span<const std::uint64_t> hashes) {
  place(words, hashes);
  const std::size_t last = words.positions();
  behind_.assign(last, kEdge);
  before_.assign(last, kEdge);
  for (std::size_t place = 1; place <= last; ++place) {
    if (place < last) behind_[place - 1] = side_of(place + 1, place + 2);
    if (place > 1) before_[place - 1] = side_of(place - 1, place - 2);
  }
}

}  // namespace edicola
