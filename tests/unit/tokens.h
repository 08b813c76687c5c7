// Tokens as text: the notation of docs/analysis.md.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "edicola/analyzer.h"

namespace edicola::tokens {

inline constexpr std::array<std::pair<TokenFlag, char>, 10> kLetters = {{
    {kSentenceStart, 'b'},
    {kCapitalized, 'c'},
    {kAllCaps, 'u'},
    {kAccented, 'a'},
    {kAccentRestored, 'r'},
    {kNumber, 'n'},
    {kJoined, 'j'},
    {kKnown, 'k'},
    {kMayBeName, 'p'},
    {kStopWord, 's'},
}};

inline const Analyzer& analyzer() {
  static const Analyzer instance;
  return instance;
}

inline Analysis analyze(std::string_view text) {
  Analysis analysis;
  analyzer().analyze(text, analysis);
  return analysis;
}

// Letters of the flags; a flag that has none is written with its name.
inline std::string flags_text(std::uint16_t flags) {
  std::string letters;
  auto rest = static_cast<unsigned>(flags) & ~unsigned{kElided};
  for (const auto& [flag, letter] : kLetters) {
    if ((rest & flag) != 0) letters += letter;
    rest &= ~unsigned{flag};
  }
  for (const std::string_view name : flag_names(static_cast<std::uint16_t>(rest))) {
    letters += "," + std::string(name);
  }
  return letters;
}

inline std::string text_of(const Token& token, bool with_offsets) {
  std::string text(token.form);
  if (token.key != token.form) text += "/" + std::string(token.key);
  if (with_offsets) text += "@" + std::to_string(token.begin) + "-" + std::to_string(token.end);
  const std::string flags = flags_text(token.flags);
  if (!flags.empty()) text += "[" + flags + "]";
  return token.has(kElided) ? "(" + text + ")" : text;
}

// All tokens; those at the position of the one before are joined to it by "+".
inline std::string text_of(const Analysis& analysis, bool with_offsets = false) {
  std::string text;
  std::uint32_t position = 0;
  for (const Token& token : analysis.tokens()) {
    if (!text.empty()) text += token.position == position ? "+" : " ";
    text += text_of(token, with_offsets);
    position = token.position;
  }
  return text;
}

}  // namespace edicola::tokens
