// The check that an index is one, and of this analyzer, before anything is written to it.
#pragma once

#include <string>

#include <xapian.h>

namespace edicola {

// Throws Error(kIndexMismatch) unless `database`, of the index `path`, bears `stamp`.
void check_stamp(const Xapian::Database& database, const std::string& path,
                 const std::string& stamp);

}  // namespace edicola
