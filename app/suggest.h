// "Did you mean": the name nearest to what was typed.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace edicola {

// Letters to insert, delete, replace or swap with their neighbour to get from `a` to `b` (optimal
// string alignment), in bytes.
std::size_t edit_distance(std::string_view a, std::string_view b);

// The candidate nearest to `typed`, the first of equals; empty if none is near enough to be meant:
// more than a third of its letters wrong, unless `typed` is its beginning (three letters or more).
std::string_view closest(std::string_view typed, const std::vector<std::string_view>& candidates);

}  // namespace edicola
