// Bytes of an index in memory, which many hold at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <string_view>

namespace edicola {

// What it points to, and the bytes, last as long as it is held.
using KeptBytes = std::shared_ptr<const std::string_view>;

// A copy. Its count, its size and the bytes stand side by side: who looks at them waits for memory
// once.
inline KeptBytes keep_bytes(std::string_view bytes) {
  using Unit = std::uint64_t;
  static_assert(alignof(Unit) >= alignof(std::string_view));
  constexpr std::size_t kHead = sizeof(std::string_view) / sizeof(Unit);
  const std::size_t units = kHead + (bytes.size() + sizeof(Unit) - 1) / sizeof(Unit);
  const auto block = std::make_shared_for_overwrite<Unit[]>(units);
  char* const copy = reinterpret_cast<char*>(block.get() + kHead);
  bytes.copy(copy, bytes.size());
  return {block, new (block.get()) std::string_view(copy, bytes.size())};
}

}  // namespace edicola
