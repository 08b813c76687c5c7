#include "searcher/match.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <span>

#include "common/byte_kinds.h"
#include "common/variants.h"

namespace edicola {
namespace {

constexpr std::uint32_t kNone = 0xFFFFFFFF;

bool fits(const TokenPattern& pattern, const Token& token) {
  switch (pattern.kind) {
    case TokenPattern::Kind::kKey:
      return token.key == pattern.text;
    case TokenPattern::Kind::kForm:
      return token.form == pattern.text;
    case TokenPattern::Kind::kPrefix:
      return token.form.starts_with(pattern.text);
    case TokenPattern::Kind::kVariant:
      return variant_key(token) == pattern.text;
  }
  return false;
}

std::uint8_t byte_at(std::string_view text, std::size_t index) {
  return static_cast<std::uint8_t>(text[index]);
}

// Spreads words well enough that a token seldom meets a pattern it does not fit.
std::uint8_t hash(std::string_view word) {
  return static_cast<std::uint8_t>(byte_at(word, 0) + byte_at(word, word.size() - 1) * 7U +
                                   word.size() * 37U);
}

// An empty pattern would fit every token, which nobody means.
bool usable(const Sought& sought) {
  return !sought.patterns.empty() &&
         std::none_of(sought.patterns.begin(), sought.patterns.end(),
                      [](const TokenPattern& pattern) { return pattern.text.empty(); });
}

// Where the sequence that begins with the first of `tokens` ends, in bytes; 0 if it is not all
// there.
std::uint32_t end_of_sequence(std::span<const Token> tokens,
                              std::span<const TokenPattern> patterns) {
  if (!fits(patterns.front(), tokens.front())) return 0;
  std::uint32_t end = tokens.front().end;
  std::uint32_t position = tokens.front().position;
  std::size_t next = 1;
  for (const TokenPattern& pattern : patterns.subspan(1)) {
    ++position;
    const auto fitting = [&](const Token& token) {
      return token.position == position && !token.has(kElided) && fits(pattern, token);
    };
    while (next < tokens.size() && tokens[next].position <= position && !fitting(tokens[next])) {
      ++next;
    }
    if (next == tokens.size() || tokens[next].position > position) return 0;
    end = std::max(end, tokens[next].end);
  }
  return end;
}

bool disjoint(const std::vector<Match>& matches) {
  return std::adjacent_find(matches.begin(), matches.end(), [](const Match& a, const Match& b) {
           return b.begin < a.end;
         }) == matches.end();
}

bool begins_earlier(const Match& a, const Match& b) { return a.begin < b.begin; }

bool is_stronger(const Match& a, const Match& b) {
  const std::uint32_t a_length = a.end - a.begin;
  const std::uint32_t b_length = b.end - b.begin;
  if (a_length != b_length) return a_length > b_length;
  if (a.sought != b.sought) return a.sought < b.sought;
  return a.begin < b.begin;
}

// Of matches that overlap the strongest stays.
std::vector<Match> resolve_overlaps(std::vector<Match> matches) {
  std::sort(matches.begin(), matches.end(), is_stronger);
  std::set<Match, decltype(&begins_earlier)> kept(&begins_earlier);
  for (const Match& match : matches) {
    const auto after = kept.lower_bound(match);
    if (after != kept.end() && after->begin < match.end) continue;
    if (after != kept.begin() && std::prev(after)->end > match.begin) continue;
    kept.insert(after, match);
  }
  return {kept.begin(), kept.end()};
}

void add_beginnings(const TokenPattern& pattern, Beginnings& beginnings) {
  switch (pattern.kind) {
    case TokenPattern::Kind::kKey:
      beginnings.add_key(pattern.text);
      break;
    case TokenPattern::Kind::kForm:
      beginnings.add_form(pattern.text);
      break;
    case TokenPattern::Kind::kPrefix:
      beginnings.add_prefix(pattern.text);
      break;
    case TokenPattern::Kind::kVariant:
      beginnings.add_variant(pattern.text);
      break;
  }
}

}  // namespace

Matcher::Matcher(const std::vector<Sought>& sought) : sought_(sought), next_(sought.size(), kNone) {
  for (Table& table : tables_) table.fill(kNone);
  for (std::uint32_t i = 0; i < sought.size(); ++i) {
    if (usable(sought[i])) add(sought[i].patterns.front(), i);
  }
}

void Matcher::add(const TokenPattern& first, std::uint32_t index) {
  const bool prefix = first.kind == TokenPattern::Kind::kPrefix;
  std::uint32_t& head = tables_[static_cast<std::size_t>(first.kind)]
                               [prefix ? byte_at(first.text, 0) : hash(first.text)];
  next_[index] = head;
  head = index;
  has_variants_ = has_variants_ || first.kind == TokenPattern::Kind::kVariant;
  longest_ = std::max(longest_, sought_[index].patterns.size());
}

template <typename Visit>
void Matcher::walk(std::uint32_t index, Visit& visit) const {
  for (; index != kNone; index = next_[index]) visit(index);
}

// Calls `visit` with each sought thing whose first pattern might fit.
template <typename Visit>
void Matcher::for_candidates(const Token& token, Visit visit) const {
  if (!token.key.empty()) walk(table(TokenPattern::Kind::kKey)[hash(token.key)], visit);
  if (token.form.empty()) return;
  walk(table(TokenPattern::Kind::kForm)[hash(token.form)], visit);
  walk(table(TokenPattern::Kind::kPrefix)[byte_at(token.form, 0)], visit);
  if (!has_variants_ || !token.has(kMayBeName)) return;
  const std::string key = variant_key(token);
  if (!key.empty()) walk(table(TokenPattern::Kind::kVariant)[hash(key)], visit);
}

bool Matcher::may_begin_with(const Token& token) const {
  bool may = false;
  for_candidates(token, [&](std::uint32_t index) {
    may = may || fits(sought_[index].patterns.front(), token);
  });
  return may;
}

Matcher::Alone Matcher::alone(const Token& token) const {
  Alone found;
  for_candidates(token, [&](std::uint32_t index) {
    const std::vector<TokenPattern>& patterns = sought_[index].patterns;
    if (!fits(patterns.front(), token)) return;
    if (patterns.size() > 1) {
      found.begins_more = true;
    } else {
      found.sought = std::min(found.sought, index);
    }
  });
  return found;
}

std::vector<Match> Matcher::find(std::span<const Token> tokens) const {
  std::vector<Match> matches;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].has(kElided)) continue;
    for_candidates(tokens[i], [&](std::uint32_t index) {
      const std::uint32_t end = end_of_sequence(tokens.subspan(i), sought_[index].patterns);
      if (end != 0) matches.push_back({tokens[i].begin, end, index});
    });
  }
  return disjoint(matches) ? matches : resolve_overlaps(std::move(matches));
}

