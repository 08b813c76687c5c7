// One JSON object to one article: which fields are read, what they may hold, what is refused.
#pragma once

#include <simdjson.h>

#include <optional>
#include <string_view>
#include <variant>

#include "edicola/article.h"
#include "indexer/lines.h"

namespace edicola {

class JsonRecordParser {
 public:
  // The article of `line`, or why there is none; `source` and `line` of the result are the
  // caller's. What is not UTF-8 and halves of surrogate pairs (\ud800) become U+FFFD. At least
  // kLinePadding bytes after `line` must be readable.
  Record parse(std::string_view line);

 private:
  using Content = std::variant<Article, BadRecord>;

  // Nothing if `line` is no JSON object as it stands.
  std::optional<Content> read(std::string_view line);
  Record parse_repaired(std::string_view line);
  void release_memory(std::size_t line_size);

  simdjson::ondemand::parser parser_;
};

}  // namespace edicola
