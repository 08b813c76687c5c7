#include "searcher/marker.h"

#include <algorithm>
#include <string>

namespace edicola {

std::vector<Sought> Marker::sought_in(const std::vector<CompiledWords>& found,
                                      bool CompiledWords::*where) {
  std::vector<Sought> sought;
  for (const CompiledWords& words : found) {
    if (words.*where) sought.insert(sought.end(), words.sought.begin(), words.sought.end());
  }
  return sought;
}

Marker::Part::Part(const std::vector<CompiledWords>& found, bool CompiledWords::*where)
    : sought(sought_in(found, where)), matcher(sought) {
  for (std::uint32_t i = 0; i < found.size(); ++i) {
    if (found[i].*where) words.resize(words.size() + found[i].sought.size(), {i, found[i].idf});
  }
}

Marker::Marker(const CompiledQuery& query, const Request& request, PartialText& text)
    : body_(query.found, &CompiledWords::in_text),
      snippet_chars_(request.snippet_chars),
      lead_(request.ranking.lead),
      text_(text) {
  for (const CompiledWords& words : query.found) {
    most_ += words.idf;
    if (words.in_title != words.in_text && !other_title_) {
      other_title_.emplace(query.found, &CompiledWords::in_title);
    }
  }
}

void Marker::mark(Hit& hit) { mark(hit, false); }

double Marker::mark_and_weigh(Hit& hit) { return mark(hit, true); }

double Marker::mark(Hit& hit, bool weigh) {
  const std::vector<Match> in_title = title().matcher.find(hit.article.title, text_);
  hit.title_marks = marks_of(in_title);
  if (snippet_chars_ == 0 && !weigh) return 0;
  const std::string& text = hit.article.body.empty() ? hit.article.subtitle : hit.article.body;
  const std::vector<Match> in_text = body_.matcher.find(text, text_);
  double worth = 0;
  if (weigh) {
    worth = std::max(worth_of(in_title, title().words),
                     best_sentence(text_, in_text, body_.words, lead_));
  }
  if (snippet_chars_ > 0) {
    hit.snippet = make_snippet(text_, in_text, body_.sought, snippet_chars_);
  }
  return worth;
}

}  // namespace edicola
