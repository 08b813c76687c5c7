// A page of hits: articles matched, read, marked, and the first of them put in order by what their
// best sentences say.
#pragma once

#include <vector>

#include <xapian.h>

#include "common/partial_text.h"
#include "edicola/search.h"
#include "searcher/compile.h"
#include "searcher/matcher.h"
#include "searcher/team.h"

namespace edicola {

struct Page {
  std::vector<Hit> hits;
  Totals totals;
};

// The hits from request.offset on, request.limit at most. `team` and `memory` are of one index;
// `text` is used meanwhile. Throws Xapian::Error, and Error(kIndexCorrupt) if an article cannot be
// read.
Page make_page(IndexMemory& memory, const CompiledQuery& query, const Request& request, Team& team,
               PartialText& text);

}  // namespace edicola
