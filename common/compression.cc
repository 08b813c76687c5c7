#include "common/compression.h"

#include <zstd.h>

#include <memory>

#include "common/packing.h"
#include "common/text.h"

extern "C" const char edicola_dictionary_data[];  // dictionary_data.S
extern "C" const char edicola_dictionary_end[];

namespace edicola {
namespace {

// Of 1, 3, 6 and 12 the one that loses nothing in time to what analysis costs anyway;
// docs/decisions/0007-stored-text.md.
constexpr int kLevel = 3;

// zstd makes at most 128 KiB of 3 bytes and a header.
constexpr unsigned long long kMostOfAByte = 65'536;

std::string_view dictionary() { return {edicola_dictionary_data, edicola_dictionary_end}; }

template <auto destroy>
struct Destroy {
  template <typename Resource>
  void operator()(Resource* resource) const {
    destroy(resource);
  }
};
using CompressionDictionary = std::unique_ptr<ZSTD_CDict, Destroy<ZSTD_freeCDict>>;
using Dictionary = std::unique_ptr<ZSTD_DDict, Destroy<ZSTD_freeDDict>>;
using Compressor = std::unique_ptr<ZSTD_CCtx, Destroy<ZSTD_freeCCtx>>;
using Decompressor = std::unique_ptr<ZSTD_DCtx, Destroy<ZSTD_freeDCtx>>;

Compressor make_compressor() {
  static const CompressionDictionary shared(
      ZSTD_createCDict(dictionary().data(), dictionary().size(), kLevel));
  Compressor made(ZSTD_createCCtx());
  ZSTD_CCtx_setParameter(made.get(), ZSTD_c_dictIDFlag, 0);  // the index says which
  ZSTD_CCtx_refCDict(made.get(), shared.get());
  return made;
}

Decompressor make_decompressor() {
  static const Dictionary shared(ZSTD_createDDict(dictionary().data(), dictionary().size()));
  Decompressor made(ZSTD_createDCtx());
  ZSTD_DCtx_refDDict(made.get(), shared.get());
  return made;
}

}  // namespace

std::string compress(std::string_view bytes) {
  // Scratch memory: made once a thread, as it takes longer than a text.
  thread_local const Compressor compressor = make_compressor();
  std::string compressed(ZSTD_compressBound(bytes.size()), '\0');
  const std::size_t size = ZSTD_compress2(compressor.get(), compressed.data(), compressed.size(),
                                          bytes.data(), bytes.size());
  if (ZSTD_isError(size) != 0) throw std::bad_alloc();  // no other error is possible
  compressed.resize(size);
  return compressed;
}

std::string decompress(std::string_view compressed) {
  thread_local const Decompressor decompressor = make_decompressor();
  const unsigned long long expected =
      ZSTD_getFrameContentSize(compressed.data(), compressed.size());
  // Unknown and wrong sizes are huge numbers.
  Unpacker::expect(expected / kMostOfAByte <= compressed.size());
  std::string bytes(expected, '\0');
  const std::size_t size = ZSTD_decompressDCtx(decompressor.get(), bytes.data(), bytes.size(),
                                               compressed.data(), compressed.size());
  Unpacker::expect(size == bytes.size());
  return bytes;
}

// Once a process: it takes as long as a search.
std::string dictionary_fingerprint() {
  static const std::string fingerprint = hex64(fingerprint64(dictionary()));
  return fingerprint;
}

}  // namespace edicola
