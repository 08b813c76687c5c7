// Sets of documents against std::set.
#include "searcher/document_set.h"

#include <gtest/gtest.h>

#include <iterator>
#include <random>
#include <set>

namespace edicola {
namespace {

TEST(DocumentSetTest, AsTheTwin) {
  std::mt19937 random(9);
  for (const Xapian::docid last : {1U, 63U, 64U, 65U, 1000U}) {
    for (int round = 0; round < 20; ++round) {
      DocumentSet set(last);
      std::set<Xapian::docid> twin;
      for (auto left = random() % 100; left > 0; --left) {
        const auto id = static_cast<Xapian::docid>(1 + random() % last);
        set.add(id);
        twin.insert(id);
      }
      EXPECT_EQ(set.size(), twin.size());
      for (Xapian::docid id = 0; id <= last + 1; ++id) {
        EXPECT_EQ(set.has(id), twin.count(id) != 0);
        const auto next = twin.lower_bound(id);
        EXPECT_EQ(set.next(id), next == twin.end() ? DocumentSet::kNone : *next);
      }
      for (int i = 0; i < 50; ++i) {
        const auto first = static_cast<Xapian::docid>(random() % (last + 2));
        const auto end = static_cast<Xapian::docid>(random() % (last + 3));
        const auto expected =
            first < end ? std::distance(twin.lower_bound(first), twin.lower_bound(end)) : 0;
        EXPECT_EQ(set.count(first, end), static_cast<Xapian::doccount>(expected))
            << first << " " << end;
      }
    }
  }
}

TEST(DocumentSetTest, JoinedAndMet) {
  DocumentSet odd(200);
  DocumentSet threes(200);
  for (Xapian::docid id = 1; id <= 200; id += 2) odd.add(id);
  for (Xapian::docid id = 3; id <= 200; id += 3) threes.add(id);
  DocumentSet both = odd;
  both.retain(threes);
  DocumentSet any = odd;
  any.add(threes);
  any.remove(9);
  for (Xapian::docid id = 1; id <= 200; ++id) {
    EXPECT_EQ(both.has(id), id % 6 == 3);
    EXPECT_EQ(any.has(id), id != 9 && (id % 2 == 1 || id % 3 == 0));
  }
}

}  // namespace
}  // namespace edicola
