// Characters that stay where they are until all are dropped at once.
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace edicola {

class Arena {
 public:
  // A copy of the two texts, one after the other; holds until clear() or destruction.
  std::string_view store(std::string_view first, std::string_view second = {}) {
    const std::size_t size = first.size() + second.size();
    char* at = reserve(size);
    first.copy(at, first.size());
    second.copy(at + first.size(), second.size());
    return {at, size};
  }

  // Keeps the memory for reuse.
  void clear() { block_ = used_ = 0; }

 private:
  static constexpr std::size_t kBlock = std::size_t{16} << 10U;
  struct Block {
    std::unique_ptr<char[]> bytes;
    std::size_t size;
  };

  char* reserve(std::size_t size) {
    while (block_ < blocks_.size() && used_ + size > blocks_[block_].size) {
      ++block_;
      used_ = 0;
    }
    if (block_ == blocks_.size()) {
      const std::size_t bytes = std::max(size, kBlock);
      blocks_.push_back({std::make_unique<char[]>(bytes), bytes});
    }
    char* at = blocks_[block_].bytes.get() + used_;
    used_ += size;
    return at;
  }

  std::vector<Block> blocks_;
  std::size_t block_ = 0;  // in use
  std::size_t used_ = 0;   // of it
};

}  // namespace edicola
