// What an index holds.
#pragma once

#include <string>
#include <vector>

#include <xapian.h>

#include "edicola/search.h"

namespace edicola {

IndexInfo describe(const Xapian::Database& database, const std::vector<std::string>& paths,
                   const std::string& analyzer);

}  // namespace edicola
