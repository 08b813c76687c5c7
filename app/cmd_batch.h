// `edicola search --batch`.
#pragma once

#include "app/options.h"

namespace edicola {

// Answers every query of options.batch, in the order of its file. A query that cannot be run is
// reported and does not stop the others; the exit code then is that of a query error. Throws Error.
int run_batch(const SearchOptions& options);

}  // namespace edicola
