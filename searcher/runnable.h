// A query that is ready to run.
#pragma once

#include <memory>
#include <utility>

#include <xapian.h>

namespace edicola {

struct Runnable {
  Runnable() = default;
  // NOLINTNEXTLINE(google-explicit-constructor): a query is one
  Runnable(Xapian::Query of) : query(std::move(of)) {}
  explicit Runnable(std::shared_ptr<Xapian::PostingSource> leaf)
      : query(leaf.get()), source(std::move(leaf)) {}

  [[nodiscard]] bool empty() const { return query.empty(); }

  Xapian::Query query;
  // The same, if the query is no more than one source: that can be run without Xapian's matcher,
  // see top_hits.h. Else null.
  std::shared_ptr<Xapian::PostingSource> source;
  // Whether to tell that an article matches takes reading something of it: then fewer are counted.
  bool reads_articles = false;
};

}  // namespace edicola
