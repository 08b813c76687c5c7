// First parts of Italian compounds, which papers write in one, with a hyphen or apart: vice
// presidente, vice-presidente, vicepresidente.
//
// Serianni, Grammatica italiana (1989), XV.62-87; those that vary in news.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace edicola {

struct CompoundPart {
  std::string_view form;  // folded
  // Makes a compound with whatever follows a hyphen; the others only one that the lexicon has.
  bool free;
  // So does it before a blank: it is hardly a word of its own.
  bool free_before_blank;
};

// A row a part.
// clang-format off
inline constexpr std::array<CompoundPart, 43> kCompoundParts = {{
    {"agro", true, false},
    {"anti", true, true},
    {"auto", true, false},
    {"baby", true, true},
    {"bio", true, false},
    {"capo", false, false},
    {"centro", true, false},
    {"co", true, false},
    {"contro", true, false},
    {"cyber", true, true},
    {"dopo", false, false},
    {"eco", true, false},
    {"euro", true, false},
    {"extra", true, false},
    {"filo", true, true},
    {"foto", true, false},
    {"geo", true, false},
    {"inter", false, false},
    {"iper", true, true},
    {"maxi", true, true},
    {"mega", true, true},
    {"mezzo", false, false},
    {"micro", true, true},
    {"mini", true, true},
    {"mono", true, false},
    {"moto", true, false},
    {"multi", true, true},
    {"narco", true, true},
    {"neo", true, true},
    {"pluri", true, true},
    {"porta", false, false},
    {"post", true, false},
    {"pre", true, true},
    {"pro", false, false},
    {"radio", true, false},
    {"semi", true, false},
    {"sotto", false, false},
    {"super", true, true},
    {"tele", true, false},
    {"turbo", true, false},
    {"ultra", true, true},
    {"vice", true, true},
    {"video", true, false},
}};
// clang-format on

static_assert(std::is_sorted(kCompoundParts.begin(), kCompoundParts.end(),
                             [](const CompoundPart& a, const CompoundPart& b) {
                               return a.form < b.form;
                             }));

// Which first letters parts of each size have, so that few words are compared with them.
constexpr std::array<std::uint32_t, 7> make_first_letters_of_parts() {
  std::array<std::uint32_t, 7> letters = {};
  for (const CompoundPart& part : kCompoundParts) {
    letters.at(part.form.size()) |= 1U << (static_cast<unsigned char>(part.form.front()) & 31U);
  }
  return letters;
}
inline constexpr std::array<std::uint32_t, 7> kFirstLettersOfParts = make_first_letters_of_parts();

constexpr std::optional<CompoundPart> find_compound_part(std::string_view form) {
  if (form.size() < 2 || form.size() > 6) return std::nullopt;
  const unsigned letter = static_cast<unsigned char>(form.front()) & 31U;
  if ((kFirstLettersOfParts[form.size()] >> letter & 1U) == 0) return std::nullopt;
  const auto* at = std::lower_bound(
      kCompoundParts.begin(), kCompoundParts.end(), form,
      [](const CompoundPart& part, std::string_view text) { return part.form < text; });
  if (at == kCompoundParts.end() || at->form != form) return std::nullopt;
  return *at;
}

}  // namespace edicola
