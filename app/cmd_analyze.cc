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

// nouns first: governo (noun), governare (verb)
std::string lemmas_line(const TokenExplanation& explanation) {
  std::vector<std::string> lemmas;
  for (const PossibleLemma& lemma : explanation.lemmas) {
    lemmas.push_back(lemma.lemma);
    if (!lemma.parts_of_speech.empty()) {
      lemmas.back() += fmt::format(" ({})", fmt::join(lemma.parts_of_speech, ", "));
    }
  }
  return fmt::format("{}", fmt::join(lemmas, "; "));
}

// A token: what it was and is, and why, a line each.
std::string explained(const Token& token, const TokenExplanation& explanation) {
  std::string lines = fmt::format("{}  {} -> {}\n", token.position, explanation.surface, token.key);
  const auto add = [&lines](std::string_view name, std::string_view text) {
    lines += fmt::format("   {:<16} {}\n", name, text);
  };
  for (const AnalysisStep& step : explanation.steps) add(step.name, step.result);
  if (explanation.lemmas.size() > 1) add("lemmas", lemmas_line(explanation));
  if (explanation.lemmas.size() == 1) add("lemma", lemmas_line(explanation));
  add("chosen by", explanation.chosen_by);
  return lines;
}

// Analyzes texts and prints them one after the other.
class Printer {
 public:
  explicit Printer(const AnalyzeOptions& options)
      : jsonl_(options.jsonl), explain_(options.explain) {}

  void print(std::string_view text) {
    if (jsonl_) {
      const std::vector<TokenExplanation> explanations = analyzer_.explain(text, analysis_);
      write_results(render_analysis_json(text, analysis_, explanations));
      return;
    }
    write_results((first_ ? "" : "\n") + (explain_ ? explanation(text) : table(text)));
    first_ = false;
  }

 private:
  std::string table(std::string_view text) {
    analyzer_.analyze(text, analysis_);
    return analysis_table(text, analysis_);
  }

  std::string explanation(std::string_view text) {
    const std::vector<TokenExplanation> explanations = analyzer_.explain(text, analysis_);
    std::string lines;
    for (std::size_t i = 0; i < explanations.size(); ++i) {
      lines += explained(analysis_.tokens()[i], explanations[i]);
    }
    return lines;
  }

  Analyzer analyzer_;
  Analysis analysis_;
  bool jsonl_;
  bool explain_;
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
  Printer printer(options);
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
