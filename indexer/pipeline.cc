// index_files: a thread reads, some make segments, the calling thread keeps the order and the
// counts.
#include <algorithm>
#include <chrono>
#include <deque>
#include <exception>
#include <variant>

#include "common/pool.h"
#include "common/schema.h"
#include "common/xapian_error.h"
#include "edicola/error.h"
#include "edicola/index.h"
#include "indexer/assembly.h"
#include "indexer/batch_reader.h"
#include "indexer/document.h"
#include "indexer/index_folder.h"
#include "indexer/ledger.h"
#include "indexer/stamp.h"

namespace edicola {
namespace {

constexpr auto kProgressEvery = std::chrono::milliseconds(250);
constexpr std::size_t kUnderWayPerThread = 2;  // segments

bool is_stopped(const IndexRequest& request) {
  return request.stop != nullptr && request.stop->load(std::memory_order_relaxed);
}

std::optional<Xapian::Database> open_live(const IndexFolder& folder, const Analyzer& analyzer) {
  if (folder.is_new()) return std::nullopt;
  Xapian::Database live(folder.live());
  check_stamp(live, folder.path(), schema::stamp(analyzer));
  return live;
}

void add_to(IndexCounts& total, const IndexCounts& more) {
  total.added += more.added;
  total.replaced += more.replaced;
  total.unchanged += more.unchanged;
  total.skipped += more.skipped;
  total.repaired += more.repaired;
  for (const auto& [why, count] : more.skipped_why) total.skipped_why[why] += count;
  total.bytes = more.bytes;
}

// Of the index, or of a new one: then the first batch decides what a usual article is.
ImpactRule impact_rule(const IndexFolder& folder, const IndexRanking& ranking) {
  if (folder.is_new()) return make_impact_rule(ranking);
  return impact_rule_of(Xapian::Database(folder.live()), folder.path(), ranking);
}

double mean_length(const std::vector<Article>& articles) {
  double sum = 0;
  for (const Article& article : articles) sum += text_length(article);
  return std::max(1.0, sum / static_cast<double>(articles.size()));
}

class Run {
 public:
  // Both outlive it.
  Run(const IndexRequest& request, IndexFolder& folder)
      : request_(request),
        folder_(folder),
        ledger_(open_live(folder_, analyzer_)),
        rule_(impact_rule(folder_, request.ranking)),
        learns_length_(folder_.is_new() && !request.ranking.mean_length),
        most_under_way_(threads_for(request.threads) * kUnderWayPerThread),
        pool_(threads_for(request.threads)),
        assembly_(folder_, analyzer_, pool_) {}

  IndexCounts go() {
    std::exception_ptr failure;
    {
      BatchReader reader(request_, ledger_);
      for (Batch batch; reader.next(batch); batch = Batch()) {
        failure = batch.failure;
        take(batch);
      }
    }
    while (!under_way_.empty()) settle_one();
    end(failure);
    return counts_;
  }

 private:
  void take(Batch& batch) {
    const bool any = !batch.articles.empty();
    if (any && learns_length_) rule_.mean_length = mean_length(batch.articles);
    learns_length_ = learns_length_ && !any;
    if (any) assembly_.add(std::move(batch.articles), rule_);
    under_way_.push_back({any, std::move(batch)});
    while (!under_way_.empty() &&
           (!under_way_.front().builds || under_way_.size() > most_under_way_)) {
      settle_one();
    }
  }

  void settle_one() {
    const UnderWay done = std::move(under_way_.front());
    under_way_.pop_front();
    if (done.builds) assembly_.settle_one();
    add_to(counts_, done.batch.counts);
    for (const Record& record : done.batch.notable) report(record);
    report_progress();
  }

  void report(const Record& record) const {
    const auto* bad = std::get_if<BadRecord>(&record.content);
    if (bad == nullptr) {
      if (request_.on_repaired) request_.on_repaired(record);
      return;
    }
    if (request_.on_bad_record) request_.on_bad_record(record);
    if (!request_.strict) return;
    throw Error(ErrorKind::kInput,
                record.source + ":" + std::to_string(record.line) + ": " + bad->why,
                "mend the record, or run without --strict to skip it; the index is as it was");
  }

  void report_progress() {
    const auto now = std::chrono::steady_clock::now();
    if (!request_.on_progress || now - reported_ < kProgressEvery) return;
    reported_ = now;
    request_.on_progress(counts_);
  }

  // What came before a failure or an interruption stays, unless all or nothing was asked for.
  void end(const std::exception_ptr& failure) {
    const bool interrupted = is_stopped(request_);
    if (!(request_.strict && (failure || interrupted))) assembly_.finish(ledger_, rule_);
    if (failure) std::rethrow_exception(failure);
    if (!interrupted) return;
    throw Error(ErrorKind::kInterrupted,
                request_.strict ? "interrupted; the index is as it was"
                                : "interrupted; " + std::to_string(counts_.articles()) +
                                      " articles were read and are in the index",
                "run the same command again to go on");
  }

  struct UnderWay {
    bool builds = false;  // a segment
    Batch batch;          // without its articles
  };

  const IndexRequest& request_;
  Analyzer analyzer_;
  IndexFolder& folder_;
  Ledger ledger_;
  ImpactRule rule_;
  bool learns_length_;  // still to come
  std::size_t most_under_way_;
  Pool pool_;
  Assembly assembly_;
  std::deque<UnderWay> under_way_;
  IndexCounts counts_;
  std::chrono::steady_clock::time_point reported_ = std::chrono::steady_clock::now();
};

}  // namespace

IndexCounts index_files(const IndexRequest& request) {
  return translating(request.index, [&] {
    IndexFolder folder(request.index);
    if (folder.had_leftovers() && request.on_discarded) request.on_discarded();
    return Run(request, folder).go();
  });
}

}  // namespace edicola
