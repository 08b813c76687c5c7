#include "indexer/assembly.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include <xapian.h>

namespace edicola {
namespace {

// Segments merged into an index: four files each, of the 1,024 that a process may usually have
// open. When there are more, the first are merged while others are built: each of their bytes is
// written once more.
constexpr std::size_t kMostAtOnce = 200;
constexpr std::size_t kFanIn = 128;

// Below this share of the index, adding article by article is cheaper than rewriting it all.
constexpr std::uint64_t kSmallShare = 8;

template <typename Tasks>
void wait_for(Tasks& tasks) {
  for (auto& task : tasks) {
    if (task.done.valid()) task.done.wait();
  }
}

}  // namespace

Assembly::Assembly(IndexFolder& folder, const Analyzer& analyzer, Pool& pool)
    : folder_(folder), analyzer_(analyzer), pool_(pool) {
  if (folder_.is_new()) return;
  const Xapian::Database live(folder_.live());
  live_ = live.get_doccount();
  first_ = live.get_lastdocid() + 1;
}

Assembly::~Assembly() {
  wait_for(building_);
  wait_for(merging_);
}

std::string Assembly::new_path() { return fmt::format("{}/{}", folder_.workplace(), ++paths_); }

void Assembly::add(std::vector<Article> articles, const ImpactRule& rule) {
  const Segment segment{new_path(), first_ + numbered_,
                        static_cast<std::uint32_t>(articles.size())};
  numbered_ += segment.count;
  auto build = [this, rule, segment, articles = std::move(articles)] {
    build_segment(analyzer_, rule, articles, segment);
  };
  building_.push_back({segment, pool_.submit(std::move(build))});
}

void Assembly::settle_one() {
  building_.front().done.get();
  built_.push_back(std::move(building_.front().segment));
  building_.pop_front();
  if (built_.size() <= kMostAtOnce) return;
  const auto end = built_.begin() + kFanIn;
  merge({built_.begin(), end});
  built_.erase(built_.begin(), end);
}

// Has one segment made of `parts`.
void Assembly::merge(const std::vector<Segment>& parts) {
  Segment whole{new_path(), parts.front().first, 0};
  for (const Segment& part : parts) whole.count += part.count;
  merging_.push_back({whole, pool_.submit([parts, whole] { merge_segments(parts, whole); })});
}

// All that were made, in order.
std::vector<Segment> Assembly::take_segments() {
  while (!building_.empty()) settle_one();
  std::vector<Segment> segments;
  for (; !merging_.empty(); merging_.pop_front()) {
    merging_.front().done.get();
    segments.push_back(std::move(merging_.front().segment));
  }
  std::move(built_.begin(), built_.end(), std::back_inserter(segments));
  built_.clear();
  return segments;
}

// Few enough to be merged at once.
std::vector<Segment> Assembly::narrowed(std::vector<Segment> segments) {
  while (segments.size() > kMostAtOnce) {
    for (auto at = segments.begin(); at != segments.end();) {
      const auto end = at + std::min<std::ptrdiff_t>(kFanIn, segments.end() - at);
      merge({at, end});
      at = end;
    }
    segments = take_segments();
  }
  return segments;
}

void Assembly::finish(const Ledger& ledger, const ImpactRule& rule) {
  std::vector<Segment> segments = narrowed(take_segments());
  if (!segments.empty()) {
    bring_in({std::move(segments), outdated(ledger)});
  } else if (folder_.is_new()) {
    make_empty_database(analyzer_, rule, folder_.next());
    folder_.publish();
  }
}

// Documents of the index and of the run that a later one has replaced.
std::vector<std::uint32_t> Assembly::outdated(const Ledger& ledger) const {
  std::vector<std::uint32_t> ids = ledger.outdated_live();
  for (const std::uint32_t number : ledger.outdated()) ids.push_back(first_ + number);
  std::sort(ids.begin(), ids.end());
  return ids;
}

void Assembly::bring_in(const Additions& additions) {
  if (std::uint64_t{numbered_} * kSmallShare < live_) {
    add_in_place(additions, folder_.live());
    folder_.announce();
    return;
  }
  make_database(additions,
                {folder_.next(), folder_.is_new() ? std::string() : folder_.live(), new_path()});
  folder_.publish();
}

}  // namespace edicola
