// Readers turn files into records, one a call.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "edicola/article.h"

namespace edicola {

struct InputFile {
  std::string path;         // "-" is standard input
  std::uint64_t bytes = 0;  // 0 where not known
};

// The files below `paths` that edicola can read (*.jsonl), folders walked in name order; a file
// that is named outright is taken whatever its ending. Throws Error(kInput) if a path is missing or
// unreadable, or if a folder holds no such file: nothing has been touched then.
std::vector<InputFile> find_inputs(const std::vector<std::string>& paths);

// One reader reads one input, from one thread.
class Reader {
 public:
  virtual ~Reader() = default;
  Reader() = default;
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  // The next record, or nothing at the end. Throws Error(kInput) when the file itself fails to
  // read.
  virtual std::optional<Record> next() = 0;

  // Bytes of input consumed so far.
  [[nodiscard]] virtual std::uint64_t bytes_read() const = 0;
};

// Opens `file`. Throws Error(kInput) if it cannot be opened. While it waits for a pipe or a
// terminal the reader looks at `stop`, if given: when that turns true, the input ends before the
// unfinished line.
std::unique_ptr<Reader> open_reader(const InputFile& file, const std::atomic<bool>* stop = nullptr);

}  // namespace edicola
