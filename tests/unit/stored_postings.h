// What the layers of an index say, by document, for tests that compare indexes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include <fmt/format.h>
#include <xapian.h>

#include "common/text.h"
#include "indexer/layer_writer.h"

namespace edicola {

// Of each document that has any, a line a term, in order: the term, its impact, neighbours and
// positions, and how many documents have it.
inline std::map<Xapian::docid, std::string> stored_postings(const Xapian::Database& database) {
  std::map<Xapian::docid, std::string> lines;
  const Layers layers = layers_of(database);
  const auto take = [&lines](std::string_view term, std::span<const Posting> postings) {
    for (const Posting& posting : postings) {
      lines[posting.id] += fmt::format("{} {} {} {} {}\n", term, posting.impact, posting.neighbours,
                                       hex64(fingerprint64(posting.positions)), postings.size());
    }
  };
  merge_terms(layer_sources(database, layers, 0), layers.gone, take);
  return lines;
}

}  // namespace edicola
