// What Xapian runs, for people: `edicola explain`.
#pragma once

#include <string>

#include <xapian.h>

namespace edicola {

// Xapian's description of a query. Our sources describe themselves; that they are sources is left
// out.
std::string describe(const Xapian::Query& query);

}  // namespace edicola
