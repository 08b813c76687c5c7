// The best articles that have any of many words, without looking at all that have one.
#pragma once

#include "searcher/index_memory.h"
#include "searcher/top_hits.h"
#include "searcher/word_blocks.h"

namespace edicola {

// What an article weighs for each step of its impact if, of `articles`, so many have any of the
// words.
double weight_per_step(double articles, double articles_with_any);

// The same hits in the same order as a source gives that gathers all postings (any_of.h), from a
// single database. How many articles have any of the words is counted from the first one on until
// there are enough; how many more are behind these is told from the postings there and from how
// many postings a counted one had. So is how many there are in the whole index, by which articles
// weigh: whatever part of it is asked for, and how many hits, an article weighs the same.
// Throws Xapian::Error, and Error(kIndexCorrupt).
TopHits best_of_any(IndexMemory& memory, const WordLists& lists, const TopRequest& request);

}  // namespace edicola
