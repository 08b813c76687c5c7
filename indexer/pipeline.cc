// index_files: one thread reads, some analyze, the calling thread writes, in the order of the
// input.
#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <map>
#include <mutex>
#include <thread>
#include <variant>
#include <vector>

#include "common/schema.h"
#include "edicola/error.h"
#include "edicola/index.h"
#include "indexer/document.h"
#include "indexer/writer.h"

namespace edicola {
namespace {

constexpr std::size_t kBatchRecords = 64;
constexpr std::size_t kBatchesPerThread = 4;  // read ahead at most
constexpr auto kProgressEvery = std::chrono::milliseconds(250);

struct Batch {
  std::uint64_t number = 0;
  std::vector<Record> records;
  std::vector<Prepared> prepared;  // of the articles among them, in order
  std::uint64_t bytes = 0;         // of input read when it was complete
  std::exception_ptr failure;      // of reading or analyzing; the batch is the last one then
};

// Batches on their way from the reader through the analyzing threads to the writer.
class Conveyor {
 public:
  explicit Conveyor(std::size_t most) : most_(most) {}

  // Waits for room. False when the writer has given up.
  bool put(Batch batch) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return abandoned_ || under_way_ < most_; });
    if (abandoned_) return false;
    ++under_way_;
    raw_.push_back(std::move(batch));
    changed_.notify_all();
    return true;
  }

  // No more will be put; `count` were.
  void close(std::uint64_t count) {
    const std::lock_guard lock(mutex_);
    closed_at_ = count;
    changed_.notify_all();
  }

  // For an analyzing thread. False when there is nothing more to do.
  bool take_raw(Batch& batch) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return abandoned_ || !raw_.empty() || closed_at_; });
    if (abandoned_ || raw_.empty()) return false;
    batch = std::move(raw_.front());
    raw_.pop_front();
    return true;
  }

  void put_ready(Batch batch) {
    const std::lock_guard lock(mutex_);
    ready_.emplace(batch.number, std::move(batch));
    changed_.notify_all();
  }

  // For the writer: the batches in order. False after the last.
  bool take_ready(std::uint64_t number, Batch& batch) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return ready_.count(number) != 0 || closed_at_ == number; });
    const auto at = ready_.find(number);
    if (at == ready_.end()) return false;
    batch = std::move(at->second);
    ready_.erase(at);
    --under_way_;
    changed_.notify_all();
    return true;
  }

  void abandon() {
    const std::lock_guard lock(mutex_);
    abandoned_ = true;
    changed_.notify_all();
  }

 private:
  const std::size_t most_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Batch> raw_;
  std::map<std::uint64_t, Batch> ready_;
  std::size_t under_way_ = 0;
  std::optional<std::uint64_t> closed_at_;
  bool abandoned_ = false;
};

bool is_stopped(const IndexRequest& request) {
  return request.stop != nullptr && request.stop->load(std::memory_order_relaxed);
}

class BatchReader {
 public:
  BatchReader(const IndexRequest& request, Conveyor& conveyor)
      : request_(request), conveyor_(conveyor) {}

  void run() {
    try {
      for (const InputFile& input : request_.inputs) {
        if (!read(input)) break;
      }
    } catch (...) {
      batch_.failure = std::current_exception();
    }
    if (!batch_.records.empty() || batch_.failure) flush();
    conveyor_.close(number_);
  }

 private:
  bool read(const InputFile& input) {
    const std::unique_ptr<Reader> reader = open_reader(input, request_.stop);
    const std::uint64_t before = bytes_;
    while (!is_stopped(request_)) {
      std::optional<Record> record = reader->next();
      bytes_ = before + reader->bytes_read();
      if (!record) return true;
      batch_.records.push_back(std::move(*record));
      if (batch_.records.size() == kBatchRecords && !flush()) return false;
    }
    return false;
  }

  bool flush() {
    batch_.number = number_++;
    batch_.bytes = bytes_;
    const bool wanted = conveyor_.put(std::move(batch_));
    batch_ = Batch();
    return wanted;
  }

  const IndexRequest& request_;
  Conveyor& conveyor_;
  Batch batch_;
  std::uint64_t number_ = 0;
  std::uint64_t bytes_ = 0;
};

void prepare_batches(const Analyzer& analyzer, Conveyor& conveyor) {
  DocumentBuilder builder(analyzer);
  for (Batch batch; conveyor.take_raw(batch);) {
    try {
      for (const Record& record : batch.records) {
        if (const auto* article = std::get_if<Article>(&record.content)) {
          batch.prepared.push_back(builder.build(*article));
        }
      }
    } catch (...) {
      batch.failure = std::current_exception();
    }
    conveyor.put_ready(std::move(batch));
  }
}

