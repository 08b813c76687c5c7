#include "searcher/any_of.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "common/impact.h"
#include "searcher/best_of_any.h"
#include "searcher/idf.h"
#include "searcher/term_walk.h"
#include "searcher/top_hits.h"
#include "searcher/word_blocks.h"

namespace edicola {
namespace {

// Of these one is empty: terms are searched for in each of several databases.
struct Words {
  std::shared_ptr<const WordLists> lists = std::make_shared<WordLists>();  // of a single database
  std::vector<std::string> terms;
  Xapian::doccount articles = 0;  // of the whole index
  std::string description;
};

class AnyOf : public RankingSource {
 public:
  // `memory`: of the whole index, if that is a single database; else null.
  AnyOf(std::shared_ptr<const Words> words, IndexMemory* memory)
      : words_(std::move(words)), memory_(memory) {}

  void init(const Xapian::Database& database) override {
    impacts_.assign(std::size_t{database.get_lastdocid()} + 1, 0);
    found_ = 0;
    if (memory_ != nullptr) {
      gather(*memory_, *words_->lists);
    } else {
      IndexMemory memory(database);
      gather(memory, lists_of(memory, words_->terms));
    }
    at_ = 0;
    const double share =
        database.get_doccount() == 0 ? 0 : static_cast<double>(found_) / database.get_doccount();
    per_step_ = weight_per_step(words_->articles, share * words_->articles);
    set_maxweight(per_step_ * kFullImpact);
  }

  [[nodiscard]] TopHits find_best(const TopRequest& request) const override {
    return best_of_any(*memory_, *words_->lists, request);
  }

  [[nodiscard]] Xapian::doccount get_termfreq_min() const override { return found_; }
  [[nodiscard]] Xapian::doccount get_termfreq_est() const override { return found_; }
  [[nodiscard]] Xapian::doccount get_termfreq_max() const override { return found_; }

  [[nodiscard]] double get_weight() const override { return per_step_ * impacts_[at_]; }

  void next(double least) override { find(at_ + 1, least); }
  void skip_to(Xapian::docid id, double least) override {
    if (id > at_) find(id, least);
  }
  [[nodiscard]] bool at_end() const override { return at_ >= impacts_.size(); }
  [[nodiscard]] Xapian::docid get_docid() const override { return static_cast<Xapian::docid>(at_); }

  [[nodiscard]] AnyOf* clone() const override { return new AnyOf(words_, memory_); }
  [[nodiscard]] std::string name() const override { return "edicola::AnyOf"; }
  // Tells queries apart; nothing reads it.
  [[nodiscard]] std::string serialise() const override { return words_->description; }
  [[nodiscard]] std::string get_description() const override { return words_->description; }

 private:
  void gather(IndexMemory& memory, const WordLists& lists) {
    WordBlocks blocks(memory, lists);
    for (const WordBlock& block : blocks.all()) {
      const Block& postings = blocks.unpack(block);
      for (std::size_t i = 0; i < postings.size(); ++i) {
        if (blocks.is_gone(postings.id(i))) continue;
        std::uint8_t& most = impacts_[postings.id(i)];
        found_ += most == 0 ? 1 : 0;
        most = std::max(most, static_cast<std::uint8_t>(postings.impact(i)));
      }
    }
  }

  // The next article from `from` on that weighs at least `least`.
  void find(std::size_t from, double least) {
    const double steps = per_step_ > 0 ? std::ceil(least / per_step_ - 1e-9) : 0;
    const auto needed = static_cast<std::uint8_t>(std::clamp(steps, 1.0, 255.0));
    const auto at = std::find_if(
        impacts_.begin() + static_cast<std::ptrdiff_t>(std::min(from, impacts_.size())),
        impacts_.end(), [needed](std::uint8_t impact) { return impact >= needed; });
    at_ = static_cast<std::size_t>(at - impacts_.begin());
  }

