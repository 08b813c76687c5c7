#include "common/impact.h"

#include <gtest/gtest.h>

#include <limits>

namespace edicola {
namespace {

// tf / (tf + k1 (1 - b + b length / mean_length)) in 63 steps, by hand.
TEST(ImpactTest, FollowsTheFormula) {
  const ImpactRule rule{0.9, 0.6, 2000};
  EXPECT_EQ(rule.impact(1, 2000), 33U);  // 1 / 1.9
  EXPECT_EQ(rule.impact(3, 2000), 48U);  // 3 / 3.9
  EXPECT_EQ(rule.impact(1, 0), 46U);     // 1 / 1.36
  EXPECT_EQ(rule.impact(1, 8000), 18U);  // 1 / 3.52
}

TEST(ImpactTest, StaysOnTheScale) {
  const ImpactRule rule;
  EXPECT_EQ(rule.impact(1e9, 1), kFullImpact);
  EXPECT_EQ(rule.impact(1, 1e12), 1U);
  EXPECT_EQ((ImpactRule{0, 0, 1}.impact(1, 5)), kFullImpact);
}

TEST(ImpactTest, GrowsWithOccurrencesAndFallsWithLength) {
  const ImpactRule rule;
  for (int count = 1; count < 100; ++count) {
    EXPECT_LE(rule.impact(count, 3000), rule.impact(count + 1, 3000));
    EXPECT_GE(rule.impact(3, count * 100), rule.impact(3, count * 100 + 100));
  }
}

TEST(ImpactTest, IsKeptAsText) {
  const ImpactRule rule{1.25, 0.75, 1834.5};
  const auto read = ImpactRule::from_text(rule.to_text());
  ASSERT_TRUE(read);
  EXPECT_EQ(read->k1, rule.k1);
  EXPECT_EQ(read->b, rule.b);
  EXPECT_EQ(read->mean_length, rule.mean_length);
}

TEST(ImpactTest, RefusesWhatIsNoRule) {
  for (const char* const text :
       {"", "k1=1", "k1=1 b=2 mean_length=3", "k1=x b=0.5 mean_length=3",
        "b=0.5 k1=1 mean_length=3", "k1=1 b=0.5 mean_length=0", "k1=-1 b=0.5 mean_length=10"}) {
    EXPECT_FALSE(ImpactRule::from_text(text)) << text;
  }
  EXPECT_FALSE(is_sound({std::numeric_limits<double>::quiet_NaN(), 0.5, 10}));
}

}  // namespace
}  // namespace edicola
