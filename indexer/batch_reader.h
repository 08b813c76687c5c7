// The reading end of a run: a thread that parses the input and hands it on in batches.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include "edicola/index.h"
#include "indexer/ledger.h"

namespace edicola {

// What was read of the input, in its order.
struct Batch {
  std::vector<Article> articles;  // to be indexed
  std::vector<Record> notable;    // bad ones, and repaired ones (without their articles)
  IndexCounts counts;             // of this batch; `bytes` of all input up to its end
  std::exception_ptr failure;     // of reading; the batch is the last one then
};

class BatchReader {
 public:
  // Both outlive it; the ledger is the thread's until next() has returned false.
  BatchReader(const IndexRequest& request, Ledger& ledger);
  ~BatchReader();
  BatchReader(const BatchReader&) = delete;
  BatchReader& operator=(const BatchReader&) = delete;

  // Waits for the next batch. False after the last.
  bool next(Batch& batch);

 private:
  void run();
  bool read(const InputFile& input);
  void take(Record& record);
  bool hand_on();
  [[nodiscard]] std::size_t most_articles() const;
  [[nodiscard]] bool is_stopped() const;

  const IndexRequest& request_;
  Ledger& ledger_;
  Batch batch_;                 // the thread's
  std::size_t text_bytes_ = 0;  // of its articles
  std::size_t records_ = 0;     // that went into it
  std::size_t batches_ = 0;     // handed on
  std::uint64_t bytes_ = 0;     // of input read

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Batch> ready_;
  bool ended_ = false;
  bool abandoned_ = false;
  std::thread thread_;
};

}  // namespace edicola
