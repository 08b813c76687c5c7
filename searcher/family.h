// Words of a family: those that begin alike (nazione, nazionale, nazionalità). They speak a little
// for an article that a sentence has found; docs/relevance.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "searcher/index_memory.h"

namespace edicola {

// Of a word of a query.
struct Family {
  std::string own;    // the term of the word's key
  std::string begin;  // of the terms of its family
  double worth = 0;   // of an article that is full of the word itself
};

// Of the word with this key; without a beginning if the key is too short to have a family.
Family family_of(std::string_view key, double worth);

// What the words of `families` in an article add to its score, each family its best: as the word
// itself would, but no more than a rarer relative, and half where the word is there too. `families`
// are sorted by `begin`. Throws Xapian::Error.
double family_worth(const std::vector<Family>& families, Xapian::docid article,
                    IndexMemory& memory);

}  // namespace edicola
