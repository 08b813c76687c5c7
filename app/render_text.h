// Answers for people.
#pragma once

#include <cstddef>
#include <string>

#include "edicola/search.h"

namespace edicola {

struct TextStyle {
  bool color = false;
  std::size_t width = 80;  // columns
};

// A search that was run: what was asked, what came, how long it took.
struct Answer {
  const Request& request;
  const Response& response;
  double took_ms = 0;
};

// The hits, a block each, with a blank line between blocks.
std::string render_text(const Answer& answer, const TextStyle& style);

// "12 articles with all the words, 40 with some, in 3 ms"; "nothing found for: ..." if there are
// none.
std::string summary(const Answer& answer);

std::string render_info_text(const IndexInfo& info);

// "1 article", "2 articles".
std::string counted(std::uint64_t count, std::string_view one, std::string_view many);

}  // namespace edicola
