#include "searcher/best_of_any.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <utility>
#include <vector>

#include "common/impact.h"
#include "searcher/idf.h"

namespace edicola {
namespace {

// Estimates are made of so many articles at least, if there are.
constexpr std::uint64_t kSampled = 1000;

// Of the words; few articles that have any have more, and so many are mostly enough to look at.
constexpr double kPostingsOfOne = 3;

struct Candidate {
  Xapian::docid id = 0;
  unsigned impact = 0;
};

bool is_better(const Candidate& a, const Candidate& b) {
  return a.impact != b.impact ? a.impact > b.impact : a.id < b.id;
}

// The best `limit` documents of those offered, which may be offered more than once.
class Best {
 public:
  explicit Best(std::size_t limit) : limit_(limit) {}

  // Whether it may be one of them. What is not wanted never will be.
  [[nodiscard]] bool wants(const Candidate& candidate) const {
    return is_better(candidate, worst_);
  }
  // Nothing with a smaller impact is wanted.
  [[nodiscard]] unsigned least_impact() const { return worst_.impact; }

  void offer(const Candidate& candidate) { kept_.push_back(candidate); }

  // Forgets what is not wanted any more, if that is worth the while.
  void tidy() {
    if (kept_.size() >= limit_ + limit_ / 4 + 4) settle();
  }

  // The best first.
  std::vector<Candidate> take() {
    settle();
    std::sort(kept_.begin(), kept_.end(), is_better);
    return std::move(kept_);
  }

 private:
  void settle() {
    const auto by_id = [](const Candidate& a, const Candidate& b) {
      return a.id != b.id ? a.id < b.id : a.impact > b.impact;
    };
    const auto is_same = [](const Candidate& a, const Candidate& b) { return a.id == b.id; };
    std::sort(kept_.begin(), kept_.end(), by_id);
    kept_.erase(std::unique(kept_.begin(), kept_.end(), is_same), kept_.end());
    if (kept_.size() < limit_) return;
    const auto end = kept_.begin() + static_cast<std::ptrdiff_t>(limit_);
    std::nth_element(kept_.begin(), end - 1, kept_.end(), is_better);
    kept_.erase(end, kept_.end());
    worst_ = kept_.back();
  }

  std::size_t limit_;  // at least 1
  std::vector<Candidate> kept_;
  Candidate worst_ = {std::numeric_limits<Xapian::docid>::max(), 0};  // of `limit_`
};

// By their greatest impact.
class Levels {
 public:
  explicit Levels(const std::vector<WordBlock>& blocks) : blocks_(blocks.size()) {
    for (const WordBlock& block : blocks) ++begins_[block.entry.most + std::size_t{1}];
    for (std::size_t i = 1; i < begins_.size(); ++i) begins_[i] += begins_[i - 1];
    auto next = begins_;
    for (const WordBlock& block : blocks) blocks_[next[block.entry.most]++] = &block;
  }

  // In the order of the documents where they begin; until the next call.
  std::span<const WordBlock* const> of(unsigned most) {
    const std::span level =
        std::span(blocks_).subspan(begins_[most], begins_[most + 1] - begins_[most]);
    std::sort(level.begin(), level.end(),
              [](const WordBlock* a, const WordBlock* b) { return a->before < b->before; });
    return level;
  }

 private:
  std::vector<const WordBlock*> blocks_;
  std::array<std::size_t, 257> begins_ = {};  // by impact, in blocks_
};

// Documents from `first` to `last`.
struct Span {
  Xapian::docid first = 1;
  Xapian::docid last = 0;

