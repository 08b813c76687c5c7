// Short texts in less room: LZ4, with a dictionary of Italian news that is linked in.
// docs/decisions/0007-stored-text.md.
#pragma once

#include <string>
#include <string_view>

namespace edicola {

// `bytes` compressed. From any thread. Throws Error(kInput) for 2 GB or more.
std::string compress(std::string_view bytes);

// Gives back what was compressed, one text after the other. One thread's; takes 64 KB, and room for
// the longest text of the last ones.
class Decompressor {
 public:
  Decompressor();

  // Holds until the next call. Throws Error(kIndexCorrupt) for anything that compress cannot have
  // made.
  std::string_view operator()(std::string_view compressed);

 private:
  // The dictionary, and behind it the text: LZ4 reads twice as fast where both are in one piece.
  std::string buffer_;
};

// Names the dictionary: what was compressed with another cannot be read.
std::string dictionary_fingerprint();

}  // namespace edicola
