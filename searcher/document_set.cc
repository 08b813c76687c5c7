#include "searcher/document_set.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "searcher/impact_cursor.h"

namespace edicola {
namespace {

DocumentSet with_term(const std::string& term, IndexMemory& memory) {
  DocumentSet set(memory.last());
  ImpactCursor cursor(memory, term);
  cursor.each_within(1, DocumentSet::kNone, [&set](Xapian::docid id, unsigned) { set.add(id); });
  return set;
}

void add_with_all(const std::vector<std::string>& terms, IndexMemory& memory, DocumentSet& into) {
  if (terms.size() == 1) {
    ImpactCursor cursor(memory, terms.front());
    cursor.each_within(1, DocumentSet::kNone,
                       [&into](Xapian::docid id, unsigned) { into.add(id); });
    return;
  }
  std::optional<DocumentSet> all;
  for (const std::string& term : terms) {
    DocumentSet with = with_term(term, memory);
    if (all) {
      all->retain(with);
    } else {
      all = std::move(with);
    }
  }
  if (all) into.add(*all);
}

DocumentSet passing(const Filter& filter, IndexMemory& memory) {
  DocumentSet set(memory.last());
  for (const std::vector<std::string>& terms : filter) add_with_all(terms, memory, set);
  return set;
}

class FilterSource : public Xapian::PostingSource {
 public:
  // `memory`: of the whole index, if that is a single database; else null.
  FilterSource(std::shared_ptr<const Filters> filters, IndexMemory* memory)
      : filters_(std::move(filters)), memory_(memory) {}

  void init(const Xapian::Database& database) override {
    database_ = database;
    if (memory_ == nullptr) own_memory_.emplace(database_);
    set_ = documents_of(*filters_, memory_ == nullptr ? *own_memory_ : *memory_);
    size_ = set_->size();
    at_ = 0;
  }

  [[nodiscard]] Xapian::doccount get_termfreq_min() const override { return size_; }
  [[nodiscard]] Xapian::doccount get_termfreq_est() const override { return size_; }
  [[nodiscard]] Xapian::doccount get_termfreq_max() const override { return size_; }

  void next(double /*least*/) override { at_ = set_->next(at_ + 1); }
  void skip_to(Xapian::docid id, double /*least*/) override {
    if (id > at_) at_ = set_->next(id);
  }
  [[nodiscard]] bool at_end() const override { return at_ == DocumentSet::kNone; }
  [[nodiscard]] Xapian::docid get_docid() const override { return at_; }

  [[nodiscard]] FilterSource* clone() const override { return new FilterSource(filters_, memory_); }
  [[nodiscard]] std::string name() const override { return "edicola::FilterSource"; }
  // Tells queries apart; nothing reads it.
  [[nodiscard]] std::string serialise() const override { return get_description(); }
  [[nodiscard]] std::string get_description() const override { return describe(*filters_); }

 private:
  std::shared_ptr<const Filters> filters_;
  IndexMemory* memory_;
  Xapian::Database database_;  // of own_memory_
  std::optional<IndexMemory> own_memory_;
  std::shared_ptr<const DocumentSet> set_;
  Xapian::doccount size_ = 0;
  Xapian::docid at_ = 0;
};

}  // namespace

void DocumentSet::add(const DocumentSet& others) {
  for (std::size_t i = 0; i < bits_.size(); ++i) bits_[i] |= others.bits_[i];
}

void DocumentSet::retain(const DocumentSet& others) {
  for (std::size_t i = 0; i < bits_.size(); ++i) bits_[i] &= others.bits_[i];
}

Xapian::docid DocumentSet::next(Xapian::docid id) const {
  if (id > last_) return kNone;
  std::size_t i = id / 64;
  std::uint64_t word = bits_[i] >> (id % 64) << (id % 64);
  while (word == 0) {
    if (++i == bits_.size()) return kNone;
    word = bits_[i];
  }
  return static_cast<Xapian::docid>(i * 64 + static_cast<unsigned>(std::countr_zero(word)));
}

Xapian::doccount DocumentSet::count(Xapian::docid first, Xapian::docid end) const {
  end = std::min(end, last_ + 1);
  if (first >= end) return 0;
  const std::size_t last_word = (end - 1) / 64;
  const std::uint64_t below_end = ~std::uint64_t{0} >> (63 - (end - 1) % 64);
  std::size_t i = first / 64;
  std::uint64_t word = bits_[i] >> (first % 64) << (first % 64);
  int count = 0;
  for (; i < last_word; word = bits_[++i]) count += std::popcount(word);
  return static_cast<Xapian::doccount>(count + std::popcount(word & below_end));
}

std::shared_ptr<const DocumentSet> documents_of(const Filters& filters, IndexMemory& memory) {
  return memory.documents(describe(filters), [&] {
    std::optional<DocumentSet> all;
    for (const Filter& filter : filters) {
      DocumentSet set = passing(filter, memory);
      if (all) {
        all->retain(set);
      } else {
        all = std::move(set);
      }
    }
    for (const Xapian::docid id : memory.layers().gone) all->remove(id);
    return std::make_shared<const DocumentSet>(std::move(*all));
  });
}

Xapian::Query filter_query(std::shared_ptr<const Filters> filters, IndexMemory& memory) {
  IndexMemory* const single = memory.is_single() ? &memory : nullptr;
  return Xapian::Query((new FilterSource(std::move(filters), single))->release());
}

std::string describe(const Filters& filters) {
  std::string text = "only";
  const auto append = [&text](bool first, const char* link, const std::string& more) {
    if (!first) text += link;
    text += more;
  };
  for (const Filter& filter : filters) {
    text += &filter == &filters.front() ? " (" : " and (";
    for (const std::vector<std::string>& terms : filter) {
      append(&terms == &filter.front(), " or ", {});
      for (const std::string& term : terms) append(&term == &terms.front(), "+", term);
    }
    text += ")";
  }
  return text;
}

}  // namespace edicola
