// Filters of a request as Xapian queries without weight.
#pragma once

#include <chrono>
#include <optional>
#include <utility>

#include <xapian.h>

#include "edicola/analyzer.h"
#include "edicola/search.h"
#include "searcher/document_set.h"
#include "searcher/index_memory.h"

namespace edicola {

// What the lists and days of `request` let through, perhaps nothing; none when it filters nothing.
Filters filters_of(const Request& request, IndexMemory& memory, const Analyzer& analyzer);

// The days as a few terms of years, months and days; open ends stop where the index does.
Filter filter_of_days(const DayRange& days, IndexMemory& memory);

// The first and the last year that has articles; nothing in an index without dates.
std::optional<std::pair<std::chrono::year, std::chrono::year>> years_of(IndexMemory& memory);

}  // namespace edicola
