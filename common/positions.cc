#include "common/positions.h"

#include "common/packing.h"

namespace edicola {
namespace {

// Calls `take` with each position until it says false.
template <typename Take>
void each_position(std::string_view packed, Take take) {
  Unpacker from(packed);
  std::uint64_t next = 0;
  while (!from.rest().empty()) {
    const std::uint64_t position = next + from.small_number();
    Unpacker::expect(position < UINT32_MAX);
    if (!take(static_cast<std::uint32_t>(position))) return;
    next = position + 1;
  }
}

}  // namespace

void pack_position(std::uint32_t position, std::uint32_t& next, std::string& packed) {
  pack_number(packed, position - next);
  next = position + 1;
}

void unpack_positions(std::string_view packed, std::uint32_t offset,
                      std::vector<std::uint32_t>& positions) {
  positions.clear();
  each_position(packed, [&](std::uint32_t position) {
    if (position >= offset) positions.push_back(position - offset);
    return true;
  });
}

void retain_positions(std::string_view packed, std::uint32_t offset,
                      std::vector<std::uint32_t>& positions) {
  std::size_t kept = 0;
  std::size_t next = 0;
  each_position(packed, [&](std::uint32_t position) {
    while (next < positions.size() && positions[next] + offset < position) ++next;
    if (next == positions.size()) return false;
    if (positions[next] + offset == position) positions[kept++] = positions[next++];
    return true;
  });
  positions.resize(kept);
}

}  // namespace edicola
