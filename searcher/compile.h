// From the tree of a query to what Xapian runs.
#pragma once

#include <string>
#include <vector>

#include <xapian.h>

#include "edicola/analyzer.h"
#include "edicola/search.h"
#include "searcher/family.h"
#include "searcher/query.h"
#include "searcher/words_query.h"

namespace edicola {

// Operator::kAuto runs a query of few words in two tiers: first the articles with all the words,
// then those with most of them. A longer query is a sentence, and hardly an article has all its
// words: it is run once, and ranking tells who has most. Filters are part of all queries.
struct CompiledQuery {
  Xapian::Query first;
  Xapian::Query second;  // leaves out what `first` matches; empty where there is no second tier
  Xapian::Query whole;   // of `first`, the articles that lack no word; empty if none of them does
  // An article that this does not match scores at most `rest` in `first`; empty if nothing is
  // known.
  Xapian::Query strong;
  double rest = 0;
  // The best match of this, if there is one, is the first hit by relevance: the article that most
  // names somebody who bears the word. It matches nothing that `first` does not.
  Xapian::Query bearer;
  std::vector<Family> families;  // of the words of a sentence, by their beginnings
  bool gathers = false;  // reads all articles of some words, whatever part of the index is asked
  std::vector<CompiledWords> wanted;  // the words that an article may lack
  std::vector<CompiledWords> found;   // everything to be marked
  std::vector<std::string> notes;
};

// For the index of `counts`. Throws Error(kQuery) for a request with neither words nor filters.
CompiledQuery compile_query(const ParsedQuery& parsed, const Request& request, TermCounts& counts,
                            const Analyzer& analyzer);

// At least `least` of `queries` match, of which there are few: the tree grows as their
// combinations.
Xapian::Query at_least(std::size_t least, const std::vector<Xapian::Query>& queries);

}  // namespace edicola
