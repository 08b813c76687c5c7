// Dates of articles: ISO 8601, a day or an instant.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "edicola/article.h"
#include "edicola/search.h"

namespace edicola {

// Reads "2025-07-10", "2025-07-10T18:45", "2025-07-10T18:45:00+02:00", "...Z", also with a blank
// for the T, fractions of a second (dropped), basic offsets (+0200, +02). Nothing if `text` is no
// such date or names no real day. The basic format (20250710T184500+0200) is
// read too.
std::optional<Published> parse_published(std::string_view text);

// The canonical text of `published`: "2025-07-10" or "2025-07-10T18:45:00" with "Z" or "+02:00"
// where known.
std::string format_published(const Published& published);
std::string format_day(std::chrono::year_month_day day);

// Days from `from` to `to` inclusive, as people write them: a day (10/07/2025 too, with / - or .),
// a month "2025-07" or a year "2025"; empty means open. Throws Error(kUsage) naming what is wrong.
DayRange parse_day_range(std::string_view from, std::string_view to);

}  // namespace edicola
