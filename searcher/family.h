// Words of a family: those that begin alike (nazione, nazionale, nazionalità). They speak a little
// for an article that a sentence has found; docs/relevance.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/partial_text.h"
#include "edicola/article.h"
#include "searcher/index_memory.h"
#include "searcher/key_counter.h"

namespace edicola {

// Of a word of a query.
struct Family {
  std::string own;    // the word's key
  std::string begin;  // of the keys of its family
  double worth = 0;   // of an article that is full of the word itself
};

// Of the word with this key; without a beginning if the key is too short to have a family.
Family family_of(std::string_view key, double worth);

// Tells what the words of a query's families say for articles. All that it is given outlives it.
class FamilyReader {
 public:
  // `families` are sorted by `begin`; `text` is used while it works.
  FamilyReader(const std::vector<Family>& families, IndexMemory& memory, PartialText& text);
  FamilyReader(const FamilyReader&) = delete;
  FamilyReader& operator=(const FamilyReader&) = delete;

  // What they add to the article's score, each family its best: as the word itself would, but no
  // more than a rarer relative, and half where the word is there too. Throws Xapian::Error.
  double worth(const Article& article);

 private:
  [[nodiscard]] double worth_of(const Family& family, double length);

  const std::vector<Family>& families_;
  IndexMemory& memory_;
  KeyCounter counter_;  // of the article's words that begin as those of a family
};

}  // namespace edicola
