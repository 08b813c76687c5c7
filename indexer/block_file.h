// Temporary files that are written once and read once, from front to back, in blocks that are
// checked: what comes out is what went in, or an error.
//
// A block: bytes (32 bits), their checksum (32 bits), the bytes. The last one has none.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace edicola {

// The most bytes of a block. Readers hold one each, and there may be hundreds.
inline constexpr std::size_t kMostBlockBytes = std::size_t{32} << 10U;

class BlockFileWriter {
 public:
  // Makes the file or empties it. All functions throw Error(kStorage).
  explicit BlockFileWriter(std::string path);
  ~BlockFileWriter();
  BlockFileWriter(const BlockFileWriter&) = delete;
  BlockFileWriter& operator=(const BlockFileWriter&) = delete;

  // From 1 to kMostBlockBytes bytes.
  void write(std::string_view block);

  // Without it the file counts as damaged. Nothing may be written any more.
  void finish();

 private:
  void put(std::string_view bytes);

  std::string path_;
  int file_;
};

class BlockFileReader {
 public:
  // All functions throw Error(kStorage), also where the file is not as it was written.
  explicit BlockFileReader(std::string path);
  ~BlockFileReader();
  BlockFileReader(const BlockFileReader&) = delete;
  BlockFileReader& operator=(const BlockFileReader&) = delete;

  // Appends the next block to `into`; false if there is none.
  bool read(std::string& into);

 private:
  std::size_t get(char* into, std::size_t count);

  std::string path_;
  int file_;
  bool ended_ = false;
};

}  // namespace edicola
