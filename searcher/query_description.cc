#include "searcher/query_description.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace edicola {
namespace {

constexpr std::string_view kSource = "PostingSource(";

// Behind the bracket that closes the one before `from`; the end if none does.
std::size_t closing(std::string_view text, std::size_t from) {
  for (int open = 1; from < text.size(); ++from) {
    if (text[from] == '(') ++open;
    if (text[from] == ')' && --open == 0) break;
  }
  return from;
}

// Whether one pair of brackets encloses it all.
bool is_bracketed(std::string_view text) {
  return text.starts_with('(') && closing(text, 1) + 1 == text.size();
}

}  // namespace

std::string describe(const Xapian::Query& query) {
  const std::string whole = query.get_description();
  std::string_view left = whole;
  std::string text;
  for (std::size_t at = left.find(kSource); at != std::string_view::npos; at = left.find(kSource)) {
    text += left.substr(0, at);
    const std::size_t end = closing(left, at + kSource.size());
    const std::string_view source = left.substr(at + kSource.size(), end - at - kSource.size());
    const bool is_clear = source.find(' ') == std::string_view::npos || is_bracketed(source) ||
                          (text.ends_with("Query(") && end + 2 == left.size());
    text.append(is_clear ? "" : "(").append(source).append(is_clear ? "" : ")");
    left = left.substr(std::min(end + 1, left.size()));
  }
  return text.append(left);
}

}  // namespace edicola
