#include "common/stem.h"

#include <algorithm>

namespace edicola {
namespace {

constexpr std::size_t kShortest = 6;

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

bool drops_two(std::string_view form) {
  if (ends_with(form, "hi") || ends_with(form, "he")) {
    const char before = form[form.size() - 3];
    return before == 'c' || before == 'g';
  }
  return ends_with(form, "ia") || ends_with(form, "ie") || ends_with(form, "ii") ||
         ends_with(form, "io");
}

}  // namespace

std::string_view stem(std::string_view form) {
  const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
  if (form.size() < kShortest || !std::all_of(form.begin(), form.end(), is_letter)) return form;
  if (drops_two(form)) return form.substr(0, form.size() - 2);
  const char last = form.back();
  const bool vowel = last == 'a' || last == 'e' || last == 'i' || last == 'o';
  return vowel ? form.substr(0, form.size() - 1) : form;
}

}  // namespace edicola
