// Layers hold what was appended, and stay few.
#include "indexer/layer_writer.h"

#include <gtest/gtest.h>

#include <memory>
#include <random>
#include <set>
#include <utility>
#include <vector>

#include "common/frequent_words.h"
#include "common/schema.h"
#include "tests/unit/scratch.h"
#include "tests/unit/term_lists.h"

namespace edicola {
namespace {

Layers of_sizes(const std::vector<std::uint32_t>& sizes) {
  Layers layers;
  for (const std::uint32_t size : sizes) {
    layers.layers.push_back({next_number(layers), layers.last(), layers.last() + size});
  }
  return layers;
}

TEST(LayerWriter, MergesFromAQuarterOn) {
  EXPECT_EQ(first_to_merge({}, 5), 0U);
  EXPECT_EQ(first_to_merge(of_sizes({100}), 24), 1U);
  EXPECT_EQ(first_to_merge(of_sizes({100}), 25), 0U);
  // The merged one with the one before it.
  EXPECT_EQ(first_to_merge(of_sizes({100, 20}), 5), 0U);
  EXPECT_EQ(first_to_merge(of_sizes({1000, 100, 20}), 5), 1U);
  EXPECT_EQ(first_to_merge(of_sizes({1000, 100, 20}), 4), 3U);
  EXPECT_EQ(first_to_merge(of_sizes({4'000'000'000}), 200'000'000), 1U);
}

class Layered : public testing::Test {
 protected:
  // Documents up to `last`.
  void append(std::mt19937& random, std::uint32_t last) {
    Layers layers = layers_of(database_);
    const TermLists lists = random_lists(random, layers.last(), last, 10);
    for (const auto& [term, postings] : lists) {
      all_[term].insert(all_[term].end(), postings.begin(), postings.end());
    }
    TermSources fresh;
    fresh.push_back(std::make_unique<ListsSource>(lists));
    append_layer(last, std::move(fresh), layers, database_);
    store_layers(layers, database_);
  }

  void drop(std::vector<std::uint32_t> ids) {
    gone_.insert(ids.begin(), ids.end());
    Layers layers = layers_of(database_);
    note_gone(std::move(ids), layers);
    store_layers(layers, database_);
  }

  // What the layers say of documents that are not gone.
  [[nodiscard]] TermLists stored() const {
    const Layers layers = layers_of(database_);
    TermLists lists;
    merge_terms(layer_sources(database_, layers, 0), layers.gone, into(lists));
    return lists;
  }

  [[nodiscard]] TermLists expected() const {
    TermLists lists;
    for (const auto& [term, postings] : all_) {
      for (const Posting& posting : postings) {
        if (!gone_.contains(posting.id)) lists[term].push_back(posting);
      }
    }
    return lists;
  }

  Scratch scratch_;
  Xapian::WritableDatabase database_{scratch_.path("db"), Xapian::DB_CREATE};
  TermLists all_;
  std::set<std::uint32_t> gone_;
};

TEST_F(Layered, HoldsWhatWasAppendedWithoutWhatIsGone) {
  std::mt19937 random(31);
  std::uint32_t last = 0;
  for (int step = 0; step < 60; ++step) {
    last += std::uniform_int_distribution<std::uint32_t>(1, step % 10 == 0 ? 40 : 4)(random);
    append(random, last);
    if (step % 3 == 0) drop({last});
    if (step % 7 == 0 && !gone_.contains(last / 2)) drop({last / 2});
    ASSERT_TRUE(stored() == expected()) << step;
  }
  const Layers layers = layers_of(database_);
  EXPECT_EQ(layers.last(), last);
  EXPECT_LE(layers.layers.size(), 5U);
  for (std::size_t i = 1; i < layers.layers.size(); ++i) {
    EXPECT_EQ(layers.layers[i].before, layers.layers[i - 1].last);
    EXPECT_LT(layers.layers[i - 1].number, layers.layers[i].number);
    EXPECT_LT(4 * layers.layers[i].documents(), layers.layers[i - 1].documents());
  }
}

// Nothing is left of layers that were merged, nor is named gone what no layer speaks of.
TEST_F(Layered, MergedLayersAreTakenAway) {
  std::mt19937 random(32);
  append(random, 10);
  drop({3, 9});
  EXPECT_EQ(layers_of(database_).gone, (std::vector<std::uint32_t>{3, 9}));
  append(random, 20);
  const Layers layers = layers_of(database_);
  EXPECT_EQ(layers.layers, (std::vector<Layer>{{1, 0, 20}}));
  EXPECT_TRUE(layers.gone.empty());
  const std::string old = layer_prefix(0);
  EXPECT_EQ(database_.metadata_keys_begin(old), database_.metadata_keys_end(old));
}

// Documents without words, and such as were deleted before they were written.
TEST_F(Layered, LayersMayBeEmpty) {
  Layers layers;
  append_layer(3, {}, layers, database_);
  EXPECT_EQ(layers.layers, (std::vector<Layer>{{0, 0, 3}}));
  TermSources fresh;
  fresh.push_back(std::make_unique<ListsSource>(TermLists{{"a", {{4, 1, 0}}}}));
  note_gone({4}, layers);
  append_layer(4, std::move(fresh), layers, database_);
  EXPECT_EQ(layers.layers, (std::vector<Layer>{{1, 0, 4}}));
  store_layers(layers, database_);
  EXPECT_TRUE(stored().empty());
}

TEST_F(Layered, FrequentWordsAreThoseOfTheFirstLayer) {
  TermLists lists;
  for (std::uint32_t id = 1; id <= kFrequentArticles; ++id) {
    lists["governo"].push_back({id, 1, 0});
    lists["Zgoverno"].push_back({id, 1, 0});
    if (id > 1) lists["raro"].push_back({id, 1, 0});
  }
  const auto frequent = [this] {
    return FrequentWords::unpack(database_.get_metadata(std::string(schema::kFrequentWordsKey)));
  };
  const auto append_lists = [this](Layers& layers, std::uint32_t last, const TermLists& more) {
    TermSources fresh;
    fresh.push_back(std::make_unique<ListsSource>(more));
    append_layer(last, std::move(fresh), layers, database_);
  };
  Layers layers;
  append_lists(layers, 1000, lists);
  ASSERT_EQ(frequent().size(), 1U);
  EXPECT_EQ(frequent().word(0), "governo");
  EXPECT_EQ(frequent().articles(0), kFrequentArticles);
  append_lists(layers, 1001, {{"governo", {{1001, 1, 0}}}});
  EXPECT_EQ(layers.layers.size(), 2U);
  EXPECT_EQ(frequent().articles(0), kFrequentArticles);
  append_lists(layers, 2000, {{"governo", {{1999, 1, 0}}}, {"raro", {{2000, 1, 0}}}});
  EXPECT_EQ(layers.layers.size(), 1U);
  EXPECT_EQ(frequent().size(), 2U);
  EXPECT_EQ(frequent().articles(0), kFrequentArticles + 2);
}

}  // namespace
}  // namespace edicola
