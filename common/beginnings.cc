#include "common/beginnings.h"

#include <algorithm>
#include <array>

#include "common/elision.h"
#include "common/fold.h"
#include "common/lexicon.h"
#include "common/variants.h"

namespace edicola {

using namespace beginnings;

namespace {

// The letters that U+00C0 to U+00FF fold to; ? where it is not one of ASCII.
constexpr std::string_view kLatin =
    "aaaaaa?ceeeeiiii?nooooo??uuuuy??aaaaaa?ceeeeiiii?nooooo??uuuuy?y";
static_assert(kLatin.size() == 64);

}  // namespace

std::size_t Beginnings::any_index_at(std::string_view text, std::size_t offset) {
  std::uint32_t first = code_of(text[offset]);
  std::size_t next = offset + 1;
  if (first == kDigit) return index_of(kDigit, kAny, kAny);
  if (text[offset] == '\xC3' && next < text.size()) {
    first = code_of(kLatin[static_cast<std::uint8_t>(text[next]) & 0x3FU]);
    if (first == kEnd) first = kAny;
    ++next;
  }
  const std::uint32_t second = later_code(text, next, first);
  return index_of(first, second, later_code(text, next + 1, second));
}

void Beginnings::set_all(std::uint32_t first, std::uint32_t second) {
  for (std::uint32_t third = 0; third < 32; ++third) set_.set(index_of(first, second, third));
}

void Beginnings::note_first(char letter) {
  const auto end = letters_.begin() + static_cast<std::ptrdiff_t>(letters_count_);
  if (std::find(letters_.begin(), end, letter) != end) return;
  letters_known_ = letters_known_ && letters_count_ < letters_.size();
  if (letters_known_) letters_[letters_count_++] = letter;
}

// Every word with this first letter, of three letters at least.
void Beginnings::add_first(char letter) {
  note_first(letter);
  const std::uint32_t first = code_of(letter);
  for (std::uint32_t second = kEnd + 1; second < 32; ++second) {
    for (std::uint32_t third = kEnd + 1; third < 32; ++third) {
      set_.set(index_of(first, second, third));
    }
  }
  set_.set(index_of(kAny, kAny, kAny));
}

void Beginnings::add_form(std::string_view form) {
  set_.set(index_of(kAny, kAny, kAny));
  const std::uint32_t first = code_of(form.front());
  if (first == kAny || first == kEnd) return;
  if (first == kDigit) {
    set_.set(index_of(kDigit, kAny, kAny));
    letters_known_ = false;
    return;
  }
  note_first(static_cast<char>('a' + first - 1));
  set_.set(index_of(first, kAny, kAny));
  const std::uint32_t second = later_code(form, 1, first);
  if (second == kEnd) {
    set_.set(index_of(first, kEnd, kEnd));
    return;
  }
  if (second == kAny) return;
  set_.set(index_of(first, second, kAny));
  set_.set(index_of(first, second, later_code(form, 2, second)));
  // The one first part of compounds that is shorter than what is compared: co presidente.
  if (form.starts_with("co")) set_.set(index_of(first, second, kEnd));
}

void Beginnings::add_prefix(std::string_view form) {
  add_form(form);
  const std::uint32_t first = code_of(form.front());
  if (form.size() == 1 && first >= 1 && first <= 26) {
    for (std::uint32_t second = 0; second < 32; ++second) set_all(first, second);
  }
  if (form.size() != 2 || first < 1 || first > 26) return;
  const std::uint32_t second = code_of(form[1]);
  if (second >= 1 && second <= 26) set_all(first, second);
}

void Beginnings::add_key(std::string_view key) {
  FastFolder fold;
  add_form(key);
  if (const std::string_view form = fold(key).form; !form.empty()) add_form(form);
  for_each_stray(key, [this](std::string_view form) { add_form(form); });
  for (const Elision& elision : kElisions) {
    if (elision.key() == key) add_form(elision.left);
  }
  if (const std::string_view stem = short_imperative_of(key); !stem.empty()) add_prefix(stem);
}

void Beginnings::add_variant(std::string_view key) {
  // A spelling has four letters at least.
  for (const char letter : first_letters_of_spellings(key)) add_first(letter);
}

}  // namespace edicola
