// How many articles have a term: asked again and again while a query is compiled, and each answer
// is a way down Xapian's tree.
#pragma once

#include <string>
#include <unordered_map>

#include <xapian.h>

namespace edicola {

// Of one query: it remembers, and does not see what is committed meanwhile. One thread's.
class TermCounts {
 public:
  // The database outlives it.
  explicit TermCounts(const Xapian::Database& database)
      : database_(database), articles_(database.get_doccount()) {}

  // Of the whole index.
  [[nodiscard]] Xapian::doccount articles() const { return articles_; }

  // With `term`.
  [[nodiscard]] Xapian::doccount of(const std::string& term) {
    const auto [at, is_new] = known_.try_emplace(term, 0);
    if (is_new) at->second = database_.get_termfreq(term);
    return at->second;
  }

  [[nodiscard]] const Xapian::Database& database() const { return database_; }

 private:
  const Xapian::Database& database_;
  Xapian::doccount articles_;
  std::unordered_map<std::string, Xapian::doccount> known_;
};

}  // namespace edicola
