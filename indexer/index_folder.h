// The folder of an index: which of its generations is the live one, and who may write.
//
//   XAPIANDB   a Xapian stub of one line that names the live generation; Xapian opens the folder by
//              it
//   g1, g2 ... a generation: one Xapian database
//   lock       locked by the writer for as long as it lives
//   work       what a writer has under way
//
// A new generation replaces the live one by renaming a new stub over the old: readers see the one
// or the other. docs/decisions/0003-bulk-path.md. What is committed to the live one changes the
// stub's time, which readers look at before anything else.
// docs/decisions/0019-looking-for-commits.md.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace edicola {

// The writer's side; one at a time.
class IndexFolder {
 public:
  // Makes the folder if there is none, takes its lock and discards what a dead writer left.
  // Throws Error: kIndexLocked, kIndexCorrupt if it holds something else, kStorage.
  explicit IndexFolder(std::string path);
  // Clears away what was not published; the folder too, if it was made here and nothing was.
  ~IndexFolder();
  IndexFolder(const IndexFolder&) = delete;
  IndexFolder& operator=(const IndexFolder&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] bool is_new() const { return generation_ == 0; }
  // Whether a dead writer had left something that it had not published.
  [[nodiscard]] bool had_leftovers() const { return had_leftovers_; }

  // The database that readers see; there is one unless is_new().
  [[nodiscard]] std::string live() const;

  // Where the next generation is to be made.
  [[nodiscard]] std::string next() const;

  // A folder for temporary files, made on first use, gone with the writer.
  std::string workplace();

  // Makes the database in next() the live one, safe on disk, and removes the one before.
  void publish();

  // Tells readers that something was committed to the live database.
  void announce() const;

 private:
  void take_lock();
  void discard_leftovers();
  void clear_away();
  [[nodiscard]] std::vector<std::filesystem::path> generations() const;
  [[nodiscard]] std::filesystem::path generation(unsigned number) const;

  std::string path_;
  std::vector<std::filesystem::path> made_;  // folders that were not there, the deepest first
  int lock_ = -1;
  unsigned generation_ = 0;  // the live one; 0 is none
  bool had_leftovers_ = false;
};

}  // namespace edicola
