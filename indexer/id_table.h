// Which articles a run has met, in 20 bytes a slot: fingerprints of their ids and contents.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace edicola {

class IdTable {
 public:
  struct Entry {
    std::uint64_t content = 0;
    std::uint32_t place = 0;  // the caller's
  };

  IdTable();

  // False if there is none.
  bool find(std::uint64_t id, Entry& entry) const;

  // Adds, or puts in place of what is there.
  void put(std::uint64_t id, const Entry& entry);

 private:
  [[nodiscard]] std::size_t slot_of(std::uint64_t id) const;
  void resize(std::size_t slots);

  // Side by side rather than in one struct, which would be padded by a sixth.
  std::vector<std::uint64_t> ids_;  // 0: free
  std::vector<std::uint64_t> contents_;
  std::vector<std::uint32_t> places_;
  std::size_t count_ = 0;
};

}  // namespace edicola