// The threads of one run; joined when it ends, however it ends.
class Crew {
 public:
  Crew(const IndexRequest& request, const Analyzer& analyzer, Conveyor& conveyor, unsigned threads)
      : conveyor_(conveyor) {
    threads_.emplace_back([&request, &conveyor] { BatchReader(request, conveyor).run(); });
    for (unsigned i = 0; i < threads; ++i) {
      threads_.emplace_back([&analyzer, &conveyor] { prepare_batches(analyzer, conveyor); });
    }
  }
  ~Crew() {
    conveyor_.abandon();
    for (std::thread& thread : threads_) thread.join();
  }
  Crew(const Crew&) = delete;
  Crew& operator=(const Crew&) = delete;

 private:
  Conveyor& conveyor_;
  std::vector<std::thread> threads_;
};

class BatchWriter {
 public:
  BatchWriter(const IndexRequest& request, Writer& writer) : request_(request), writer_(writer) {}

  void write(const Batch& batch) {
    auto prepared = batch.prepared.begin();
    for (const Record& record : batch.records) {
      if (const auto* bad = std::get_if<BadRecord>(&record.content)) {
        skip(record, *bad);
      } else if (prepared != batch.prepared.end()) {
        store(record, *prepared++);
      }
    }
    counts_.bytes = batch.bytes;
    report_progress();
    if (batch.failure) std::rethrow_exception(batch.failure);
  }

  [[nodiscard]] const IndexCounts& counts() const { return counts_; }

 private:
  void skip(const Record& record, const BadRecord& bad) {
    ++counts_.skipped;
    ++counts_.skipped_why[std::string(name(bad.kind))];
    if (request_.on_bad_record) request_.on_bad_record(record);
    if (request_.strict) {
      throw Error(ErrorKind::kInput,
                  record.source + ":" + std::to_string(record.line) + ": " + bad.why,
                  "mend the record, or run without --strict to skip it; the index is as it was");
    }
  }

  void store(const Record& record, const Prepared& prepared) {
    switch (writer_.apply(prepared)) {
      case AddOutcome::kAdded:
        ++counts_.added;
        break;
      case AddOutcome::kReplaced:
        ++counts_.replaced;
        break;
      case AddOutcome::kUnchanged:
        ++counts_.unchanged;
        break;
    }
    if (!record.repaired_utf8) return;
    ++counts_.repaired;
    if (request_.on_repaired) request_.on_repaired(record);
  }

  void report_progress() {
    const auto now = std::chrono::steady_clock::now();
    if (!request_.on_progress || now - reported_ < kProgressEvery) return;
    reported_ = now;
    request_.on_progress(counts_);
  }

  const IndexRequest& request_;
  Writer& writer_;
  IndexCounts counts_;
  std::chrono::steady_clock::time_point reported_ = std::chrono::steady_clock::now();
};

unsigned analyzing_threads(unsigned wished) {
  return wished != 0 ? wished : std::max(1U, std::thread::hardware_concurrency());
}

// What came before a failure of the input stays, unless all or nothing was asked for.
void commit_before_failure(const IndexRequest& request, Writer& writer) {
  if (!request.strict) writer.commit();
}

}  // namespace

IndexCounts index_files(const IndexRequest& request) {
  const Analyzer analyzer;
  Writer writer(request.index, schema::stamp(analyzer));
  if (request.strict) writer.begin_atomic();
  const unsigned threads = analyzing_threads(request.threads);
  Conveyor conveyor(threads * kBatchesPerThread);
  const Crew crew(request, analyzer, conveyor, threads);
  BatchWriter batches(request, writer);
  try {
    Batch batch;
    for (std::uint64_t number = 0; conveyor.take_ready(number, batch); ++number) {
      batches.write(batch);
      batch = Batch();
    }
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::kInput) commit_before_failure(request, writer);
    throw;
  }
  if (is_stopped(request)) {
    commit_before_failure(request, writer);
    throw Error(ErrorKind::kInterrupted,
                request.strict ? "interrupted; the index is as it was"
                               : "interrupted; " + std::to_string(batches.counts().articles()) +
                                     " articles were read and are in the index",
                "run the same command again to go on");
  }
  writer.commit();
  return batches.counts();
}

}  // namespace edicola
