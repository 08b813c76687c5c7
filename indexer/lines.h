// Lines of a file or of standard input, read in large blocks and handed out without copying.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace edicola {

struct Line {
  // Without its line feed; valid until the next call. At least kLinePadding bytes after it may be
  // read, and the first of them is a line feed.
  std::string_view text;
  bool too_long = false;  // longer than LineOptions::limit: passed over, `text` is empty
};

inline constexpr std::size_t kLinePadding = 64;

struct LineOptions {
  std::size_t limit = std::size_t{64} << 20U;  // bytes of a line
  std::size_t block = std::size_t{1} << 20U;   // bytes read at a time
  // Ends the input when it turns true during the wait for a pipe or a terminal; may be null.
  const std::atomic<bool>* stop = nullptr;
};

class LineSource {
 public:
  // Opens `path`, "-" for standard input. Throws Error(kInput) if it cannot be read or is a folder.
  explicit LineSource(std::string path, LineOptions options = {});
  ~LineSource();
  LineSource(const LineSource&) = delete;
  LineSource& operator=(const LineSource&) = delete;

  // The next line, or nothing at the end. Throws Error(kInput) if reading fails.
  std::optional<Line> next();

  // Bytes of the lines handed out so far, line feeds included.
  [[nodiscard]] std::uint64_t bytes_read() const { return bytes_read_; }

 private:
  void refill();
  void make_room();
  void read_block();
  bool wait_for_input();
  Line take(std::size_t length, std::size_t with_line_feed);
  Line pass_over();

  std::string path_;
  LineOptions options_;
  int file_ = -1;
  bool may_block_ = false;
  std::vector<char>
      buffer_;  // [begin_, end_) is read and not handed out, [begin_, scanned_) without a line feed
  std::size_t begin_ = 0;
  std::size_t scanned_ = 0;
  std::size_t end_ = 0;
  bool at_end_ = false;
  std::uint64_t bytes_read_ = 0;
};

}  // namespace edicola
