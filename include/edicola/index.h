// Writing an index: adding, replacing and deleting articles.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "edicola/article.h"
#include "edicola/reader.h"

namespace edicola {

enum class AddOutcome { kAdded, kReplaced, kUnchanged };

// BM25 (Robertson and Zaragoza 2009), worked out while indexing. An index keeps the numbers that it
// was made with: those given for one that exists must be its own.
struct IndexRanking {
  std::optional<double> k1;  // saturation of repeated words; from 0 on; 0.9 unless given
  std::optional<double> b;   // how much long articles are held back; from 0 to 1; 0.6 unless given
  // Bytes of text of a usual article. A run over files learns it from the first of them unless it
  // is given; an Indexer takes 2,000.
  std::optional<double> mean_length;
};

// The one writer of an index, for one thread. Opening takes the index's lock and discards what a
// writer that was killed had not committed; destroying releases the lock and drops what was not
// committed.
class Indexer {
 public:
  // Opens the index in the folder `path`, or makes an empty one. Throws Error: kIndexLocked when
  // another process writes, kIndexMismatch when it was made by another analyzer or schema,
  // kIndexCorrupt when the folder holds something else, kStorage when it cannot be written, kUsage
  // when `ranking` makes no sense or the index has another.
  explicit Indexer(const std::string& path, const IndexRanking& ranking = {});
  ~Indexer();
  Indexer(const Indexer&) = delete;
  Indexer& operator=(const Indexer&) = delete;

  // Whether opening discarded something.
  [[nodiscard]] bool has_discarded() const;

  // Stores the article, in place of one with the same id. `article.id` must not be empty.
  // Throws Error(kStorage); the last committed state is then untouched. Where a disk fills up while
  // Xapian 1.4.22 writes values, it calls std::terminate() instead, and that state is untouched
  // too.
  AddOutcome add(const Article& article);

  // True if an article had that id.
  bool remove(std::string_view id);

  // Makes everything so far visible to readers and safe on disk, all at once.
  void commit();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

// What a run over files did, and is doing.
struct IndexCounts {
  std::uint64_t added = 0;
  std::uint64_t replaced = 0;
  std::uint64_t unchanged = 0;
  std::uint64_t skipped = 0;
  std::uint64_t repaired = 0;  // indexed, after bytes that were not UTF-8 became U+FFFD
  std::uint64_t bytes = 0;     // of input read
  std::map<std::string, std::uint64_t> skipped_why;

  [[nodiscard]] std::uint64_t articles() const { return added + replaced + unchanged; }
};

struct IndexRequest {
  std::string index;              // folder
  std::vector<InputFile> inputs;  // see find_inputs
  unsigned threads = 0;           // that analyze; 0: one a core
  IndexRanking ranking;           // as of an Indexer
  bool strict =
      false;  // all or nothing: the first bad record is Error(kInput), the index stays as it was
  // Called from the calling thread. All may be empty.
  std::function<void()> on_discarded;  // at the start, where an Indexer has_discarded
  std::function<void(const Record&)> on_bad_record;
  std::function<void(const Record&)> on_repaired;
  std::function<void(const IndexCounts&)> on_progress;  // a few times a second
  // When it turns true the run stops: what was read so far is committed (nothing, if strict) and
  // Error(kInterrupted) is thrown.
  const std::atomic<bool>* stop = nullptr;
};

// Reads, analyzes and stores every article of the inputs; readers see all of it at once, at the
// end. Articles keep the order of the inputs: of two with one id the later stays. Throws Error like
// Indexer, and kInput when an input fails to read (what came before it is committed, unless
// strict).
IndexCounts index_files(const IndexRequest& request);

}  // namespace edicola
