#include "app/suggest.h"

#include <gtest/gtest.h>

namespace edicola {
namespace {

TEST(AppSuggestTest, DistanceCountsASwapAsOne) {
  EXPECT_EQ(edit_distance("search", "search"), 0U);
  EXPECT_EQ(edit_distance("serach", "search"), 1U);
  EXPECT_EQ(edit_distance("serch", "search"), 1U);
  EXPECT_EQ(edit_distance("", "info"), 4U);
  EXPECT_EQ(edit_distance("index", "delete"), 5U);
}

TEST(AppSuggestTest, ClosestIsWhatWasMeant) {
  const std::vector<std::string_view> names = {"index", "search", "info", "delete"};
  EXPECT_EQ(closest("serch", names), "search");
  EXPECT_EQ(closest("inedx", names), "index");
  EXPECT_EQ(closest("del", names), "delete");
  EXPECT_EQ(closest("infos", names), "info");
}

TEST(AppSuggestTest, NothingNearIsNothing) {
  const std::vector<std::string_view> names = {"index", "search", "db"};
  EXPECT_EQ(closest("zzz", names), "");
  EXPECT_EQ(closest("", names), "");
  EXPECT_EQ(closest("xy", names), "");
  EXPECT_EQ(closest("search", {}), "");
}

}  // namespace
}  // namespace edicola
