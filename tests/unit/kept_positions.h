// Positions of postings for tests: kept until the program ends, as postings only view them.
#pragma once

#include <cstdint>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/arena.h"
#include "common/posting.h"

namespace edicola {

inline Arena& kept_positions() {
  static Arena arena;
  return arena;
}

// Copies that hold.
inline std::vector<Posting> kept(std::span<const Posting> postings) {
  std::vector<Posting> copies(postings.begin(), postings.end());
  for (Posting& posting : copies) posting.positions = kept_positions().store(posting.positions);
  return copies;
}

// Any bytes, a few times a great many; as the index has them, only beside neighbours.
inline std::string_view random_positions(std::mt19937& random, Neighbours neighbours) {
  if (neighbours == 0) return {};
  std::string bytes(random() % 500 == 0 ? 40'000 : random() % 6, '\0');
  for (char& byte : bytes) byte = static_cast<char>(random());
  return kept_positions().store(bytes);
}

}  // namespace edicola
