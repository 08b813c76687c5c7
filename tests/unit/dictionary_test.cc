// Dictionaries of terms give back what was packed, whichever way they are read.
#include "common/dictionary.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "edicola/error.h"
#include "tests/unit/kept_positions.h"

namespace edicola {
namespace {

using Terms = std::map<std::string, std::vector<Posting>>;
using Kept = std::map<std::string, std::string>;

Terms random_terms(std::mt19937& random, const Layer& layer) {
  const auto number = [&random](std::uint32_t end) {
    return static_cast<std::uint32_t>(random() % end);
  };
  Terms terms;
  for (int i = 0; i < 3000; ++i) {
    std::string term(1 + random() % 12, 'a');
    for (char& letter : term) letter = "ab\xC3\xA8z"[random() % 5];
    std::vector<Posting> postings;
    const std::uint32_t step = i % 100 == 0 ? 4 : 1 + layer.documents() / (1 + number(30));
    for (std::uint32_t id = layer.before + 1 + number(step); id <= layer.last;
         id += 1 + number(step)) {
      postings.push_back({id, static_cast<std::uint8_t>(1 + number(63)),
                          static_cast<Neighbours>(i % 2 == 0 ? random() : 0)});
      postings.back().positions = random_positions(random, postings.back().neighbours);
    }
    if (!postings.empty()) terms[term] = postings;
  }
  return terms;
}

Kept packed(const Terms& terms, const Layer& layer) {
  Kept kept;
  std::string before;
  DictionaryPacker packer(layer, [&](const std::string& key, const std::string& value) {
    EXPECT_LT(before, key);
    before = key;
    kept[key] = value;
  });
  for (const auto& [term, postings] : terms) packer.add(term, postings);
  packer.finish();
  return kept;
}

std::string load(const Kept& kept, const std::string& key) {
  const auto at = kept.find(key);
  return at == kept.end() ? std::string() : at->second;
}

class DictionaryTest : public testing::Test {
 protected:
  DictionaryTest() : random_(3), terms_(random_terms(random_, layer_)) {
    kept_ = packed(terms_, layer_);
  }

  // 0 if it is not there.
  [[nodiscard]] std::uint32_t articles_with(const std::string& term, const DictionaryTop& top,
                                            const Kept& kept) const {
    const std::optional<std::uint32_t> row = top.row_of(term);
    if (!row) return 0;
    const std::string firsts = load(kept, firsts_key(layer_.number, *row));
    const std::string page = load(kept, page_key(layer_.number, top.page_in(*row, firsts, term)));
    const std::optional<ListHead> head = PageReader(page).find(term);
    return head ? head->articles : 0;
  }

  const Layer layer_{7, 1000, 9000};
  std::mt19937 random_;
  Terms terms_;
  Kept kept_;
};

TEST_F(DictionaryTest, ScannedAsPacked) {
  DictionaryScan scan(layer_, [this](const std::string& key) { return load(kept_, key); });
  for (const auto& [term, postings] : terms_) {
    ASSERT_TRUE(scan.next());
    ASSERT_EQ(scan.term(), term);
    ASSERT_EQ(scan.articles(), postings.size());
    std::vector<Posting> read;
    scan.append_postings(read, kept_positions());
    ASSERT_EQ(read, postings) << term;
  }
  EXPECT_FALSE(scan.next());
}

TEST_F(DictionaryTest, TermsAreFoundAndOthersAreNot) {
  const DictionaryTop top(load(kept_, top_key(layer_.number)));
  ASSERT_GT(top.pages(), 10U);
  ASSERT_TRUE(kept_.count(firsts_key(layer_.number, 1)));
  for (const auto& [term, postings] : terms_) {
    EXPECT_EQ(articles_with(term, top, kept_), postings.size());
    for (const std::string& other : {term + "a", term + "z", term.substr(1), "q" + term}) {
      const auto known = terms_.find(other);
      EXPECT_EQ(articles_with(other, top, kept_), known == terms_.end() ? 0 : known->second.size())
          << other;
    }
  }
}

TEST_F(DictionaryTest, AnEmptyOneHasNothing) {
  EXPECT_TRUE(packed({}, layer_).empty());
  const DictionaryTop top{std::string()};
  EXPECT_EQ(top.pages(), 0U);
  EXPECT_EQ(top.row_of("casa"), std::nullopt);
  DictionaryScan scan(layer_, [](const std::string&) { return std::string(); });
  EXPECT_FALSE(scan.next());
}

TEST_F(DictionaryTest, DamageIsAnErrorOrOtherTerms) {
  std::size_t refused = 0;
  for (int round = 0; round < 400; ++round) {
    Kept damaged = kept_;
    auto at = std::next(damaged.begin(), static_cast<long>(random_() % damaged.size()));
    std::string& value = at->second;
    value[random_() % value.size()] = static_cast<char>(random_());
    if (round % 5 == 0) value.resize(random_() % value.size());
    try {
      DictionaryScan scan(layer_, [&](const std::string& key) { return load(damaged, key); });
      std::vector<Posting> postings;
      Arena texts;
      while (scan.next()) {
        postings.clear();
        texts.clear();
        scan.append_postings(postings, texts);
      }
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kIndexCorrupt);
      ++refused;
    }
  }
  EXPECT_GT(refused, 100U);
}

TEST_F(DictionaryTest, DamagedRowsAreAnErrorOrOtherPages) {
  std::size_t refused = 0;
  for (int round = 0; round < 400; ++round) {
    Kept damaged = kept_;
    std::string& value =
        damaged[round % 2 == 0 ? firsts_key(layer_.number, round % 4 / 2) : top_key(layer_.number)];
    // Counts and places are in front.
    value[random_() % std::min<std::size_t>(value.size(), 24)] = static_cast<char>(random_());
    if (round % 5 == 0) value.resize(random_() % value.size());
    try {
      const DictionaryTop top(load(damaged, top_key(layer_.number)));
      for (const auto& [term, postings] : terms_) {
        EXPECT_LE(articles_with(term, top, damaged), layer_.documents());
      }
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kIndexCorrupt);
      ++refused;
    }
  }
  EXPECT_GT(refused, 100U);
}

TEST(LayersTest, AsPacked) {
  const Layers layers{{{4, 0, 1'000'000}, {2, 1'000'000, 1'000'500}, {9, 1'000'700, UINT32_MAX}},
                      {3, 4, 999'999}};
  const Layers read = Layers::unpack(layers.pack());
  EXPECT_EQ(read.layers, layers.layers);
  EXPECT_EQ(read.gone, layers.gone);
  EXPECT_TRUE(read.is_gone(4));
  EXPECT_FALSE(read.is_gone(5));
  EXPECT_EQ(read.last(), UINT32_MAX);
  EXPECT_EQ(Layers::unpack("").last(), 0U);
  EXPECT_THROW(Layers::unpack("\x80"), Error);
}

TEST(LayersTest, KeysAreInTheOrderOfWriting) {
  const std::vector<std::string> keys = {
      page_key(1, 0), piece_key(1, 0, 0), piece_key(1, 0, 1), piece_key(1, 0, 300),
      page_key(1, 1), page_key(1, 256),   firsts_key(1, 0),   firsts_key(1, 1),
      top_key(1),     page_key(2, 0)};
  for (std::size_t i = 1; i < keys.size(); ++i) EXPECT_LT(keys[i - 1], keys[i]);
  EXPECT_TRUE(top_key(1).starts_with(layer_prefix(1)));
}

}  // namespace
}  // namespace edicola
