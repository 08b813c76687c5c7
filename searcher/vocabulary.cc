#include "searcher/vocabulary.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <utility>

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

// Looks up every word that is one edit from another. Such words are a few hundred, and most lie
// beside the one looked up before: that is a tenth of what the walk costs.
class Lookup {
 public:
  Lookup(const Xapian::Database& database, std::string_view word, Xapian::doccount least_articles)
      : database_(database), word_(word), least_articles_(least_articles) {}

  std::vector<Neighbour> run(FirstLetter first_letter) {
    if (first_letter == FirstLetter::kOther) {
      look_up_from(0);
    } else {
      const std::size_t end = alone_from();
      for (std::size_t at = 1; at < end; ++at) look_up_from(at);
    }
    return std::move(found_);
  }

 private:
  // The length of the shortest beginning of the word that no other term has: what parts from the
  // word behind it is no term.
  [[nodiscard]] std::size_t alone_from() const {
    std::size_t shared = 0;
    std::size_t alone = word_.size() + 1;
    while (alone - shared > 1) {
      const std::size_t middle = (shared + alone) / 2;
      (is_alone(word_.substr(0, middle)) ? alone : shared) = middle;
    }
    return alone;
  }

  [[nodiscard]] bool is_alone(const std::string& beginning) const {
    Xapian::TermIterator at = database_.allterms_begin(beginning);
    const Xapian::TermIterator end = database_.allterms_end(beginning);
    if (at != end && *at == word_) ++at;
    return at == end;
  }

  // The words that part from the word at a place, each once: of equal letters in a row the last is
  // left out, and one more is put in behind them.
  void look_up_from(std::size_t at) {
    const std::string_view behind = std::string_view(word_).substr(at);
    for (char letter = 'a'; letter <= 'z'; ++letter) {
      if (!behind.empty() && letter == behind[0]) continue;
      look_up(at, {&letter, 1}, behind);
      if (!behind.empty()) look_up(at, {&letter, 1}, behind.substr(1));
    }
    if (behind.empty()) return;
    if (behind.size() > 1 && behind[0] == behind[1]) return;
    look_up(at, {}, behind.substr(1));
    if (behind.size() > 1) look_up(at, std::array{behind[1], behind[0]}, behind.substr(2));
  }

  // The word up to `at`, then the two others.
  void look_up(std::size_t at, std::span<const char> letters, std::string_view behind) {
    form_.assign(word_, 0, at).append(letters.data(), letters.size()).append(behind);
    const Xapian::doccount articles = database_.get_termfreq(form_);
    if (articles >= least_articles_) found_.push_back({form_, 1, articles});
  }

  const Xapian::Database& database_;
  std::string word_;
  Xapian::doccount least_articles_;
  std::string form_;
  std::vector<Neighbour> found_;
};

}  // namespace

std::vector<Neighbour> neighbours(const Xapian::Database& database, std::string_view word,
                                  unsigned most, FirstLetter first_letter,
                                  Xapian::doccount least_articles) {
  if (word.size() < 2 || word.size() > kLongestWord) return {};
  if (most > 1) return walked_neighbours(database, word, most, first_letter, least_articles);
  return Lookup(database, word, std::max(least_articles, 1U)).run(first_letter);
}

std::vector<Neighbour> walked_neighbours(const Xapian::Database& database, std::string_view word,
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
