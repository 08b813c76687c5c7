// What stays when room is made.
#include "searcher/kept_values.h"

#include <gtest/gtest.h>

#include <memory>
#include <random>
#include <string>

namespace edicola {
namespace {

struct BytesOf {
  std::size_t operator()(const std::string* text) const {
    return text == nullptr ? 0 : text->size();
  }
};
using Kept = KeptValues<int, const std::string, BytesOf>;

std::shared_ptr<const std::string> text_of(std::size_t bytes) {
  return std::make_shared<const std::string>(bytes, 'x');
}

TEST(KeptValuesTest, KeepsAndCountsBytes) {
  Kept kept;
  EXPECT_EQ(kept.find(1), nullptr);
  kept.keep(1, text_of(10));
  kept.keep(2, nullptr);
  EXPECT_EQ(kept.size(), 2U);
  EXPECT_EQ(kept.bytes(), 10U);
  ASSERT_NE(kept.find(1), nullptr);
  EXPECT_EQ((*kept.find(1))->size(), 10U);
  ASSERT_NE(kept.find(2), nullptr);
  EXPECT_EQ(*kept.find(2), nullptr);
  make_room(0, kept);
  EXPECT_EQ(kept.find(1), nullptr);
  EXPECT_EQ(kept.bytes(), 0U);
}

TEST(KeptValuesTest, WhatIsAskedForMoreOftenStays) {
  Kept kept;
  for (int key = 0; key < 100; ++key) kept.keep(key, text_of(1));
  for (int key = 0; key < 100; key += 10) ASSERT_NE(kept.find(key), nullptr);
  make_room(10, kept);
  EXPECT_EQ(kept.size(), 10U);
  for (int key = 0; key < 100; key += 10) EXPECT_NE(kept.find(key), nullptr) << key;
}

TEST(KeptValuesTest, NoMoreIsForgottenThanIsNeeded) {
  Kept kept;
  for (int key = 0; key < 100; ++key) kept.keep(key, text_of(2));
  make_room(169, kept);
  EXPECT_EQ(kept.bytes(), 168U);
  make_room(169, kept);
  EXPECT_EQ(kept.bytes(), 168U);
}

TEST(KeptValuesTest, OfWhatWasUsedEquallyOftenTheNewestGoes) {
  Kept kept;
  for (int key = 0; key < 10; ++key) kept.keep(key, text_of(1));
  make_room(4, kept);
  for (int key = 0; key < 10; ++key) EXPECT_EQ(kept.find(key) != nullptr, key < 4) << key;
}

TEST(KeptValuesTest, WhatIsHeldStays) {
  Kept kept;
  kept.keep(1, text_of(3));
  const auto held = text_of(3);
  kept.keep(2, held);
  make_room(3, kept);
  EXPECT_NE(kept.find(2), nullptr);
  EXPECT_EQ(kept.find(1), nullptr);
  EXPECT_EQ(kept.bytes(), 3U);
  make_room(0, kept);
  EXPECT_EQ(kept.bytes(), 3U);
}

TEST(KeptValuesTest, RoomIsMadeInTheOneThatWasUsedLess) {
  Kept often;
  Kept seldom;
  for (int key = 0; key < 10; ++key) {
    often.keep(key, text_of(1));
    seldom.keep(key, text_of(1));
    ASSERT_NE(often.find(key), nullptr);
  }
  make_room(12, often, seldom);
  EXPECT_EQ(often.size(), 10U);
  EXPECT_EQ(seldom.size(), 2U);
  make_room(4, often, seldom);
  EXPECT_EQ(often.size() + seldom.size(), 4U);
  EXPECT_EQ(seldom.size(), 0U);
}

// Others come again and again: counts are halved until it has been asked for least.
TEST(KeptValuesTest, WhatWasAskedForOnceUponATimeGoes) {
  Kept kept;
  kept.keep(0, text_of(1));
  for (int use = 0; use < 300; ++use) ASSERT_NE(kept.find(0), nullptr);
  const auto ask_others = [&kept](int rounds) {
    for (int i = 0; i < rounds * 30; ++i) {
      const int key = 1 + i % 30;
      if (kept.find(key) == nullptr) kept.keep(key, text_of(1));
      make_room(3, kept);
    }
  };
  ask_others(1);
  EXPECT_NE(kept.find(0), nullptr);
  ask_others(100);
  EXPECT_EQ(kept.find(0), nullptr);
}

// The same things in the same order again and again, twice as many as there is room for.
TEST(KeptValuesTest, OfARoundThatIsTooLargeAPartIsFoundAgain) {
  constexpr int kThings = 2000;
  Kept kept;
  int found = 0;
  for (int round = 0; round < 5; ++round) {
    found = 0;
    for (int key = 0; key < kThings; ++key) {
      if (kept.find(key) != nullptr) {
        ++found;
      } else {
        kept.keep(key, text_of(1));
      }
      make_room(kThings / 2, kept);
    }
    EXPECT_LE(kept.bytes(), kThings / 2);
  }
  EXPECT_GT(found, kThings / 4);
}

}  // namespace
}  // namespace edicola
