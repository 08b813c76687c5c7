// Elided words of Italian: what stands before the apostrophe, and which whole word it is.
//
// Serianni, Grammatica italiana (1989), I.71-79; the truncations of agency style beside them.
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace edicola {

struct Elision {
  std::string_view left;   // folded, without the apostrophe
  std::string_view whole;  // the word it stands for
  // An article, a preposition or a pronoun: no word of its own (no term, no position).
  bool functional;
  std::string_view other_key = {};  // of the whole word in the lexicon, where it is not that word

  // Of the token.
  [[nodiscard]] constexpr std::string_view key() const {
    return other_key.empty() ? whole : other_key;
  }
};

// A row a word.
// clang-format off
inline constexpr std::array<Elision, 115> kElisions = {{
    {"affinch", "affinché", false},
    {"agl", "agli", true},
    {"al", "al", true},
    {"alcun", "alcuno", false},
    {"all", "allo", true},
    {"allor", "allora", false},
    {"altr", "altro", false},
    {"anch", "anche", false},
    {"anzich", "anziché", false},
    {"begl", "bello", false},
    {"bell", "bello", false},
    {"bench", "benché", false},
    {"brav", "bravo", false},
    {"buon", "buono", false},
    {"c", "ci", true},
    {"cent", "cento", false},
    {"cert", "certo", false},
    {"ch", "che", true},
    {"ciascun", "ciascuno", false},
    {"cinquant", "cinquanta", false},
    {"cinquantun", "cinquantuno", false},
    {"cogl", "cogli", true},
    {"coll", "collo", true},
    {"com", "come", false},
    {"contr", "contro", false},
    {"cos", "cosa", false},
    {"d", "di", true},
    {"dagl", "dagli", true},
    {"dall", "dallo", true},
    {"degl", "degli", true},
    {"dell", "dello", true},
    {"dev", "deve", false, "dovere"},
    {"diciott", "diciotto", false},
    {"dov", "dove", false},
    {"fin", "fino", false},
    {"finch", "finché", false},
    {"fors", "forse", false},
    {"foss", "fosse", false, "essere"},
    {"giacch", "giacché", false},
    {"gl", "gli", true},
    {"gliel", "gliele", true},
    {"glien", "gliene", true},
    {"gran", "grande", false},
    {"grand", "grande", false},
    {"l", "lo", true},
    {"laddov", "laddove", false},
    {"m", "mi", true},
    {"mezz", "mezzo", false},
    {"molt", "molto", false},
    {"n", "ne", true},
    {"neanch", "neanche", false},
    {"negl", "negli", true},
    {"nell", "nello", true},
    {"nemmen", "nemmeno", false},
    {"neppur", "neppure", false},
    {"nessun", "nessuno", false},
    {"nient", "niente", false},
    {"nonostant", "nonostante", false},
    {"nostr", "nostro", false},
    {"novant", "novanta", false},
    {"null", "nulla", false},
    {"ogn", "ogni", false},
    {"ognun", "ognuno", false},
    {"oltr", "oltre", false},
    {"ond", "onde", false, "onda"},
    {"ott", "otto", false},
    {"ottant", "ottanta", false},
    {"perch", "perché", false},
    {"poc", "poco", false},
    {"poich", "poiché", false},
    {"pover", "povero", false},
    {"prim", "primo", false},
    {"pur", "pure", false},
    {"purch", "purché", false},
    {"qual", "quale", false},
    {"qualch", "qualche", false},
    {"qualcos", "qualcosa", false},
    {"qualcun", "qualcuno", false},
    {"quand", "quando", false},
    {"quant", "quanto", false},
    {"quarant", "quaranta", false},
    {"quarantun", "quarantuno", false},
    {"quattr", "quattro", false},
    {"quegl", "quegli", false},
    {"quell", "quello", false},
    {"quest", "questo", false},
    {"s", "si", true},
    {"sant", "santo", false},
    {"senz", "senza", false},
    {"sessant", "sessanta", false},
    {"sessantun", "sessantuno", false},
    {"settant", "settanta", false},
    {"sicch", "sicché", false},
    {"siccom", "siccome", false},
    {"sopr", "sopra", false},
    {"sott", "sotto", false},
    {"sugl", "sugli", true},
    {"sull", "sullo", true},
    {"t", "ti", true},
    {"tal", "tale", false},
    {"talvolt", "talvolta", false},
    {"tant", "tanto", false},
    {"terz", "terzo", false},
    {"trent", "trenta", false},
    {"trentun", "trentuno", false},
    {"tropp", "troppo", false},
    {"tutt", "tutto", false},
    {"ultim", "ultimo", false},
    {"un", "uno", true},
    {"v", "vi", true},
    {"vent", "venti", false},
    {"ventiquattr", "ventiquattro", false},
    {"ventott", "ventotto", false},
    {"ventun", "ventuno", false},
    {"vostr", "vostro", false},
}};
// clang-format on

static_assert(std::is_sorted(kElisions.begin(), kElisions.end(),
                             [](const Elision& a, const Elision& b) { return a.left < b.left; }));

// Whether `left` is no word without its apostrophe, so that a blank before it is a slip of the
// keyboard (dell 'Onu) and not a quotation (un 'patto').
constexpr bool is_never_whole(std::string_view left) {
  constexpr std::array<std::string_view, 12> kParts = {
      "agl", "all", "d", "dagl", "dall", "degl", "dell", "l", "negl", "nell", "sugl", "sull"};
  return std::find(kParts.begin(), kParts.end(), left) != kParts.end();
}

// The elision written `left`, a folded word.
constexpr std::optional<Elision> find_elision(std::string_view left) {
  const auto* at = std::lower_bound(
      kElisions.begin(), kElisions.end(), left,
      [](const Elision& elision, std::string_view text) { return elision.left < text; });
  if (at == kElisions.end() || at->left != left) return std::nullopt;
  return *at;
}

// Whether `left` (folded) and an apostrophe are no pronoun because of what follows them: N'Golo,
// M'Baye, and n'drangheta, which is often written so. `next` is the text behind the apostrophe, as
// written.
inline bool begins_african_name(std::string_view left, std::string_view next) {
  if ((left != "n" && left != "m") || next.empty()) return false;
  const char c = static_cast<char>(next.front() | 0x20);
  return c >= 'a' && c <= 'z' && std::string_view("aeiouh").find(c) == std::string_view::npos;
}

}  // namespace edicola
