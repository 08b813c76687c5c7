// The part of skimming that reads a single word.
#include <algorithm>
#include <string>

#include "common/byte_kinds.h"
#include "common/byte_masks.h"
#include "common/compounds.h"
#include "common/elision.h"
#include "common/fold.h"
#include "common/foreign.h"
#include "common/lexicon.h"
#include "common/lexicon_format.h"
#include "common/skim.h"
#include "common/stem.h"

namespace edicola {

using namespace byte_kinds;

namespace {

constexpr ByteSet kPlainEnds = make_set(" ,;:)\"!?\n/(");
constexpr ByteSet kEndsBehindQuotes = make_set(" ,.;:)\"!?\n");
constexpr ByteSet kSureBeginnings = make_set(" \n\"(/-");
constexpr ByteSet kVowels = make_set("aeiou");

// Whether what follows a word of letters leaves it as it is.
bool ends_plainly(std::string_view rest) {
  if (rest.empty()) return true;
  if (rest.front() == '.') {
    const Kind next = rest.size() == 1 ? kGap : kKinds[static_cast<std::uint8_t>(rest[1])];
    return next == kGap || next == kBlank || next == kLineBreak;
  }
  if (is_ascii(rest.front())) return is_among(rest.front(), kPlainEnds);
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
  if (is_ascii(before.back())) return before.back() != '\'' && before.back() != '`';
  return !before.ends_with("’") && !before.ends_with("‘") && !before.ends_with("\u201B") &&
         !before.ends_with("\u2032") && !before.ends_with("´") && !before.ends_with("ʼ") &&
         !before.ends_with("＇");
}

constexpr std::size_t kLongestElision = 12;
static_assert(std::all_of(kElisions.begin(), kElisions.end(), [](const Elision& elision) {
  return elision.left.size() <= kLongestElision;
}));

// N'Golo, m'Baye, n'drangheta: no elision before some consonants.
bool begins_names(std::string_view elision) { return elision == "n" || elision == "m"; }

bool is_all_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return is_ascii(c); });
}

std::string_view word_at(std::string_view text, std::size_t offset) {
  std::size_t end = offset + count_letters(text, offset);
  while (const std::size_t size = letter_size_at(text, end)) {
    end += size;
    end += count_letters(text, end);
  }
  return text.substr(offset, end - offset);
}

void append_lower(std::string_view letters, std::string& out) {
  for (const char c : letters) out += static_cast<char>(c | 0x20);
}

// A word behind an elision that is nothing else: l'accordo.
bool follows_elision(std::string_view before) {
  if (before.ends_with("'")) before.remove_suffix(1);
  if (before.ends_with("’")) before.remove_suffix(3);
  std::size_t size = 0;
  while (size < before.size() && is_letter(before[before.size() - 1 - size])) ++size;
  if (size == 0 || size > kLongestElision) return false;
  const bool begins = size == before.size() || before[before.size() - 1 - size] == ' ';
  if (!begins) return false;
  std::string left;
  append_lower(before.substr(before.size() - size), left);
  const std::optional<Elision> elision = find_elision(left);
  return elision && elision->functional && !begins_names(left);
}

// Whether it is known, if nothing of begins_freely() is against it, that a word begins behind
// `before` that nothing before it becomes part of.
bool begins_surely(std::string_view before) {
  if (before.empty()) return true;
  if (is_ascii(before.back())) return is_among(before.back(), kSureBeginnings);
  return before.ends_with("«") || before.ends_with("“");
}

// The token of the chain's add_plain(), its place apart. Nothing where that depends on a capital.
std::optional<Token> read_plain(std::string_view form, std::string_view lower,
                                bool may_be_capital) {
  Lexeme lexeme = find_lexeme(lower, form);
  if (!lexeme.known()) lexeme = find_by_rule(form);
  const bool foreign = is_foreign(lexeme, lower, false);
  if (may_be_capital && foreign != is_foreign(lexeme, lower, true)) return std::nullopt;
  if (foreign) lexeme = {};
  Token token;
  token.form = form;
  token.key = lexeme.known() ? lexeme.key : stem(form);
  const bool name = !lexeme.known() || (lexeme.traits & lexicon::kProper) != 0;
  const bool stop = (lexeme.traits & lexicon::kStop) != 0;
  token.flags = static_cast<std::uint16_t>((lexeme.known() ? unsigned{kKnown} : 0U) |
                                           (name ? unsigned{kMayBeName} : 0U) |
                                           (stop ? unsigned{kStopWord} : 0U));
  return token;
}

// The reading of `word`, whose form is put into `buffer`.
std::optional<Reading> read_word(std::string_view word, std::string& buffer) {
  FastFolder fold;
  FastFolder::Views views;
  if (is_all_ascii(word)) {
    append_lower(word, buffer);
  } else {
    views = fold(word);
    buffer = views.form;
  }
  if (buffer.empty() || find_compound_part(buffer)) return std::nullopt;
  const bool may_be_capital = word.front() < 'a' || word.front() > 'z';
  const std::optional<Token> token = read_plain(buffer, views.lower, may_be_capital);
  if (!token) return std::nullopt;
  Reading reading;
  reading.token = *token;
  reading.may_be_name = may_be_capital && token->has(kMayBeName);
  return reading;
}

