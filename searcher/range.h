// A part of an index that one of several threads searches: documents with consecutive numbers.
#pragma once

#include <vector>

#include <xapian.h>

namespace edicola {

struct DocRange {
  Xapian::docid first = 1;  // [first, last]
  Xapian::docid last = 0;
  double share = 1;  // of all documents, about
};

// `parts` ranges of about the same number of documents, ascending: all of the database.
std::vector<DocRange> split_evenly(const Xapian::Database& database, unsigned parts);

// What `query` matches within the range, weighed as it weighs it. Xapian takes its estimates for
// those of the whole database.
Xapian::Query in_range(const Xapian::Query& query, const DocRange& range);

// Matches every number that a document may have, there or not: to be used under an AND.
Xapian::Query every_document();

}  // namespace edicola
