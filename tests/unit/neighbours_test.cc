// What a side of a posting says of the words that stand there: never less than what is so.
#include "common/neighbours.h"

#include <gtest/gtest.h>

#include <random>
#include <set>
#include <string>

namespace edicola {
namespace {

TEST(NeighboursTest, OneWordIsKnownByItsCode) {
  const std::uint8_t one = joined_side(0, 5);
  EXPECT_EQ(joined_side(one, 5), one);
  for (unsigned code = 1; code < 128; ++code) {
    EXPECT_EQ(may_stand(one, static_cast<std::uint8_t>(code)), code == 5) << code;
  }
}

TEST(NeighboursTest, WhatStandsThereMayStandThere) {
  std::mt19937 random(4);
  int refused = 0;
  for (int round = 0; round < 2000; ++round) {
    std::set<std::uint8_t> codes;
    std::uint8_t side = 0;
    for (auto words = random() % 5; words > 0; --words) {
      const std::uint8_t code = neighbour_code(random() * 0x9E3779B97F4A7C15U);
      ASSERT_GE(code, 1);
      ASSERT_LE(code, 127);
      codes.insert(code);
      side = joined_side(side, code);
    }
    for (const std::uint8_t code : codes) EXPECT_TRUE(may_stand(side, code));
    EXPECT_EQ(joined_side(side, side), side);
    EXPECT_EQ(joined_side(0, side), side);
    for (unsigned code = 1; code < 128; ++code) {
      refused += may_stand(side, static_cast<std::uint8_t>(code)) ? 0 : 1;
    }
  }
  EXPECT_GT(refused, 150'000);
}

TEST(NeighboursTest, BothSidesInOneNumber) {
  const std::uint16_t both = neighbours_of(7, 200);
  EXPECT_EQ(side_behind(both), 7);
  EXPECT_EQ(side_before(both), 200);
}

TEST(NeighboursTest, ManyAtOnceAreWhatEachIs) {
  std::mt19937 random(5);
  for (int round = 0; round < 5000; ++round) {
    const std::size_t count = random() % 129;
    std::string neighbours(2 * count, '\0');
    for (char& side : neighbours) {
      for (auto words = random() % 4; words > 0; --words) {
        const auto code = static_cast<std::uint8_t>(1 + random() % 9);
        side = static_cast<char>(joined_side(static_cast<std::uint8_t>(side), code));
      }
    }
    const Between place = {static_cast<std::uint8_t>(random() % 10),
                           static_cast<std::uint8_t>(random() % 10)};
    ASSERT_EQ(may_stand(neighbours.data(), count, place),
              may_stand_each(neighbours.data(), count, place))
        << round;
  }
}

}  // namespace
}  // namespace edicola
