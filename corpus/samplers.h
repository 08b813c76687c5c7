// Distributions of the generator, all in integers: no floating point, so no differences of libm.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "corpus/random.h"

namespace edicola::corpus {

// Draws an index with a probability proportional to its weight, in constant time (Walker's alias
// method as of Vose 1991). An empty table must not be drawn from.
class AliasTable {
 public:
  AliasTable() = default;
  // At most 2^13 weights of at most 2^20 each. Throws std::invalid_argument if none is above zero.
  explicit AliasTable(std::span<const std::uint64_t> weights);

  std::uint32_t draw(Random& random) const {
    const std::uint64_t u = random.next();
    const auto column = static_cast<std::uint32_t>(((u >> 32U) * columns_.size()) >> 32U);
    return (u & 0x3fffffffU) < columns_[column].keep ? column : columns_[column].alias;
  }

 private:
  struct Column {
    std::uint32_t keep = 0;  // of 2^30
    std::uint32_t alias = 0;
  };
  std::vector<Column> columns_;
};

// Weights 1 / (rank + shift), rank from 1: Zipf's law with Mandelbrot's shift.
std::vector<std::uint64_t> zipf_weights(std::size_t count, std::uint32_t shift);

// Items with their probabilities.
template <typename Item>
class Bag {
 public:
  Bag() = default;
  Bag(std::vector<Item> items, std::span<const std::uint64_t> weights)
      : items_(std::move(items)), table_(weights) {}
  // In order of frequency, by Zipf's law.
  static Bag zipf(std::vector<Item> items, std::uint32_t shift) {
    const std::vector<std::uint64_t> weights = zipf_weights(items.size(), shift);
    return Bag(std::move(items), weights);
  }

  const Item& draw(Random& random) const { return items_[table_.draw(random)]; }
  [[nodiscard]] const std::vector<Item>& items() const { return items_; }
  [[nodiscard]] bool empty() const { return items_.empty(); }

 private:
  std::vector<Item> items_;
  AliasTable table_;
};

// Ranks without end, for words that keep being new: P(rank >= r) = (1 + r / scale)^-0.8. A text
// that draws from it sees about n^(1/1.8) ranks in n draws: Heaps' law with the exponent 0.556.
class PowerTail {
 public:
  explicit PowerTail(std::uint32_t scale);
  std::uint64_t draw(Random& random) const;

 private:
  std::uint32_t scale_;
  std::array<std::uint32_t, 65> powers_;  // (128 / (64 + i))^1.25 in units of 2^-24
};

// The value below which `u` / 2^32 of a distribution lies, by linear interpolation between
// equidistant quantiles, the first at 0 and the last at 1.
std::uint32_t quantile(std::span<const std::uint16_t> quantiles, std::uint32_t u);

}  // namespace edicola::corpus
