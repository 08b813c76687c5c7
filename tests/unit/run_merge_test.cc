// Terms of several sources come as one list each, in the order of documents.
#include "indexer/run_merge.h"

#include <gtest/gtest.h>

#include <memory>
#include <random>
#include <vector>

#include "tests/unit/lists.h"
#include "tests/unit/term_lists.h"

namespace edicola {
namespace {

TermSources sources_of(const std::vector<TermLists>& parts) {
  TermSources sources;
  for (const TermLists& part : parts) sources.push_back(std::make_unique<ListsSource>(part));
  return sources;
}

TermLists merged(const TermSources& sources, const std::vector<std::uint32_t>& gone = {}) {
  TermLists lists;
  merge_terms(sources, gone, into(lists));
  return lists;
}

// The naive twin is a map.
TermLists joined(const std::vector<TermLists>& parts, const std::set<std::uint32_t>& gone = {}) {
  TermLists all;
  for (const TermLists& part : parts) {
    for (const auto& [term, postings] : part) {
      for (const Posting& posting : postings) {
        if (!gone.contains(posting.id)) all[term].push_back(posting);
      }
    }
  }
  return all;
}

std::vector<TermLists> random_parts(std::mt19937& random, std::uint32_t count) {
  std::vector<TermLists> parts;
  for (std::uint32_t i = 0; i < count; ++i) {
    parts.push_back(random_lists(random, i * 20, i * 20 + 20, 5 + 100 * (i % 2)));
  }
  return parts;
}

TEST(RunMerge, JoinsTheListsOfAllSources) {
  std::mt19937 random(21);
  for (const std::uint32_t count : {0U, 1U, 2U, 7U, 40U}) {
    const std::vector<TermLists> parts = random_parts(random, count);
    EXPECT_TRUE(merged(sources_of(parts)) == joined(parts)) << count;
  }
}

TEST(RunMerge, LeavesOutDocumentsThatAreGone) {
  std::mt19937 random(22);
  const std::vector<TermLists> parts = random_parts(random, 6);
  const std::vector<std::uint32_t> gone = {1, 2, 3, 41, 60, 99};
  EXPECT_TRUE(merged(sources_of(parts), gone) == joined(parts, {gone.begin(), gone.end()}));
  std::vector<std::uint32_t> all;
  for (std::uint32_t id = 1; id <= 120; ++id) all.push_back(id);
  EXPECT_TRUE(merged(sources_of(parts), all).empty());
}

TEST(RunMerge, EmptySourcesAreNoHindrance) {
  const TermLists some = {{"a", {{7, 1, 0}}}};
  EXPECT_EQ(merged(sources_of({{}, some, {}})), some);
}

TEST(RunMerge, LayersAreSourcesToo) {
  ListedDatabase listed;
  listed.add_weighed({{"a", 3}, {"b", 3}});
  listed.add_weighed({{"b", 4}});
  listed.commit();
  listed.add_weighed({{"a", 5}, {"c", 5}});
  listed.commit();
  const Xapian::Database& database = listed.database();
  TermSources sources;
  sources.push_back(std::make_unique<LayerSource>(database, Layer{0, 0, 2}));
  sources.push_back(std::make_unique<LayerSource>(database, Layer{1, 2, 3}));
  sources.push_back(std::make_unique<ListsSource>(TermLists{{"b", {{4, 9, 7}}}}));
  EXPECT_EQ(merged(sources, {2}),
            (TermLists{
                {"a", {{1, 3, 0}, {3, 5, 0}}}, {"b", {{1, 3, 0}, {4, 9, 7}}}, {"c", {{3, 5, 0}}}}));
}

}  // namespace
}  // namespace edicola
