// Ranking parameters by name: `--ranking b=0.6`.
#pragma once

#include <string>
#include <vector>

#include "edicola/index.h"
#include "edicola/search.h"

namespace edicola {

// Each of `settings` is NAME=VALUE. These throw Error(kUsage) that lists the names.
void set_ranking(const std::vector<std::string>& settings, Ranking& ranking);
void set_ranking(const std::vector<std::string>& settings, IndexRanking& ranking);

}  // namespace edicola
