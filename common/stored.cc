#include "common/stored.h"

#include "common/schema.h"

namespace edicola {
namespace {

// A value is read together with those beside it, and Xapian keeps a copy of the least and the
// greatest of a slot, which it writes with every commit: long articles are data of their document.
constexpr std::size_t kLongestValue = std::size_t{8} << 10U;

}  // namespace

void store(const std::string& encoded, Xapian::Document& document) {
  if (encoded.size() <= kLongestValue) {
    document.add_value(schema::kStoredSlot, encoded);
  } else {
    document.set_data(encoded);
  }
}

std::string stored_in(const Xapian::Document& document) {
  std::string value = document.get_value(schema::kStoredSlot);
  return value.empty() ? document.get_data() : value;
}

}  // namespace edicola
