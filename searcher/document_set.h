// Documents that a search is limited to: of some papers, of some days.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <xapian.h>

#include "searcher/index_memory.h"

namespace edicola {

// A document passes that has all the terms of one of these.
using Filter = std::vector<std::vector<std::string>>;

// A document passes that passes all of these.
using Filters = std::vector<Filter>;

// Of a single database, a bit a document.
class DocumentSet {
 public:
  static constexpr Xapian::docid kNone = UINT32_MAX;

  // Empty, for documents up to `last`.
  explicit DocumentSet(Xapian::docid last) : last_(last), bits_(last / 64 + 1) {}

  void add(Xapian::docid id) { bits_[id / 64] |= std::uint64_t{1} << (id % 64); }
  void remove(Xapian::docid id) { bits_[id / 64] &= ~(std::uint64_t{1} << (id % 64)); }
  void add(const DocumentSet& others);     // for as many documents
  void retain(const DocumentSet& others);  // likewise

  [[nodiscard]] bool has(Xapian::docid id) const {
    return id <= last_ && (bits_[id / 64] >> (id % 64) & 1U) != 0;
  }
  // The first one from `id` on, or kNone.
  [[nodiscard]] Xapian::docid next(Xapian::docid id) const;
  [[nodiscard]] Xapian::doccount size() const { return count(0, last_ + 1); }
  // Of those in [first, end).
  [[nodiscard]] Xapian::doccount count(Xapian::docid first, Xapian::docid end) const;

  [[nodiscard]] Xapian::docid last() const { return last_; }
  [[nodiscard]] std::size_t bytes() const { return bits_.size() * sizeof(std::uint64_t); }

 private:
  Xapian::docid last_;
  std::vector<std::uint64_t> bits_;
};

// The documents of a single database that pass, without deleted ones. The memory keeps them for the
// next query. Throws what IndexMemory throws.
std::shared_ptr<const DocumentSet> documents_of(const Filters& filters, IndexMemory& memory);

// They as a query, which weighs nothing; of several databases too. `memory` outlives it.
Xapian::Query filter_query(std::shared_ptr<const Filters> filters, IndexMemory& memory);

// Tells filters apart.
std::string describe(const Filters& filters);

}  // namespace edicola
