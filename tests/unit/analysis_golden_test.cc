// The cases of docs/analysis.md are the golden test of the chain.
#include <gtest/gtest.h>

#include <string>

#include "tests/unit/golden.h"
#include "tests/unit/tokens.h"

namespace edicola {
namespace {

TEST(AnalysisGolden, CasesOfTheDocumentation) {
  Golden cases(EDICOLA_TEST_DATA "/../../docs/analysis.md", "cases");
  const int rows = cases.check([](const Row& row) {
    const bool with_offsets = row.expected.find('@') != std::string::npos;
    return tokens::text_of(tokens::analyze(unescape(row.input)), with_offsets);
  });
  EXPECT_GE(rows, 450);
}

}  // namespace
}  // namespace edicola
