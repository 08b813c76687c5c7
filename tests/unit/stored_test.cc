#include "common/stored.h"

#include <gtest/gtest.h>

#include "common/schema.h"

namespace edicola {
namespace {

TEST(Stored, ComesBackWhateverItsLength) {
  for (const std::size_t size : {1U, 1'000U, 8'192U, 8'193U, 1'000'000U}) {
    const std::string encoded(size, 'x');
    Xapian::Document document;
    store(encoded, document);
    EXPECT_TRUE(stored_in(document) == encoded) << size;
  }
  EXPECT_EQ(stored_in(Xapian::Document()), "");
}

// Xapian would copy a long value at every commit.
TEST(Stored, LongArticlesAreNoValues) {
  Xapian::Document document;
  store(std::string(100'000, 'x'), document);
  EXPECT_EQ(document.values_count(), 0);
}

}  // namespace
}  // namespace edicola
