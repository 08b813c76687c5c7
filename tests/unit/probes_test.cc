// Probes: does a query find a document? Rows of tests/data/probes.txt.
#include <gtest/gtest.h>

#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tests/unit/golden.h"
#include "tests/unit/scratch.h"
#include "tests/unit/test_index.h"

namespace edicola {
namespace {

struct Probe {
  std::string document;
  std::string query;
  bool is_found = false;
  std::string reason;
  bool not_yet = false;  // from the section of what does not work so far
  int line = 0;
};

std::vector<std::string> cells(std::string_view line) {
  std::vector<std::string> found;
  while (true) {
    const std::size_t bar = line.find(" | ");
    found.push_back(unescape(line.substr(0, bar)));
    if (bar == std::string_view::npos) return found;
    line.remove_prefix(bar + 3);
  }
}

std::vector<Probe> read_probes() {
  std::ifstream file(EDICOLA_TEST_DATA "/probes.txt");
  std::vector<Probe> probes;
  bool not_yet = false;
  int number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    if (line.starts_with("# ")) not_yet = line.starts_with("# not yet");
    if (line.empty() || line.starts_with("# ")) continue;
    const std::vector<std::string> row = cells(line);
    EXPECT_EQ(row.size(), 4U) << "line " << number;
    EXPECT_TRUE(row.at(2) == "found" || row[2] == "not") << "line " << number;
    probes.push_back({row[0], row[1], row[2] == "found", row[3], not_yet, number});
  }
  return probes;
}

// Each document has an index of its own, so that rows do not depend on one another.
class Runner {
 public:
  bool finds(const std::string& document, const std::string& query) {
    if (document != document_) {
      document_ = document;
      searcher_.reset();
      indexer_.add(make_article("1", "", document));
      indexer_.commit();
      searcher_ = std::make_unique<Searcher>(std::vector<std::string>{scratch_.path("index")});
    }
    return searcher_->search(make_request(query)).total_all_words == 1;
  }

 private:
  Scratch scratch_;
  Indexer indexer_{scratch_.path("index")};
  std::unique_ptr<Searcher> searcher_;
  std::string document_;
};

TEST(ProbesTest, QueriesFindWhatTheyShould) {
  const std::vector<Probe> probes = read_probes();
  EXPECT_GE(probes.size(), 100U);
  Runner runner;
  for (const Probe& probe : probes) {
    const bool found = runner.finds(probe.document, probe.query);
    const bool as_expected = found == probe.is_found;
    if (probe.not_yet) {
      EXPECT_FALSE(as_expected) << "probes.txt:" << probe.line
                                << ": works now, move the row up: " << probe.document << " | "
                                << probe.query;
    } else {
      EXPECT_TRUE(as_expected) << "probes.txt:" << probe.line << ": " << probe.query
                               << (found ? " finds " : " does not find ") << probe.document << ": "
                               << probe.reason;
    }
  }
}

}  // namespace
}  // namespace edicola
