#include "searcher/bag.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "searcher/bag_run.h"
#include "searcher/idf.h"
#include "searcher/impact_cursor.h"

namespace edicola {
namespace {

std::string_view link(BagTerm::Role role) {
  switch (role) {
    case BagTerm::Role::kMatches:
      return " or ";
    case BagTerm::Role::kOtherwise:
      return " else ";
    default:
      return " + ";
  }
}

std::string describe(const BagWord& word) {
  std::string text;
  for (const BagTerm& term : word.terms) {
    if (!text.empty()) text += link(term.role);
    if (term.factor != 1) text += fmt::format("{:.3g} * ", term.factor);
    text += term.term;
  }
  return "(" + text + ")";
}

std::string describe(const Acceptance& accepted, const std::vector<std::string>& wanted) {
  if (wanted.size() == 1) return wanted.front();
  std::string text = accepted.least == 1               ? "any of"
                     : accepted.least == wanted.size() ? "all of"
                                                       : fmt::format("{} of", accepted.least);
  if (accepted.but_not_all) text += " but not all of";
  text += fmt::format(" {}", fmt::join(wanted, " "));
  if (accepted.least == 1) return text;
  for (std::size_t i = 0; i < std::min(accepted.telling.size(), wanted.size()); ++i) {
    if (accepted.telling[i]) text += " or only " + wanted[i];
  }
  return text;
}

std::string describe(const Bag& bag) {
  std::vector<std::string> wanted;
  std::vector<std::string> others;
  for (const BagWord& word : bag.words) (word.wanted ? wanted : others).push_back(describe(word));
  std::string text = describe(bag.accepted, wanted);
  if (!others.empty()) text += fmt::format(" weighed with {}", fmt::join(others, " "));
  return text;
}

// The part of a database's articles that matches, if each word chose its articles for itself.
double share_of_matches(const CountedBag& bag) {
  // The share of articles with n of the words looked at so far.
  std::vector<double> with = {1};
  for (std::size_t i = 0; i < bag.bag.words.size(); ++i) {
    if (!bag.bag.words[i].wanted) continue;
    const double share = bag.articles == 0 ? 0 : std::min(1.0, bag.matching[i] / bag.articles);
    with.push_back(0);
    for (std::size_t n = with.size(); n-- > 0;) {
      with[n] = with[n] * (1 - share) + (n > 0 ? with[n - 1] * share : 0);
    }
  }
  const std::size_t last = with.size() - (bag.bag.accepted.but_not_all ? 1 : 0);
  double sum = 0;
  for (std::size_t n = bag.bag.accepted.least; n < last; ++n) sum += with[n];
  return sum;
}

// It has no check() of its own, like all our sources: OR over sources whose check() says no gives
// wrong scores under AND_MAYBE in Xapian 1.4.22 (tests/unit/term_source_test.cc).
class BagSource : public Xapian::PostingSource {
 public:
  // `memory`: of the whole index, if that is a single database; else null.
  BagSource(std::shared_ptr<const CountedBag> bag, std::shared_ptr<BagTrace> trace,
            IndexMemory* memory)
      : bag_(std::move(bag)), trace_(std::move(trace)), memory_(memory) {}

  void init(const Xapian::Database& database) override {
    run_.reset();
    database_ = database;
    if (memory_ == nullptr) own_memory_.emplace(database_);
    IndexMemory& memory = memory_ == nullptr ? *own_memory_ : *memory_;
    const Filters* const filters = bag_->bag.filters.get();
    passing_ = filters == nullptr ? nullptr : documents_of(*filters, memory);
    run_ = std::make_unique<BagRun>(*bag_, memory, passing_.get());
    set_maxweight(run_->most());
    const Xapian::doccount articles = passing_ ? passing_->size() : database.get_doccount();
    least_ = 0;
    most_ = articles;
    expected_ = static_cast<Xapian::doccount>(share_of_matches(*bag_) * articles);
    if (const std::string* term = passing_ ? nullptr : only_term()) {
      const ImpactCursor cursor(memory, *term);
      const std::size_t gone =
          std::min<std::size_t>(cursor.postings(), memory.layers().gone.size());
      least_ = cursor.postings() - static_cast<Xapian::doccount>(gone);
      most_ = std::min(cursor.postings(), articles);
      expected_ = std::clamp(cursor.articles(), least_, most_);
    }
    id_ = 0;
  }

