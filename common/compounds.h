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
inline constexpr std::array<CompoundPart, 63> kCompoundParts = {{
    {"agro", true, false},
    {"alto", false, false},
    {"anti", true, true},
    {"apri", false, false},
    {"auto", true, false},
    {"baby", true, true},
    {"basso", false, false},
    {"bio", true, false},
    {"capo", false, false},
    {"centro", true, false},
    {"co", true, false},
    {"contro", true, false},
    {"copri", false, false},
    {"corto", false, false},
    {"cyber", true, true},
    {"dopo", false, false},
    {"eco", true, false},
    {"euro", true, false},
    {"extra", true, false},
    {"filo", true, true},
    {"foto", true, false},
    {"franco", false, false},
    {"fuori", false, false},
    {"geo", true, false},
    {"gratta", false, false},
    {"guarda", false, false},
    {"inter", false, false},
    {"iper", true, true},
    {"italo", false, false},
    {"lava", false, false},
    {"lungo", false, false},
    {"mal", false, false},
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
    {"para", false, false},
    {"passa", false, false},
    {"piano", false, false},
    {"pluri", true, true},
    {"porta", false, false},
    {"post", true, false},
    {"pre", true, true},
    {"pro", false, false},
    {"radio", true, false},
    {"retro", false, false},
    {"salva", false, false},
    {"semi", true, false},
    {"sopra", false, false},
    {"sotto", false, false},
    {"super", true, true},
    {"tele", true, false},
    {"terra", false, false},
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

// Whether the lexicon has the folded words in one and not the first of them by itself: week end.
// Words of two letters are too often something else: al fano.
bool may_be_parted(std::string_view before, std::string_view after);

}  // namespace edicola