PartialMatcher::PartialMatcher(const std::vector<Sought>& sought) : matcher_(sought) {
  for (const Sought& thing : sought) {
    if (!usable(thing)) continue;
    add_beginnings(thing.patterns.front(), first_);
    if (const TokenPattern& first = thing.patterns.front();
        first.kind == TokenPattern::Kind::kVariant) {
      shortest_spelling_ = std::min(shortest_spelling_, shortest_spelling(first.text));
    }
    if (thing.patterns.size() > 1) add_beginnings(thing.patterns[1], second_);
    for (const TokenPattern& pattern : thing.patterns) add_beginnings(pattern, sought_);
  }
  if (shortest_spelling_ == SIZE_MAX) return;
  other_first_.emplace();
  for (const Sought& thing : sought) {
    if (!usable(thing) || thing.patterns.front().kind == TokenPattern::Kind::kVariant) continue;
    add_beginnings(thing.patterns.front(), *other_first_);
  }
}

// Whether a word of plain letters between blanks, which by its first letters may be nothing but a
// spelling of a name, has too few letters for one. All words with the first letter of one are
// candidates.
bool PartialMatcher::is_too_short(std::string_view text, std::uint32_t candidate) const {
  if (!other_first_ || other_first_->may_begin(text, candidate)) return false;
  if (candidate > 0 && text[candidate - 1] != ' ') return false;
  const std::string_view word = text.substr(candidate, shortest_spelling_);
  const auto* const end = std::find_if_not(word.begin(), word.end(), byte_kinds::is_letter);
  return end != word.end() && (*end == ' ' || *end == ',');
}