  std::shared_ptr<const Words> words_;
  IndexMemory* memory_;
  std::vector<std::uint8_t> impacts_;  // by document; 0: it has none of the words
  std::size_t at_ = 0;
  Xapian::doccount found_ = 0;
  double per_step_ = 0;
};

// Leaves of `words`, which are more, the `most` that most articles have. Returns how many have the
// last of these.
template <typename Word>
Xapian::doccount keep_most_frequent(std::size_t most, std::vector<Word>& words) {
  const auto end = words.begin() + static_cast<std::ptrdiff_t>(most);
  std::nth_element(words.begin(), end - 1, words.end(),
                   [](const Word& a, const Word& b) { return a.articles > b.articles; });
  words.erase(end, words.end());
  return words.back().articles;
}

// A word by its lists, which stand one after the other.
struct ListedWord {
  Xapian::doccount articles = 0;
  std::uint32_t first = 0;
  std::uint32_t end = 0;
};

// Of a single database: lists of `most` of the words that begin so.
WordLists find_lists(IndexMemory& memory, const std::string& begin, std::size_t most) {
  WordLists found;
  std::vector<ListedWord> words;
  Xapian::doccount enough = 0;  // `most` words that were met have so many articles or more
  TermWalk walk(memory);
  for (bool any = walk.skip_to(begin) && walk.term().starts_with(begin); any;
       any = walk.next_alike(begin.size())) {
    ++found.words;
    if (walk.articles() <= enough) continue;
    const auto first = static_cast<std::uint32_t>(found.lists.size());
    walk.append_lists(found);
    words.push_back({walk.articles(), first, static_cast<std::uint32_t>(found.lists.size())});
    if (words.size() == 2 * most) enough = keep_most_frequent(most, words);
  }
  if (found.words <= most) return found;
  if (words.size() > most) keep_most_frequent(most, words);
  const std::vector<WordList> all = std::exchange(found.lists, {});
  found.lists.reserve(most);
  for (const ListedWord& word : words) {
    found.lists.insert(found.lists.end(), all.begin() + word.first, all.begin() + word.end);
  }
  return found;
}

// Thousands of words, of which most are left out, take long to walk over: what was chosen of them
// is remembered.
std::shared_ptr<const WordLists> lists_beginning(IndexMemory& memory, const std::string& begin,
                                                 std::size_t most) {
  const std::string key = fmt::format("{} {}", most, begin);
  if (auto known = memory.beginning(key)) return known;
  WordLists found = find_lists(memory, begin, most);
  if (found.words <= most) return std::make_shared<const WordLists>(std::move(found));
  return memory.keep_beginning(key, std::make_shared<const WordLists>(found.bare()));
}

std::size_t find_terms(IndexMemory& memory, const std::string& begin, std::size_t most,
                       std::vector<std::string>& found) {
  std::vector<CountedTerm> terms = terms_beginning(memory, begin);
  const std::size_t number = terms.size();
  if (number > most) keep_most_frequent(most, terms);
  for (CountedTerm& term : terms) found.push_back(std::move(term.term));
  return number;
}

}  // namespace

std::vector<CountedTerm> terms_beginning(IndexMemory& memory, const std::string& begin) {
  std::vector<CountedTerm> terms;
  TermWalk walk(memory);
  for (bool any = walk.skip_to(begin); any && walk.term().starts_with(begin); any = walk.next()) {
    terms.push_back({walk.term(), walk.articles()});
  }
  return terms;
}

Beginning words_beginning(IndexMemory& memory, const std::string& begin, std::size_t most) {
  auto words = std::make_shared<Words>();
  words->articles = memory.articles();
  words->description = begin + "*";
  Beginning beginning;
  IndexMemory* const single = memory.is_single() ? &memory : nullptr;
  if (single != nullptr) {
    words->lists = lists_beginning(memory, begin, most);
    beginning.words = words->lists->words;
  } else {
    beginning.words = find_terms(memory, begin, most, words->terms);
  }
  beginning.source = std::make_shared<AnyOf>(std::move(words), single);
  return beginning;
}

double share_of_worth(IndexMemory& memory, const std::string& term,
                      const std::vector<std::string>& all) {
  const double articles = memory.articles();
  double with_any = 0;
  for (const std::string& each : all) with_any += memory.articles_with(each);
  return idf(articles, std::min(with_any, articles)) / idf(articles, memory.articles_with(term));
}

}  // namespace edicola
