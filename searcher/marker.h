// Marks what a query found in the articles that it found, and tells how well they answer it.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "common/partial_text.h"
#include "edicola/search.h"
#include "searcher/compile.h"
#include "searcher/match.h"
#include "searcher/sentence.h"
#include "searcher/snippet.h"

namespace edicola {

// Of one query, for as many hits as there are.
class Marker {
 public:
  // `text` is used while the marker lives, and may be used again then.
  Marker(const CompiledQuery& query, const Request& request, PartialText& text);
  Marker(const Marker&) = delete;
  Marker& operator=(const Marker&) = delete;

  // Sets the marks of the title and, unless it is to have no characters, the snippet.
  void mark(Hit& hit);

  // The same; returns the worth of the article's best sentence, its title among them.
  double mark_and_weigh(Hit& hit);

  // What a sentence with all that is sought is worth.
  [[nodiscard]] double most() const { return most_; }

 private:
  // What is sought in one part of an article.
  struct Part {
    Part(const std::vector<CompiledWords>& found, bool CompiledWords::*where);
    std::vector<Sought> sought;
    std::vector<SoughtWord> words;
    PartialMatcher matcher;
  };
  static std::vector<Sought> sought_in(const std::vector<CompiledWords>& found,
                                       bool CompiledWords::*where);

  double mark(Hit& hit, bool weigh);

  [[nodiscard]] Part& title() { return other_title_ ? *other_title_ : body_; }

  Part body_;
  std::optional<Part> other_title_;  // where something is sought in only one of the two
  double most_ = 0;
  std::uint32_t snippet_chars_;
  double lead_;
  PartialText& text_;
};

}  // namespace edicola
