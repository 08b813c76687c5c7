// JSON Lines: one JSON object a line, one object an article. docs/input.md lists the fields.
#pragma once

#include <memory>

#include "edicola/reader.h"
#include "indexer/lines.h"

namespace edicola {

// Reads `file`, "-" for standard input. Blank lines and a byte order mark are passed over. Throws
// Error(kInput) if it cannot be opened.
std::unique_ptr<Reader> open_jsonl(const InputFile& file, LineOptions options = {});

}  // namespace edicola
