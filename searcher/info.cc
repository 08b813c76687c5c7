#include "searcher/info.h"

#include <charconv>
#include <filesystem>
#include <system_error>

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
std::uint64_t count_words(const Xapian::Database& database) {
  std::uint64_t words = 0;
  Xapian::TermIterator at = database.allterms_begin();
  const Xapian::TermIterator end = database.allterms_end();
  for (; at != end && *at < "A"; ++at) ++words;
  if (at == end) return words;
  for (at.skip_to("["); at != end; ++at) ++words;
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

// The last term that begins with `prefix`; empty if there is none.
std::string last_term(const Xapian::Database& database, const std::string& prefix) {
  std::string last;
  const Xapian::TermIterator end = database.allterms_end(prefix);
  for (Xapian::TermIterator at = database.allterms_begin(prefix); at != end; ++at) last = *at;
  return last;
}

void describe_days(const Xapian::Database& database, IndexInfo& info) {
  const Xapian::TermIterator first = database.allterms_begin("D");
  if (first == database.allterms_end("D")) return;
  info.oldest = day_of(*first);
  // Down from the last year to its last month and that one's last day: few terms each.
  const std::string year = last_term(database, "Y").substr(1);
  const std::string month = last_term(database, "M" + year).substr(1);
  info.newest = day_of(last_term(database, "D" + month));
}

}  // namespace

IndexInfo describe(const Xapian::Database& database, const std::vector<std::string>& paths,
                   const std::string& analyzer) {
  IndexInfo info;
  info.articles = database.get_doccount();
  info.terms = count_words(database);
  for (const std::string& path : paths) info.bytes += bytes_below(path);
  describe_days(database, info);
  info.analyzer = analyzer;
  return info;
}

}  // namespace edicola
