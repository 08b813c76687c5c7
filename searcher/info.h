// What an index holds.
#pragma once

#include <string>
#include <vector>

#include "edicola/search.h"
#include "searcher/index_memory.h"

namespace edicola {

IndexInfo describe(IndexMemory& memory, const std::vector<std::string>& paths,
                   const std::string& analyzer);

}  // namespace edicola
