// From the tree of a query to what Xapian runs.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <xapian.h>

#include "edicola/analyzer.h"
#include "edicola/search.h"
#include "searcher/bag.h"
#include "searcher/family.h"
#include "searcher/query.h"
#include "searcher/runnable.h"
#include "searcher/words_query.h"

namespace edicola {

// Operator::kAuto runs a query of few words in two tiers: first the articles with all the words,
// then those with most of them. A longer query is a sentence, and hardly an article has all its
// words: it is run once, and ranking tells who has most. Filters are part of all queries.
struct CompiledQuery {
  Runnable first;
  Runnable second;  // leaves out what `first` matches; empty where there is no second tier
  Runnable whole;   // of `first`, the articles that lack no word; empty if none of them does
  // The best match of this, if there is one, is the first hit by relevance: the article that most
  // names somebody who bears the word. It matches nothing that `first` does not.
  Xapian::Query bearer;
  std::vector<Family> families;  // of the words of a sentence, by their beginnings
  bool gathers = false;  // reads all articles of some words, whatever part of the index is asked
  std::vector<CompiledWords> wanted;  // the words that an article may lack
  // Which of these the articles have that were weighed last: of `second` if there is one, else of
  // `first`. Null if it is not known.
  std::shared_ptr<BagTrace> trace;
  std::vector<CompiledWords> found;  // everything to be marked
  std::vector<std::string> notes;
};

// How words side by side are run: as a bag (searcher/bag.h) if they are one, or by Xapian's
// operators, which is slower and answers the same.
enum class WordsAs { kBag, kOperators };

// For the index of `memory`, which outlives what is compiled. Throws Error(kQuery) for a request
// with neither words nor filters.
CompiledQuery compile_query(const ParsedQuery& parsed, const Request& request, IndexMemory& memory,
                            const Analyzer& analyzer, WordsAs words_as = WordsAs::kBag);

}  // namespace edicola
