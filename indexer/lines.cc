#include "indexer/lines.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include "edicola/error.h"

namespace edicola {
namespace {

[[noreturn]] void fail(const std::string& path, int number) {
  const std::string reason = std::generic_category().message(number);
  throw Error(ErrorKind::kInput, path == "-" ? fmt::format("cannot read standard input: {}", reason)
                                             : fmt::format("cannot read \"{}\": {}", path, reason));
}

int open_file(const std::string& path) {
  if (path == "-") return STDIN_FILENO;
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) fail(path, errno);
  return file;
}

}  // namespace

LineSource::LineSource(std::string path, LineOptions options)
    : path_(std::move(path)),
      options_(options),
      file_(open_file(path_)),
      buffer_(options.block + kLinePadding) {
  // A folder can be opened but not read: say so now rather than at the first line.
  struct stat status = {};
  if (::fstat(file_, &status) == 0 && S_ISDIR(status.st_mode)) {
    if (path_ != "-") ::close(file_);
    fail(path_, EISDIR);
  }
  may_block_ = !S_ISREG(status.st_mode);
  ::posix_fadvise(file_, 0, 0, POSIX_FADV_SEQUENTIAL);
}

LineSource::~LineSource() {
  if (path_ != "-") ::close(file_);
}

std::optional<Line> LineSource::next() {
  for (;;) {
    const void* found = std::memchr(buffer_.data() + scanned_, '\n', end_ - scanned_);
    if (found != nullptr) {
      const auto at = static_cast<std::size_t>(static_cast<const char*>(found) - buffer_.data());
      return take(at - begin_, at - begin_ + 1);
    }
    scanned_ = end_;
    if (end_ - begin_ > options_.limit) return pass_over();
    if (at_end_ && begin_ == end_) return std::nullopt;
    if (at_end_) {
      buffer_[end_] = '\n';
      return take(end_ - begin_, end_ - begin_);
    }
    refill();
  }
}

Line LineSource::take(std::size_t length, std::size_t with_line_feed) {
  const std::string_view text(buffer_.data() + begin_, length);
  begin_ += with_line_feed;
  scanned_ = begin_;
  bytes_read_ += with_line_feed;
  if (length > options_.limit) return {.text = {}, .too_long = true};
  return {.text = text};
}

// Drops the line that begins at begin_ and has shown no end yet.
Line LineSource::pass_over() {
  const void* found = nullptr;
  while (found == nullptr && !at_end_) {
    bytes_read_ += end_ - begin_;
    begin_ = end_ = 0;
    read_block();
    found = std::memchr(buffer_.data(), '\n', end_);
    begin_ = 0;
    if (found == nullptr) continue;
    begin_ = static_cast<std::size_t>(static_cast<const char*>(found) - buffer_.data()) + 1;
    bytes_read_ += begin_;
  }
  if (found == nullptr) {
    bytes_read_ += end_ - begin_;
    begin_ = end_;
  }
  scanned_ = begin_;
  return {.text = {}, .too_long = true};
}

void LineSource::refill() {
  make_room();
  read_block();
}

// Moves the unfinished line to the front; where that does not free half a block, doubles the
// buffer.
void LineSource::make_room() {
  const std::size_t kept = end_ - begin_;
  std::memmove(buffer_.data(), buffer_.data() + begin_, kept);
  begin_ = 0;
  scanned_ = end_ = kept;
  const std::size_t capacity = buffer_.size() - kLinePadding;
  if (capacity - kept < (options_.block + 1) / 2) buffer_.resize(2 * capacity + kLinePadding);
}

void LineSource::read_block() {
  if (!wait_for_input()) {
    begin_ = scanned_ = end_;
    at_end_ = true;
    return;
  }
  const std::size_t room = buffer_.size() - kLinePadding - end_;
  ssize_t count = -1;
  do {
    count = ::read(file_, buffer_.data() + end_, room);
  } while (count < 0 && errno == EINTR);
  if (count < 0) fail(path_, errno);
  at_end_ = count == 0;
  end_ += static_cast<std::size_t>(count);
}

// False if told to stop first.
bool LineSource::wait_for_input() {
  if (options_.stop == nullptr || !may_block_) return true;
  constexpr int kMilliseconds = 50;
  pollfd wanted = {.fd = file_, .events = POLLIN, .revents = 0};
  while (!*options_.stop) {
    // A failure of poll, other than by a signal, is left for read to report.
    const int ready = ::poll(&wanted, 1, kMilliseconds);
    if (ready > 0 || (ready < 0 && errno != EINTR)) return true;
  }
  return false;
}

}  // namespace edicola
