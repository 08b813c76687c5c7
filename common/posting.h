// What an index says of a term in one document.
#pragma once

#include <cstdint>
#include <string_view>

#include "common/neighbours.h"

namespace edicola {

struct Posting {
  std::uint32_t id = 0;       // of the document; from 1
  std::uint8_t impact = 0;    // from 1 to kFullImpact, see impact.h
  Neighbours neighbours = 0;  // of a form
  // Of a form that has neighbours: see positions.h. A view of what is kept elsewhere.
  std::string_view positions = {};

  bool operator==(const Posting&) const = default;
};

}  // namespace edicola
