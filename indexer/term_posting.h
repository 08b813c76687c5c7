// A term of an article and what its posting says: what documents are made into beside what Xapian
// stores of them.
#pragma once

#include <cstdint>
#include <string_view>

#include "common/neighbours.h"

namespace edicola {

struct TermPosting {
  // The term is the two, one after the other. Equal terms are parted at the same place.
  std::string_view prefix;
  std::string_view text;
  std::uint64_t hash = 0;  // see hash_of_term
  std::uint8_t impact = 1;
  Neighbours neighbours = 0;
  std::string_view positions = {};  // as Posting's

  [[nodiscard]] std::size_t size() const { return prefix.size() + text.size(); }
};

// The hash of a term by the fingerprint64 of its text, which is known from counting.
constexpr std::uint64_t hash_of_term(std::uint64_t prefix, std::uint64_t text) {
  const std::uint64_t mixed = (text ^ prefix) * 0x9E3779B97F4A7C15U;
  return mixed ^ (mixed >> 32U);
}

}  // namespace edicola
