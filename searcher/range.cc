#include "searcher/range.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include <fmt/format.h>

namespace edicola {
namespace {

constexpr Xapian::docid kLastNumber = UINT32_MAX - 1;  // another follows

// Lets through the documents of a range. Goes under an AND, which asks it last: it says that it
// has all documents, more than any other list.
class RangeSource : public Xapian::PostingSource {
 public:
  RangeSource(Xapian::docid first, Xapian::docid last) : first_(first), last_(last) {}

  void init(const Xapian::Database& database) override {
    documents_ = database.get_doccount();
    at_ = 0;
  }

  [[nodiscard]] Xapian::doccount get_termfreq_min() const override { return 0; }
  [[nodiscard]] Xapian::doccount get_termfreq_est() const override { return documents_; }
  [[nodiscard]] Xapian::doccount get_termfreq_max() const override { return documents_; }

  void next(double /*least*/) override { at_ = std::max(at_ + 1, first_); }
  void skip_to(Xapian::docid id, double /*least*/) override { at_ = std::max({at_, id, first_}); }
  [[nodiscard]] bool at_end() const override { return at_ > last_; }
  [[nodiscard]] Xapian::docid get_docid() const override { return at_; }

  [[nodiscard]] RangeSource* clone() const override { return new RangeSource(first_, last_); }
  [[nodiscard]] std::string name() const override { return "edicola::RangeSource"; }
  [[nodiscard]] std::string serialise() const override { return get_description(); }
  [[nodiscard]] std::string get_description() const override {
    if (first_ == 1 && last_ == kLastNumber) return "every document";
    return fmt::format("documents {} to {}", first_, last_);
  }

 private:
  Xapian::docid first_;
  Xapian::docid last_;
  Xapian::doccount documents_ = 0;
  Xapian::docid at_ = 0;
};

}  // namespace

std::vector<DocRange> split_evenly(const Xapian::Database& database, unsigned parts) {
  // Numbers are given in order and stay in use but for a few.
  const Xapian::PostingIterator begin = database.postlist_begin({});
  const std::uint64_t first = begin == database.postlist_end({}) ? 1 : *begin;
  const std::uint64_t end = std::uint64_t{database.get_lastdocid()} + 1;
  const std::uint64_t size = end > first ? end - first : 0;
  std::vector<DocRange> ranges;
  for (unsigned i = 0; i < parts; ++i) {
    ranges.push_back({static_cast<Xapian::docid>(first + size * i / parts),
                      static_cast<Xapian::docid>(first + size * (i + 1) / parts - 1), 1.0 / parts});
  }
  return ranges;
}

Xapian::Query in_range(const Xapian::Query& query, const DocRange& range) {
  const Xapian::Query within((new RangeSource(range.first, range.last))->release());
  return {Xapian::Query::OP_FILTER, query, within};
}

Xapian::Query every_document() {
  return Xapian::Query((new RangeSource(1, kLastNumber))->release());
}

}  // namespace edicola
