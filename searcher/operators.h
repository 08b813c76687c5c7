// How queries of Xapian are joined where its operators alone would not do.
#pragma once

#include <xapian.h>

namespace edicola {

inline Xapian::Query scaled(double factor, const Xapian::Query& query) {
  return {Xapian::Query::OP_SCALE_WEIGHT, query, factor};
}

// What `query` matches and `excluded` does not, weighed as `query` weighs it. (Not OP_AND_NOT
// alone: Xapian 1.4.22 leaves what AND and AND_MAYBE need on its right side unset, and then finds
// some of what is excluded, as the memory happens to be.)
Xapian::Query without(const Xapian::Query& query, const Xapian::Query& excluded);

// `other` weighs where `query` does not match. (Not OP_MAX: in Xapian 1.4.22 it passes over the
// list behind one that ends, and may crash.)
inline Xapian::Query otherwise(const Xapian::Query& query, const Xapian::Query& matched,
                               const Xapian::Query& other) {
  return {Xapian::Query::OP_OR, query, without(other, matched)};
}

}  // namespace edicola
