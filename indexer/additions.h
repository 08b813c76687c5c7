// How what a run made comes into an index: into a new generation that takes the place of the old,
// or into the live one.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "indexer/segment.h"

namespace edicola {

// What a run adds to a database, and what that replaces.
struct Additions {
  std::vector<Segment> segments;        // at least one; behind the documents of the database
  std::vector<std::uint32_t> outdated;  // documents, also of the segments; ascending

  // Their last document.
  [[nodiscard]] std::uint32_t last() const {
    return segments.back().first + segments.back().count - 1;
  }
};

// All throw Xapian::Error and Error.

// All or nothing.
void add_in_place(const Additions& additions, const std::string& database);

// Where a new database is made.
struct NewDatabase {
  std::string path;
  std::string base;       // the database that it is to hold too; empty: none
  std::string workplace;  // with this begin the names of temporary databases, to be made
};

// Compacted, and all postings in one layer. Safe on disk only when its files are. Two threads.
void make_database(const Additions& additions, const NewDatabase& made);

}  // namespace edicola
