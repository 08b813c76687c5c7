#include "app/commands.h"
#include "app/options.h"
#include "app/output.h"
#include "app/render_json.h"
#include "app/render_text.h"

namespace edicola {

int run_info(const Arguments& arguments) {
  const InfoOptions options = read_info_options(arguments);
  Searcher searcher(options.indexes);
  const IndexInfo info = searcher.info();
  write_results(options.json ? render_info_json(info) : render_info_text(info));
  flush_results();
  return 0;
}

}  // namespace edicola
