// Counts the keys of words that begin in given ways, of a text of which it analyzes no more than it
// must.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/beginnings.h"
#include "common/partial_text.h"

namespace edicola {

// Of one thread at a time.
class KeyCounter {
 public:
  // `beginnings`: of folded forms, not empty each. `text` is used while it works, and must outlive
  // it.
  KeyCounter(std::vector<std::string> beginnings, PartialText& text);
  KeyCounter(const KeyCounter&) = delete;
  KeyCounter& operator=(const KeyCounter&) = delete;

  // Adds `weight` for each token of `text`, second readings too, whose form begins so; elided ones
  // are none. Throws as PartialText::reset().
  void count(std::string_view text, unsigned weight);

  // Each key once, in no order.
  [[nodiscard]] const std::vector<std::pair<std::string, unsigned>>& counts() const {
    return counts_;
  }
  void clear() { counts_.clear(); }

 private:
  // A key that is known without analysis.
  struct Sure {
    std::string key;
    std::size_t stretch = 0;
  };

  [[nodiscard]] bool is_sought(std::string_view form) const;
  bool note(std::string_view text, std::uint32_t candidate, std::size_t stretch);
  void add(std::string_view key, unsigned weight);

  std::vector<std::string> beginnings_;
  PartialText& text_;
  Beginnings sought_;
  std::vector<Sure> sure_;
  std::string buffer_;
  std::vector<std::pair<std::string, unsigned>> counts_;
};

}  // namespace edicola
