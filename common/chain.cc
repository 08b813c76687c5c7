#include "common/chain.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <array>
#include <cctype>
#include <string>

#include "common/arena.h"
#include "common/explain.h"
#include "common/foreign.h"
#include "common/lexicon.h"
#include "common/lexicon_format.h"
#include "common/stem.h"
#include "common/unspaced.h"

namespace edicola {
namespace {

bool ends_in_vowel(std::string_view form) {
  return !form.empty() && std::string_view("aeiou").find(form.back()) != std::string_view::npos;
}

// Bytes of the first character of `word`, which is not empty and begins well-formed.
std::size_t first_character_size(std::string_view word) {
  const auto lead = static_cast<unsigned char>(word.front());
  if (lead < 0x80) return 1;
  if (lead < 0xE0) return 2;
  return lead < 0xF0 ? 3 : 4;
}

// `acronym` without its dots and blanks; in `buffer`.
std::string_view letters_of(std::string_view acronym, std::string& buffer) {
  buffer.clear();
  for (auto i = 0U; i < acronym.size();) {
    UChar32 code = 0;
    const auto begin = i;
    U8_NEXT(reinterpret_cast<const std::uint8_t*>(acronym.data()), i, acronym.size(), code);
    if (code != '.' && u_isUWhiteSpace(code) == 0) buffer += acronym.substr(begin, i - begin);
  }
  return buffer;
}

}  // namespace

Chain::Chain(std::string_view text, Analysis& analysis, Explainer* explainer)
    : text_(text), analysis_(analysis), explainer_(explainer), scanner_(text) {
  analysis_.tokens_.clear();
  analysis_.positions_ = 0;
  analysis_.arena_->clear();
}

void Chain::note(std::string_view step, std::string_view result) {
  if (explainer_ != nullptr) explainer_->step(step, result);
}

void Chain::decide(std::string_view by) {
  if (explainer_ != nullptr) explainer_->decide(by);
}

void Chain::run() {
  Word word;
  while (scanner_.next(word)) add_word(word);
}

void Chain::run_stretch(std::uint32_t begin, std::uint32_t end, bool& single_quote) {
  scanner_ = WordScanner(text_.substr(0, end), begin);
  name_elision_.reset();
  previous_.reset();
  single_quote_ = single_quote;
  lower_case_sentence_ = false;
  run();
  single_quote = single_quote_;
}

// What the shape of a word says about it, and the words before it in its sentence.
unsigned Chain::shape_flags(const Word& word) {
  unsigned flags = 0;
  if (word.sentence_start) {
    flags |= kSentenceStart;
    lower_case_sentence_ = false;
  }
  if (word.has_digit) flags |= kNumber;
  const bool all_caps = word.upper_first && !word.has_lower &&
                        word.end - word.begin > first_character_size(slice(word));
  if (all_caps) flags |= kAllCaps;
  if (word.upper_first && (word.has_lower || (all_caps && lower_case_sentence_))) {
    flags |= kCapitalized;
  }
  if (word.has_lower && !word.upper_first) lower_case_sentence_ = true;
  return flags;
}

void Chain::add_word(const Word& word) {
  if (word.after_apostrophe && !word.has_digit) single_quote_ = true;
  if (!word.after_hyphen && !word.after_blank && !word.after_broken_line) previous_.reset();
  switch (word.kind) {
    case Word::Kind::kNumber:
      add_number(word);
      break;
    case Word::Kind::kUnspaced:
      add_unspaced(word);
      break;
    case Word::Kind::kAcronym: {
      std::string letters;
      note("acronym", letters_of(slice(word), letters));
      add_plain(word, fold_(letters), shape_flags(word));
      break;
    }
    case Word::Kind::kPlain:
      if (word.blank_before_apostrophe && add_parted_elision(word)) break;
      if (word.apostrophe == 0 && word.is_folded && is_unsought(word.begin)) {
        add_unsought(word, slice(word), shape_flags(word));
      } else if (word.apostrophe == 0) {
        add_plain(word, fold_(slice(word)), shape_flags(word));
      } else if (!add_elision(word) && !add_accent_restored(word)) {
        add_around_apostrophes(word);
      }
      break;
  }
}

Token& Chain::push(const Word& word, std::string_view form, std::string_view key, unsigned flags) {
  Token& token = analysis_.tokens_.emplace_back();
  token.form = form;
  token.key = key;
  token.position = analysis_.positions_;
  token.begin = word.begin;
  token.end = word.end;
  token.flags = static_cast<std::uint16_t>(flags);
  if (explainer_ != nullptr) explainer_->add(analysis_.tokens_.size() - 1, slice(word));
  return token;
}

// The singular of 35enni and 35esimi is worked out; other words with digits are codes.
std::string_view Chain::unknown_key(const Word& word, std::string_view form) {
  if (!word.has_digit) return stem(form);
  struct Ending {
    std::string_view written;
    std::string_view key;
  };
  constexpr std::array<Ending, 4> kEndings = {
      {{"enni", "enne"}, {"esima", "esimo"}, {"esimi", "esimo"}, {"esime", "esimo"}}};
  for (const auto& [written, key] : kEndings) {
    if (!form.ends_with(written) || form.size() == written.size()) continue;
    const std::string_view number = form.substr(0, form.size() - written.size());
    if (number.find_first_not_of("0123456789") != std::string_view::npos) continue;
    return analysis_.arena_->store(number, key);
  }
  return form;
}

// What a word makes together with those before it.
void Chain::finish_word(const Word& word) {
  add_joined_name();
  add_compound(word);
  previous_ = analysis_.tokens_.size() - 1;
  ++analysis_.positions_;
}

void Chain::add_unsought(const Word& word, std::string_view form, unsigned flags) {
  const std::string_view written = slice(word);
  push(word, word.is_folded || form == written ? written : analysis_.arena_->store(form), {},
       flags);
  finish_word(word);
}

void Chain::add_plain(const Word& word, FastFolder::Views views, unsigned flags) {
  if (views.form.empty()) {  // nothing but marks or joiners
    if (explainer_ != nullptr) explainer_->forget();
    return;
  }
  if (views.lower.empty() && is_unsought(word.begin)) {
    add_unsought(word, views.form, flags);
    return;
  }
  Lexeme lexeme = find_lexeme(views.lower, views.form);
  if (!lexeme.known() && !word.has_digit) lexeme = find_by_rule(views.form);
  const bool foreign = is_foreign(lexeme, views.lower, is_name(flags | kMayBeName));
  if (foreign) lexeme = {};
  if (lexeme.known()) flags |= kKnown;
  if (!lexeme.known() && word.has_letter) flags |= kMayBeName;
  if ((lexeme.traits & lexicon::kProper) != 0) flags |= kMayBeName;
  if ((lexeme.traits & lexicon::kStop) != 0) flags |= kStopWord;
  if (!views.lower.empty()) flags |= kAccented;
  // The lexicon's copy saves ours, where it is the plain form.
  const bool listed = views.lower.empty() && !lexeme.form.empty();
  const std::string_view form = listed ? lexeme.form : analysis_.arena_->store(views.form);
  const std::string_view key = lexeme.known() ? lexeme.key : unknown_key(word, form);
  const bool name = is_name(flags);
  if (explainer_ != nullptr) {
    if (form != slice(word)) note("fold", form);
    if (foreign) note("foreign", form);
    explainer_->look_up(lexeme, form, key);
    if (name) note("name", form);
    if (name) decide("a capital in mid-sentence: a name keeps its form");
  }
  push(word, form, name ? form : key, flags);
  finish_word(word);
}

void Chain::add_number(const Word& word) {
  std::string digits;
  std::string_view number = slice(word);
  // Only the separators of thousands are dropped: dots, narrow blanks, apostrophes.
  for (const char c : number) {
    if ((c >= '0' && c <= '9') || c == ',') digits += c;
  }
  const std::string_view form = analysis_.arena_->store(digits);
  note("number", form);
  decide("numbers are their digits");
  push(word, form, form, shape_flags(word));
  finish_word(word);
}

// l 'accordo: the blank is a slip.
bool Chain::add_parted_elision(const Word& word) {
  const FastFolder::Views views = fold_(slice(word));
  const std::optional<Elision> elision = find_elision(views.form);
  if (!elision || !is_never_whole(views.form)) return false;
  note("elision", elision->whole);
  decide("an elided function word: no term and no position");
  push(word, elision->left, elision->whole, shape_flags(word) | kElided);
  return true;
}

// The elision just pushed may begin a name: D'Alema, sant'Egidio.
void Chain::note_name_elision(const Word& word) {
  const bool saint = analysis_.tokens_.back().form == "sant";
  if (saint || (word.apostrophe_joins && word.upper_first)) {
    name_elision_ = analysis_.tokens_.size() - 1;
  }
}

// A functional elision is shown as a token but is no word: it takes no position.
bool Chain::add_elision(const Word& word) {
  if (!word.apostrophe_joins && !word.apostrophe_before_blank) return false;
  const FastFolder::Views views = fold_(slice(word));
  const std::optional<Elision> elision = find_elision(views.form);
  if (!elision || !views.lower.empty()) return false;
  if (begins_african_name(views.form, text_.substr(word.end + word.apostrophe))) return false;
  name_elision_.reset();  // an elision before this one has no name behind it
  Word whole = word;
  whole.end += word.apostrophe;
  note("elision", elision->whole);
  if (elision->functional) {
    decide("an elided function word: no term and no position");
    push(whole, elision->left, elision->whole, shape_flags(word) | kElided);
    note_name_elision(word);
    return true;
  }
  Lexeme lexeme = find_lexeme(elision->whole, elision->whole);
  const unsigned stop = (lexeme.traits & lexicon::kStop) != 0 ? unsigned{kStopWord} : 0U;
  if (explainer_ != nullptr) explainer_->look_up(lexeme, elision->whole, elision->key());
  push(whole, elision->left, elision->key(), shape_flags(word) | kKnown | stop);
  if (elision->left == "sant") note_name_elision(word);
  ++analysis_.positions_;
  return true;
}

// After an opening single quote the apostrophe behind a word that is written so without an accent
// too closes it: 'Tutti a casa'. Behind citta it is the accent all the same.
bool Chain::closes_single_quote(std::string_view form) {
  if (!single_quote_) return false;
  const Lexeme lexeme = find_lexeme({}, form);
  const bool word_without_accent = lexeme.known() && (lexeme.traits & lexicon::kRestored) == 0;
  if (word_without_accent) single_quote_ = false;
  return word_without_accent;
}

// citta' is città, E' is è; but not 'citta' in single quotes, and po' is po'.
bool Chain::add_accent_restored(const Word& word) {
  if (word.after_apostrophe || word.has_digit || word.apostrophe_joins) return false;
  const FastFolder::Views views = fold_(slice(word));
  if (!views.lower.empty() || !ends_in_vowel(views.form)) return false;
  const std::string_view accented = restore_accent(views.form);
  if (accented.empty()) return false;
  if (closes_single_quote(views.form)) return false;
  Word whole = word;
  whole.end += word.apostrophe;
  whole.apostrophe = 0;
  note("accent_restored", accented);
  add_plain(whole, {views.form, accented}, shape_flags(word) | kAccentRestored);
  return true;
}

// The s of Levi's: an s after the apostrophe, and no more.
bool Chain::genitive_follows(const Word& word) const {
  const std::string_view rest = text_.substr(word.end + word.apostrophe, 2);
  if (rest.empty() || (rest[0] != 's' && rest[0] != 'S')) return false;
  return rest.size() == 1 || (static_cast<unsigned char>(rest[1]) < 0x80 &&
                              std::isalnum(static_cast<unsigned char>(rest[1])) == 0);
}

// O'Brien is obrien, McDonald's mcdonald, rock'n'roll rocknroll; after a vowel an apostrophe parts
// (ca'Foscari).
void Chain::add_around_apostrophes(Word word) {
  std::string form(fold_(slice(word)).form);
  bool genitive = false;
  while (word.apostrophe_joins &&
         (genitive_follows(word) || !(form.size() > 1 && ends_in_vowel(form)))) {
    Word next;
    if (!scanner_.next(next)) break;
    const std::string_view more = fold_(slice(next)).form;
    const bool possessive = more == "s" && !next.apostrophe_joins;
    if (!possessive) form += more;
    genitive = possessive;
    next.begin = word.begin;
    next.sentence_start = word.sentence_start;
    next.upper_first = word.upper_first;
    next.after_hyphen = word.after_hyphen;
    next.has_letter = next.has_lower = true;
    next.is_folded = false;
    word = next;
  }
  if (form.size() != fold_(slice(word)).form.size()) note("apostrophes", form);
  add_plain(word, fold_(form), shape_flags(word));
  if (genitive) add_genitive();
}

void Chain::add_unspaced(const Word& word) {
  cut_unspaced(slice(word), [&](std::uint32_t begin, std::uint32_t end) {
    Word part = word;
    part.begin = word.begin + begin;
    part.end = word.begin + end;
    part.apostrophe = 0;
    part.sentence_start = word.sentence_start && begin == 0;
    add_plain(part, fold_(slice(part)), shape_flags(part));
  });
}

}  // namespace edicola
