#include <fmt/format.h>

#include "app/commands.h"
#include "app/display.h"
#include "app/options.h"
#include "app/output.h"

namespace edicola {
namespace {

// Every line of `text` cleaned and indented.
std::string indented(std::string_view text) {
  std::string lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines += fmt::format("  {}\n", clean(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

}  // namespace

int run_explain(const Arguments& arguments) {
  const SearchOptions options = read_explain_options(arguments);
  Searcher searcher(options.indexes);
  const Explanation explanation = searcher.explain(options.request);
  std::string text = "understood:\n" + indented(explanation.tree);
  text += "runs:\n" + indented(explanation.compiled);
  for (const std::string& note : explanation.notes) text += "note: " + clean(note) + "\n";
  write_results(text);
  flush_results();
  return 0;
}

}  // namespace edicola
