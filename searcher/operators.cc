#include "searcher/operators.h"

#include "searcher/range.h"

namespace edicola {
namespace {

// Whether a query is of leaves under OR only, which need nothing set.
// NOLINTNEXTLINE(misc-no-recursion): as deep as the parser lets a query be
bool is_plain(const Xapian::Query& query) {
  switch (query.get_type()) {
    case Xapian::Query::LEAF_POSTING_SOURCE:
    case Xapian::Query::LEAF_TERM:
      return true;
    case Xapian::Query::OP_OR:
    case Xapian::Query::OP_SCALE_WEIGHT:
      break;
    default:
      return false;
  }
  for (std::size_t i = 0; i < query.get_num_subqueries(); ++i) {
    if (!is_plain(query.get_subquery(i))) return false;
  }
  return true;
}

}  // namespace

Xapian::Query without(const Xapian::Query& query, const Xapian::Query& excluded) {
  if (is_plain(excluded)) return {Xapian::Query::OP_AND_NOT, query, excluded};
  // A document is in one of the two, and not in both.
  return {Xapian::Query::OP_FILTER, query,
          Xapian::Query(Xapian::Query::OP_XOR, every_document(), excluded)};
}

}  // namespace edicola
