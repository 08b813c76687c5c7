// Random texts of the pieces that news are made of and that analysis is most easily wrong about:
// elisions, accents, numbers, acronyms, quotes, other scripts.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>

namespace edicola {

// kSteady: only fragments and gaps whose words are the same wherever a text is cut between two. In
// kAny quotes and elisions reach across.
enum class Pieces { kSteady, kAny };

// clang-format off
inline constexpr std::size_t kSteadyFragments = 33;  // the first of these
inline constexpr std::array<std::string_view, 122> kFragments = {
    "governo", "Draghi", "l'Italia", "dell’arte", "citta'", "città", "cittа\u0300",
    "perche\u0301", "1.500", "2,5", "20%", "centro-destra", "D'Alema", "U.S.A.", "👩‍👩‍👧", "🇮🇹",
    "❤️", "«Ora»", "(forse)", "–", "-", "•", "no\u00A0stop", "soft\u00ADhyphen", "日本語の新聞", "a",
    "e", "\u0301x", "...", "precipitevolissimevolmente", "F-35", "1\u2009500", "\u00A0",

    "L'Italia", "Dell'Utri", "S.p.A.", "È", "E'", "è", "'Tutti", "casa'", "'Forza", "Italia'",
    "vice", "presidente", "Presidente", "co", "dott.", "Sig.", "andiamo", "vado", "è stato",
    "dammi", "dirglielo", "quest'anno", "un'altra", "po'", "Il", "La", "McDonald's",
    "rock'n'roll", "O'Brien", "Sergej", "Kyiv", "Yuri", "NATO", "USA", "œuvre", "Москва",
    "\u3164", "D'\u3164", "Élysée", "c'è", "C'è", "dell'«Ansa»", "A", "Roma", "G. A. Braccesi",
    "J. D.", "governa-\nto", "inter\u2010\nnazionale", "n'drangheta", "N'Golo", "Levi's",
    "l 'accordo", "dell 'Onu", "dell''Espresso'", "l'(ex)", "l'#ansa", "l\u2032aria",
    "dell\u201BOnu", "Milano", "art", "blu", "on", "dell'art", "caffè", "2ª", "AT&Tdr", "AT&T",
    "d\u00ADr", "À la", "×", "era", "aver", "aMa", "di", "ñandu",
    "perche'", "cosi'.", "disse:", "16:30", "[Rai]", "km/h", "ex", "ecc.", "week", "end", "1", "500",
    "«È", "S."};

// Between fragments; those that are there several times are as much more frequent.
inline constexpr std::size_t kSteadyGaps = 16;
inline constexpr std::array<std::string_view, 47> kGaps = {
    " ", " ", " ", " ", ", ", ". ", ".\n", "\n\n", "  ", "\t", "; ", "? ", "\u2003", "\r\n", "",
    "/",

    " ", ". ", "! ", ".\" ", "». ", ". «", ": «", ". - ", ". \"", ".\n\n", "\n", ". – ", "-", "'",
    "…\u00A0", ":\n\n", ",\n\n", ")\n\n", "»\n\n", ".\n\n", "’\n\n", "-\n\n", ".\u2003\n\n",
    ".\"\n\n", ": ", ": \"", ") ", "% ", "' ", "’ ", " ("};
// clang-format on

// A gap, then `fragments` times a fragment and a gap.
inline std::string random_text(std::mt19937& random, std::uint32_t fragments, Pieces pieces) {
  const auto pick = [&](const auto& from, std::size_t steady) {
    const std::size_t size = pieces == Pieces::kSteady ? steady : from.size();
    return from[std::uniform_int_distribution<std::size_t>(0, size - 1)(random)];
  };
  std::string text(pick(kGaps, kSteadyGaps));
  for (std::uint32_t i = 0; i < fragments; ++i) {
    text += pick(kFragments, kSteadyFragments);
    text += pick(kGaps, kSteadyGaps);
  }
  return text;
}

}  // namespace edicola
