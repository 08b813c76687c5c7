#include "searcher/any_of.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

#include "searcher/idf.h"
#include "searcher/impact_cursor.h"
#include "searcher/term_walk.h"

namespace edicola {
namespace {

struct Words {
  std::vector<CountedTerm> terms;
  Xapian::doccount articles;  // of the whole index
  std::string description;
};

class AnyOf : public Xapian::PostingSource {
 public:
  // `memory`: of the whole index, if that is a single database; else null.
  AnyOf(std::shared_ptr<const Words> words, IndexMemory* memory)
      : words_(std::move(words)), memory_(memory) {}

  void init(const Xapian::Database& database) override {
    impacts_.assign(std::size_t{database.get_lastdocid()} + 1, 0);
    found_ = 0;
    std::optional<IndexMemory> own;
    IndexMemory& memory = memory_ != nullptr ? *memory_ : own.emplace(database);
    for (const CountedTerm& term : words_->terms) gather(term, memory);
    at_ = 0;
    const double share =
        database.get_doccount() == 0 ? 0 : static_cast<double>(found_) / database.get_doccount();
    per_step_ = idf(words_->articles, share * words_->articles) / kFullImpact;
    set_maxweight(per_step_ * kFullImpact);
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
  void gather(const CountedTerm& term, IndexMemory& memory) {
    ImpactCursor cursor(memory, term.term);
    cursor.each_within(1, memory.last() + 1, [&](Xapian::docid id, unsigned impact) {
      if (memory.layers().is_gone(id)) return;
      std::uint8_t& most = impacts_[id];
      found_ += most == 0 ? 1 : 0;
      most = std::max(most, static_cast<std::uint8_t>(impact));
    });
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

}  // namespace

std::vector<CountedTerm> terms_beginning(IndexMemory& memory, const std::string& begin) {
  std::vector<CountedTerm> terms;
  TermWalk walk(memory);
  for (bool any = walk.skip_to(begin); any && walk.term().starts_with(begin); any = walk.next()) {
    terms.push_back({walk.term(), walk.articles()});
  }
  return terms;
}

void keep_most_frequent(std::size_t most, std::vector<CountedTerm>& terms) {
  const auto last = terms.begin() + static_cast<std::ptrdiff_t>(most);
  std::nth_element(
      terms.begin(), last, terms.end(),
      [](const CountedTerm& a, const CountedTerm& b) { return a.articles > b.articles; });
  terms.erase(last, terms.end());
}

std::shared_ptr<Xapian::PostingSource> any_of(std::vector<CountedTerm> terms, IndexMemory& memory,
                                              std::string description) {
  auto words = std::make_shared<Words>();
  *words = {std::move(terms), memory.articles(), std::move(description)};
  IndexMemory* const single = memory.is_single() ? &memory : nullptr;
  return std::make_shared<AnyOf>(std::move(words), single);
}

double share_of_worth(IndexMemory& memory, const std::string& term,
                      const std::vector<std::string>& all) {
  const double articles = memory.articles();
  double with_any = 0;
  for (const std::string& each : all) with_any += memory.articles_with(each);
  return idf(articles, std::min(with_any, articles)) / idf(articles, memory.articles_with(term));
}

}  // namespace edicola
