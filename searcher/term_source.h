// A term as a leaf of a Xapian query: its postings are not Xapian's, see common/layers.h.
#pragma once

#include <memory>
#include <string>

#include <xapian.h>

#include "searcher/index_memory.h"

namespace edicola {

// Matches the articles with `term`. An article weighs what the term says in it: its impact times
// what the term is worth in the whole index, idf (searcher/idf.h). `memory` outlives the
// query.
std::shared_ptr<Xapian::PostingSource> term_source(IndexMemory& memory, const std::string& term);
Xapian::Query term_query(IndexMemory& memory, const std::string& term);

}  // namespace edicola
