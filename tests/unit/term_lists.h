// Terms with their postings as plain values, for tests of what sorts, writes and merges them.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <iterator>
#include <map>
#include <random>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/posting.h"
#include "indexer/term_source.h"
#include "tests/unit/kept_positions.h"

namespace edicola {

// In the order of the bytes of terms.
using TermLists = std::map<std::string, std::vector<Posting>>;

class ListsSource : public TermSource {
 public:
  explicit ListsSource(TermLists lists) : lists_(std::move(lists)) {}

  bool next() override {
    at_ = began_ ? std::next(at_) : lists_.begin();
    began_ = true;
    return at_ != lists_.end();
  }
  [[nodiscard]] std::string_view term() const override { return at_->first; }
  void append_postings(std::vector<Posting>& into, Arena& /*texts*/) override {
    into.insert(into.end(), at_->second.begin(), at_->second.end());
  }

 private:
  TermLists lists_;
  TermLists::const_iterator at_;
  bool began_ = false;
};

// All that a source gives, and that its terms ascend.
inline TermLists lists_of(TermSource& source) {
  TermLists lists;
  while (source.next()) {
    const std::string term(source.term());
    EXPECT_TRUE(lists.empty() || lists.rbegin()->first < term) << term;
    source.append_postings(lists[term], kept_positions());
  }
  return lists;
}

// The same where they are handed on.
inline TakeTerm into(TermLists& lists) {
  return [&lists](std::string_view term, std::span<const Posting> postings) {
    EXPECT_TRUE(lists.empty() || lists.rbegin()->first < term) << term;
    EXPECT_FALSE(postings.empty()) << term;
    lists.emplace(term, kept(postings));
  };
}

// Some terms alike, some with bytes beyond ASCII and zeros.
inline std::string random_term(std::mt19937& random) {
  static constexpr std::string_view kLetters("ab\0\xC3\xA8Z", 6);
  std::string term(std::uniform_int_distribution<std::size_t>(1, 12)(random), '\0');
  for (char& letter : term) {
    letter = kLetters[std::uniform_int_distribution<std::size_t>(0, 5)(random)];
  }
  return term;
}

inline Posting random_posting(std::mt19937& random, std::uint32_t id) {
  const auto number = [&random](int least, int most) {
    return static_cast<std::uint8_t>(std::uniform_int_distribution<int>(least, most)(random));
  };
  Posting posting = {id, number(1, 63),
                     number(0, 1) == 0 ? Neighbours{0} : static_cast<Neighbours>(random())};
  posting.positions = random_positions(random, posting.neighbours);
  return posting;
}

// Of the documents (before, last], each with `terms` terms or a few less.
inline TermLists random_lists(std::mt19937& random, std::uint32_t before, std::uint32_t last,
                              std::size_t terms) {
  TermLists lists;
  for (std::uint32_t id = before + 1; id <= last; ++id) {
    std::set<std::string> of_document;
    for (std::size_t i = 0; i < terms; ++i) of_document.insert(random_term(random));
    for (const std::string& term : of_document) lists[term].push_back(random_posting(random, id));
  }
  return lists;
}

}  // namespace edicola
