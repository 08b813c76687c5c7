// What a word tells: the rarer, the more.
#pragma once

#include <cmath>

namespace edicola {

// log(1 + (N - n + 0.5) / (n + 0.5)) of N articles, n of them with a word: above 0. Robertson and
// Sparck Jones's weight, kept above 0 as Lucene does. An article weighs as much if it is full of
// the word, and the part that its impact is (common/impact.h) of kFullImpact elsewhere.
inline double idf(double articles, double articles_with) {
  return std::log(1 + (articles - articles_with + 0.5) / (articles_with + 0.5));
}

}  // namespace edicola
