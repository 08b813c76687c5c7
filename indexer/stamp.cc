#include "indexer/stamp.h"

#include <fmt/format.h>

#include "common/schema.h"
#include "edicola/error.h"

namespace edicola {

void check_stamp(const Xapian::Database& database, const std::string& path,
                 const std::string& stamp) {
  const std::string found = database.get_metadata(std::string(schema::kStampKey));
  if (found == stamp) return;
  if (found.empty()) {
    throw Error(ErrorKind::kIndexMismatch,
                path + ": it is a Xapian database, but was not made by edicola",
                "name another folder with --db");
  }
  throw Error(ErrorKind::kIndexMismatch,
              fmt::format("{}: the index was made by another analyzer ({}; this is {})", path,
                          found, stamp),
              "make the index again from the articles, in a new folder");
}

}  // namespace edicola
