#include "searcher/open_index.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <utility>

#include "common/schema.h"
#include "common/xapian_error.h"
#include "edicola/error.h"

namespace edicola {
namespace {

// How often an index is opened anew because a writer removes the generation at that moment.
constexpr int kMostTries = 5;

// How long a stub that has not changed is taken for an index that has not: a writer that dies
// between its commit and the touch is noticed after that.
constexpr std::chrono::seconds kTrusted{1};

// How old a stub's time must be: file systems count time in steps, the coarsest (FAT) of two
// seconds, and of two commits in one step the second does not change it. Longer than kTrusted, so
// that after the last commit of a step the database is asked once more.
constexpr std::chrono::seconds kSettled{3};

void check_stamp(const Xapian::Database& database, const std::string& path,
                 const std::string& expected) {
  const std::string found = database.get_metadata(std::string(schema::kStampKey));
  if (found == expected) return;
  throw Error(ErrorKind::kIndexMismatch,
              found.empty()
                  ? path + ": it is a Xapian database, but was not made by edicola"
                  : fmt::format("{}: the index was made by another analyzer ({}; this is {})", path,
                                found, expected),
              "make the index again from the articles");
}

}  // namespace

OpenIndexes::OpenIndexes(std::vector<std::string> paths, const Analyzer& analyzer,
                         std::shared_ptr<IndexCaches> caches)
    : paths_(std::move(paths)), analyzer_(analyzer), caches_(std::move(caches)) {
  open();
}

OpenIndexes::Stub OpenIndexes::stub_of(const std::string& path) {
  struct stat status {};
  // No stub: a plain Xapian database, or one on a server; these keep their place.
  if (::stat((path + "/XAPIANDB").c_str(), &status) != 0) return {};
  return {status.st_dev, status.st_ino, status.st_mtim.tv_sec, status.st_mtim.tv_nsec};
}

std::vector<OpenIndexes::Stub> OpenIndexes::stubs() const {
  std::vector<Stub> all;
  for (const std::string& path : paths_) all.push_back(stub_of(path));
  return all;
}

Xapian::Database OpenIndexes::open_one(const std::string& path) const {
  std::error_code failure;
  if (!std::filesystem::exists(path, failure)) {
    throw Error(ErrorKind::kIndexMissing, path + ": there is no index",
                "make one with `edicola index PATH...`, or name another with --db");
  }
  return translating(path, [&] {
    Xapian::Database database(path);
    check_stamp(database, path, schema::stamp(analyzer_));
    return database;
  });
}

std::vector<Xapian::Database> OpenIndexes::open_all() const {
  std::vector<Xapian::Database> all;
  for (const std::string& path : paths_) all.push_back(open_one(path));
  return all;
}

void OpenIndexes::remember() {
  std::vector<std::shared_ptr<IndexCache>> caches;
  for (std::size_t n = 0; n < parts_.size(); ++n) {
    caches.push_back(caches_->cache_of(n, parts_[n]));
  }
  if (parts_.size() == 1) {
    memory_.emplace(database_, caches.front());
  } else {
    memory_.emplace(database_, parts_, caches);
  }
}

void OpenIndexes::open() {
  for (int left = kMostTries - 1;; --left) {
    // Before opening: what changes after that is noticed by the next refresh.
    const Clock::time_point time = Clock::now();
    std::vector<Stub> now = stubs();
    try {
      memory_.reset();
      parts_ = open_all();
      database_ = Xapian::Database();
      for (const Xapian::Database& part : parts_) database_.add_database(part);
      translating(paths_.front(), [this] { remember(); });
      opened_ = std::move(now);
      looked_ = time;
      return;
    } catch (const Error&) {
      if (left == 0 || now == stubs()) throw;
    }
  }
}

bool OpenIndexes::has_other_stubs() const {
  for (std::size_t n = 0; n < paths_.size(); ++n) {
    if (stub_of(paths_[n]) != opened_[n]) return true;
  }
  return false;
}

// Whether stubs that have not changed say that the indexes have not. Of an index without one, a
// plain database or one on a server, nothing is said.
bool OpenIndexes::is_known(Clock::time_point now) const {
  if (now < looked_ || now - looked_ >= kTrusted || memory_->is_closed()) return false;
  return std::all_of(opened_.begin(), opened_.end(), [now](const Stub& stub) {
    const Clock::time_point changed{std::chrono::seconds(stub.seconds)};
    return stub.file != 0 && now - changed >= kSettled;
  });
}

void OpenIndexes::look(Clock::time_point now) {
  try {
    if (database_.reopen() || memory_->is_closed()) remember();
    looked_ = now;
  } catch (const Xapian::DatabaseOpeningError&) {
    // The generation went between the two.
    open();
  }
}

void OpenIndexes::refresh() {
  const Clock::time_point now = Clock::now();
  if (!memory_ || has_other_stubs()) {
    open();
  } else if (!is_known(now)) {
    look(now);
  }
  memory_->trim();
}

}  // namespace edicola
