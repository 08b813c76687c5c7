// The words of an index that are nearly written like another.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "searcher/index_memory.h"

namespace edicola {

struct Neighbour {
  std::string form;
  unsigned distance = 0;  // letters inserted, deleted, replaced or swapped with the next one
  Xapian::doccount articles = 0;
};

enum class FirstLetter { kSame, kOther };

// The forms of the index within `most` edits of `word` (optimal string alignment), but not `word`
// itself; they hold letters a to z only and occur in at least `least_articles` articles. In order.
// None if `word` holds anything else, or is not of 2 to 40 letters.
std::vector<Neighbour> neighbours(IndexMemory& memory, std::string_view word, unsigned most,
                                  FirstLetter first_letter, Xapian::doccount least_articles);

}  // namespace edicola
