// Marks what a query found in the articles that it found.
#pragma once

#include <cstdint>
#include <vector>

#include "common/partial_text.h"
#include "edicola/search.h"
#include "searcher/compile.h"
#include "searcher/match.h"
#include "searcher/snippet.h"

namespace edicola {

// Of one query, for as many hits as there are.
class Marker {
 public:
  // `text` is used while the marker lives, and may be used again then.
  Marker(const CompiledQuery& query, std::uint32_t snippet_chars, PartialText& text);
  Marker(const Marker&) = delete;
  Marker& operator=(const Marker&) = delete;

  // Sets the marks of the title and, unless it is to have no characters, the snippet.
  void mark(Hit& hit);

 private:
  std::vector<Sought> in_title_;
  std::vector<Sought> in_text_;
  PartialMatcher title_matcher_;
  PartialMatcher text_matcher_;
  std::uint32_t snippet_chars_;
  PartialText& text_;
};

}  // namespace edicola
