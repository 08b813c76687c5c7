#include "searcher/marker.h"

#include <string>

namespace edicola {
namespace {

std::vector<Sought> sought_in(const std::vector<CompiledWords>& found, bool CompiledWords::*where) {
  std::vector<Sought> sought;
  for (const CompiledWords& words : found) {
    if (words.*where) sought.insert(sought.end(), words.sought.begin(), words.sought.end());
  }
  return sought;
}

}  // namespace

Marker::Marker(const CompiledQuery& query, std::uint32_t snippet_chars, PartialText& text)
    : in_title_(sought_in(query.found, &CompiledWords::in_title)),
      in_text_(sought_in(query.found, &CompiledWords::in_text)),
      title_matcher_(in_title_),
      text_matcher_(in_text_),
      snippet_chars_(snippet_chars),
      text_(text) {}

void Marker::mark(Hit& hit) {
  hit.title_marks = marks_of(title_matcher_.find(hit.article.title, text_));
  if (snippet_chars_ == 0) return;
  const std::string& text = hit.article.body.empty() ? hit.article.subtitle : hit.article.body;
  hit.snippet = make_snippet(text_, text_matcher_.find(text, text_), in_text_, snippet_chars_);
}

}  // namespace edicola
