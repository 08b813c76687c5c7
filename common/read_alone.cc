// The part of skimming that reads a single word.
#include <string>

#include "common/byte_kinds.h"
#include "common/compounds.h"
#include "common/elision.h"
#include "common/lexicon.h"
#include "common/lexicon_format.h"
#include "common/skim.h"
#include "common/stem.h"

namespace edicola {

using namespace byte_kinds;

namespace {

// Whether what follows a word of letters leaves it as it is.
bool ends_plainly(std::string_view rest) {
  if (rest.empty()) return true;
  if (rest.front() == '.') {
    const Kind next = rest.size() == 1 ? kGap : kKinds[static_cast<std::uint8_t>(rest[1])];
    return next == kGap || next == kBlank || next == kLineBreak;
  }
  if (std::string_view(" ,;:)\"!?\n/(").find(rest.front()) != std::string_view::npos) return true;
  return rest.starts_with("»") || rest.starts_with("”") || rest.starts_with("…");
}

std::size_t apostrophe_at(std::string_view rest) {
  if (rest.starts_with("'")) return 1;
  return rest.starts_with("’") ? 3 : 0;
}

// Whether something before a word may make it part of another: McDonald's, a word broken at the end
// of a line.
bool begins_freely(std::string_view before) {
  if (before.empty() || before.ends_with(' ')) return true;
  if (before.ends_with('\n')) {
    while (!before.empty() && is_blank(before.back())) before.remove_suffix(1);
    return !before.ends_with('-') && !before.ends_with("\u2010");
  }
  return !before.ends_with('\'') && !before.ends_with("’") && !before.ends_with("‘") &&
         !before.ends_with("\u201B") && !before.ends_with("\u2032") && !before.ends_with('`') &&
         !before.ends_with("´") && !before.ends_with("ʼ") && !before.ends_with("＇");
}

// N'Golo, m'Baye, n'drangheta: no elision before some consonants.
bool begins_names(std::string_view elision) { return elision == "n" || elision == "m"; }

// `word` behind an elision that is nothing else: l'accordo.
bool follows_elision(std::string_view before) {
  if (before.ends_with("'")) before.remove_suffix(1);
  if (before.ends_with("’")) before.remove_suffix(3);
  std::size_t size = 0;
  while (size < before.size() && is_letter(before[before.size() - 1 - size])) ++size;
  const std::string_view word = before.substr(before.size() - size);
  if (word.empty() || is_upper(word.front()) || begins_names(word)) return false;
  const bool begins = size == before.size() || before[before.size() - 1 - size] == ' ';
  const std::optional<Elision> elision = find_elision(word);
  return begins && elision && elision->functional;
}

std::size_t count_letters(std::string_view text) {
  std::size_t size = 0;
  while (size < text.size() && is_letter(text[size])) ++size;
  return size;
}

void append_lower(std::string_view letters, std::string& out) {
  for (const char c : letters) out += static_cast<char>(c | 0x20);
}

Reading read_plain(std::string_view form) {
  Lexeme lexeme = find_lexeme({}, form);
  if (!lexeme.known()) lexeme = find_by_rule(form);
  Reading reading;
  reading.token.form = form;
  reading.token.key = lexeme.known() ? lexeme.key : stem(form);
  const bool name = !lexeme.known() || (lexeme.traits & lexicon::kProper) != 0;
  reading.token.flags = static_cast<std::uint16_t>((lexeme.known() ? unsigned{kKnown} : 0U) |
                                                   (name ? unsigned{kMayBeName} : 0U));
  return reading;
}

// l'arte, dell'arte; with a capital it may be one name with what follows: Dell'Utri.
std::optional<Reading> read_elision(std::string_view word, std::string_view rest,
                                    std::string& buffer) {
  const std::size_t behind = apostrophe_at(rest);
  if (behind == rest.size() || !is_letter(rest[behind])) return std::nullopt;
  append_lower(word, buffer);
  const std::optional<Elision> elision = find_elision(buffer);
  if (!elision || !elision->functional) return std::nullopt;
  if (begins_names(buffer)) return std::nullopt;
  Reading reading;
  reading.never = !is_upper(word.front());
  if (reading.never) return reading;
  const std::string_view more = rest.substr(behind);
  const std::string_view name = more.substr(0, count_letters(more));
  if (!ends_plainly(more.substr(name.size()))) return std::nullopt;
  append_lower(name, buffer);
  reading.token.form = reading.token.key = buffer;
  reading.token.flags = kMayBeName;
  return reading;
}

// Whether a blank parts `word`, folded, and what follows it, where the lexicon has them in one:
// week end. True also where it cannot be told from letters of ASCII alone.
bool is_first_part(std::string_view word, std::string_view behind) {
  if (behind.empty() || (behind.front() != ' ' && behind.front() != '\n')) return false;
  const std::string_view next = behind.substr(1, count_letters(behind.substr(1)));
  const std::string_view rest = behind.substr(1 + next.size());
  if (!rest.empty() && static_cast<unsigned char>(rest.front()) >= 0x80) return true;
  std::string after;
  append_lower(next, after);
  return may_be_parted(word, after);
}

}  // namespace

std::optional<Reading> read_alone(std::string_view text, std::uint32_t offset,
                                  std::string& buffer) {
  buffer.clear();
  const std::string_view rest = text.substr(offset);
  const std::string_view word = rest.substr(0, count_letters(rest));
  const std::string_view behind = rest.substr(word.size());
  if (word.empty()) return std::nullopt;
  const std::string_view before = text.substr(0, offset);
  if (!begins_freely(before) && !follows_elision(before)) return std::nullopt;
  // J. D. Vance, and l 'accordo.
  const bool initial = word.size() == 1 && behind.starts_with('.');
  const bool before_sign = behind.size() > 1 && behind.front() == ' ' && !is_letter(behind[1]) &&
                           kKinds[static_cast<std::uint8_t>(behind[1])] != kDigit;
  constexpr std::size_t kLongestParted = 4;
  if (initial || (before_sign && word.size() <= kLongestParted)) return std::nullopt;
  if (apostrophe_at(behind) != 0) return read_elision(word, behind, buffer);
  if (!ends_plainly(behind)) return std::nullopt;
  append_lower(word, buffer);
  if (find_compound_part(buffer)) return std::nullopt;
  const Reading reading = read_plain(buffer);
  if (!reading.token.has(kKnown) && is_first_part(buffer, behind)) return std::nullopt;
  return reading;
}

}  // namespace edicola
