// The options of every command, as plain structs, and the functions that read them.
// All read functions throw Error(kUsage) and HelpWanted.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/arguments.h"
#include "app/terminal.h"
#include "edicola/index.h"
#include "edicola/search.h"

namespace edicola {

enum class Output { kText, kJson, kJsonl, kCsv };
enum class BatchFormat { kTrec, kJsonl };

struct IndexOptions {
  std::string index;
  std::vector<std::string> paths;
  unsigned threads = 0;
  bool strict = false;
  bool quiet = false;
  bool verbose = false;
  IndexRanking ranking;
};

struct BatchOptions {
  std::string queries;  // file, "-" is standard input
  BatchFormat format = BatchFormat::kTrec;
  unsigned threads = 1;
  bool timings = false;
};

struct SearchOptions {
  std::vector<std::string> indexes;
  Request request;  // without its query if `batch`
  Output output = Output::kText;
  ColorMode color = ColorMode::kAuto;
  unsigned threads = 1;  // of one search; 0: one a core
  std::optional<BatchOptions> batch;
};

struct AnalyzeOptions {
  std::optional<std::string> text;  // nothing: the lines of standard input
  bool jsonl = false;
  bool explain = false;
};

struct InfoOptions {
  std::vector<std::string> indexes;
  bool json = false;
};

struct DeleteOptions {
  std::string index;
  std::vector<std::string> ids;
};

IndexOptions read_index_options(const Arguments& arguments);
SearchOptions read_search_options(const Arguments& arguments);
// Only `indexes` and `request` are filled.
SearchOptions read_explain_options(const Arguments& arguments);
AnalyzeOptions read_analyze_options(const Arguments& arguments);
InfoOptions read_info_options(const Arguments& arguments);
DeleteOptions read_delete_options(const Arguments& arguments);

}  // namespace edicola
