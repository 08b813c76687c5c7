// Golden rows that can be rewritten: `input ==> expected`, a reason on the line above each.
//
// With EDICOLA_UPDATE in the environment the file is written anew with what the code gives, for
// review; see tests/update_cases.py.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "tests/unit/rows.h"

namespace edicola {

inline bool is_updating() { return std::getenv("EDICOLA_UPDATE") != nullptr; }

// `\n`, `\\`, `\xNN` (a byte) and `\uNNNN` (a character) spelt out.
inline std::string unescape(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char next = text[i] == '\\' && i + 1 < text.size() ? text[i + 1] : '\0';
    if (next == 'x' || next == 'u') {
      const std::size_t digits = next == 'x' ? 2 : 4;
      const auto code =
          static_cast<unsigned>(std::stoul(std::string(text.substr(i + 2, digits)), nullptr, 16));
      if (next == 'x' || code < 0x80) {
        out += static_cast<char>(code);
      } else if (code < 0x800) {
        out += static_cast<char>(0xC0U | (code >> 6U));
        out += static_cast<char>(0x80U | (code & 0x3FU));
      } else {
        out += static_cast<char>(0xE0U | (code >> 12U));
        out += static_cast<char>(0x80U | ((code >> 6U) & 0x3FU));
        out += static_cast<char>(0x80U | (code & 0x3FU));
      }
      i += 1 + digits;
    } else if (next == 'n' || next == '\\') {
      out += next == 'n' ? '\n' : '\\';
      ++i;
    } else {
      out += text[i];
    }
  }
  return out;
}

class Golden {
 public:
  // Of a file with a `fence` only the rows between the line ```fence and the next ``` count.
  explicit Golden(std::string path, std::string fence = {})
      : path_(std::move(path)), fence_(std::move(fence)) {
    std::ifstream file(path_);
    for (std::string line; std::getline(file, line);) lines_.push_back(line);
    if (lines_.empty()) throw std::runtime_error(path_ + ": nothing to read");
  }

  // Compares each row with what `actual` gives for it, or rewrites them all. Returns their number.
  int check(const std::function<std::string(const Row&)>& actual) {
    int rows = 0;
    bool open = fence_.empty();
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (!fence_.empty() && lines_[i].starts_with("```")) {
        open = lines_[i] == "```" + fence_;
      } else if (open && !lines_[i].empty() && !lines_[i].starts_with("#")) {
        check_row(i, actual);
        ++rows;
      }
    }
    if (is_updating()) write();
    return rows;
  }

 private:
  void check_row(std::size_t i, const std::function<std::string(const Row&)>& actual) {
    const std::string place = path_ + ":" + std::to_string(i + 1);
    const std::size_t arrow = lines_[i].find(" ==>");
    ASSERT_NE(arrow, std::string::npos) << place << ": no ==>";
    EXPECT_TRUE(i > 0 && !lines_[i - 1].empty() && !lines_[i - 1].starts_with("```"))
        << place << ": no reason above the row";
    Row row{lines_[i].substr(0, arrow), {}, static_cast<int>(i + 1)};
    if (arrow + 5 <= lines_[i].size()) row.expected = lines_[i].substr(arrow + 5);
    const std::string found = actual(row);
    if (!is_updating()) {
      EXPECT_EQ(found, row.expected) << place << ": " << row.input;
    } else if (found != row.expected) {
      lines_[i] = row.input + (found.empty() ? " ==>" : " ==> " + found);
    }
  }

  void write() const {
    std::ofstream file(path_);
    for (const std::string& line : lines_) file << line << '\n';
  }

  std::string path_;
  std::string fence_;
  std::vector<std::string> lines_;
};

}  // namespace edicola
