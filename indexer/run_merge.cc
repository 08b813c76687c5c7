#include "indexer/run_merge.h"

#include <algorithm>
#include <cstddef>

#include "indexer/term_head.h"

namespace edicola {
namespace {

// The documents that are gone, to be asked for each posting.
class Gone {
 public:
  explicit Gone(std::span<const std::uint32_t> ids) {
    if (!ids.empty()) gone_.resize(std::size_t{ids.back()} + 1);
    for (const std::uint32_t id : ids) gone_[id] = true;
  }

  void leave_out(std::vector<Posting>& postings) const {
    if (gone_.empty()) return;
    std::erase_if(postings, [this](const Posting& posting) {
      return posting.id < gone_.size() && gone_[posting.id];
    });
  }

 private:
  std::vector<bool> gone_;
};

// A source and the term it is at.
struct Front {
  std::uint64_t head = 0;  // of the term
  std::string_view term;
  std::size_t source = 0;
};

bool is_behind(const Front& a, const Front& b) {
  if (a.head != b.head) return a.head > b.head;
  const int order = a.term.compare(b.term);
  return order != 0 ? order > 0 : a.source > b.source;
}

// The source with the first term is at the front of a heap.
class Merge {
 public:
  Merge(const TermSources& sources, std::span<const std::uint32_t> gone)
      : sources_(sources), gone_(gone) {
    for (std::size_t source = 0; source < sources.size(); ++source) advance(source);
  }

  void run(const TakeTerm& take) {
    while (!heap_.empty()) {
      gather();
      gone_.leave_out(postings_);
      if (!postings_.empty()) take(term_, postings_);
    }
  }

 private:
  // All postings of the first term. Equal terms come in the order of sources.
  void gather() {
    term_ = heap_.front().term;
    postings_.clear();
    texts_.clear();
    do {
      const std::size_t source = heap_.front().source;
      sources_[source]->append_postings(postings_, texts_);
      std::pop_heap(heap_.begin(), heap_.end(), is_behind);
      heap_.pop_back();
      advance(source);
    } while (!heap_.empty() && heap_.front().term == term_);
  }

  void advance(std::size_t source) {
    if (!sources_[source]->next()) return;
    const std::string_view term = sources_[source]->term();
    heap_.push_back({head_of(term), term, source});
    std::push_heap(heap_.begin(), heap_.end(), is_behind);
  }

  const TermSources& sources_;
  Gone gone_;
  std::vector<Front> heap_;
  std::string term_;
  std::vector<Posting> postings_;
  Arena texts_;  // of postings_
};

}  // namespace

void merge_terms(const TermSources& sources, std::span<const std::uint32_t> gone,
                 const TakeTerm& take) {
  Merge(sources, gone).run(take);
}

LayerSource::LayerSource(const Xapian::Database& database, const Layer& layer)
    : scan_(layer, [&database](const std::string& key) { return database.get_metadata(key); }) {}

}  // namespace edicola
