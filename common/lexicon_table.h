// The compiled lexicon as it lies in the program: see common/lexicon_format.h.
#pragma once

#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>

#include "common/lexicon_format.h"

extern "C" const char edicola_lexicon_data[];  // lexicon_data.S

namespace edicola::lexicon {

inline const Header& header() { return *reinterpret_cast<const Header*>(edicola_lexicon_data); }
inline const Slot* slots() {
  return reinterpret_cast<const Slot*>(edicola_lexicon_data + sizeof(Header));
}
inline const char* characters() {
  return edicola_lexicon_data + sizeof(Header) + header().slots * sizeof(Slot);
}

// Words are so short that a call costs more than comparing.
inline bool same(const char* a, const char* b, std::size_t size) {
  const auto differ = [a, b](std::size_t at, auto part) {
    auto other = part;
    std::memcpy(&part, a + at, sizeof part);
    std::memcpy(&other, b + at, sizeof other);
    return part != other;
  };
  if (size < 4) {
    for (std::size_t i = 0; i < size; ++i) {
      if (a[i] != b[i]) return false;
    }
    return true;
  }
  if (size < 8) {
    return !differ(0, std::uint32_t{0}) && !differ(size - 4, std::uint32_t{0});
  }
  for (std::size_t at = 0; at + 8 < size; at += 8) {
    if (differ(at, std::uint64_t{0})) return false;
  }
  return !differ(size - 8, std::uint64_t{0});
}

// The slot of `form`, if it is listed.
inline std::optional<std::uint32_t> find_slot(std::string_view form) {
  if (form.empty() || form.size() > 63) return std::nullopt;
  const std::uint32_t mask = header().slots - 1;
  for (auto i = static_cast<std::uint32_t>(hash(form)) & mask;; i = (i + 1) & mask) {
    const Slot& slot = slots()[i];
    if (slot.form_size == 0) return std::nullopt;
    if (slot.form_size == form.size() && same(characters() + slot.form, form.data(), form.size())) {
      return i;
    }
  }
}

}  // namespace edicola::lexicon
