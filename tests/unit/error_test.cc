#include "edicola/error.h"

#include <gtest/gtest.h>

#include <string>

namespace edicola {
namespace {

// Names and codes are what scripts depend on: they are written out here once more.
TEST(ErrorTest, NamesAndExitCodesAreStable) {
  struct Case {
    ErrorKind kind;
    std::string name;
    int code;
  };
  const Case cases[] = {
      {ErrorKind::kUsage, "usage", 2},
      {ErrorKind::kQuery, "query", 2},
      {ErrorKind::kInput, "input", 2},
      {ErrorKind::kIndexMissing, "index_missing", 3},
      {ErrorKind::kIndexCorrupt, "index_corrupt", 3},
      {ErrorKind::kIndexMismatch, "index_mismatch", 3},
      {ErrorKind::kIndexLocked, "index_locked", 4},
      {ErrorKind::kStorage, "storage", 3},
      {ErrorKind::kInterrupted, "interrupted", 130},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(name(c.kind), c.name);
    EXPECT_EQ(exit_code(c.kind), c.code) << c.name;
  }
}

TEST(ErrorTest, CarriesKindTextAndHint) {
  const Error error(ErrorKind::kIndexMissing, "no index in \"x\"", "run edicola index");
  EXPECT_EQ(error.kind(), ErrorKind::kIndexMissing);
  EXPECT_STREQ(error.what(), "no index in \"x\"");
  EXPECT_EQ(error.hint(), "run edicola index");
  EXPECT_EQ(Error(ErrorKind::kUsage, "x").hint(), "");
}

}  // namespace
}  // namespace edicola
