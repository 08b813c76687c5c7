#include "indexer/checksum.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace edicola {
namespace {

TEST(Checksum, TellsTextsApart) {
  std::set<std::uint64_t> sums;
  std::size_t texts = 0;
  const auto add = [&](const std::string& text) {
    sums.insert(checksum64(text));
    ++texts;
  };
  std::string text;
  add(text);
  for (std::size_t size = 1; size <= 40; ++size) {
    text += 'a';
    add(text);
    add(text + std::string(1, '\0'));
    for (std::size_t at = 0; at < size; ++at) {
      for (unsigned bit = 0; bit < 8; ++bit) {
        std::string other = text;
        other[at] = static_cast<char>(other[at] ^ (1U << bit));
        add(other);
      }
    }
  }
  EXPECT_EQ(sums.size(), texts);
}

// Indexes hold it.
TEST(Checksum, IsTheSameAsEver) {
  EXPECT_EQ(checksum64(""), 0U);
  EXPECT_EQ(checksum64("edicola"), 0xD219884B11230B4CU);
  EXPECT_EQ(checksum64("una parola e un'altra"), 0x05E3100B17CE328AU);
}

}  // namespace
}  // namespace edicola