  [[nodiscard]] bool has(Xapian::docid id) const { return first <= id && id <= last; }
};

void offer_all(const WordBlock& block, const Span& span, WordBlocks& blocks, Best& best) {
  const Block& postings = blocks.unpack(block);
  for (std::size_t i = 0; i < postings.size(); ++i) {
    const unsigned impact = postings.impact(i);
    if (impact < best.least_impact()) continue;
    const Candidate candidate{postings.id(i), impact};
    if (!best.wants(candidate) || !span.has(candidate.id)) continue;
    if (!blocks.is_gone(candidate.id)) best.offer(candidate);
  }
  best.tidy();
}

std::vector<Candidate> best_within(const Span& span, std::size_t limit, WordBlocks& blocks) {
  Best best(limit);
  Levels levels(blocks.all());
  for (unsigned most = 255; most > 0 && most >= best.least_impact(); --most) {
    for (const WordBlock* block : levels.of(most)) {
      if (!best.wants({std::max(span.first, block->before + 1), most})) break;
      if (block->reaches(span.first, span.last)) offer_all(*block, span, blocks, best);
    }
  }
  return best.take();
}

// Documents that were all looked at, those before `end`, and their postings.
struct Sample {
  std::uint64_t end = 1;
  std::uint64_t found = 0;  // that have any of the words
  std::uint64_t postings = 0;
};

// About: within a block they are taken to be spread evenly.
double postings_within(const Span& span, const WordBlocks& blocks) {
  double sum = 0;
  for (const WordBlock& block : blocks.all()) {
    if (!block.reaches(span.first, span.last)) continue;
    const Xapian::docid before = std::max(span.first - 1, block.before);
    const Xapian::docid last = std::min(span.last, block.entry.last);
    const bool whole = before == block.before && last == block.entry.last;
    sum += whole ? block.postings
                 : static_cast<double>(block.postings) * (last - before) /
                       (block.entry.last - block.before);
  }
  return sum;
}

void look_at(const Span& span, WordBlocks& blocks, Sample& sample) {
  std::vector<bool> met(span.last - span.first + std::size_t{1});
  for (const WordBlock& block : blocks.all()) {
    if (!block.reaches(span.first, span.last)) continue;
    const Block& postings = blocks.unpack(block);
    for (std::size_t i = postings.find(0, span.first); i < postings.size(); ++i) {
      const Xapian::docid id = postings.id(i);
      if (id > span.last) break;
      ++sample.postings;
      if (met[id - span.first] || blocks.is_gone(id)) continue;
      met[id - span.first] = true;
      ++sample.found;
    }
  }
  sample.end = std::uint64_t{span.last} + 1;
}

// From the first document of `span` on, until so many are found.
Sample sample_of(const Span& span, std::uint64_t enough, WordBlocks& blocks) {
  Sample sample;
  sample.end = span.first;
  const double documents = span.last - span.first + 1.0;
  const double postings = postings_within(span, blocks);
  double width = postings < 1
                     ? documents
                     : 1 + kPostingsOfOne * static_cast<double>(enough) * documents / postings;
  for (; sample.end <= span.last && sample.found < enough; width *= 2) {
    const auto first = static_cast<Xapian::docid>(sample.end);
    const double left = span.last - first;
    look_at({first, first + static_cast<Xapian::docid>(std::min(width, left))}, blocks, sample);
  }
  return sample;
}

// How many documents of `span` have any of the words.
double estimate(const Sample& sample, const Span& span, const WordBlocks& blocks) {
  const auto found = static_cast<double>(sample.found);
  if (sample.end > span.last || sample.postings == 0) return found;
  const Span rest = {static_cast<Xapian::docid>(sample.end), span.last};
  const double behind =
      found / static_cast<double>(sample.postings) * postings_within(rest, blocks);
  return found + std::min(behind, rest.last - rest.first + 1.0);
}

}  // namespace

double weight_per_step(double articles, double articles_with_any) {
  return idf(articles, std::min(articles, articles_with_any)) / kFullImpact;
}

TopHits best_of_any(IndexMemory& memory, const WordLists& lists, const TopRequest& request) {
  const Span all = {1, memory.last()};
  const Span asked = {std::max(request.first, all.first), std::min(request.last, all.last)};
  TopHits top;
  if (asked.first > asked.last) return top;
  WordBlocks blocks(memory, lists);
  const Sample of_all = sample_of(all, kSampled, blocks);
  const bool is_enough =
      asked.first == all.first && asked.last == all.last && request.count_up_to <= kSampled;
  const Sample counted =
      is_enough ? of_all : sample_of(asked, std::max(request.count_up_to, kSampled), blocks);
  top.found.number = static_cast<std::uint64_t>(estimate(counted, asked, blocks));
  top.found.estimated = counted.end <= asked.last;
  if (request.limit == 0) return top;
  const std::size_t limit = std::min<std::uint64_t>(request.limit, all.last);
  const double per_step = weight_per_step(memory.articles(), estimate(of_all, all, blocks));
  for (const auto& [id, impact] : best_within(asked, limit, blocks)) {
    top.hits.push_back({id, per_step * impact});
  }
  return top;
}

}  // namespace edicola
