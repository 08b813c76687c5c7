// The inverter gives by term what it was given by document.
#include "indexer/inverter.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "common/text.h"
#include "tests/unit/term_lists.h"

namespace edicola {
namespace {

// Parted where a builder may part it.
TermPosting term_posting(std::string_view term, const Posting& posting) {
  const std::size_t prefix = term.starts_with('Z') ? 1 : 0;
  TermPosting made;
  made.prefix = term.substr(0, prefix);
  made.text = term.substr(prefix);
  made.hash = hash_of_term(fingerprint64(made.prefix), fingerprint64(made.text));
  made.impact = posting.impact;
  made.neighbours = posting.neighbours;
  made.positions = posting.positions;
  return made;
}

// The lists by document.
void add_all(const TermLists& lists, Inverter& inverter) {
  std::map<std::uint32_t, std::vector<TermPosting>> documents;
  for (const auto& [term, postings] : lists) {
    for (const Posting& posting : postings) {
      documents[posting.id].push_back(term_posting(term, posting));
    }
  }
  for (const auto& [id, postings] : documents) inverter.add(id, postings);
}

// The naive twin is a map.
TEST(Inverter, GivesByTermWhatItWasGivenByDocument) {
  std::mt19937 random(11);
  Inverter inverter;
  for (const std::size_t terms : {1U, 30U, 2'000U}) {
    const TermLists lists = random_lists(random, 1'000, 1'090, terms);
    add_all(lists, inverter);
    EXPECT_GE(inverter.postings(), inverter.documents());
    Inverter::Terms sorted = inverter.sorted();
    EXPECT_TRUE(lists_of(sorted) == lists);
    inverter.clear();
    EXPECT_EQ(inverter.documents() + inverter.postings(), 0U);
  }
}

TEST(Inverter, PostingsAreThereInPlaceToo) {
  std::mt19937 random(12);
  const TermLists lists = random_lists(random, 0, 50, 40);
  Inverter inverter;
  add_all(lists, inverter);
  Inverter::Terms sorted = inverter.sorted();
  for (const auto& [term, postings] : lists) {
    ASSERT_TRUE(sorted.next());
    EXPECT_EQ(sorted.term(), term);
    const auto own = sorted.postings();
    EXPECT_EQ(std::vector<Posting>(own.begin(), own.end()), postings);
  }
  EXPECT_FALSE(sorted.next());
}

TEST(Inverter, TellsTermsOfOneHashApart) {
  Inverter inverter;
  const std::vector<TermPosting> postings = {
      {"", "uno", 7, 1, 0}, {"", "due", 7, 2, 0}, {"Z", "uno", 7, 3, 0}, {"Z", "un", 7, 4, 0}};
  inverter.add(5, postings);
  inverter.add(6, postings);
  Inverter::Terms sorted = inverter.sorted();
  EXPECT_EQ(lists_of(sorted), (TermLists{{"uno", {{5, 1, 0}, {6, 1, 0}}},
                                         {"due", {{5, 2, 0}, {6, 2, 0}}},
                                         {"Zuno", {{5, 3, 0}, {6, 3, 0}}},
                                         {"Zun", {{5, 4, 0}, {6, 4, 0}}}}));
}

TEST(Inverter, NothingGivesNothing) {
  Inverter inverter;
  EXPECT_FALSE(inverter.sorted().next());
  inverter.add(1, {});
  EXPECT_EQ(inverter.documents(), 1U);
  EXPECT_FALSE(inverter.sorted().next());
}

}  // namespace
}  // namespace edicola
