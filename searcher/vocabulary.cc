#include "searcher/vocabulary.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <optional>
#include <utility>

#include "searcher/term_walk.h"

namespace edicola {
namespace {

constexpr std::size_t kLongestWord = 40;
constexpr std::size_t kDeepest = kLongestWord + 4;
constexpr std::uint8_t kFar = 100;
constexpr char kNoLetter = 'z' + 1;
constexpr std::uint32_t kAllLetters = (1U << 26U) - 1;

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

// The distances of the beginnings of one term to the beginnings of the word, a row a letter. Terms
// come in order, so that a term's rows up to where it parts from the one before stay.
class Distances {
 public:
  Distances(std::string_view word, unsigned most) : word_(word), most_(most) {
    for (auto& row : rows_) row.fill(kFar);
    for (std::size_t i = 0; i <= word.size() + most; ++i) letters_[i] = letters_about(i);
    for (std::size_t j = 0; j <= std::min<std::size_t>(word.size(), most); ++j) {
      rows_[0][j] = static_cast<std::uint8_t>(j);
    }
    least_[0] = 0;
  }

  // Takes in a term, up to where no neighbour of the word begins so.
  void read(std::string_view term) {
    const auto parting = std::mismatch(term.begin(), term.end(), term_.begin(), term_.end());
    const auto shared = static_cast<std::size_t>(parting.first - term.begin());
    term_.resize(shared);
    is_whole_ = true;
    for (const char letter : term.substr(shared)) {
      is_whole_ = is_letter(letter) && append(letter);
      if (is_whole_) continue;
      dead_ = letter;
      return;
    }
  }

  // Of the term last read; kFar if it is none of a neighbour.
  [[nodiscard]] unsigned distance() const {
    return is_whole_ ? rows_[term_.size()][word_.size()] : kFar;
  }

  // The first neighbour, in the index or not, that begins with a letter from `from` to `to`.
  [[nodiscard]] std::optional<std::string> first(char from, char to) {
    term_.clear();
    return completed_if(append_from(from, to));
  }

  // The first neighbour behind the term last read that begins with a letter up to `to`.
  [[nodiscard]] std::optional<std::string> next(char to) {
    bool found = append_from(is_whole_ ? 'a' : behind(dead_), term_.empty() ? to : 'z');
    while (!found && !term_.empty()) {
      const char last = term_.back();
      term_.pop_back();
      found = append_from(behind(last), term_.empty() ? to : 'z');
    }
    return completed_if(found);
  }

 private:
  // The least letter behind a byte; one behind all letters if there is none.
  static char behind(char byte) {
    const auto code = static_cast<unsigned char>(byte);
    if (code < 'a') return 'a';
    return code < 'z' ? static_cast<char>(code + 1) : kNoLetter;
  }

  // The first neighbour that begins with what has rows, if a neighbour begins so.
  std::optional<std::string> completed_if(bool begins_one) {
    if (!begins_one) return std::nullopt;
    while (least_[term_.size()] < most_ && !is_near()) append_from('a', 'z');
    return is_near() ? term_ : term_ + least_rest();
  }

  [[nodiscard]] bool is_near() const { return rows_[term_.size()][word_.size()] <= most_; }

  // What must follow where no edit is left: the first of the word's ends that can. Behind the first
  // of two letters that are swapped the second must come before such an end.
  [[nodiscard]] std::string least_rest() const {
    const std::size_t i = term_.size();
    std::optional<std::string> least;
    const auto offer = [&least](std::string rest) {
      if (!least || rest < *least) least = std::move(rest);
    };
    for (std::size_t j = i > most_ ? i - most_ : 0; j <= std::min(word_.size(), i + most_); ++j) {
      if (rows_[i][j] <= most_) offer(word_.substr(j));
      if (j > 0 && j < word_.size() && is_half_swapped(i, j)) {
        offer(word_[j - 1] + word_.substr(j + 1));
      }
    }
    return least.value_or(std::string());
  }

  // Whether the last of `i` letters can be the one at `j` in the word, swapped with that before it.
  [[nodiscard]] bool is_half_swapped(std::size_t i, std::size_t j) const {
    return term_[i - 1] == word_[j] && rows_[i - 1][j - 1] < most_;
  }

  // Appends the first of these letters with which a neighbour of the word can begin.
  bool append_from(char from, char to) {
    std::uint32_t letters = least_[term_.size()] < most_ ? kAllLetters : letters_[term_.size()];
    if (from > to) return false;
    letters &= kAllLetters << static_cast<unsigned>(from - 'a');
    letters &= kAllLetters >> static_cast<unsigned>('z' - to);
    for (; letters != 0; letters &= letters - 1) {
      if (append(static_cast<char>('a' + std::countr_zero(letters)))) return true;
    }
    return false;
  }

  // Those that can match behind a beginning of `i` letters, a bit each.
  [[nodiscard]] std::uint32_t letters_about(std::size_t i) const {
    std::uint32_t letters = 0;
    const std::size_t end = std::min(word_.size(), i + most_ + 1);
    for (std::size_t j = i > most_ + 1 ? i - most_ - 1 : 0; j < end; ++j) {
      letters |= 1U << static_cast<unsigned>(word_[j] - 'a');
    }
    return letters;
  }

  // False, and nothing is appended, if no neighbour of the word begins so.
  bool append(char letter) {
    if (term_.size() + 2 > kDeepest) return false;
    term_.push_back(letter);
    if (add_row(term_.size())) return true;
    term_.pop_back();
    return false;
  }

