// What the occurrences of each word of an article add up to.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "common/neighbours.h"

namespace edicola {

struct WordSum {
  std::string_view text;
  std::uint64_t hash = 0;     // its fingerprint64
  std::uint32_t count = 0;    // weighted
  std::uint32_t as_name = 0;  // the part of `count` that is of names
  std::uint32_t borne = 0;    // the part of `count` where somebody bears it: see is_borne
  Side behind = 0;            // the words next to it
  Side before = 0;
  bool title_only = true;
  bool is_spelt_one_way = false;  // it is known to be its own variant_key, or to have none
};

// A hash table of words that keeps its memory for the next article.
class WordSums {
 public:
  // The sum of `text`, which outlives it or the next clear(); a new one begins empty. `hash` is its
  // fingerprint64. Holds until the next call.
  WordSum& of(std::string_view text, std::uint64_t hash);

  // In the order of their first occurrence.
  [[nodiscard]] const std::vector<WordSum>& all() const { return sums_; }

  void clear();

 private:
  void make_room();

  std::vector<WordSum> sums_;
  std::vector<std::uint32_t> slots_;  // 1 + index into sums_; 0: free. A power of two, half full
};

}  // namespace edicola
