// Phrases as Xapian queries.
#pragma once

#include <string>
#include <vector>

#include <xapian.h>

#include "common/fields.h"

namespace edicola {

// Matches articles where `forms` stand in a row in a text of `field` (kText: body, subtitle or
// title). Each word weighs as it does alone. At least two forms.
Xapian::Query phrase_query(const std::vector<std::string>& forms, FieldId field);

}  // namespace edicola
