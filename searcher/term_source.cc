#include "searcher/term_source.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "common/impact.h"
#include "searcher/idf.h"
#include "searcher/impact_cursor.h"

namespace edicola {
namespace {

class TermSource : public Xapian::PostingSource {
 public:
  // `memory`: of the whole index, if that is a single database; else null.
  TermSource(std::string term, double worth, IndexMemory* memory)
      : term_(std::move(term)), per_step_(worth / kFullImpact), memory_(memory) {}

  void init(const Xapian::Database& database) override {
    cursor_.reset();
    database_ = database;
    if (memory_ == nullptr) own_memory_.emplace(database_);
    layers_ = &memory().layers();
    cursor_.emplace(memory(), term_);
    set_maxweight(per_step_ * cursor_->most());
    at_ = 0;
    ended_ = false;
  }

  [[nodiscard]] Xapian::doccount get_termfreq_min() const override {
    const std::size_t gone = std::min<std::size_t>(cursor_->postings(), layers_->gone.size());
    return cursor_->postings() - static_cast<Xapian::doccount>(gone);
  }
  [[nodiscard]] Xapian::doccount get_termfreq_est() const override {
    return std::clamp(cursor_->articles(), get_termfreq_min(), get_termfreq_max());
  }
  [[nodiscard]] Xapian::doccount get_termfreq_max() const override {
    return std::min(cursor_->postings(), database_.get_doccount());
  }

  void next(double least) override { skip_to(at_ + 1, least); }

  void skip_to(Xapian::docid id, double least) override {
    if (ended_ || at_ >= id) return;
    const unsigned impact = least_impact(least);
    do {
      cursor_->skip_to(id, impact);
      ended_ = cursor_->at_end();
      if (ended_) return;
      id = (at_ = cursor_->id()) + 1;
    } while (layers_->is_gone(at_));
  }

  [[nodiscard]] double get_weight() const override { return per_step_ * cursor_->impact(); }
  [[nodiscard]] bool at_end() const override { return ended_; }
  [[nodiscard]] Xapian::docid get_docid() const override { return at_; }

  [[nodiscard]] TermSource* clone() const override {
    return new TermSource(term_, per_step_ * kFullImpact, memory_);
  }
  [[nodiscard]] std::string name() const override { return "edicola::TermSource"; }
  // Tells queries apart; nothing reads it.
  [[nodiscard]] std::string serialise() const override { return term_; }
  [[nodiscard]] std::string get_description() const override { return term_; }

 private:
  IndexMemory& memory() { return memory_ == nullptr ? *own_memory_ : *memory_; }

  // A posting with less cannot reach `least`.
  [[nodiscard]] unsigned least_impact(double least) const {
    if (least <= 0 || per_step_ <= 0) return 0;
    const double steps = std::ceil(least / per_step_ - 1e-9);
    return static_cast<unsigned>(std::clamp(steps, 0.0, kFullImpact + 1.0));
  }

  std::string term_;
  double per_step_;  // of impact
  IndexMemory* memory_;
  Xapian::Database database_;  // of own_memory_
  std::optional<IndexMemory> own_memory_;
  const Layers* layers_ = nullptr;
  std::optional<ImpactCursor> cursor_;
  Xapian::docid at_ = 0;
  bool ended_ = false;
};

}  // namespace

std::shared_ptr<Xapian::PostingSource> term_source(IndexMemory& memory, const std::string& term) {
  const double worth = idf(memory.articles(), memory.articles_with(term));
  return std::make_shared<TermSource>(term, worth, memory.is_single() ? &memory : nullptr);
}

Xapian::Query term_query(IndexMemory& memory, const std::string& term) {
  return Xapian::Query(term_source(memory, term).get());
}

}  // namespace edicola