// Whether behind a word that ends at `offset` the second word of a phrase may stand.
bool PartialMatcher::may_go_on(std::string_view text, std::uint32_t offset) const {
  const std::size_t next = offset + 1;
  return !is_plain_word_behind_blank(text, offset) || second_.may_begin(text, next);
}

// Notes a match that the word at `candidate` surely is; false if the word must be analyzed.
bool PartialMatcher::note(std::string_view text, std::uint32_t candidate) {
  if (is_too_short(text, candidate)) return true;
  const std::optional<Reading> reading = read_alone(text, candidate, buffer_);
  if (!reading) return false;
  Token token = reading->token;
  if (token.has(kElided)) return true;
  const Matcher::Alone as_word = matcher_.alone(token);
  for (const std::string_view key : {reading->may_be_name ? token.form : "", reading->other_key}) {
    token.key = key;
    if (!key.empty() && matcher_.alone(token) != as_word) return false;
  }
  if (as_word == Matcher::Alone()) return true;
  if (!reading->exact || (as_word.begins_more && may_go_on(text, token.end))) return false;
  if (as_word.sought != Matcher::Alone::kNone) {
    sure_.push_back({token.begin, token.end, as_word.sought});
  }
  return true;
}

// Analyzes on where a phrase may go on behind what is analyzed.
void PartialMatcher::complete_phrases(PartialText& partial) const {
  if (matcher_.longest() < 2) return;
  for (std::size_t i = 0; i + 1 < partial.stretches().size(); ++i) {
    if (!partial.is_analyzed(i) || partial.is_analyzed(i + 1)) continue;
    const std::vector<Token>& tokens = partial.tokens();
    const std::uint32_t end = partial.end_position(i);
    auto behind = std::partition_point(tokens.begin(), tokens.end(), [&](const Token& token) {
      return token.begin < partial.stretches()[i].end;
    });
    bool unfinished = false;
    while (!unfinished && behind != tokens.begin() &&
           (behind - 1)->position + matcher_.longest() > end) {
      --behind;
      unfinished = matcher_.may_begin_with(*behind);
    }
    if (unfinished) partial.analyze(i + 1);
  }
}

// Of stretches that are analyzed their tokens tell the matches.
void PartialMatcher::drop_analyzed(const PartialText& partial) {
  std::size_t stretch = 0;
  const auto is_analyzed = [&](const Match& match) {
    while (partial.stretches()[stretch].end <= match.begin) ++stretch;
    return partial.is_analyzed(stretch);
  };
  sure_.erase(std::remove_if(sure_.begin(), sure_.end(), is_analyzed), sure_.end());
}

std::vector<Match> PartialMatcher::find(std::string_view text, PartialText& partial) {
  partial.reset(text, first_, sought_);
  sure_.clear();
  const bool all_sure = partial.analyze_unless(
      [&](std::uint32_t candidate, std::size_t) { return note(text, candidate); });
  if (all_sure) return sure_;
  complete_phrases(partial);
  drop_analyzed(partial);
  std::vector<Match> matches = matcher_.find(partial.tokens());
  const auto told = static_cast<std::ptrdiff_t>(matches.size());
  matches.insert(matches.end(), sure_.begin(), sure_.end());
  std::inplace_merge(matches.begin(), matches.begin() + told, matches.end(), begins_earlier);
  return matches;
}

std::vector<Match> find_matches(const Analysis& analysis, const std::vector<Sought>& sought) {
  return Matcher(sought).find(analysis.tokens());
}

Marks marks_of(const std::vector<Match>& matches) {
  Marks marks;
  marks.reserve(matches.size());
  for (const Match& match : matches) marks.emplace_back(match.begin, match.end);
  return marks;
}

}  // namespace edicola
