#include "edicola/reader.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <set>
#include <system_error>
#include <utility>

#include "edicola/error.h"
#include "indexer/jsonl.h"

namespace edicola {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSuffix = ".jsonl";

// Names a file or folder whatever path leads to it.
using FileKey = std::pair<dev_t, ino_t>;

[[noreturn]] void fail(const fs::path& path, int number) {
  const char* const hint = number == ENOENT   ? "check the spelling of the path"
                           : number == EACCES ? "check the permissions of the path"
                                              : "";
  throw Error(
      ErrorKind::kInput,
      fmt::format("cannot read \"{}\": {}", path.string(), std::generic_category().message(number)),
      hint);
}

struct stat status_of(const fs::path& path) {
  struct stat status = {};
  if (::stat(path.c_str(), &status) != 0) fail(path, errno);
  return status;
}

FileKey key_of(const struct stat& status) { return {status.st_dev, status.st_ino}; }

std::vector<fs::path> names_in(const fs::path& folder) {
  std::error_code failure;
  std::vector<fs::path> names;
  for (fs::directory_iterator entry(folder, failure), end; !failure && entry != end;
       entry.increment(failure)) {
    names.push_back(entry->path().filename());
  }
  if (failure) fail(folder, failure.value());
  std::sort(names.begin(), names.end());
  return names;
}

bool is_hidden(const fs::path& name) { return name.native().starts_with('.'); }

bool is_readable_format(const fs::path& name) { return name.native().ends_with(kSuffix); }

class InputFinder {
 public:
  void add(const std::string& path) {
    if (path == "-") {
      if (!std::exchange(standard_input_, true)) files_.push_back({path, 0});
      return;
    }
    const struct stat status = status_of(path);
    if (!S_ISDIR(status.st_mode)) {
      add_file(path, status);
    } else if (std::set<FileKey> walked; !walk(path, walked)) {
      throw Error(ErrorKind::kInput, fmt::format("no *{} file in the folder \"{}\"", kSuffix, path),
                  "name a folder that holds such files, or the file itself");
    }
  }

  std::vector<InputFile> take() { return std::move(files_); }

 private:
  void add_file(const fs::path& path, const struct stat& status) {
    // Opening would be the surer test, but would disturb a pipe.
    if (::faccessat(AT_FDCWD, path.c_str(), R_OK, AT_EACCESS) != 0) fail(path, errno);
    if (!seen_.insert(key_of(status)).second) return;
    const bool sized = S_ISREG(status.st_mode);
    files_.push_back({path.string(), sized ? static_cast<std::uint64_t>(status.st_size) : 0});
  }

  // True if `folder` holds a file, be it one already seen. Links may lead back to a folder above,
  // hence `walked`.
  bool walk(const fs::path& folder, std::set<FileKey>& walked) {
    if (!walked.insert(key_of(status_of(folder))).second) return false;
    bool found = false;
    for (const fs::path& name : names_in(folder)) {
      if (!is_hidden(name)) found = visit(folder / name, walked) || found;
    }
    return found;
  }

  bool visit(const fs::path& path, std::set<FileKey>& walked) {
    std::error_code ignored;
    if (fs::is_directory(path, ignored)) return walk(path, walked);
    if (!is_readable_format(path.filename())) return false;
    const struct stat status = status_of(path);
    if (!S_ISREG(status.st_mode)) return false;
    add_file(path, status);
    return true;
  }

  std::vector<InputFile> files_;
  std::set<FileKey> seen_;
  bool standard_input_ = false;
};

}  // namespace

std::vector<InputFile> find_inputs(const std::vector<std::string>& paths) {
  InputFinder finder;
  for (const std::string& path : paths) finder.add(path);
  return finder.take();
}

std::unique_ptr<Reader> open_reader(const InputFile& file, const std::atomic<bool>* stop) {
  return open_jsonl(file, {.stop = stop});
}

}  // namespace edicola
