// The order of terms, quickly.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace edicola {

// The first eight bytes of a term as a number that sorts like them, with zeros where there are
// none: terms with different numbers are in their order, of others nothing is known.
inline std::uint64_t head_of(std::string_view term) {
  std::uint64_t head = 0;
  for (std::size_t i = 0; i < sizeof head; ++i) {
    const unsigned byte = i < term.size() ? static_cast<unsigned char>(term[i]) : 0U;
    head = (head << 8U) | byte;
  }
  return head;
}

}  // namespace edicola
