#include "common/explain.h"

#include <utility>

#include "common/lexicon_format.h"
#include "common/readings.h"

namespace edicola {
namespace {

std::string_view name_of(const Lexeme& lexeme) {
  switch (lexeme.path) {
    case Lexeme::Path::kOtherAccent:
      return "other_accent";
    case Lexeme::Path::kTruncated:
      return "truncation";
    case Lexeme::Path::kEnclitic:
      return "enclitic";
    case Lexeme::Path::kShortImperative:
      return "short_imperative";
    case Lexeme::Path::kListed:
      break;
  }
  return (lexeme.traits & lexicon::kRestored) != 0 ? "accents_missing" : "lexicon";
}

}  // namespace

void Explainer::step(std::string_view name, std::string_view result) {
  next_.steps.push_back({name, std::string(result)});
}

void Explainer::look_up(const Lexeme& lexeme, std::string_view form, std::string_view key) {
  if (!lexeme.known()) {
    step(key == form ? "unknown" : "stem", key);
    decide(key == form ? "not in the lexicon, and no ending to take off"
                       : "not in the lexicon: the ending goes");
    return;
  }
  if (const std::string_view rule = name_of(lexeme); rule != "lexicon") {
    const bool marked = lexeme.entry.back() == lexicon::kBearerMark;
    step(rule, lexeme.entry.substr(0, lexeme.entry.size() - (marked ? 1 : 0)));
  }
  step("lexicon", key);
  const Readings readings = find_readings(lexeme.entry);
  for (const Candidate& candidate : readings.candidates) {
    next_.lemmas.push_back(
        {std::string(candidate.lemma), candidate.parts, candidate.lemma == lexeme.key});
  }
  decide(lexicon::kChoices.at(static_cast<std::size_t>(readings.why)));
}

void Explainer::decide(std::string_view by) { next_.chosen_by = by; }

void Explainer::add(std::size_t at, std::string_view surface) {
  next_.surface = surface;
  tokens_.insert(tokens_.begin() + static_cast<std::ptrdiff_t>(at), std::move(next_));
  next_ = {};
}

}  // namespace edicola
