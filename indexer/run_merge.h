// The merging of terms and their postings from several sources into one order.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "common/dictionary.h"
#include "common/layers.h"
#include "indexer/term_source.h"

namespace edicola {

// In the order of their documents, of which no two have one.
using TermSources = std::vector<std::unique_ptr<TermSource>>;

// Hands on the terms of all sources, each once, with its postings in all of them, save those of the
// documents `gone` (ascending); a term without any is left out. Throws what the sources and `take`
// throw.
void merge_terms(const TermSources& sources, std::span<const std::uint32_t> gone,
                 const TakeTerm& take);

// The layer of a database that outlives it. Throws Error(kIndexCorrupt) and Xapian::Error.
class LayerSource : public TermSource {
 public:
  LayerSource(const Xapian::Database& database, const Layer& layer);

  bool next() override { return scan_.next(); }
  [[nodiscard]] std::string_view term() const override { return scan_.term(); }
  void append_postings(std::vector<Posting>& into, Arena& texts) override {
    scan_.append_postings(into, texts);
  }

 private:
  DictionaryScan scan_;
};

}  // namespace edicola
