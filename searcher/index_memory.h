// What a searcher remembers of an index from query to query, until the index changes: each answer
// is a way down Xapian's trees, which read files.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <xapian.h>

#include "common/blocks.h"
#include "common/frequent_words.h"

namespace edicola {

// Of one state of a database, whose handle outlives it. One thread's. All functions throw
// Xapian::Error, and Error(kIndexCorrupt) for blocks that are damaged.
class IndexMemory {
 public:
  explicit IndexMemory(const Xapian::Database& database);

  [[nodiscard]] const Xapian::Database& database() const { return database_; }

  // Whether it is one database, not several read as one.
  [[nodiscard]] bool is_single() const { return database_.size() == 1; }

  // Articles of the whole index.
  [[nodiscard]] Xapian::doccount articles() const { return articles_; }

  // With `term`.
  [[nodiscard]] Xapian::doccount articles_with(const std::string& term);

  // The rest is known of a single database only: of several each has its own blocks. A posting
  // source on several makes a memory of each for itself, while it runs.
  [[nodiscard]] const Coverage& coverage() const { return coverage_; }
  [[nodiscard]] Xapian::docid last() const { return last_; }

  // The directory of the blocks of `term`; empty if it has none.
  std::shared_ptr<const std::vector<BlockEntry>> directory(const std::string& term);

  // The n-th piece of the blocks of `term`.
  std::shared_ptr<const std::string> piece(const std::string& term, std::uint32_t n);

  // The words that at least kFrequentArticles articles have; null if the index does not know them
  // all, since it has changed.
  const FrequentWords* frequent_words();

  // Forgets what takes too much room. Between two queries.
  void trim();

 private:
  const Xapian::Database& database_;
  Xapian::doccount articles_;
  Coverage coverage_;
  Xapian::docid last_ = 0;
  std::unordered_map<std::string, Xapian::doccount> counts_;
  std::unordered_map<std::string, std::shared_ptr<const std::vector<BlockEntry>>> directories_;
  std::unordered_map<std::string, std::shared_ptr<const std::string>> pieces_;
  std::size_t bytes_ = 0;  // of directories and pieces
  std::optional<FrequentWords> frequent_words_;
};

}  // namespace edicola
