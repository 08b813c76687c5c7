// Where a form stands in an article, in the row of its words: what phrases are checked against.
// docs/decisions/0016-positions-in-lists.md.
//
// Packed: steps from one position to the next in base 128 (common/packing.h), less one; the first
// from before position 0. No phrase spans two texts of an article, as a position is left free
// between them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace edicola {

// Appends one to those of a form; they ascend. `next`: one past the last, 0 before the first.
void pack_position(std::uint32_t position, std::uint32_t& next, std::string& packed);

// Puts those of `packed`, less `offset`, into `positions`; those that would be negative are left
// out. Throws Error(kIndexCorrupt).
void unpack_positions(std::string_view packed, std::uint32_t offset,
                      std::vector<std::uint32_t>& positions);

// Leaves of `positions` those that `packed`, less `offset`, has too. Throws Error(kIndexCorrupt).
void retain_positions(std::string_view packed, std::uint32_t offset,
                      std::vector<std::uint32_t>& positions);

}  // namespace edicola
