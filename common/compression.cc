#include "common/compression.h"

#include <lz4.h>

#include "common/packing.h"
#include "edicola/error.h"

extern "C" const char edicola_dictionary_data[];  // dictionary_data.S
extern "C" const char edicola_dictionary_end[];

namespace edicola {
namespace {

// A byte of LZ4 stands for at most as many of the text (LZ4 block format, "Literals").
constexpr std::size_t kMostOfAByte = 255;

// Room for texts up to here is kept from one to the next.
constexpr std::size_t kMostKept = 1 << 20U;

// Behind the dictionary stands its fingerprint.
constexpr std::size_t kFingerprint = 16;

std::string_view linked_in() { return {edicola_dictionary_data, edicola_dictionary_end}; }

std::string_view dictionary() { return linked_in().substr(0, linked_in().size() - kFingerprint); }

int dictionary_size() { return static_cast<int>(dictionary().size()); }

// As lz4.h describes for LZ4_attach_dictionary, which shared libraries lack: a stream that has read
// the dictionary is copied.
LZ4_stream_t stream_with_dictionary() {
  static const LZ4_stream_t read = [] {
    LZ4_stream_t stream;
    LZ4_initStream(&stream, sizeof stream);
    LZ4_loadDict(&stream, dictionary().data(), dictionary_size());
    return stream;
  }();
  return read;
}

}  // namespace

std::string compress(std::string_view bytes) {
  if (bytes.size() > LZ4_MAX_INPUT_SIZE) {
    throw Error(ErrorKind::kInput, "an article of 2 GB or more cannot be stored", "split it");
  }
  LZ4_stream_t stream = stream_with_dictionary();
  const auto size = static_cast<int>(bytes.size());
  std::string compressed;
  pack_number(compressed, bytes.size());
  const std::size_t begin = compressed.size();
  compressed.resize(begin + static_cast<std::size_t>(LZ4_compressBound(size)));
  const int written =
      LZ4_compress_fast_continue(&stream, bytes.data(), compressed.data() + begin, size,
                                 static_cast<int>(compressed.size() - begin), 1);
  compressed.resize(begin + static_cast<std::size_t>(written));
  return compressed;
}

Decompressor::Decompressor() : buffer_(dictionary()) {}

std::string_view Decompressor::operator()(std::string_view compressed) {
  Unpacker in(compressed);
  const std::size_t size = in.number();
  const std::string_view block = in.rest();
  Unpacker::expect(size <= LZ4_MAX_INPUT_SIZE && size / kMostOfAByte <= block.size());
  Unpacker::expect(block.size() <= LZ4_MAX_INPUT_SIZE);
  const std::size_t begin = dictionary().size();
  if (buffer_.size() > begin + kMostKept) std::string(dictionary()).swap(buffer_);
  if (buffer_.size() < begin + size) buffer_.resize(begin + size);
  char* const text = buffer_.data() + begin;
  const int read =
      LZ4_decompress_safe_usingDict(block.data(), text, static_cast<int>(block.size()),
                                    static_cast<int>(size), buffer_.data(), dictionary_size());
  Unpacker::expect(read == static_cast<int>(size));
  return {text, size};
}

std::string dictionary_fingerprint() {
  return std::string(linked_in().substr(dictionary().size()));
}

}  // namespace edicola
