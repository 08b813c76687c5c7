#include "searcher/info.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <system_error>

#include "searcher/any_of.h"
#include "searcher/impact_cursor.h"
#include "searcher/term_walk.h"

namespace edicola {
namespace {

namespace fs = std::filesystem;

std::uint64_t bytes_below(const std::string& path) {
  std::error_code failure;
  std::uint64_t bytes = 0;
  for (fs::recursive_directory_iterator at(path, failure), end; !failure && at != end;
       at.increment(failure)) {
    std::error_code unreadable;
    const std::uintmax_t size = at->file_size(unreadable);
    if (!unreadable) bytes += size;
  }
  return bytes;
}

// Words bear no prefix; all prefixes begin with a capital.
std::uint64_t count_words(IndexMemory& memory) {
  std::uint64_t words = 0;
  TermWalk walk(memory);
  bool any = walk.skip_to({});
  for (; any && walk.term() < "A"; any = walk.next()) ++words;
  if (any) any = walk.skip_to("[");
  for (; any; any = walk.next()) ++words;
  return words;
}

std::chrono::year_month_day day_of(const std::string& term) {
  const auto number = [&term](std::size_t begin, std::size_t size) {
    int value = 0;
    std::from_chars(term.data() + begin, term.data() + begin + size, value);
    return value;
  };
  return std::chrono::year(number(1, 4)) / number(5, 2) / number(7, 2);
}

// Of articles that are not deleted.
// NOLINTNEXTLINE(misc-no-recursion): a part has no parts
bool has_articles(IndexMemory& memory, const std::string& term) {
  for (const std::unique_ptr<IndexMemory>& part : memory.parts()) {
    if (has_articles(*part, term)) return true;
  }
  if (!memory.is_single()) return false;
  ImpactCursor cursor(memory, term);
  for (cursor.skip_to(1); !cursor.at_end(); cursor.skip_to(cursor.id() + 1)) {
    if (!memory.layers().is_gone(cursor.id())) return true;
  }
  return false;
}

void describe_days(IndexMemory& memory, IndexInfo& info) {
  const std::vector<CountedTerm> days = terms_beginning(memory, "D");
  const auto has_any = [&memory](const CountedTerm& day) { return has_articles(memory, day.term); };
  const auto first = std::find_if(days.begin(), days.end(), has_any);
  if (first == days.end()) return;
  info.oldest = day_of(first->term);
  info.newest = day_of(std::find_if(days.rbegin(), days.rend(), has_any)->term);
}

}  // namespace

IndexInfo describe(IndexMemory& memory, const std::vector<std::string>& paths,
                   const std::string& analyzer) {
  IndexInfo info;
  info.articles = memory.articles();
  info.terms = count_words(memory);
  for (const std::string& path : paths) info.bytes += bytes_below(path);
  describe_days(memory, info);
  info.analyzer = analyzer;
  return info;
}

}  // namespace edicola
