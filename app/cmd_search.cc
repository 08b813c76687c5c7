#include "app/cmd_batch.h"
#include "app/commands.h"
#include "app/options.h"
#include "app/output.h"
#include "app/render_csv.h"
#include "app/render_json.h"
#include "app/render_text.h"
#include "app/stopwatch.h"

namespace edicola {
namespace {

constexpr int kNothingFound = 1;

std::string render(const SearchOptions& options, const Answer& answer) {
  switch (options.output) {
    case Output::kJson:
      return render_json(answer);
    case Output::kJsonl:
      return render_jsonl(answer);
    case Output::kCsv:
      return render_csv(answer);
    case Output::kText:
      break;
  }
  return render_text(answer, {results_in_color(options.color), results_width()});
}

// What the form of the results does not say itself.
void say_rest(const SearchOptions& options, const Answer& answer) {
  if (options.output != Output::kJson) {
    for (const std::string& note : answer.response.notes) say("note: " + note);
  }
  if (options.output == Output::kText || answer.response.total == 0) say(summary(answer));
}

}  // namespace

int run_search(const Arguments& arguments) {
  const SearchOptions options = read_search_options(arguments);
  if (options.batch.has_value()) return run_batch(options);
  Searcher searcher(options.indexes, options.threads);
  const Stopwatch watch;
  const Response response = searcher.search(options.request);
  const Answer answer{options.request, response, watch.milliseconds()};
  write_results(render(options, answer));
  flush_results();
  say_rest(options, answer);
  return response.total == 0 ? kNothingFound : 0;
}

}  // namespace edicola
