// The part of the chain that reads a place a second time: words that are also written in one.
#include <array>
#include <string_view>

#include "common/arena.h"
#include "common/chain.h"
#include "common/compounds.h"
#include "common/explain.h"
#include "common/lexicon.h"
#include "common/lexicon_format.h"
#include "common/stem.h"

namespace edicola {
namespace {

// Whether a token is no word by itself: the e of e-mail, the week of week-end. Others keep to
// themselves at a hyphen: Rubio-Lavrov, russo-americana.
bool is_piece(const Token& token) { return token.form.size() == 1 || !token.has(kKnown); }

// At a blank most words are known to be words, and the rest are mostly names.
bool may_be_piece(const Token& token) {
  return !token.has(kKnown) && (!token.has(kCapitalized) || token.has(kSentenceStart));
}

bool is_digits(std::string_view form) {
  return form.find_first_not_of("0123456789") == std::string_view::npos;
}

// Whether `number`, a second reading, ends with the digits of `group`.
bool is_group_of(const Token& number, const Token& group) {
  return number.has(kJoined) && number.has(kNumber) && number.end == group.end;
}

// Whether `left`, elided, and `name` are written in one also where a capital says nothing: at the
// beginning of a sentence and among capitals. L'Aquila and Dell'Utri are, not L'Italia, which
// nobody writes so, nor Un'Europa.
bool makes_name(std::string_view left, const Token& name) {
  const bool any = left == "d" || left == "sant";
  if (!any && left != "l" && left != "dell" && left != "dall") return false;
  if (is_digits(name.form) || (!name.key.empty() && !name.has(kMayBeName))) return false;
  // What is not sought was not looked up.
  const Lexeme lexeme = find_lexeme({}, name.form);
  const bool is_known = lexeme.known() || find_by_rule(name.form).known();
  if (!is_known) return true;
  const bool is_proper = (lexeme.traits & lexicon::kProper) != 0;
  return is_proper && (any || (lexeme.traits & lexicon::kCommon) != 0);
}

}  // namespace

bool may_be_parted(std::string_view before, std::string_view after) {
  constexpr std::size_t kShortest = 3;
  constexpr std::size_t kLongest = 24;
  if (before.size() < kShortest || after.size() < kShortest) return false;
  if (before.size() + after.size() > kLongest) return false;
  // Few words are looked up: that is memory far away.
  if (!may_be_listed_in_one(before, after)) return false;
  std::array<char, kLongest> both = {};
  before.copy(both.data(), before.size());
  after.copy(both.data() + before.size(), after.size());
  return find_lexeme({}, {both.data(), before.size() + after.size()}).known() &&
         !find_lexeme({}, before).known() && !find_by_rule(before).known();
}

// Puts a second reading of the words from token `after` to the last behind that token.
void Chain::insert_joined(std::size_t after, std::string_view form, std::string_view key,
                          unsigned flags) {
  const Token first = analysis_.tokens_[after];
  Token joined = analysis_.tokens_.back();
  joined.form = form;
  joined.key = key;
  joined.begin = first.begin;
  joined.position = first.position;
  joined.flags = static_cast<std::uint16_t>(flags | kJoined);
  const std::size_t at = after + 1;
  analysis_.tokens_.insert(analysis_.tokens_.begin() + static_cast<std::ptrdiff_t>(at), joined);
  if (explainer_ != nullptr) {
    explainer_->add(at, text_.substr(joined.begin, joined.end - joined.begin));
  }
}

void Chain::add_compound(const Word& word) {
  if (!previous_) return;
  const bool digits_before = analysis_.tokens_[*previous_].has(kNumber);
  if (word.after_broken_line) {
    add_rejoined();
  } else if (digits_before && word.has_digit) {
    add_grouped(word);
  } else if (digits_before != word.has_digit) {
    add_mixed(word);
  } else {
    add_parts(word);
  }
}

// Where letters meet digits at a hyphen a compound is written both ways: F-35 is also f35, Covid-19
// covid19.
void Chain::add_mixed(const Word& word) {
  if (!word.after_hyphen) return;
  const std::string_view form =
      analysis_.arena_->store(analysis_.tokens_[*previous_].form, analysis_.tokens_.back().form);
  note("compound", form);
  decide("letters and digits at a hyphen are also written in one");
  insert_joined(*previous_, form, form, kNumber);
}

// Thousands parted by a blank, which may as well part two numbers: 1 500 is also 1500.
void Chain::add_grouped(const Word& word) {
  const std::string_view group = analysis_.tokens_.back().form;
  if (!word.after_blank || group.size() != 3 || !is_digits(group)) return;
  const Token& before = analysis_.tokens_[*previous_];
  if (before.form.size() > 3 || !is_digits(before.form) || before.form.front() == '0') return;
  // The group before it may be the second of a number: 1 234 567.
  const bool third = *previous_ > 1 && is_group_of(analysis_.tokens_[*previous_ - 1], before);
  const std::size_t first = third ? *previous_ - 1 : *previous_;
  const std::string_view form = analysis_.arena_->store(analysis_.tokens_[first].form, group);
  note("number", form);
  decide("thousands may be parted by a blank");
  insert_joined(first, form, form, kNumber);
}

// The parts of kCompoundParts (centro-destra and centro destra are also centrodestra) and pieces
// that the lexicon has in one: e-mail, week-end, week end.
void Chain::add_parts(const Word& word) {
  const Token& before = analysis_.tokens_[*previous_];
  if (is_unsought(before.begin)) return;  // so is what begins with it
  const std::string_view after = analysis_.tokens_.back().form;
  const std::optional<CompoundPart> part = find_compound_part(before.form);
  const bool pieces = word.after_hyphen ? is_piece(before)
                                        : may_be_piece(before) && may_be_parted(before.form, after);
  if (!part && !pieces) return;
  const std::string_view form = analysis_.arena_->store(before.form, after);
  const Lexeme lexeme = find_lexeme({}, form);
  const bool free = part && (word.after_hyphen ? part->free : part->free_before_blank);
  if (!lexeme.known() && !free) return;
  const std::string_view key = lexeme.known() ? lexeme.key : stem(form);
  note("compound", form);
  if (explainer_ != nullptr) explainer_->look_up(lexeme, form, key);
  insert_joined(*previous_, form, key, lexeme.known() ? unsigned{kKnown} : 0U);
}

// A word of the lexicon that was parted at the end of a line: presi-dente.
void Chain::add_rejoined() {
  const std::string_view before = analysis_.tokens_[*previous_].form;
  const std::string_view form = analysis_.arena_->store(before, analysis_.tokens_.back().form);
  const Lexeme lexeme = find_lexeme({}, form);
  if (!lexeme.known()) return;
  note("rejoined", form);
  if (explainer_ != nullptr) explainer_->look_up(lexeme, form, lexeme.key);
  insert_joined(*previous_, form, lexeme.key, kKnown);
}

// D'Alema, Dell'Utri and Sant'Egidio are also written dalema, dellutri and santegidio. Where a
// capital says nothing only some elisions count, before what may be a name: L'Aquila, not
// Un'Europa.
void Chain::add_joined_name() {
  if (!name_elision_) return;
  const std::size_t at = *name_elision_;
  name_elision_.reset();
  const Token elision = analysis_.tokens_[at];
  const Token& name = analysis_.tokens_.back();
  const bool told = name.has(kCapitalized) && !name.has(kAllCaps) &&
                    (!elision.has(kSentenceStart) || elision.form == "d");
  if (!told && !makes_name(elision.form, name)) return;
  const std::string_view form = analysis_.arena_->store(elision.form, name.form);
  note("joined_name", form);
  decide("a name with its apostrophe left out");
  const bool capitalized = name.has(kCapitalized) && !name.has(kAllCaps);
  insert_joined(at, form, form, (capitalized ? unsigned{kCapitalized} : 0U) | kMayBeName);
}

// McDonald's is also written McDonalds.
void Chain::add_genitive() {
  const Token& name = analysis_.tokens_.back();
  const std::string_view form = analysis_.arena_->store(name.form, "s");
  note("genitive", form);
  decide("an English genitive with its apostrophe left out");
  insert_joined(analysis_.tokens_.size() - 1, form, form,
                (name.flags & unsigned{kCapitalized}) | kMayBeName);
}

}  // namespace edicola
