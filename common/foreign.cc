#include "common/foreign.h"

#include <algorithm>
#include <array>

#include "common/lexicon_format.h"

namespace edicola {
namespace {

// Whether a letter beyond a to z is none that Italian writes, be it by mistake. `lower` is
// composed.
bool has_foreign_letter(std::string_view lower) {
  constexpr std::array<std::string_view, 11> kItalian = {"à", "á", "è", "é", "ì", "í",
                                                         "î", "ò", "ó", "ù", "ú"};
  for (std::size_t i = 0; i < lower.size(); ++i) {
    if (static_cast<unsigned char>(lower[i]) < 0x80) continue;
    const std::string_view letter = lower.substr(i, 2);
    if (std::find(kItalian.begin(), kItalian.end(), letter) == kItalian.end()) return true;
    ++i;
  }
  return false;
}

}  // namespace

bool is_foreign(const Lexeme& lexeme, std::string_view lower, bool capital) {
  constexpr unsigned kSame = lexicon::kProper | lexicon::kRestored;
  const bool without_accents = lexeme.path == Lexeme::Path::kListed && lexeme.entry != lower;
  if (lower.empty() || !lexeme.known() || !without_accents || (lexeme.traits & kSame) != 0)
    return false;
  return capital || ((lexeme.traits & lexicon::kNominal) == 0 && has_foreign_letter(lower));
}

}  // namespace edicola
