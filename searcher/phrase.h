// Phrases as Xapian queries.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <xapian.h>

#include "common/fields.h"
#include "searcher/index_memory.h"

namespace edicola {

// Matches articles where `forms` stand in a row in a text of `field` (kText: body, subtitle or
// title). Each word weighs as term_query weighs it alone, but light ones (common/neighbours.h)
// weigh nothing beside others, so that most often they need not be read; of articles whose weight
// does not reach the page no positions are read. At least two forms.
std::shared_ptr<Xapian::PostingSource> phrase_source(IndexMemory& memory,
                                                     const std::vector<std::string>& forms,
                                                     FieldId field);

}  // namespace edicola
