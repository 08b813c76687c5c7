#include "indexer/batch_reader.h"

#include <utility>
#include <variant>

#include "indexer/segment.h"

namespace edicola {
namespace {

constexpr std::size_t kReadAhead = 2;  // batches
// Of a batch, where most articles are in the index already: the run is to show that it lives.
constexpr std::size_t kMostRecords = 1000;

std::size_t size_of(const Article& article) {
  return article.title.size() + article.subtitle.size() + article.body.size();
}

}  // namespace

BatchReader::BatchReader(const IndexRequest& request, Ledger& ledger)
    : request_(request), ledger_(ledger), thread_([this] { run(); }) {}

BatchReader::~BatchReader() {
  {
    const std::lock_guard lock(mutex_);
    abandoned_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

bool BatchReader::next(Batch& batch) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return ended_ || !ready_.empty(); });
  if (ready_.empty()) return false;
  batch = std::move(ready_.front());
  ready_.pop_front();
  changed_.notify_all();
  return true;
}

void BatchReader::run() {
  try {
    for (const InputFile& input : request_.inputs) {
      if (!read(input)) break;
    }
  } catch (...) {
    batch_.failure = std::current_exception();
  }
  hand_on();
  const std::lock_guard lock(mutex_);
  ended_ = true;
  changed_.notify_all();
}

// False when no more is wanted.
bool BatchReader::read(const InputFile& input) {
  const std::unique_ptr<Reader> reader = open_reader(input, request_.stop);
  const std::uint64_t before = bytes_;
  while (!is_stopped()) {
    std::optional<Record> record = reader->next();
    bytes_ = before + reader->bytes_read();
    if (!record) return true;
    take(*record);
    ++records_;
    const bool full = batch_.articles.size() >= most_articles() || text_bytes_ >= kSegmentBytes ||
                      records_ >= kMostRecords;
    // A strict run ends at the first bad record.
    const bool hopeless = request_.strict && batch_.counts.skipped != 0;
    if ((full || hopeless) && !hand_on()) return false;
  }
  return false;
}

void BatchReader::take(Record& record) {
  IndexCounts& counts = batch_.counts;
  if (const auto* bad = std::get_if<BadRecord>(&record.content)) {
    ++counts.skipped;
    ++counts.skipped_why[std::string(name(bad->kind))];
    batch_.notable.push_back(std::move(record));
    return;
  }
  auto& article = std::get<Article>(record.content);
  const AddOutcome outcome = ledger_.enter(article);
  ++(outcome == AddOutcome::kAdded      ? counts.added
     : outcome == AddOutcome::kReplaced ? counts.replaced
                                        : counts.unchanged);
  if (record.repaired_utf8) {
    ++counts.repaired;
    batch_.notable.push_back(record);
  }
  if (outcome == AddOutcome::kUnchanged) return;
  text_bytes_ += size_of(article);
  batch_.articles.push_back(std::move(article));
}

std::size_t BatchReader::most_articles() const {
  return batches_ < kFirstSegments ? kFirstSegmentArticles : kSegmentArticles;
}

// Waits for room. False when no more is wanted.
bool BatchReader::hand_on() {
  batch_.counts.bytes = bytes_;
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return abandoned_ || ready_.size() < kReadAhead; });
  if (abandoned_) return false;
  ready_.push_back(std::exchange(batch_, Batch()));
  ++batches_;
  text_bytes_ = 0;
  records_ = 0;
  changed_.notify_all();
  return true;
}

bool BatchReader::is_stopped() const {
  return request_.stop != nullptr && request_.stop->load(std::memory_order_relaxed);
}

}  // namespace edicola
