// First parts of Italian compounds, which papers write in one, with a hyphen or apart: vice
// presidente, vice-presidente, vicepresidente.
//
// Serianni, Grammatica italiana (1989), XV.62-87; those that vary in news.
#pragma once

#include <algorithm>
#include <array>
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
inline constexpr std::array<CompoundPart, 42> kCompoundParts = {{
    {"agro", true, false},
    {"anti", true, true},
    {"auto", true, false},
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

constexpr std::optional<CompoundPart> find_compound_part(std::string_view form) {
  if (form.size() < 2 || form.size() > 6) return std::nullopt;
  const auto* at = std::lower_bound(
      kCompoundParts.begin(), kCompoundParts.end(), form,
      [](const CompoundPart& part, std::string_view text) { return part.form < text; });
  if (at == kCompoundParts.end() || at->form != form) return std::nullopt;
  return *at;
}

}  // namespace edicola
