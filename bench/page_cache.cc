#include "bench/page_cache.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <filesystem>
#include <system_error>
#include <vector>

namespace edicola::bench {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(int code, const fs::path& path) {
  throw std::system_error(code, std::generic_category(), path.string());
}

class OpenFile {
 public:
  explicit OpenFile(const fs::path& path) : path_(path), file_(::open(path.c_str(), O_RDONLY)) {
    if (file_ < 0) fail(errno, path);
  }
  ~OpenFile() { ::close(file_); }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  // Pages that are not yet on the disk cannot be dropped.
  void drop() const {
    if (::fdatasync(file_) != 0) fail(errno, path_);
    if (const int code = ::posix_fadvise(file_, 0, 0, POSIX_FADV_DONTNEED); code != 0) {
      fail(code, path_);
    }
  }

  // A byte a page, odd if it is in the cache. Mapping a file reads nothing.
  [[nodiscard]] std::vector<unsigned char> pages() const {
    const std::size_t bytes = fs::file_size(path_);
    const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    std::vector<unsigned char> pages((bytes + page - 1) / page);
    if (pages.empty()) return pages;
    void* const mapped = ::mmap(nullptr, bytes, PROT_READ, MAP_SHARED, file_, 0);
    if (mapped == MAP_FAILED) fail(errno, path_);
    const int code = ::mincore(mapped, bytes, pages.data()) == 0 ? 0 : errno;
    ::munmap(mapped, bytes);
    if (code != 0) fail(code, path_);
    return pages;
  }

 private:
  fs::path path_;
  int file_;
};

template <typename Work>
void each_file(const std::string& folder, Work work) {
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) work(OpenFile(entry.path()));
  }
}

}  // namespace

void drop_from_cache(const std::string& folder) {
  each_file(folder, [](const OpenFile& file) { file.drop(); });
}

double share_in_cache(const std::string& folder) {
  std::size_t all = 0;
  std::size_t cached = 0;
  each_file(folder, [&](const OpenFile& file) {
    const std::vector<unsigned char> pages = file.pages();
    all += pages.size();
    cached += static_cast<std::size_t>(std::count_if(
        pages.begin(), pages.end(), [](unsigned char page) { return page % 2 == 1; }));
  });
  return all == 0 ? 0 : static_cast<double>(cached) / static_cast<double>(all);
}

}  // namespace edicola::bench
