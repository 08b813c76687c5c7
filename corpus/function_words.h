// Articles and the prepositions that fuse with them.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "corpus/inflection.h"

namespace edicola::corpus {

enum class Lead : std::uint8_t {
  kNone,
  kThe,   // il
  kA,     // un; in the plural alcuni
  kOf,    // del
  kTo,    // al
  kFrom,  // dal
  kIn,    // nel
  kOn,    // sul
  kThis,  // questo
  kThat,  // quel
};

// By gender, number and onset.
using LeadForms = std::array<std::array<std::array<std::string_view, 3>, 2>, 2>;

inline constexpr std::array<LeadForms, 10> kLeads = {{
    {},
    {{{{{"il", "lo", "l'"}, {"i", "gli", "gli"}}}, {{{"la", "la", "l'"}, {"le", "le", "le"}}}}},
    {{{{{"un", "uno", "un"}, {"alcuni", "alcuni", "alcuni"}}},
      {{{"una", "una", "un'"}, {"alcune", "alcune", "alcune"}}}}},
    {{{{{"del", "dello", "dell'"}, {"dei", "degli", "degli"}}},
      {{{"della", "della", "dell'"}, {"delle", "delle", "delle"}}}}},
    {{{{{"al", "allo", "all'"}, {"ai", "agli", "agli"}}},
      {{{"alla", "alla", "all'"}, {"alle", "alle", "alle"}}}}},
    {{{{{"dal", "dallo", "dall'"}, {"dai", "dagli", "dagli"}}},
      {{{"dalla", "dalla", "dall'"}, {"dalle", "dalle", "dalle"}}}}},
    {{{{{"nel", "nello", "nell'"}, {"nei", "negli", "negli"}}},
      {{{"nella", "nella", "nell'"}, {"nelle", "nelle", "nelle"}}}}},
    {{{{{"sul", "sullo", "sull'"}, {"sui", "sugli", "sugli"}}},
      {{{"sulla", "sulla", "sull'"}, {"sulle", "sulle", "sulle"}}}}},
    {{{{{"questo", "questo", "quest'"}, {"questi", "questi", "questi"}}},
      {{{"questa", "questa", "quest'"}, {"queste", "queste", "queste"}}}}},
    {{{{{"quel", "quello", "quell'"}, {"quei", "quegli", "quegli"}}},
      {{{"quella", "quella", "quell'"}, {"quelle", "quelle", "quelle"}}}}},
}};

constexpr std::string_view lead_form(Lead lead, Agreement to, Onset onset) {
  return kLeads[static_cast<std::size_t>(lead)][to.gender][to.number][onset];
}

static_assert(lead_form(Lead::kOf, {kFeminine, kSingular}, kVowel) == "dell'");
static_assert(lead_form(Lead::kThe, {kMasculine, kPlural}, kImpure) == "gli");

}  // namespace edicola::corpus
