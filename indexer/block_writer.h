// Makes the blocks of an index (common/blocks.h) and its frequent words (common/frequent_words.h),
// and keeps them true.
#pragma once

#include <vector>

#include <xapian.h>

namespace edicola {

// All throw Xapian::Error.

// Makes the blocks and frequent words of the database `path` for all documents that it has, in
// place of those it may have, and commits. Memory does not grow with the database.
void make_blocks(const std::string& path);

// Whether so many documents have come since the blocks were made that they are worth making again.
bool needs_blocks(const Xapian::Database& database);

// To be told of documents deleted from `database`, before that is committed: their blocks go on
// speaking of them.
void note_deleted(std::vector<Xapian::docid> ids, Xapian::WritableDatabase& database);

}  // namespace edicola
