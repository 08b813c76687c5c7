#include "indexer/assembly.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

#include "indexer/block_writer.h"
#include "indexer/segment.h"

namespace edicola {
namespace {

// Segments merged into an index: three files each, of the 1,024 that a process may usually have
// open. When there are more, the first are merged while others are built: each of their bytes is
// written once more.
constexpr std::size_t kMostAtOnce = 240;
constexpr std::size_t kFanIn = 128;

// Below this share of the index, adding article by article is cheaper than rewriting it all.
constexpr std::uint64_t kSmallShare = 8;

void remove_database(const std::string& path) {
  std::error_code ignored;
  std::filesystem::remove_all(path, ignored);
}

template <typename Tasks>
void wait_for(Tasks& tasks) {
  for (auto& task : tasks) {
    if (task.done.valid()) task.done.wait();
  }
}

// The document before which nothing is in use: compaction begins there.
Xapian::docid first_document(const Xapian::Database& database) {
  const Xapian::PostingIterator at = database.postlist_begin({});
  return at == database.postlist_end({}) ? 0 : *at;
}

}  // namespace

Assembly::~Assembly() {
  wait_for(building_);
  wait_for(merging_);
}

std::string Assembly::new_path() { return fmt::format("{}/{}", folder_.workplace(), ++paths_); }

void Assembly::add(std::vector<Article> articles, const ImpactRule& rule) {
  const Part part{new_path(), numbered_, static_cast<std::uint32_t>(articles.size())};
  numbered_ += part.count;
  auto build = [this, rule, path = part.path, articles = std::move(articles)] {
    build_segment(analyzer_, rule, articles, path);
  };
  building_.push_back({part, pool_.submit(std::move(build))});
}

void Assembly::settle_one() {
  building_.front().done.get();
  built_.push_back(std::move(building_.front().part));
  building_.pop_front();
  if (built_.size() <= kMostAtOnce) return;
  const auto end = built_.begin() + kFanIn;
  merge({built_.begin(), end});
  built_.erase(built_.begin(), end);
}

// Has one part made of `parts`.
void Assembly::merge(const std::vector<Part>& parts) {
  Part whole{new_path(), parts.front().first, 0};
  std::vector<std::string> paths;
  for (const Part& part : parts) {
    whole.count += part.count;
    paths.push_back(part.path);
  }
  auto work = [paths = std::move(paths), into = whole.path] {
    merge_segments(paths, into, Xapian::Compactor::STANDARD);
    for (const std::string& path : paths) remove_database(path);
  };
  merging_.push_back({std::move(whole), pool_.submit(std::move(work))});
}

// All parts, in order.
std::vector<Assembly::Part> Assembly::take_parts() {
  while (!building_.empty()) settle_one();
  std::vector<Part> parts;
  for (; !merging_.empty(); merging_.pop_front()) {
    merging_.front().done.get();
    parts.push_back(std::move(merging_.front().part));
  }
  for (Part& part : built_) parts.push_back(std::move(part));
  built_.clear();
  return parts;
}

// Few enough to be merged at once.
std::vector<Assembly::Part> Assembly::narrowed(std::vector<Part> parts) {
  while (parts.size() > kMostAtOnce) {
    for (auto at = parts.begin(); at != parts.end();) {
      const auto end = at + std::min<std::ptrdiff_t>(kFanIn, parts.end() - at);
      merge({at, end});
      at = end;
    }
    parts = take_parts();
  }
  return parts;
}

void Assembly::finish(const Ledger& ledger, const ImpactRule& rule) {
  std::vector<Part> parts = take_parts();
  if (parts.empty() && !folder_.is_new()) return;
  if (parts.empty()) {
    make_empty_database(analyzer_, rule, folder_.next());
    folder_.publish();
    return;
  }
  drop_outdated(parts, ledger);
  const bool small = !folder_.is_new() && std::uint64_t{numbered_} * kSmallShare <
                                              Xapian::Database(folder_.live()).get_doccount();
  if (small) {
    add_to_live(parts, ledger);
  } else {
    make_generation(narrowed(std::move(parts)), ledger);
  }
}

// Articles that a later one of the run has replaced.
void Assembly::drop_outdated(const std::vector<Part>& parts, const Ledger& ledger) {
  std::vector<std::uint32_t> outdated = ledger.outdated();
  std::sort(outdated.begin(), outdated.end());
  auto at = outdated.begin();
  for (const Part& part : parts) {
    std::vector<Xapian::docid> ids;
    for (; at != outdated.end() && *at - part.first < part.count; ++at) {
      ids.push_back(*at - part.first + 1);
    }
    if (!ids.empty()) delete_documents(part.path, ids);
  }
}

// All or nothing: one transaction.
void Assembly::add_to_live(const std::vector<Part>& parts, const Ledger& ledger) {
  Xapian::WritableDatabase live(folder_.live(), Xapian::DB_OPEN);
  live.begin_transaction();
  const std::vector<Xapian::docid>& outdated = ledger.outdated_live();
  for (const Xapian::docid id : outdated) live.delete_document(id);
  note_deleted(outdated, live);
  for (const Part& part : parts) {
    const Xapian::Database from(part.path);
    const Xapian::PostingIterator end = from.postlist_end({});
    for (auto at = from.postlist_begin({}); at != end; ++at) {
      live.add_document(from.get_document(*at));
    }
  }
  live.commit_transaction();
  live.close();
  if (needs_blocks(Xapian::Database(folder_.live()))) make_blocks(folder_.live());
}

void Assembly::make_generation(const std::vector<Part>& parts, const Ledger& ledger) {
  std::vector<std::string> paths;
  std::vector<Xapian::docid> outdated;
  if (!folder_.is_new()) {
    paths.push_back(folder_.live());
    const Xapian::docid first = first_document(Xapian::Database(folder_.live()));
    for (const Xapian::docid id : ledger.outdated_live()) outdated.push_back(id - first + 1);
  }
  for (const Part& part : parts) paths.push_back(part.path);
  merge_segments(paths, folder_.next(), Xapian::Compactor::FULL);
  if (!outdated.empty()) delete_documents(folder_.next(), outdated);
  make_blocks(folder_.next());
  folder_.publish();
}

}  // namespace edicola
