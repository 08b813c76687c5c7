// What queries of Xapian weigh: the joints between the leaves of a word.
#pragma once

#include <xapian.h>

namespace edicola {

inline Xapian::Query scaled(double factor, const Xapian::Query& query) {
  return {Xapian::Query::OP_SCALE_WEIGHT, query, factor};
}

// `other` weighs where `query` does not match. (Not OP_MAX: in Xapian 1.4.22 it passes over the
// list behind one that ends, and may crash.)
inline Xapian::Query otherwise(const Xapian::Query& query, const Xapian::Query& matched,
                               const Xapian::Query& other) {
  return {Xapian::Query::OP_OR, query, Xapian::Query(Xapian::Query::OP_AND_NOT, other, matched)};
}

}  // namespace edicola
