#include "indexer/jsonl.h"

#include <fmt/format.h>

#include <utility>

#include "indexer/json_record.h"
#include "indexer/raw_record.h"

namespace edicola {
namespace {

bool is_empty_line(std::string_view line) {
  return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

// At any line, not the first alone: files are joined with `cat`.
std::string_view without_byte_order_mark(std::string_view line) {
  constexpr std::string_view kMark = "\uFEFF";
  if (line.starts_with(kMark)) line.remove_prefix(kMark.size());
  return line;
}

std::string too_long(std::size_t limit) {
  constexpr std::size_t kMiB = std::size_t{1} << 20U;
  return limit % kMiB == 0 ? fmt::format("line longer than {} MiB", limit / kMiB)
                           : fmt::format("line longer than {} bytes", limit);
}

class JsonlReader : public Reader {
 public:
  JsonlReader(std::string path, LineOptions options)
      : path_(std::move(path)), limit_(options.limit), lines_(path_, options) {}

  std::optional<Record> next() override {
    while (const auto line = lines_.next()) {
      ++number_;
      const std::string_view text = without_byte_order_mark(line->text);
      if (!line->too_long && is_empty_line(text)) continue;
      Record record;
      if (line->too_long) {
        record.content = bad_record(BadRecordKind::kTooLong, too_long(limit_));
      } else {
        record = parser_.parse(text);
      }
      record.source = path_;
      record.line = number_;
      return record;
    }
    return std::nullopt;
  }

  [[nodiscard]] std::uint64_t bytes_read() const override { return lines_.bytes_read(); }

 private:
  std::string path_;
  std::size_t limit_;
  LineSource lines_;
  JsonRecordParser parser_;
  std::uint64_t number_ = 0;
};

}  // namespace

std::unique_ptr<Reader> open_jsonl(const InputFile& file, LineOptions options) {
  return std::make_unique<JsonlReader>(file.path, options);
}

}  // namespace edicola
