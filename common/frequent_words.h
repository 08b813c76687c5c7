// The words that many articles of an index have, in one piece: "did you mean" looks for words among
// them that are written nearly alike, from one to the next, which Xapian's dictionary answers by
// reading files each time.
//
// Kept in the metadata of the database under schema::kFrequentWordsKey, for the articles of its
// first layer (common/layers.h).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace edicola {

// Articles that such a word has at least.
inline constexpr std::uint32_t kFrequentArticles = 50;

// Sorted by bytes. Moves; reading is for any thread.
class FrequentWords {
 public:
  // Of packed words. Throws Error(kIndexCorrupt).
  static FrequentWords unpack(std::string_view data);

  [[nodiscard]] std::size_t size() const { return articles_.size(); }
  [[nodiscard]] std::string_view word(std::size_t i) const {
    return std::string_view(text_).substr(begins_[i], begins_[i + 1] - begins_[i]);
  }
  [[nodiscard]] std::uint32_t articles(std::size_t i) const { return articles_[i]; }

  // The first word from `from` on that is not before `word`; size() if there is none.
  [[nodiscard]] std::size_t find(std::size_t from, std::string_view word) const;

  // The words that one edit makes of `word`, which is of a to z: a letter inserted, deleted,
  // replaced or swapped with the next. Ascending.
  [[nodiscard]] std::vector<std::size_t> one_edit_from(std::string_view word) const;

 private:
  // Words of one length (the longest with all that are longer): where they are, and which letters
  // each has, in the same order.
  struct OfLength {
    std::vector<std::uint32_t> words;
    std::vector<std::uint32_t> letters;
  };
  static constexpr std::size_t kLengths = 42;

  void add_edited(const OfLength& words, std::string_view word,
                  std::vector<std::size_t>& out) const;

  std::string text_;
  std::vector<std::uint32_t> begins_ = {0};
  std::vector<std::uint32_t> articles_;
  std::array<OfLength, kLengths> by_length_;
};

// Which of sixteen sets of letters differ from `letters` by two letters at most, a bit each.
std::uint32_t letters_alike(const std::uint32_t* sets, std::uint32_t letters);

// Its slow twin.
std::uint32_t letters_alike_each(const std::uint32_t* sets, std::uint32_t letters);

// Packs words that come in order.
class FrequentWordsPacker {
 public:
  void add(std::string_view word, std::uint32_t articles);
  [[nodiscard]] const std::string& packed() const { return packed_; }

 private:
  std::string last_;
  std::string packed_;
};

}  // namespace edicola
