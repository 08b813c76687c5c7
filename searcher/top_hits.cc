#include "searcher/top_hits.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

namespace edicola {
namespace {

bool is_better(const TopHit& a, const TopHit& b) {
  return a.weight != b.weight ? a.weight > b.weight : a.id < b.id;
}

class Collector {
 public:
  explicit Collector(const TopRequest& request) : request_(request) {}

  void take(Xapian::docid id, Xapian::PostingSource& source) {
    ++seen_;
    if (request_.limit > 0) keep({id, source.get_weight()});
    if (!counted_to_ && seen_ >= request_.count_up_to && is_full()) {
      counted_ = seen_;
      counted_to_ = id;
    }
  }

  // Whether nothing more is asked.
  [[nodiscard]] bool is_done() const { return counted_to_ != 0 && request_.limit == 0; }

  // What a match must weigh to be of use: while matches are counted, all are.
  [[nodiscard]] double least() const {
    if (counted_to_ == 0 || hits_.empty()) return 0;
    return std::nextafter(hits_.front().weight, std::numeric_limits<double>::infinity());
  }

  TopHits finish(const Xapian::PostingSource& source, bool whole) {
    std::sort(hits_.begin(), hits_.end(), is_better);
    return {std::move(hits_), count(source, whole)};
  }

 private:
  [[nodiscard]] bool is_full() const { return hits_.size() >= request_.limit; }

  void keep(const TopHit& hit) {
    if (!is_full()) {
      hits_.push_back(hit);
      std::push_heap(hits_.begin(), hits_.end(), is_better);
    } else if (is_better(hit, hits_.front())) {
      std::pop_heap(hits_.begin(), hits_.end(), is_better);
      hits_.back() = hit;
      std::push_heap(hits_.begin(), hits_.end(), is_better);
    }
  }

  // `whole`: all documents were asked for, of which the source may know how many match.
  [[nodiscard]] Count count(const Xapian::PostingSource& source, bool whole) const {
    if (counted_to_ == 0 || counted_to_ >= request_.last) return {seen_, false};
    if (whole && source.get_termfreq_min() == source.get_termfreq_max()) {
      return {source.get_termfreq_max(), false};
    }
    const double share = (counted_to_ - request_.first + 1.0) /
                         (std::uint64_t{request_.last} - request_.first + 1.0);
    const double estimate = static_cast<double>(counted_) / share;
    const double most = source.get_termfreq_max();
    return {std::max(seen_, static_cast<std::uint64_t>(std::min(estimate, most))), true};
  }

  const TopRequest& request_;
  std::vector<TopHit> hits_;  // a heap, its worst in front
  std::uint64_t seen_ = 0;
  std::uint64_t counted_ = 0;  // matches up to counted_to_: all there are
  Xapian::docid counted_to_ = 0;
};

}  // namespace

TopHits find_top(Xapian::PostingSource& source, const Xapian::Database& database,
                 const TopRequest& request) {
  if (const auto* ranking = dynamic_cast<const RankingSource*>(&source)) {
    return ranking->find_best(request);
  }
  Collector collector(request);
  source.init(database);
  const Xapian::docid end = database.get_lastdocid();
  const bool whole = request.first <= 1 && request.last >= end;
  for (source.skip_to(std::max<Xapian::docid>(request.first, 1), 0); !source.at_end();
       source.next(collector.least())) {
    if (source.get_docid() > request.last) break;
    collector.take(source.get_docid(), source);
    if (collector.is_done()) break;
  }
  return collector.finish(source, whole);
}

}  // namespace edicola
