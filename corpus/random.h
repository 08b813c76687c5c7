// The generator's randomness: integers only, the same on every machine and compiler.
#pragma once

#include <cstdint>

namespace edicola::corpus {

// The finaliser of SplitMix64 (Steele, Lea and Flood 2014): a bijection that scatters its input.
constexpr std::uint64_t mix(std::uint64_t value) {
  value = (value ^ (value >> 30U)) * 0xbf58476d1ce4e5b9U;
  value = (value ^ (value >> 27U)) * 0x94d049bb133111ebU;
  return value ^ (value >> 31U);
}

constexpr std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
  return mix(mix(a + 0x9e3779b97f4a7c15U) ^ (b + 0x632be59bd9b4e019U));
}

class Random {
 public:
  constexpr explicit Random(std::uint64_t seed) : state_(seed) {}

  constexpr std::uint64_t next() { return mix(state_ += 0x9e3779b97f4a7c15U); }

  // 0 <= result < n; n > 0.
  constexpr std::uint32_t below(std::uint32_t n) {
    return static_cast<std::uint32_t>(((next() >> 32U) * n) >> 32U);
  }

  // 0 <= result < n, the smaller the likelier: density falls with the square root.
  constexpr std::uint32_t skewed(std::uint32_t n) {
    const std::uint64_t u = next();
    const std::uint64_t square = (u >> 32U) * (u & 0xffffffffU) >> 32U;
    return static_cast<std::uint32_t>((square * n) >> 32U);
  }

  constexpr bool percent(std::uint32_t chance) { return below(100) < chance; }

 private:
  std::uint64_t state_;
};

}  // namespace edicola::corpus
