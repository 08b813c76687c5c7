// With which letters a word can begin that gives a token sought: a test so cheap that a text need
// not be analyzed where nothing sought can stand.
//
// It errs on one side only: a word that it refuses gives no such token, wherever it stands.
#pragma once

#include <bitset>
#include <cstdint>
#include <string_view>

namespace edicola {

class Beginnings {
 public:
  // Adds the words with this token form, or with a form that begins so. Folded, not empty.
  void add_form(std::string_view form);
  void add_prefix(std::string_view form);

  // Adds the words with this token key, a lemma or a stem; not empty.
  void add_key(std::string_view key);

  // Adds the spellings of the name with this variant key; not empty.
  void add_variant(std::string_view key);

  // Whether a word that begins at byte `offset` of `text` may be one of those added.
  [[nodiscard]] bool may_begin(std::string_view text, std::size_t offset) const {
    return set_.test(index_at(text, offset));
  }

 private:
  static std::size_t index_at(std::string_view text, std::size_t offset);
  void set_all(std::uint32_t first, std::uint32_t second);
  void add_first(char letter);

  std::bitset<1U << 15U> set_;  // by the codes of three characters
};

}  // namespace edicola
