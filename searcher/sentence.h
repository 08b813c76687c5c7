// What the best sentence of an article says about a query: words of it that stand together mean
// more than words here and there. docs/relevance.md, decision 10.
#pragma once

#include <cstdint>
#include <vector>

#include "common/partial_text.h"
#include "searcher/snippet.h"

namespace edicola {

// The word of the query that a thing sought stands for; several may stand for one.
struct SoughtWord {
  std::uint32_t word = 0;
  double worth = 0;  // the word's idf
};

// The worth of the words that a text has, each counted once: of a title, which is one sentence.
// `words` are those of the things sought.
double worth_of(const std::vector<Match>& matches, const std::vector<SoughtWord>& words);

// The same of the best sentence of a text. A line of a list is a sentence too. News tells first
// what it is about: the first sentence counts whole, one behind the fifth less by `lead` (0 to 1),
// those between in proportion. `matches` ascend and are of `text`.
double best_sentence(const PartialText& text, const std::vector<Match>& matches,
                     const std::vector<SoughtWord>& words, double lead);

}  // namespace edicola
