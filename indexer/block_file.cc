#include "indexer/block_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <utility>

#include "indexer/checksum.h"
#include "indexer/storage_error.h"

namespace edicola {
namespace {

struct Header {
  std::uint32_t bytes = 0;
  std::uint32_t checksum = 0;
};

std::uint32_t checksum_of(std::string_view bytes) {
  return static_cast<std::uint32_t>(checksum64(bytes) >> 32U);
}

}  // namespace

BlockFileWriter::BlockFileWriter(std::string path)
    : path_(std::move(path)),
      file_(::open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)) {
  if (file_ < 0) throw_storage_error(path_, "it cannot be made", errno);
}

BlockFileWriter::~BlockFileWriter() {
  if (file_ >= 0) ::close(file_);
}

void BlockFileWriter::write(std::string_view block) {
  const Header header{static_cast<std::uint32_t>(block.size()), checksum_of(block)};
  std::array<char, sizeof header> bytes{};
  std::memcpy(bytes.data(), &header, sizeof header);
  put({bytes.data(), bytes.size()});
  put(block);
}

void BlockFileWriter::put(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file_, bytes.data(), bytes.size());
    if (written > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(written));
    } else if (written == 0 || errno != EINTR) {
      throw_storage_error(path_, "it cannot be written", written == 0 ? ENOSPC : errno);
    }
  }
}

// Some file systems say only now that there is no room.
void BlockFileWriter::finish() {
  write({});
  const int outcome = ::close(std::exchange(file_, -1));
  if (outcome != 0) throw_storage_error(path_, "it cannot be written", errno);
}

BlockFileReader::BlockFileReader(std::string path)
    : path_(std::move(path)), file_(::open(path_.c_str(), O_RDONLY | O_CLOEXEC)) {
  if (file_ < 0) throw_storage_error(path_, "it cannot be opened", errno);
}

BlockFileReader::~BlockFileReader() { ::close(file_); }

bool BlockFileReader::read(std::string& into) {
  if (ended_) return false;
  std::array<char, sizeof(Header)> bytes{};
  if (get(bytes.data(), bytes.size()) != bytes.size()) throw_damaged(path_);
  Header header;
  std::memcpy(&header, bytes.data(), sizeof header);
  if (header.bytes > kMostBlockBytes) throw_damaged(path_);
  const std::size_t begin = into.size();
  into.resize(begin + header.bytes);
  if (get(into.data() + begin, header.bytes) != header.bytes ||
      checksum_of(std::string_view(into).substr(begin)) != header.checksum) {
    throw_damaged(path_);
  }
  ended_ = header.bytes == 0;
  return !ended_;
}

// How many there were; fewer than asked for at the end of the file only.
std::size_t BlockFileReader::get(char* into, std::size_t count) {
  std::size_t all = 0;
  while (all < count) {
    const ssize_t got = ::read(file_, into + all, count - all);
    if (got == 0) break;
    if (got > 0) {
      all += static_cast<std::size_t>(got);
    } else if (errno != EINTR) {
      throw_storage_error(path_, "it cannot be read", errno);
    }
  }
  return all;
}

}  // namespace edicola
