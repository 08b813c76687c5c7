// Tests as data: rows `input ==> expected` of a file in tests/data. Lines that begin with "# " are
// reasons.
#pragma once

#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace edicola {

struct Row {
  std::string input;
  std::string expected;
  int line = 0;
};

inline std::vector<Row> read_rows(const std::string& name) {
  const std::string path = std::string(EDICOLA_TEST_DATA) + "/" + name;
  std::ifstream file(path);
  std::vector<Row> rows;
  int number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    if (line.empty() || line.starts_with("# ")) continue;
    const auto arrow = line.find(" ==> ");
    if (arrow == std::string::npos) {
      throw std::runtime_error(path + ":" + std::to_string(number) + ": no ==>");
    }
    rows.push_back({line.substr(0, arrow), line.substr(arrow + 5), number});
  }
  if (rows.empty()) throw std::runtime_error(path + ": no rows");
  return rows;
}

}  // namespace edicola