  // Only cells near the diagonal can be small enough: the others stay far. False if none is.
  bool add_row(std::size_t i) {
    const std::size_t from = i > most_ ? i - most_ : 0;
    const std::size_t to = std::min(word_.size(), i + most_);
    Row& row = rows_[i];
    std::uint8_t least = kFar;
    for (std::size_t j = from; j <= to; ++j) {
      row[j] = cell(i, j);
      least = std::min(least, row[j]);
    }
    least_[i] = least;
    return least <= most_;
  }

  [[nodiscard]] std::uint8_t cell(std::size_t i, std::size_t j) const {
    if (j == 0) return static_cast<std::uint8_t>(i);
    const Row& above = rows_[i - 1];
    const unsigned same = term_[i - 1] == word_[j - 1] ? 0 : 1;
    unsigned best = std::min(above[j] + 1U, rows_[i][j - 1] + 1U);
    best = std::min(best, above[j - 1] + same);
    if (i > 1 && j > 1 && term_[i - 1] == word_[j - 2] && term_[i - 2] == word_[j - 1]) {
      best = std::min(best, rows_[i - 2][j - 2] + 1U);
    }
    return static_cast<std::uint8_t>(best);
  }

  using Row = std::array<std::uint8_t, kLongestWord + 1>;

  std::string word_;
  unsigned most_;
  std::string term_;  // what has rows: the term last read, or how the neighbour last given begins
  bool is_whole_ = true;                        // or the term has more,
  char dead_ = 0;                               // of which this is the first
  std::array<std::uint8_t, kDeepest> least_{};  // of each row
  std::array<Row, kDeepest> rows_;
  std::array<std::uint32_t, kDeepest> letters_{};  // that can match behind so many
};

// The terms of the index in order.
class IndexTerms {
 public:
  explicit IndexTerms(IndexMemory& memory) : walk_(memory) {}

  // Goes to the first term that is not before `sought`; false if there is none.
  bool skip_to(const std::string& sought) { return walk_.skip_to(sought); }
  [[nodiscard]] std::string_view term() const { return walk_.term(); }
  [[nodiscard]] Xapian::doccount articles() const { return walk_.articles(); }

 private:
  TermWalk walk_;
};

// The same of its frequent words.
class FrequentTerms {
 public:
  explicit FrequentTerms(const FrequentWords& words) : words_(words) {}

  bool skip_to(const std::string& sought) {
    at_ = words_.find(at_, sought);
    return at_ != words_.size();
  }
  [[nodiscard]] std::string_view term() const { return words_.word(at_); }
  [[nodiscard]] Xapian::doccount articles() const { return words_.articles(at_); }

 private:
  const FrequentWords& words_;
  std::size_t at_ = 0;
};

// From term to term of the index, and from neighbour to neighbour that there could be: each jumps
// to the first that is not before the other. Reading past a few terms first is slower than to jump
// at once.
template <typename Terms>
class Walk {
 public:
  Walk(Terms terms, std::string_view word, unsigned most)
      : terms_(std::move(terms)), most_(most), distances_(word, most) {}

  // Terms that begin with the letters from `from` to `to`.
  void run(char from, char to, Xapian::doccount least_articles, std::vector<Neighbour>& found) {
    for (auto sought = distances_.first(from, to); sought; sought = distances_.next(to)) {
      if (!terms_.skip_to(*sought)) return;
      const auto term = terms_.term();
      if (static_cast<unsigned char>(term.front()) > to) return;
      distances_.read(term);
      take(term, least_articles, found);
    }
  }

 private:
  void take(std::string_view term, Xapian::doccount least_articles, std::vector<Neighbour>& found) {
    const unsigned distance = distances_.distance();
    if (distance == 0 || distance > most_) return;
    const Xapian::doccount articles = terms_.articles();
    if (articles >= least_articles) found.push_back({std::string(term), distance, articles});
  }

  Terms terms_;
  unsigned most_;
  Distances distances_;
};

template <typename Terms>
std::vector<Neighbour> walk(Terms terms, std::string_view word, unsigned most,
                            FirstLetter first_letter, Xapian::doccount least_articles) {
  std::vector<Neighbour> found;
  const char first = word.front();
  Walk<Terms> walk(std::move(terms), word, most);
  if (first_letter == FirstLetter::kSame) {
    walk.run(first, first, least_articles, found);
  } else {
    if (first > 'a') walk.run('a', static_cast<char>(first - 1), least_articles, found);
    if (first < 'z') walk.run(static_cast<char>(first + 1), 'z', least_articles, found);
  }
  return found;
}

// The same of one edit.
std::vector<Neighbour> one_edit_away(const FrequentWords& words, std::string_view word,
                                     FirstLetter first_letter, Xapian::doccount least_articles) {
  std::vector<Neighbour> found;
  for (const std::size_t i : words.one_edit_from(word)) {
    const std::string_view form = words.word(i);
    const bool same = form.front() == word.front();
    if (same != (first_letter == FirstLetter::kSame)) continue;
    if (words.articles(i) >= least_articles)
      found.push_back({std::string(form), 1, words.articles(i)});
  }
  return found;
}

}  // namespace

std::vector<Neighbour> neighbours(IndexMemory& memory, std::string_view word, unsigned most,
                                  FirstLetter first_letter, Xapian::doccount least_articles) {
  if (word.size() < 2 || word.size() > kLongestWord) return {};
  if (!std::all_of(word.begin(), word.end(), is_letter)) return {};
  const FrequentWords* frequent =
      least_articles >= kFrequentArticles ? memory.frequent_words() : nullptr;
  if (frequent == nullptr) {
    return walk(IndexTerms(memory), word, most, first_letter, least_articles);
  }
  if (most == 1) return one_edit_away(*frequent, word, first_letter, least_articles);
  return walk(FrequentTerms(*frequent), word, most, first_letter, least_articles);
}

}  // namespace edicola
