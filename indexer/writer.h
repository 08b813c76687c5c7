// The one writer of an index on disk.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "edicola/index.h"
#include "indexer/document.h"

namespace edicola {

class Writer {
 public:
  // See Indexer. `stamp` is schema::stamp of the analyzer that makes the documents.
  Writer(const std::string& path, const std::string& stamp);
  // Drops what was not committed; takes away an index that it made and never committed.
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  AddOutcome apply(const Prepared& prepared);
  bool remove(std::string_view id);
  void commit();

  // From here to commit() nothing is seen by readers, however much is written: all or nothing.
  void begin_atomic();

 private:
  void check_stamp(const std::string& stamp);
  void drop_uncommitted();
  void take_away() const;

  std::string path_;
  bool created_ = false;
  std::vector<std::filesystem::path> made_;  // folders that were not there, the deepest first
  bool committed_ = false;
  bool atomic_ = false;
  Xapian::WritableDatabase database_;
};

}  // namespace edicola
