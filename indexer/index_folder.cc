#include "indexer/index_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <fstream>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "edicola/error.h"
#include "indexer/storage_error.h"

namespace edicola {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kStub = "XAPIANDB";
constexpr std::string_view kNewStub = "XAPIANDB.new";
constexpr std::string_view kLock = "lock";
constexpr std::string_view kWork = "work";
constexpr std::string_view kStubBegins = "auto g";

// The parents too: `--db var/index` on a fresh machine. Returns what was made, the deepest first.
std::vector<fs::path> make_folders(const std::string& path) {
  std::error_code failure;
  std::vector<fs::path> made;
  for (fs::path at = fs::absolute(path, failure); !at.empty() && !fs::exists(at, failure);
       at = at.parent_path()) {
    made.push_back(at);
  }
  fs::create_directories(path, failure);
  if (!failure) return made;
  throw Error(ErrorKind::kStorage, path + ": the folder cannot be made: " + failure.message(),
              "check the path and the permissions above it");
}

std::optional<unsigned> positive_number(std::string_view digits) {
  unsigned number = 0;
  const char* end = digits.data() + digits.size();
  const auto [stopped, failure] = std::from_chars(digits.data(), end, number);
  if (failure != std::errc() || stopped != end || number == 0) return std::nullopt;
  return number;
}

// g7 is 7.
std::optional<unsigned> generation_number(std::string_view name) {
  if (name.empty() || name.front() != 'g') return std::nullopt;
  return positive_number(name.substr(1));
}

// Of the live generation; 0 if there is no stub yet.
unsigned read_stub(const std::string& path) {
  const fs::path stub = fs::path(path) / kStub;
  std::error_code failure;
  if (!fs::exists(stub, failure)) return 0;
  std::ifstream file(stub);
  std::string line;
  std::getline(file, line);
  if (line.starts_with(kStubBegins)) {
    const auto number = positive_number(std::string_view(line).substr(kStubBegins.size()));
    if (number) return *number;
  }
  throw Error(ErrorKind::kIndexCorrupt,
              fmt::format("{}: {} does not name a generation of the index", path, kStub),
              "name another folder with --db, or make the index again");
}

bool is_ours(std::string_view name) {
  return name == kStub || name == kNewStub || name == kLock || name == kWork ||
         generation_number(name).has_value();
}

// Throws if `path` is something that no index may be made of.
void refuse_foreign(const std::string& path) {
  std::error_code failure;
  const fs::file_status status = fs::status(path, failure);
  if (!fs::exists(status)) return;
  if (!fs::is_directory(status)) {
    throw Error(ErrorKind::kIndexCorrupt, path + ": it is a file, not an index",
                "name a folder with --db");
  }
  fs::directory_iterator at(path, failure);
  if (failure) {
    throw Error(ErrorKind::kStorage, path + ": the folder cannot be read: " + failure.message(),
                "check its permissions");
  }
  if (at == fs::directory_iterator() || read_stub(path) != 0) return;
  // A first run that was killed leaves its lock and what it had under way.
  const bool ours = std::all_of(begin(at), end(at), [](const fs::directory_entry& entry) {
    return is_ours(entry.path().filename().native());
  });
  if (ours && fs::exists(fs::path(path) / kLock, failure)) return;
  throw Error(ErrorKind::kIndexCorrupt, path + ": the folder holds something that is no index",
              "name a new or empty folder with --db");
}

// Makes what was written to a file or folder outlive a loss of power.
void sync(const fs::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) throw_storage_error(path, "it cannot be opened", errno);
  const int outcome = ::fsync(file);
  const int code = errno;
  ::close(file);
  if (outcome != 0 && code != EINVAL)
    throw_storage_error(path, "it cannot be written to disk", code);
}

void sync_all_of(const fs::path& folder) {
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) sync(entry.path());
  sync(folder);
}

void write_stub(const fs::path& path, unsigned generation) {
  std::ofstream file(path, std::ios::trunc);
  file << kStubBegins << generation << '\n';
  file.close();
  if (!file) throw_storage_error(path, "it cannot be written", errno);
  sync(path);
}

}  // namespace

