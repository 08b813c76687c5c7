#include "indexer/word_positions.h"

#include "common/positions.h"

namespace edicola {

void WordPositions::add(std::size_t word, std::uint32_t position) {
  places_.push_back({static_cast<std::uint32_t>(word), base_ + position});
}

// By counting: ends_ holds where each word begins, and moves on to its end.
void WordPositions::sort_by_word(std::size_t words) {
  ends_.assign(words + 1, 0);
  for (const Place& place : places_) ++ends_[place.word + 1];
  for (std::size_t word = 1; word <= words; ++word) ends_[word] += ends_[word - 1];
  sorted_.resize(places_.size());
  for (const Place& place : places_) sorted_[ends_[place.word]++] = place.position;
}

const std::vector<std::string_view>& WordPositions::packed(std::size_t words) {
  sort_by_word(words);
  bytes_.clear();
  byte_ends_.clear();
  std::size_t at = 0;
  for (std::size_t word = 0; word < words; ++word) {
    std::uint32_t next = 0;
    for (; at < ends_[word]; ++at) {
      // A second reading may be alike.
      if (sorted_[at] >= next) pack_position(sorted_[at], next, bytes_);
    }
    byte_ends_.push_back(bytes_.size());
  }
  packed_.clear();
  std::size_t begin = 0;
  for (const std::size_t end : byte_ends_) {
    packed_.push_back(std::string_view(bytes_).substr(begin, end - begin));
    begin = end;
  }
  return packed_;
}

void WordPositions::clear() {
  base_ = 0;
  places_.clear();
}

}  // namespace edicola
