#include "corpus/samplers.h"

#include <algorithm>
#include <bit>
#include <numeric>
#include <stdexcept>

namespace edicola::corpus {
namespace {

constexpr std::uint64_t kZipfScale = std::uint64_t{1} << 20U;

// The greatest integer whose square is not above `value`; `value` < 2^62.
constexpr std::uint64_t integer_root(std::uint64_t value) {
  std::uint64_t root = 0;
  for (std::uint64_t bit = std::uint64_t{1} << 30U; bit != 0; bit >>= 1U) {
    if ((root + bit) * (root + bit) <= value) root += bit;
  }
  return root;
}

static_assert(integer_root(24) == 4 && integer_root(25) == 5);

// 2^(i/4) in units of 2^-24.
constexpr std::array<std::uint64_t, 4> kQuarterPowers = {16777216, 19951585, 23726566, 28215802};

// Draws beyond 2^-26 of the tail give the same ranks as those at it; the product below then fits 64
// bits.
constexpr int kMaxOctave = 26;

}  // namespace

AliasTable::AliasTable(std::span<const std::uint64_t> weights) : columns_(weights.size()) {
  const std::uint64_t total = std::accumulate(weights.begin(), weights.end(), std::uint64_t{0});
  if (total == 0) throw std::invalid_argument("no weight above zero");
  std::vector<std::uint64_t> rest(weights.size());
  std::vector<std::uint32_t> poor;
  std::vector<std::uint32_t> rich;
  for (std::uint32_t i = 0; i < weights.size(); ++i) {
    rest[i] = weights[i] * weights.size();
    (rest[i] < total ? poor : rich).push_back(i);
  }
  while (!poor.empty() && !rich.empty()) {
    const std::uint32_t small = poor.back();
    const std::uint32_t large = rich.back();
    poor.pop_back();
    columns_[small] = {static_cast<std::uint32_t>((rest[small] << 30U) / total), large};
    rest[large] -= total - rest[small];
    if (rest[large] < total) {
      rich.pop_back();
      poor.push_back(large);
    }
  }
  for (const std::uint32_t i : rich) columns_[i] = {1U << 30U, i};
  for (const std::uint32_t i : poor) columns_[i] = {1U << 30U, i};
}

std::vector<std::uint64_t> zipf_weights(std::size_t count, std::uint32_t shift) {
  std::vector<std::uint64_t> weights(count);
  for (std::size_t i = 0; i < count; ++i) weights[i] = kZipfScale / (i + 1 + shift);
  return weights;
}

PowerTail::PowerTail(std::uint32_t scale) : scale_(scale), powers_() {
  for (std::uint64_t i = 0; i < powers_.size(); ++i) {
    const std::uint64_t divisor = 64 + i;
    // Both roots carry 27 binary places.
    const std::uint64_t root = integer_root((std::uint64_t{128} << 54U) / divisor);
    const std::uint64_t fourth_root = integer_root(root << 27U);
    powers_[i] = static_cast<std::uint32_t>((128 * fourth_root / divisor) >> 3U);
  }
}

// For u uniform in (0, 1), scale * (u^-1.25 - 1), with u = m * 2^-octave and 1/2 <= m < 1.
std::uint64_t PowerTail::draw(Random& random) const {
  const std::uint64_t u = random.next() | 1U;
  const int octave = std::min(std::countl_zero(u), kMaxOctave);
  const std::uint64_t mantissa = u << std::countl_zero(u);
  const auto cell = static_cast<std::size_t>((mantissa >> 57U) & 63U);
  const std::uint64_t within = (mantissa >> 41U) & 0xffffU;
  const std::uint64_t left = powers_[cell];
  const std::uint64_t right = powers_[cell + 1];
  const std::uint64_t power = left - (((left - right) * within) >> 16U);
  const auto quarters = static_cast<std::size_t>(octave % 4);
  const std::uint64_t scaled = ((power * kQuarterPowers[quarters]) >> 24U)
                               << static_cast<unsigned>(octave + octave / 4);
  return ((scaled - (std::uint64_t{1} << 24U)) >> 8U) * scale_ >> 16U;
}

std::uint32_t quantile(std::span<const std::uint16_t> quantiles, std::uint32_t u) {
  const std::uint64_t place = std::uint64_t{u} * (quantiles.size() - 1);
  const auto cell = static_cast<std::size_t>(place >> 32U);
  const std::uint64_t within = place & 0xffffffffU;
  const std::uint64_t step = std::uint64_t{quantiles[cell + 1]} - quantiles[cell];
  return static_cast<std::uint32_t>(quantiles[cell] + ((step * within) >> 32U));
}

}  // namespace edicola::corpus