IndexFolder::IndexFolder(std::string path) : path_(std::move(path)) {
  refuse_foreign(path_);
  made_ = make_folders(path_);
  take_lock();
  try {
    generation_ = read_stub(path_);
    discard_leftovers();
  } catch (...) {
    ::close(lock_);
    throw;
  }
  clear_away();
}

IndexFolder::~IndexFolder() {
  clear_away();
  if (is_new()) {
    std::error_code ignored;
    fs::remove(fs::path(path_) / kLock, ignored);
    // Those above only if nobody has put anything there since.
    for (const fs::path& folder : made_) fs::remove(folder, ignored);
  }
  ::close(lock_);
}

// An flock belongs to this opening of the file: it keeps out other writers of this process too, and
// goes with the process however that ends.
void IndexFolder::take_lock() {
  const std::string file = (fs::path(path_) / kLock).native();
  lock_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (lock_ < 0) throw_storage_error(path_, "its lock cannot be opened", errno);
  if (::flock(lock_, LOCK_EX | LOCK_NB) == 0) return;
  const int code = errno;
  ::close(lock_);
  if (code != EWOULDBLOCK) throw_storage_error(path_, "it cannot be locked", code);
  throw Error(ErrorKind::kIndexLocked, path_ + ": another process is writing to it",
              "wait for it to end, then run this again");
}

// What was never published; generations before the live one were.
void IndexFolder::discard_leftovers() {
  std::vector<fs::path> unfinished = {fs::path(path_) / kWork, fs::path(path_) / kNewStub};
  for (const fs::path& folder : generations()) {
    if (generation_number(folder.filename().native()) > generation_) unfinished.push_back(folder);
  }
  for (const fs::path& path : unfinished) {
    std::error_code failure;
    if (fs::remove_all(path, failure) > 0) had_leftovers_ = true;
    if (failure) {
      throw_storage_error(path, "it was left by another run and cannot be removed",
                          failure.value());
    }
  }
}

// What cannot be removed now is tried again by the next writer.
void IndexFolder::clear_away() {
  std::error_code ignored;
  fs::remove_all(fs::path(path_) / kWork, ignored);
  fs::remove(fs::path(path_) / kNewStub, ignored);
  for (const fs::path& folder : generations()) {
    if (generation_number(folder.filename().native()) != generation_) {
      fs::remove_all(folder, ignored);
    }
  }
}

// All that are there, the live one and others.
std::vector<fs::path> IndexFolder::generations() const {
  std::vector<fs::path> found;
  std::error_code ignored;
  for (fs::directory_iterator at(path_, ignored), end; !ignored && at != end;
       at.increment(ignored)) {
    if (generation_number(at->path().filename().native())) found.push_back(at->path());
  }
  return found;
}

fs::path IndexFolder::generation(unsigned number) const {
  return fs::path(path_) / fmt::format("g{}", number);
}

std::string IndexFolder::live() const { return generation(generation_).native(); }
std::string IndexFolder::next() const { return generation(generation_ + 1).native(); }

std::string IndexFolder::workplace() {
  std::string folder = (fs::path(path_) / kWork).native();
  make_folders(folder);
  return folder;
}

// If it cannot be told, readers see it some moments later.
void IndexFolder::announce() const {
  ::utimensat(AT_FDCWD, (fs::path(path_) / kStub).c_str(), nullptr, 0);
}

void IndexFolder::publish() {
  const fs::path stub = fs::path(path_) / kStub;
  const fs::path new_stub = fs::path(path_) / kNewStub;
  sync_all_of(next());
  write_stub(new_stub, generation_ + 1);
  if (::rename(new_stub.c_str(), stub.c_str()) != 0) {
    throw_storage_error(path_, "the new index cannot take the place of the old", errno);
  }
  ++generation_;
  sync(path_);
  clear_away();
}

}  // namespace edicola
