// Indexes for tests that are made as `edicola index` makes them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "corpus/generator.h"
#include "edicola/article.h"
#include "edicola/index.h"
#include "tests/unit/scratch.h"

namespace edicola {

// In the folder `name` of `scratch`, which may hold an index already.
inline void index_in_bulk(const Scratch& scratch, std::string_view name,
                          const std::vector<Article>& articles) {
  std::string lines;
  for (const Article& article : articles) corpus::append_json(article, lines);
  IndexRequest request;
  request.index = scratch.path(name);
  request.inputs = {InputFile{scratch.write("bulk.jsonl", lines), lines.size()}};
  index_files(request);
}

}  // namespace edicola