  [[nodiscard]] Xapian::doccount get_termfreq_min() const override { return least_; }
  [[nodiscard]] Xapian::doccount get_termfreq_est() const override { return expected_; }
  [[nodiscard]] Xapian::doccount get_termfreq_max() const override { return most_; }

  void next(double least) override { skip_to(id_ + 1, least); }
  void skip_to(Xapian::docid id, double least) override {
    id_ = run_->find(std::max(id, id_), least);
  }
  [[nodiscard]] double get_weight() const override {
    if (trace_) trace_->add(id_, run_->words());
    return run_->weight();
  }
  [[nodiscard]] bool at_end() const override { return id_ == BagRun::kNone; }
  [[nodiscard]] Xapian::docid get_docid() const override { return id_; }

  [[nodiscard]] BagSource* clone() const override { return new BagSource(bag_, trace_, memory_); }
  [[nodiscard]] std::string name() const override { return "edicola::BagSource"; }
  // Tells queries apart; nothing reads it.
  [[nodiscard]] std::string serialise() const override { return get_description(); }
  [[nodiscard]] std::string get_description() const override {
    const Bag& bag = bag_->bag;
    return bag.filters ? describe(bag) + " " + edicola::describe(*bag.filters) : describe(bag);
  }

 private:
  // The term whose articles are those that match, if there is one.
  [[nodiscard]] const std::string* only_term() const {
    const Bag& bag = bag_->bag;
    const std::string* only = nullptr;
    for (const BagWord& word : bag.words) {
      for (const BagTerm& term : word.terms) {
        if (!word.wanted || term.role == BagTerm::Role::kWeighs) continue;
        if (only != nullptr || bag.accepted.but_not_all) return nullptr;
        only = &term.term;
      }
    }
    return only;
  }

  std::shared_ptr<const CountedBag> bag_;
  std::shared_ptr<BagTrace> trace_;
  IndexMemory* memory_;
  Xapian::Database database_;  // of own_memory_
  std::optional<IndexMemory> own_memory_;
  std::shared_ptr<const DocumentSet> passing_;  // null: every document may match
  std::unique_ptr<BagRun> run_;
  Xapian::doccount least_ = 0;  // that match
  Xapian::doccount expected_ = 0;
  Xapian::doccount most_ = 0;
  Xapian::docid id_ = 0;
};

}  // namespace

std::optional<std::uint64_t> BagTrace::words_of(Xapian::docid id) const {
  const auto at = std::lower_bound(seen_.begin(), seen_.end(), id,
                                   [](const Seen& seen, Xapian::docid of) { return seen.id < of; });
  if (at == seen_.end() || at->id != id) return std::nullopt;
  return at->words;
}

std::shared_ptr<Xapian::PostingSource> bag_source(Bag bag, IndexMemory& memory,
                                                  std::shared_ptr<BagTrace> trace) {
  auto counted = std::make_shared<CountedBag>();
  counted->articles = memory.articles();
  for (const BagWord& word : bag.words) {
    double matching = 0;
    std::vector<CountedBag::Counts>& of_word = counted->counts.emplace_back();
    for (const BagTerm& term : word.terms) {
      const Xapian::doccount articles = memory.articles_with(term.term);
      of_word.push_back({articles, term.factor * idf(memory.articles(), articles)});
      if (term.role != BagTerm::Role::kWeighs) matching += articles;
    }
    counted->matching.push_back(matching);
  }
  counted->bag = std::move(bag);
  return std::make_shared<BagSource>(std::move(counted), std::move(trace),
                                     memory.is_single() ? &memory : nullptr);
}

}  // namespace edicola
