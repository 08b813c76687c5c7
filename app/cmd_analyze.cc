#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iostream>

#include "app/commands.h"
#include "app/display.h"
#include "app/options.h"
#include "app/output.h"
#include "app/render_json.h"
#include "edicola/error.h"

namespace edicola {
namespace {

using Row = std::array<std::string, 5>;

Row row(std::string_view text, const Token& token) {
  return {fmt::format("{}", token.position),
          std::string(text.substr(token.begin, token.end - token.begin)), std::string(token.form),
          std::string(token.key), fmt::format("{}", fmt::join(flag_names(token.flags), " "))};
}

std::string table(const std::vector<Row>& rows) {
  std::array<std::size_t, 5> widths{};
  for (const Row& cells : rows) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      widths[i] = std::max(widths[i], display_width(cells[i]));
    }
  }
  std::string text;
  for (const Row& cells : rows) {
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) line += pad(cells[i], widths[i] + 2);
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

std::string analysis_table(std::string_view text, const Analysis& analysis) {
  std::vector<Row> rows = {{"position", "text", "form", "key", "flags"}};
  for (const Token& token : analysis.tokens()) rows.push_back(row(text, token));
  return table(rows);
}

// Analyzes texts and prints them one after the other.
class Printer {
 public:
  explicit Printer(bool jsonl) : jsonl_(jsonl) {}

  void print(std::string_view text) {
    analyzer_.analyze(text, analysis_);
    if (jsonl_) {
      write_results(render_analysis_json(text, analysis_));
      return;
    }
    write_results((first_ ? "" : "\n") + analysis_table(text, analysis_));
    first_ = false;
  }

 private:
  Analyzer analyzer_;
  Analysis analysis_;
  bool jsonl_;
  bool first_ = true;
};

void print_lines(std::istream& in, Printer& printer) {
  std::string line;
  while (std::getline(in, line)) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    printer.print(line);
  }
  if (in.bad()) throw Error(ErrorKind::kInput, "cannot read standard input");
}

}  // namespace

int run_analyze(const Arguments& arguments) {
  const AnalyzeOptions options = read_analyze_options(arguments);
  Printer printer(options.jsonl);
  if (options.text.has_value()) {
    printer.print(*options.text);
  } else {
    std::ios::sync_with_stdio(false);
    print_lines(std::cin, printer);
  }
  flush_results();
  return 0;
}

}  // namespace edicola
