// What a query seeks, made ready to be found in many texts.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "common/beginnings.h"
#include "common/partial_text.h"
#include "edicola/analyzer.h"
#include "searcher/snippet.h"

namespace edicola {

// Immutable; `sought` must outlive it.
class Matcher {
 public:
  explicit Matcher(const std::vector<Sought>& sought);

  // As find_matches().
  [[nodiscard]] std::vector<Match> find(std::span<const Token> tokens) const;

  // Whether one of the things sought may begin with the token.
  [[nodiscard]] bool may_begin_with(const Token& token) const;

  // What find() makes of a token of its own place.
  struct Alone {
    std::uint32_t sought = kNone;  // the thing sought of one pattern that it is, the first of them
    bool begins_more = false;      // whether one of more patterns may begin with it
    bool operator==(const Alone&) const = default;
    static constexpr std::uint32_t kNone = 0xFFFFFFFF;
  };
  [[nodiscard]] Alone alone(const Token& token) const;

  // Patterns of the longest thing sought; 0 if nothing is.
  [[nodiscard]] std::size_t longest() const { return longest_; }

 private:
  using Table = std::array<std::uint32_t, 256>;

  void add(const TokenPattern& first, std::uint32_t index);
  template <typename Visit>
  void for_candidates(const Token& token, Visit visit) const;
  template <typename Visit>
  void walk(std::uint32_t index, Visit& visit) const;
  [[nodiscard]] const Table& table(TokenPattern::Kind kind) const {
    return tables_[static_cast<std::size_t>(kind)];
  }

  const std::vector<Sought>& sought_;
  // The things sought, by their first pattern: a token is compared only with those that share its
  // bucket.
  std::array<Table, 4> tables_;
  bool has_variants_ = false;        // their keys are computed for no other query
  std::vector<std::uint32_t> next_;  // the next of the same bucket
  std::size_t longest_ = 0;
};

// Finds the same matches in a text of which it analyzes no more than it must.
class PartialMatcher {
 public:
  // `sought` must outlive it.
  explicit PartialMatcher(const std::vector<Sought>& sought);

  // All matches of `text`, as find_matches() has them; `partial` is then of `text`, analyzed where
  // what stands there did not tell by itself.
  std::vector<Match> find(std::string_view text, PartialText& partial);

 private:
  bool note(std::string_view text, std::uint32_t candidate);
  [[nodiscard]] bool is_too_short(std::string_view text, std::uint32_t candidate) const;
  [[nodiscard]] bool may_go_on(std::string_view text, std::uint32_t offset) const;
  void complete_phrases(PartialText& partial) const;
  void drop_analyzed(const PartialText& partial);

  Matcher matcher_;
  Beginnings first_;   // of first patterns
  Beginnings second_;  // of second patterns
  Beginnings sought_;  // of all patterns
  // Where a spelling of a name is sought: of the first patterns that are none, and how many letters
  // the shortest spelling has.
  std::optional<Beginnings> other_first_;
  std::size_t shortest_spelling_ = SIZE_MAX;
  std::vector<Match> sure_;  // told without analysis
  std::string buffer_;
};

}  // namespace edicola
