#include "common/frequent_words.h"

#include <algorithm>

#include "common/packing.h"

namespace edicola {

// What it shares with the word before, the rest of it, its articles.
void FrequentWordsPacker::add(std::string_view word, std::uint32_t articles) {
  const auto parting = std::mismatch(word.begin(), word.end(), last_.begin(), last_.end());
  const auto shared = static_cast<std::size_t>(parting.first - word.begin());
  pack_number(packed_, shared);
  pack_text(packed_, word.substr(shared));
  pack_number(packed_, articles);
  last_ = word;
}

FrequentWords FrequentWords::unpack(std::string_view data) {
  FrequentWords words;
  Unpacker from(data);
  std::string word;
  while (!from.rest().empty()) {
    const std::size_t shared = from.number();
    Unpacker::expect(shared <= word.size());
    word.resize(shared);
    word += from.bytes(from.number());
    words.text_ += word;
    Unpacker::expect(words.text_.size() <= UINT32_MAX);
    words.begins_.push_back(static_cast<std::uint32_t>(words.text_.size()));
    words.articles_.push_back(static_cast<std::uint32_t>(from.number()));
  }
  return words;
}

std::size_t FrequentWords::find(std::size_t from, std::string_view sought) const {
  // Most often it is near.
  std::size_t low = from;
  std::size_t step = 1;
  while (low + step < size() && word(low + step) < sought) {
    low += step;
    step *= 2;
  }
  std::size_t high = std::min(low + step + 1, size());
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (word(middle) < sought) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

}  // namespace edicola
