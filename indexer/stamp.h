// The check that an index is one, and of this analyzer, before anything is written to it.
#pragma once

#include <string>

#include <xapian.h>

#include "common/impact.h"
#include "edicola/index.h"

namespace edicola {

// Throws Error(kIndexMismatch) unless `database`, of the index `path`, bears `stamp`.
void check_stamp(const Xapian::Database& database, const std::string& path,
                 const std::string& stamp);

// The rule of a new index. Throws Error(kUsage) for numbers that make no sense.
ImpactRule make_impact_rule(const IndexRanking& ranking);

// The rule by which the impacts of `database`, of the index `path`, were made. Throws
// Error(kIndexCorrupt) if there is none.
ImpactRule impact_rule_of(const Xapian::Database& database, const std::string& path);

// The same for a writer who asks for `ranking`: throws Error(kUsage) too if a number that was asked
// for is not that of the index.
ImpactRule impact_rule_of(const Xapian::Database& database, const std::string& path,
                          const IndexRanking& ranking);

}  // namespace edicola
