// What a side of a posting says of the words that stand there: never less than what is so.
#include "common/neighbours.h"

#include <gtest/gtest.h>

#include <cstring>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "common/text.h"

namespace edicola {
namespace {

// A word next to a form, and beyond it another, or none.
struct Row {
  WordBeside next;
  WordBeside beyond;
  bool has_beyond = false;
};

WordBeside word(std::string_view form) { return word_beside(fingerprint64(form)); }

Row row(std::string_view next, std::string_view beyond = {}) {
  return {word(next), word(beyond), !beyond.empty()};
}

// As the index sees it.
Side side_of(const Row& row) {
  return row.has_beyond && row.next.is_light ? side_with(row.next, row.beyond)
                                             : side_with(row.next);
}

SidePattern asked(const Row& row) {
  return pattern_of(row.next, row.has_beyond ? &row.beyond : nullptr);
}

WordBeside any_word(std::mt19937& random) { return word_beside(random() * 0x9E3779B97F4A7C15U); }

// Light words as often as in news, about; few others, so that the same come again.
Row random_row(std::mt19937& random) {
  static constexpr std::string_view kWords[] = {"della",   "di", "governo",
                                                "sindaco", "il", "modena"};
  const auto draw = [&random] {
    if (random() % 3 == 0) return any_word(random);
    return word(kWords[random() % std::size(kWords)]);
  };
  const WordBeside next = draw();
  return {next, draw(), random() % 8 != 0};
}

TEST(NeighboursTest, LightWordsAreThoseThatStandEverywhere) {
  for (const char* form : {"di", "della", "e", "perche", "uno", "a"}) {
    EXPECT_TRUE(word(form).is_light) << form;
  }
  for (const char* form : {"", "governo", "dello stato", "perché", "stato", "d"}) {
    EXPECT_FALSE(word(form).is_light) << form;
  }
}

TEST(NeighboursTest, OneWordIsKnown) {
  const Side side = side_of(row("governo"));
  EXPECT_EQ(joined_side(0, side), side);
  EXPECT_EQ(joined_side(side, side), side);
  EXPECT_TRUE(may_stand(side, asked(row("governo"))));
  EXPECT_TRUE(may_stand(side, asked(row("governo", "italiano"))));  // it tells by itself
  EXPECT_FALSE(may_stand(side, asked(row("sindaco"))));
  EXPECT_FALSE(may_stand(0, asked(row("governo"))));
  EXPECT_TRUE(may_stand(side, SidePattern()));
  EXPECT_TRUE(may_stand(0, SidePattern()));
}

TEST(NeighboursTest, BeyondALightWordStandsAnother) {
  const Side side = side_of(row("della", "repubblica"));
  EXPECT_TRUE(may_stand(side, asked(row("della", "repubblica"))));
  EXPECT_TRUE(may_stand(side, asked(row("della"))));  // where the phrase ends
  EXPECT_FALSE(may_stand(side, asked(row("della", "provincia"))));
  EXPECT_FALSE(may_stand(side, asked(row("del", "repubblica"))));
  EXPECT_FALSE(may_stand(side, asked(row("del"))));
  EXPECT_TRUE(may_stand(side_of(row("della")), asked(row("della"))));  // where the text ends
}

TEST(NeighboursTest, TwoWordsAreKnownToo) {
  const Side two = joined_side(side_of(row("governo")), side_of(row("della", "camera")));
  EXPECT_EQ(two, joined_side(side_of(row("della", "camera")), side_of(row("governo"))));
  EXPECT_EQ(joined_side(two, side_of(row("governo"))), two);
  EXPECT_TRUE(may_stand(two, asked(row("governo"))));
  EXPECT_TRUE(may_stand(two, asked(row("della", "camera"))));
  EXPECT_TRUE(may_stand(two, asked(row("della"))));
  EXPECT_FALSE(may_stand(two, asked(row("sindaco"))));
  EXPECT_FALSE(may_stand(two, asked(row("della", "regione"))));
}

// Whatever stands there, in any order, and joined in any way.
TEST(NeighboursTest, WhatStandsThereMayStandThere) {
  std::mt19937 random(4);
  int refused = 0;
  int asked_in_vain = 0;
  for (int round = 0; round < 3000; ++round) {
    std::vector<Row> rows(random() % 6);
    for (Row& one : rows) one = random_row(random);
    const std::size_t middle = rows.empty() ? 0 : random() % rows.size();
    Side side = 0;
    Side first = 0;
    Side second = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      side = joined_side(side, side_of(rows[i]));
      Side& half = i < middle ? first : second;
      half = joined_side(side_of(rows[i]), half);
    }
    EXPECT_EQ(joined_side(second, first), side) << round;
    EXPECT_EQ(joined_side(side, side), side);
    for (const Row& one : rows) {
      EXPECT_TRUE(may_stand(side, asked(one))) << round;
      EXPECT_TRUE(may_stand(side, asked({one.next, {}, false}))) << round;
      EXPECT_EQ(joined_side(side, side_of(one)), side) << round;
    }
    for (int i = 0; i < 20; ++i, ++asked_in_vain) {
      const Row other = {any_word(random), {}, false};
      refused += may_stand(side, asked(other)) ? 0 : 1;
    }
  }
  EXPECT_GT(refused, asked_in_vain * 4 / 5);
}

TEST(NeighboursTest, BothSidesInOneNumber) {
  const Neighbours both = neighbours_of(7, 40'000);
  EXPECT_EQ(side_behind(both), 7);
  EXPECT_EQ(side_before(both), 40'000);
  EXPECT_EQ(side_behind(neighbours_of(kEdge, 40'000)), kEdge);
  EXPECT_EQ(neighbours_of(kEdge, kEdge), 0U);
  EXPECT_EQ(neighbours_of(0, kEdge), 0U);
}

// A light word that stands next to a form in one text need not in another: the phrase `sindaco di
// modena` is not in an article that ends in "il sindaco" and whose next text begins with Modena.
TEST(NeighboursTest, TheEdgeOfATextIsAnotherWord) {
  const Side inside = side_of(row("di", "modena"));
  EXPECT_TRUE(is_one_word(inside));
  const Side both = joined_side(inside, kEdge);
  EXPECT_FALSE(is_one_word(both));
  EXPECT_TRUE(may_stand(both, asked(row("di", "modena"))));
  EXPECT_FALSE(may_stand(kEdge, asked(row("di", "modena"))));
  EXPECT_FALSE(may_stand(kEdge, asked(row("di"))));
}

TEST(NeighboursTest, LightWordsAreToldFromAllOthers) {
  std::mt19937 random(6);
  for (int round = 0; round < 20'000; ++round) {
    const WordBeside other = any_word(random);
    for (const char* light : {"a", "di", "uno", "negli"}) {
      ASSERT_FALSE(may_stand(side_with(other), asked(row(light))));
      ASSERT_FALSE(may_stand(side_with(word("per"), other), asked(row(light))));
    }
  }
}

TEST(NeighboursTest, ManyAtOnceAreWhatEachIs) {
  std::mt19937 random(5);
  for (int round = 0; round < 5000; ++round) {
    const std::size_t count = random() % 129;
    std::string sides(count * sizeof(Side), '\0');
    for (std::size_t i = 0; i < count; ++i) {
      Side side = 0;
      for (auto words = random() % 5; words > 0; --words) {
        side = joined_side(side, side_of(random_row(random)));
      }
      std::memcpy(sides.data() + i * sizeof side, &side, sizeof side);
    }
    const SidePattern pattern = round % 10 == 0 ? SidePattern() : asked(random_row(random));
    ASSERT_EQ(may_stand(sides.data(), count, pattern), may_stand_each(sides.data(), count, pattern))
        << round;
  }
}

}  // namespace
}  // namespace edicola
