// The reading side of an index's folder: opening it, and noticing that a writer has put another
// generation in its place.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <xapian.h>

#include "edicola/analyzer.h"
#include "searcher/index_cache.h"
#include "searcher/index_memory.h"

namespace edicola {

// One or more indexes read as one.
class OpenIndexes {
 public:
  // `caches`: those of all who read these indexes. Throws Error: kIndexMissing, kIndexMismatch,
  // kIndexCorrupt.
  OpenIndexes(std::vector<std::string> paths, const Analyzer& analyzer,
              std::shared_ptr<IndexCaches> caches);

  // What was last committed, from here on; of a writer that died before it had told of its commit,
  // what was committed a second ago (docs/decisions/0019-looking-for-commits.md). Handles made
  // before go on reading what they read. Throws as the constructor does.
  void refresh();

  // The next refresh() looks into the database, whatever the folder tells.
  void distrust() { looked_ = {}; }

  [[nodiscard]] const Xapian::Database& database() const { return database_; }
  // Of the database; until the next refresh.
  [[nodiscard]] IndexMemory& memory() { return *memory_; }
  [[nodiscard]] const std::vector<std::string>& paths() const { return paths_; }

 private:
  using Clock = std::chrono::system_clock;

  // What a writer changes of the stub with every commit.
  struct Stub {
    std::uint64_t device = 0;
    std::uint64_t file = 0;
    std::int64_t seconds = 0;
    std::int64_t nanoseconds = 0;
    bool operator==(const Stub&) const = default;
  };

  static Stub stub_of(const std::string& path);
  [[nodiscard]] std::vector<Stub> stubs() const;
  [[nodiscard]] bool has_other_stubs() const;
  [[nodiscard]] bool is_known(Clock::time_point now) const;
  void look(Clock::time_point now);
  void open();
  [[nodiscard]] std::vector<Xapian::Database> open_all() const;
  void remember();
  [[nodiscard]] Xapian::Database open_one(const std::string& path) const;

  std::vector<std::string> paths_;
  const Analyzer& analyzer_;
  std::shared_ptr<IndexCaches> caches_;
  std::vector<Stub> opened_;
  Clock::time_point looked_;             // when the database was asked last whether it has changed
  std::vector<Xapian::Database> parts_;  // of database_
  Xapian::Database database_;
  std::optional<IndexMemory> memory_;
};

}  // namespace edicola
