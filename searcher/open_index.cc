#include "searcher/open_index.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <filesystem>
#include <utility>

#include "common/schema.h"
#include "common/xapian_error.h"
#include "edicola/error.h"

namespace edicola {
namespace {

// How often an index is opened anew because a writer removes the generation at that moment.
constexpr int kMostTries = 5;

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
    std::vector<Stub> now = stubs();
    try {
      memory_.reset();
      parts_ = open_all();
      database_ = Xapian::Database();
      for (const Xapian::Database& part : parts_) database_.add_database(part);
      translating(paths_.front(), [this] { remember(); });
      opened_ = std::move(now);
      return;
    } catch (const Error&) {
      if (left == 0 || now == stubs()) throw;
    }
  }
}

void OpenIndexes::refresh() {
  if (opened_ != stubs()) {
    open();
    return;
  }
  try {
    if (database_.reopen() || !memory_ || memory_->is_closed()) remember();
    memory_->trim();
  } catch (const Xapian::DatabaseOpeningError&) {
    // The generation went between the two.
    open();
  }
}

}  // namespace edicola
