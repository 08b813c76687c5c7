// Changes an index article by article, in its live generation: for few articles at a time.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "common/impact.h"
#include "common/layers.h"
#include "edicola/index.h"
#include "indexer/document.h"
#include "indexer/index_folder.h"
#include "indexer/inverter.h"

namespace edicola {

class Writer {
 public:
  // See Indexer.
  Writer(const std::string& path, const Analyzer& analyzer, const IndexRanking& ranking);
  // Drops what was not committed; takes away an index that it made and never committed.
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  // See Indexer.
  [[nodiscard]] bool has_discarded() const { return folder_.had_leftovers(); }

  // Of the index.
  [[nodiscard]] const ImpactRule& impact_rule() const { return rule_; }

  AddOutcome apply(const Prepared& prepared);
  bool remove(std::string_view id);
  void commit();

 private:
  void open(const Analyzer& analyzer, const IndexRanking& ranking);
  void add(const Prepared& prepared);
  void remove(Xapian::docid id);
  void write_postings();

  IndexFolder folder_;
  ImpactRule rule_;
  // Always in a transaction: Xapian would commit on its own every so many articles.
  Xapian::WritableDatabase database_;
  Layers layers_;                    // of the transaction
  Inverter waiting_;                 // postings of documents that are in no layer yet
  Xapian::docid last_ = 0;           // of these documents
  std::vector<std::uint32_t> gone_;  // deleted since the last write_postings
};

}  // namespace edicola
