// What `edicola index` tells on standard error while it runs and when it is done.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "edicola/article.h"
#include "edicola/index.h"

namespace edicola {

// "12345 articles, 4.5 MB/s, 1 min 05 s left"; without the last part if `total_bytes` is 0: not
// known.
std::string progress_line(const IndexCounts& counts, std::uint64_t total_bytes, double seconds);

// "edicola.db: 150 added, 2 replaced, 0 unchanged, 3 skipped (2 broken JSON, 1 bad date), 1 with
// repaired bytes, in 0.4 s". The most frequent reasons first, five at most.
std::string index_summary(std::string_view index, const IndexCounts& counts, double seconds);

// What is said of an index in which another writer, who was killed, left something.
std::string discarded_text(std::string_view index);

// "file:line: why"
std::string place(const Record& record, std::string_view why);

// "0.4 s", "1 min 05 s", "2 h 03 min"
std::string duration_text(double seconds);

}  // namespace edicola
