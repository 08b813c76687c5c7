#include <fmt/format.h>

#include "app/commands.h"
#include "app/index_report.h"
#include "app/options.h"
#include "app/output.h"
#include "app/render_text.h"
#include "edicola/index.h"

namespace edicola {
namespace {

// An Indexer would make the index that is missing, and call the deletion a success.
void must_exist(const std::string& index) { const Searcher searcher({index}); }

}  // namespace

int run_delete(const Arguments& arguments) {
  const DeleteOptions options = read_delete_options(arguments);
  must_exist(options.index);
  Indexer indexer(options.index);
  if (indexer.has_discarded()) say(discarded_text(options.index));
  std::size_t deleted = 0;
  for (const std::string& id : options.ids) {
    if (indexer.remove(id)) {
      ++deleted;
    } else {
      say("not there: " + id);
    }
  }
  if (deleted > 0) indexer.commit();
  say(fmt::format("{}: {} deleted", options.index, counted(deleted, "article", "articles")));
  return deleted > 0 ? 0 : 1;
}

}  // namespace edicola
