// The twelve mastheads and how each prints apostrophes, quotation marks, accents and times.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace edicola::corpus {

enum class Quotes : std::uint8_t { kGuillemets, kCurly, kStraight };

struct Masthead {
  std::string_view name;
  std::uint32_t share;  // of 100 articles
  Quotes quotes;
  bool curly_apostrophe;  // ’ for '
  bool ascii_accents;     // perche' for perché, as agencies send it
  bool timed;             // dates carry the time of day
};

inline constexpr std::array<Masthead, 12> kMastheads = {{
    {"Il Quotidiano della Sera", 19, Quotes::kCurly, true, false, true},
    {"Agenzia Ponente", 16, Quotes::kStraight, false, true, true},
    {"Il Giornale del Levante", 13, Quotes::kGuillemets, true, false, false},
    {"La Voce dell'Adriatico", 11, Quotes::kStraight, false, false, false},
    {"L'Osservatorio", 9, Quotes::kGuillemets, true, false, true},
    {"Gazzetta del Tirreno", 8, Quotes::kGuillemets, false, false, false},
    {"Corriere dello Stadio", 7, Quotes::kGuillemets, true, false, true},
    {"La Tribuna dello Stretto", 5, Quotes::kCurly, true, false, false},
    {"Lavoro e Mercati", 4, Quotes::kGuillemets, false, false, true},
    {"Il Corriere dell'Appennino", 4, Quotes::kStraight, false, false, false},
    {"Notizie di Laguna", 3, Quotes::kCurly, false, false, false},
    {"L'Eco delle Valli", 1, Quotes::kStraight, false, true, false},
}};

inline constexpr std::size_t kSportsPaper = 6;

static_assert([] {
  std::uint32_t total = 0;
  for (const Masthead& masthead : kMastheads) total += masthead.share;
  return total == 100;
}());
static_assert(kMastheads[kSportsPaper].name == "Corriere dello Stadio");

// Rewrites `text`, written with ' and « », as the masthead prints it. `scratch` saves allocations.
void apply_style(const Masthead& masthead, std::string& text, std::string& scratch);

// "la-voce-dell-adriatico": ASCII letters and digits of `text` in lower case, accents dropped, the
// rest hyphens; cut after the word that reaches `limit` bytes.
std::string slug(std::string_view text, std::size_t limit);

}  // namespace edicola::corpus
