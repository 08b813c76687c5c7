// Indexes name the analyzer that wrote them. If the tokens of a text change and that name does not,
// an old index loses hits in silence.
#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <string_view>

#include "common/text.h"
#include "tests/unit/golden.h"
#include "tests/unit/tokens.h"

namespace edicola {
namespace {

struct Stamp {
  std::string fingerprint;
  std::string tokens;  // hash of all tokens of the sample
};

constexpr const char* kStampFile = EDICOLA_TEST_DATA "/stamp.txt";

Stamp read_stamp() {
  std::ifstream file(kStampFile);
  Stamp stamp;
  file >> stamp.fingerprint >> stamp.tokens;
  return stamp;
}

Stamp current_stamp() {
  std::ifstream sample(EDICOLA_TEST_DATA "/stamp_sample.txt");
  std::string tokens;
  int lines = 0;
  for (std::string line; std::getline(sample, line); ++lines) {
    tokens += tokens::text_of(tokens::analyze(line), true) + "\n";
  }
  EXPECT_EQ(lines, 200);
  return {tokens::analyzer().fingerprint(), hex64(fingerprint64(tokens))};
}

// "unicode-15.0" of a fingerprint.
std::string_view unicode_of(std::string_view fingerprint) {
  const std::size_t begin = fingerprint.find("unicode-");
  const std::size_t end = fingerprint.find('/', std::min(begin, fingerprint.size()));
  return begin == std::string_view::npos ? fingerprint : fingerprint.substr(begin, end - begin);
}

TEST(StampTest, ChangedTokensHaveAnotherFingerprint) {
  const Stamp now = current_stamp();
  if (is_updating()) {
    const Stamp stored = read_stamp();
    ASSERT_FALSE(now.fingerprint == stored.fingerprint && now.tokens != stored.tokens)
        << "tokens have changed: raise kRules in common/analyzer.cc first";
    std::ofstream(kStampFile) << now.fingerprint << "\n" << now.tokens << "\n";
    return;
  }
  const Stamp stored = read_stamp();
  if (unicode_of(now.fingerprint) != unicode_of(stored.fingerprint)) {
    GTEST_SKIP() << "the stored tokens are of another Unicode: " << stored.fingerprint;
  }
  ASSERT_EQ(now.fingerprint, stored.fingerprint)
      << "the analyzer is another on purpose? Then store its stamp with tests/update_cases.py";
  EXPECT_EQ(now.tokens, stored.tokens)
      << "the same analyzer by name gives other tokens, so indexes made before would lose hits in "
         "silence: raise kRules in common/analyzer.cc, then run tests/update_cases.py";
}

}  // namespace
}  // namespace edicola
