#include "searcher/vocabulary.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace edicola {
namespace {

constexpr std::size_t kLongestWord = 40;
constexpr std::size_t kDeepest = kLongestWord + 4;
constexpr std::uint8_t kFar = 100;

// The distances of the beginnings of one term to the beginnings of the word, a row a letter. Terms
// come in order, so that a term's rows up to where it parts from the one before stay.
class Distances {
 public:
  Distances(std::string_view word, unsigned most) : word_(word), most_(most) {
    for (auto& row : rows_) row.fill(kFar);
    for (std::size_t j = 0; j <= std::min<std::size_t>(word.size(), most); ++j) {
      rows_[0][j] = static_cast<std::uint8_t>(j);
    }
  }

  // The length of the shortest beginning of `term` that no neighbour of the word has; 0 if the
  // whole term may begin one.
  std::size_t read(std::string_view term) {
    const auto parting = std::mismatch(term.begin(), term.end(), term_.begin(), term_.end());
    std::size_t depth =
        std::min<std::size_t>(known_, static_cast<std::size_t>(parting.first - term.begin()));
    term_ = term;
    for (; depth < term.size(); ++depth) {
      known_ = depth + 1;
      if (depth + 1 >= kDeepest || !add_row(depth + 1)) {
        known_ = depth;
        return depth + 1;
      }
    }
    return 0;
  }

  // Of the term last read, if it was read to its end.
  [[nodiscard]] unsigned distance() const { return rows_[term_.size()][word_.size()]; }

 private:
  // Only cells near the diagonal can be small enough. False if none is.
  bool add_row(std::size_t i) {
    const std::size_t from = i > most_ ? i - most_ : 0;
    const std::size_t to = std::min(word_.size(), i + most_);
    Row& row = rows_[i];
    row.fill(kFar);
    std::uint8_t least = kFar;
    for (std::size_t j = from; j <= to; ++j) {
      row[j] = cell(i, j);
      least = std::min(least, row[j]);
    }
    return least <= most_;
  }

  [[nodiscard]] std::uint8_t cell(std::size_t i, std::size_t j) const {
    if (j == 0) return static_cast<std::uint8_t>(i);
    const bool same = term_[i - 1] == word_[j - 1];
    int best =
        std::min({rows_[i - 1][j] + 1, rows_[i][j - 1] + 1, rows_[i - 1][j - 1] + (same ? 0 : 1)});
    if (i > 1 && j > 1 && term_[i - 1] == word_[j - 2] && term_[i - 2] == word_[j - 1]) {
      best = std::min(best, rows_[i - 2][j - 2] + 1);
    }
    return static_cast<std::uint8_t>(std::min<int>(best, kFar));
  }

  using Row = std::array<std::uint8_t, kLongestWord + 1>;

  std::string word_;
  unsigned most_;
  std::string term_;
  std::size_t known_ = 0;  // rows that are of term_
  std::array<Row, kDeepest> rows_;
};

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

class Walk {
 public:
  Walk(const Xapian::Database& database, std::string_view word, unsigned most)
      : at_(database.allterms_begin()),
        end_(database.allterms_end()),
        word_(word),
        most_(most),
        distances_(word, most) {}

  // Terms that begin with `from` up to `to`.
  void run(char from, char to, Xapian::doccount least_articles, std::vector<Neighbour>& found) {
    at_.skip_to(std::string(1, from));
    while (at_ != end_) {
      const std::string term = *at_;
      if (term.front() > to) return;
      const std::size_t dead = distances_.read(term);
      if (dead == 0) {
        take(term, least_articles, found);
        ++at_;
      } else {
        pass(term.substr(0, dead));
      }
    }
  }

 private:
  void take(const std::string& term, Xapian::doccount least_articles,
            std::vector<Neighbour>& found) {
    const unsigned distance = distances_.distance();
    if (distance == 0 || distance > most_) return;
    if (!std::all_of(term.begin(), term.end(), is_letter)) return;
    const Xapian::doccount articles = at_.get_termfreq();
    if (articles >= least_articles) found.push_back({term, distance, articles});
  }

  // To the first term that does not begin so. Reading past a few terms first is slower than to jump
  // at once.
  void pass(std::string beginning) {
    while (!beginning.empty() && beginning.back() == '\xFF') beginning.pop_back();
    if (beginning.empty()) return;
    ++beginning.back();
    at_.skip_to(beginning);
  }

  Xapian::TermIterator at_;
  const Xapian::TermIterator end_;
  std::string word_;
  unsigned most_;
  Distances distances_;
};

}  // namespace

std::vector<Neighbour> neighbours(const Xapian::Database& database, std::string_view word,
                                  unsigned most, FirstLetter first_letter,
                                  Xapian::doccount least_articles) {
  std::vector<Neighbour> found;
  if (word.size() < 2 || word.size() > kLongestWord) return found;
  const char first = word.front();
  Walk walk(database, word, most);
  if (first_letter == FirstLetter::kSame) {
    walk.run(first, first, least_articles, found);
  } else {
    if (first > 'a') walk.run('a', static_cast<char>(first - 1), least_articles, found);
    if (first < 'z') walk.run(static_cast<char>(first + 1), 'z', least_articles, found);
  }
  return found;
}

}  // namespace edicola
