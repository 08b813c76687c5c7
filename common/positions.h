// Where the words of an article stand: what phrases are checked against. One value an article
// (schema::kPositionsSlot) instead of Xapian's position table, which pays some twenty bytes for
// every word of every article; docs/decisions/0006-positions.md.
//
// Layout, numbers in base 128 (common/packing.h) unless said otherwise:
//   forms            distinct words of the article
//   salt             see Codes in positions.cc
//   seeds            a byte a bucket
//   texts            their count; for each (words << 3) | FieldId
//   seconds          readings beyond the first of a place: count; place since the last, code
//   low bytes        of the codes of all places, to be searched as a string
//   high bits        the rest of each code, one after the other, lowest bit first; often none
// Words themselves are not there: each form has a code that no other form of the article has, so a
// question about words that the article is known to hold is answered exactly, and one about others
// at random.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/fields.h"
#include "edicola/analyzer.h"

namespace edicola {

// Gathers the texts of an article. Reuses its buffers; one a thread.
class PositionsWriter {
 public:
  // Adds a text; no phrase spans two. Body and subtitle are of kText.
  void add(const Analysis& words, FieldId field);
  // The same, where the fingerprint64 of the form of each token is known.
  void add(const Analysis& words, const std::vector<std::uint64_t>& hashes, FieldId field);

  // What was added since the last call, encoded; empty if there was no word.
  std::string take();

 private:
  struct Text {
    FieldId field;
    std::uint32_t words;
  };
  struct Second {
    std::uint32_t place;
    std::uint32_t form;
  };

  std::uint32_t number_of(std::uint64_t hash);
  void make_room();
  void clear();

  std::vector<Text> texts_;
  std::vector<std::uint32_t> places_;  // number of the form that stands there
  std::vector<Second> seconds_;        // in order of place
  std::vector<std::uint64_t> forms_;   // fingerprints by number
  std::vector<std::uint32_t> slots_;   // hash table of numbers
};

// Whether a question about words of `asked` is about a text of `text` too: words without a prefix
// (kText) are those of body, subtitle and title.
constexpr bool searches(FieldId asked, FieldId text) {
  return asked == text || (asked == FieldId::kText && text == FieldId::kTitle);
}

// Words in a row, in a text of one kind.
class Phrase {
 public:
  // At least one form. The texts of `field`: see searches().
  Phrase(std::vector<std::string> forms, FieldId field);

  [[nodiscard]] const std::vector<std::string>& forms() const { return forms_; }
  [[nodiscard]] FieldId field() const { return field_; }

  // Whether it stands in the article with these `positions`, which holds all of its forms in texts
  // of its field (of others the answer means nothing). Throws Error(kIndexCorrupt).
  [[nodiscard]] bool stands_in(std::string_view positions) const;

 private:
  std::vector<std::string> forms_;
  std::vector<std::uint64_t> hashes_;
  FieldId field_;
};

// The positions of an article, opened.
class Positions {
 public:
  using Code = std::uint32_t;
  struct Text {
    FieldId field;
    std::uint32_t begin = 0;  // [begin, end) are its places
    std::uint32_t end = 0;
  };
  struct Second {
    std::uint32_t place;
    Code code;
  };

  // `data` must outlive this. Throws Error(kIndexCorrupt) unless a PositionsWriter may have made
  // it.
  explicit Positions(std::string_view data);

  [[nodiscard]] const std::vector<Text>& texts() const { return texts_; }

  // Readings beyond the first of their place, in order of place.
  [[nodiscard]] const std::vector<Second>& seconds() const { return seconds_; }

  // The code of a form, by its fingerprint64. Of a form that the article lacks: any.
  [[nodiscard]] Code code_of(std::uint64_t hash) const;

  // The first place of [begin, end) whose first reading has the code, or `end`.
  [[nodiscard]] std::uint32_t find(std::uint32_t begin, std::uint32_t end, Code code) const;

  // Whether a reading at `place`, the first or another, has the code.
  [[nodiscard]] bool has(std::uint32_t place, Code code) const;

 private:
  [[nodiscard]] Code code_at(std::uint32_t place) const;

  std::vector<Text> texts_;
  std::vector<Second> seconds_;
  std::uint32_t buckets_ = 0;
  std::uint32_t salt_ = 0;
  std::uint32_t high_bits_ = 0;
  std::string_view seeds_;
  std::string_view low_;
  std::string_view high_;
};

}  // namespace edicola
