#include "indexer/bearers.h"

#include <gtest/gtest.h>

#include <string>

#include "edicola/analyzer.h"
#include "tests/unit/golden.h"

namespace edicola {
namespace {

// The forms that somebody bears, in the order of the text.
std::string borne_in(const std::string& text) {
  const Analyzer analyzer;
  Analysis words;
  analyzer.analyze(text, words);
  std::string borne;
  for (std::size_t i = 0; i < words.tokens().size(); ++i) {
    if (!is_borne(text, words.tokens(), i)) continue;
    if (!borne.empty()) borne += ' ';
    borne += words.tokens()[i].form;
  }
  return borne;
}

TEST(BearersTest, AreToldByWhatStandsBeforeThem) {
  Golden rows(EDICOLA_TEST_DATA "/bearers.txt");
  EXPECT_GE(rows.check([](const Row& row) { return borne_in(unescape(row.input)); }), 15);
}

}  // namespace
}  // namespace edicola
