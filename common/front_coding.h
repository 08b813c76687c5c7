// Front coding: of terms in order, each is written as what it does not share with the one before.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace edicola {

// Bytes that two terms begin with alike.
inline std::size_t common_beginning(std::string_view a, std::string_view b) {
  const auto parting = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  return static_cast<std::size_t>(parting.first - a.begin());
}

}  // namespace edicola
