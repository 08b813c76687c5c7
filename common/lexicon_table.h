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

// The slot of `form`, if it is listed.
inline std::optional<std::uint32_t> find_slot(std::string_view form) {
  if (form.empty() || form.size() > 63) return std::nullopt;
  const std::uint32_t mask = header().slots - 1;
  for (auto i = static_cast<std::uint32_t>(hash(form)) & mask;; i = (i + 1) & mask) {
    const Slot& slot = slots()[i];
    if (slot.form_size == 0) return std::nullopt;
    if (slot.form_size == form.size() &&
        std::memcmp(characters() + slot.form, form.data(), form.size()) == 0) {
      return i;
    }
  }
}

}  // namespace edicola::lexicon