// l'arte, dell'arte; with a capital it may be one name with what follows: Dell'Utri.
std::optional<Reading> read_elision(std::string_view word, std::string_view more,
                                    std::string& buffer) {
  append_lower(word, buffer);
  const std::optional<Elision> elision = find_elision(buffer);
  if (!elision || !elision->functional || begins_names(buffer)) return std::nullopt;
  Reading reading;
  if (!is_upper(word.front())) {
    reading.token.flags = kElided;
    return reading;
  }
  const std::string_view name = more.substr(0, count_letters(more, 0));
  if (name.empty() || !ends_plainly(more.substr(name.size()))) return std::nullopt;
  append_lower(name, buffer);
  reading.token.form = reading.token.key = buffer;
  reading.token.flags = kMayBeName;
  return reading;
}

// perche', and what a quote ends: 'la riforma'.
std::optional<Reading> read_before_quote(std::string_view word, std::string& buffer) {
  append_lower(word, buffer);
  if (find_elision(buffer)) return std::nullopt;
  const bool vowel = is_among(buffer.back(), kVowels);
  const std::string_view accented = vowel ? restore_accent(buffer) : std::string_view();
  const bool may_be_capital = is_upper(word.front());
  const std::optional<Token> plain = read_plain(buffer, {}, may_be_capital);
  const std::optional<Token> restored = read_plain(buffer, accented, may_be_capital);
  if (!plain || !restored) return std::nullopt;
  if (plain->has(kMayBeName) || restored->has(kMayBeName)) return std::nullopt;
  Reading reading;
  reading.token = *plain;
  reading.may_be_name = false;
  reading.other_key = restored->key;
  return reading;
}

std::optional<Reading> read_before_apostrophe(std::string_view word, std::string_view more,
                                              std::string& buffer) {
  if (!is_all_ascii(word)) return std::nullopt;
  if (letter_size_at(more, 0) != 0) return read_elision(word, more, buffer);
  const bool closes = more.empty() || is_among(more.front(), kEndsBehindQuotes);
  return closes ? read_before_quote(word, buffer) : std::nullopt;
}

// Whether a blank parts `word`, folded, and what follows it, where the lexicon has them in one:
// week end. True also where it cannot be told.
bool is_first_part(std::string_view word, std::string_view behind) {
  if (behind.empty() || (behind.front() != ' ' && behind.front() != '\n')) return false;
  const std::string_view next = word_at(behind, 1);
  const std::string_view rest = behind.substr(1 + next.size());
  const bool ends =
      rest.empty() || is_ascii(rest.front()) || apostrophe_at(rest) != 0 || ends_plainly(rest);
  if (!ends) return true;
  FastFolder fold;
  return may_be_parted(word, fold(next).form);
}

}  // namespace

std::optional<Reading> read_alone(std::string_view text, std::uint32_t offset,
                                  std::string& buffer) {
  buffer.clear();
  const std::string_view word = word_at(text, offset);
  const std::string_view behind = text.substr(offset + word.size());
  if (word.empty()) return std::nullopt;
  const std::string_view before = text.substr(0, offset);
  const bool free = begins_freely(before);
  const bool elided_before = !free && follows_elision(before);
  if (!free && !elided_before) return std::nullopt;
  // J. D. Vance, and l 'accordo.
  const bool initial = word.size() == letter_size_at(word, 0) && behind.starts_with('.');
  const bool before_sign = behind.size() > 1 && behind.front() == ' ' &&
                           letter_size_at(behind, 1) == 0 &&
                           kKinds[static_cast<std::uint8_t>(behind[1])] != kDigit;
  constexpr std::size_t kLongestParted = 4;
  if (initial || (before_sign && word.size() <= kLongestParted)) return std::nullopt;
  const std::size_t apostrophe = apostrophe_at(behind);
  if (apostrophe == 0 && !ends_plainly(behind)) return std::nullopt;
  std::optional<Reading> reading =
      apostrophe != 0 ? read_before_apostrophe(word, behind.substr(apostrophe), buffer)
                      : read_word(word, buffer);
  if (!reading) return std::nullopt;
  reading->token.begin = offset;
  reading->token.end = static_cast<std::uint32_t>(offset + word.size() + apostrophe);
  if (apostrophe != 0) return reading;
  if (!reading->token.has(kKnown) && is_first_part(buffer, behind)) return std::nullopt;
  reading->exact = elided_before || begins_surely(before);
  return reading;
}

bool is_plain_word_behind_blank(std::string_view text, std::size_t offset) {
  if (offset + 1 >= text.size() || text[offset] != ' ') return false;
  const std::string_view word = word_at(text, offset + 1);
  return word.size() > letter_size_at(word, 0) &&
         ends_plainly(text.substr(offset + 1 + word.size()));
}

}  // namespace edicola
