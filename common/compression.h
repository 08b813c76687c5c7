// Short texts in less room: LZ4, with a dictionary of Italian news that is linked in.
// docs/decisions/0007-stored-text.md.
#pragma once

#include <string>
#include <string_view>

namespace edicola {

// `bytes` compressed. From any thread. Throws Error(kInput) for 2 GB or more.
std::string compress(std::string_view bytes);

// What was compressed. Throws Error(kIndexCorrupt) for anything that compress cannot have made.
// From any thread.
std::string decompress(std::string_view compressed);

// Names the dictionary: what was compressed with another cannot be read.
std::string dictionary_fingerprint();

}  // namespace edicola
