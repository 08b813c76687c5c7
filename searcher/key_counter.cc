#include "searcher/key_counter.h"

#include <algorithm>
#include <optional>

#include "common/skim.h"

namespace edicola {

KeyCounter::KeyCounter(std::vector<std::string> beginnings, PartialText& text)
    : beginnings_(std::move(beginnings)), text_(text) {
  for (const std::string& form : beginnings_) sought_.add_prefix(form);
}

bool KeyCounter::is_sought(std::string_view form) const {
  return std::any_of(beginnings_.begin(), beginnings_.end(),
                     [form](const std::string& beginning) { return form.starts_with(beginning); });
}

// False if the word at `candidate` must be analyzed.
bool KeyCounter::note(std::string_view text, std::uint32_t candidate, std::size_t stretch) {
  const std::optional<Reading> reading = read_alone(text, candidate, buffer_);
  if (!reading) return false;
  const Token& token = reading->token;
  if (token.has(kElided) || !is_sought(token.form)) return true;
  const bool one_key = !reading->may_be_name || token.key == token.form;
  if (!reading->exact || !one_key) return false;
  sure_.push_back({std::string(token.key), stretch});
  return true;
}

void KeyCounter::add(std::string_view key, unsigned weight) {
  const auto known = std::find_if(counts_.begin(), counts_.end(),
                                  [key](const auto& counted) { return counted.first == key; });
  if (known != counts_.end()) {
    known->second += weight;
  } else {
    counts_.emplace_back(key, weight);
  }
}

void KeyCounter::count(std::string_view text, unsigned weight) {
  if (text.empty()) return;
  text_.reset(text, sought_, sought_);
  sure_.clear();
  const bool all_sure = text_.analyze_unless(
      [&](std::uint32_t candidate, std::size_t stretch) { return note(text, candidate, stretch); });
  for (const Sure& sure : sure_) {
    if (!text_.is_analyzed(sure.stretch)) add(sure.key, weight);
  }
  if (all_sure) return;
  for (const Token& token : text_.tokens()) {
    if (!token.has(kElided) && is_sought(token.form)) add(token.key, weight);
  }
}

}  // namespace edicola
