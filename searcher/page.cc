#include "searcher/page.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "common/schema.h"
#include "common/stored.h"
#include "searcher/marker.h"

namespace edicola {
namespace {

// Hits of the first page; of more, short queries are ranked worse (docs/relevance.md).
constexpr std::uint32_t kWeighed = 10;

// The words that a hit has none of, as typed. Where matching did not note them it takes one pass
// over the document's terms, however many words.
class MissingWords {
 public:
  explicit MissingWords(const std::vector<CompiledWords>& wanted) : wanted_(wanted) {
    for (const CompiledWords& words : wanted) {
      for (const auto& terms : words.evidence) terms_.insert(terms.begin(), terms.end());
    }
  }

  [[nodiscard]] std::vector<std::string> of(const Xapian::Database& database,
                                            const RankedArticle& match) const {
    return match.words ? not_in(*match.words) : not_in_terms(database, match.id);
  }

 private:
  [[nodiscard]] std::vector<std::string> not_in(std::uint64_t words) const {
    std::vector<std::string> missing;
    for (std::size_t i = 0; i < wanted_.size(); ++i) {
      if ((words >> i & 1U) == 0) missing.push_back(wanted_[i].shown);
    }
    return missing;
  }

  [[nodiscard]] std::vector<std::string> not_in_terms(const Xapian::Database& database,
                                                      Xapian::docid id) const {
    std::set<std::string_view> found;
    Xapian::TermIterator at = database.termlist_begin(id);
    const Xapian::TermIterator end = database.termlist_end(id);
    for (const std::string& term : terms_) {
      at.skip_to(term);
      if (at == end) break;
      if (*at == term) found.insert(term);
    }
    std::vector<std::string> missing;
    for (const CompiledWords& words : wanted_) {
      const bool has = std::any_of(
          words.evidence.begin(), words.evidence.end(), [&](const std::vector<std::string>& terms) {
            return std::all_of(terms.begin(), terms.end(),
                               [&](const std::string& term) { return found.count(term) != 0; });
          });
      if (!has) missing.push_back(words.shown);
    }
    return missing;
  }

  const std::vector<CompiledWords>& wanted_;
  std::set<std::string> terms_;  // in the order of the document's
};

// How many of the first hits are weighed by sentence: none where a sentence says no more than the
// article, or where this order is not asked for.
std::uint32_t weighed_hits(const CompiledQuery& query, const Request& request) {
  const bool by_score = request.sort == Sort::kRelevance && request.ranking.sentence > 0;
  const auto words = std::count_if(query.found.begin(), query.found.end(),
                                   [](const CompiledWords& each) { return !each.sought.empty(); });
  if (!by_score || words < 2 || request.limit == 0 || request.offset >= kWeighed) return 0;
  return kWeighed;
}

// Puts the hits [begin, end) in the order of their scores.
template <typename Iterator>
void sort_by_score(Iterator begin, Iterator end) {
  std::stable_sort(begin, end, [](const Hit& a, const Hit& b) { return a.score > b.score; });
}

class PageMaker {
 public:
  PageMaker(const Xapian::Database& database, const CompiledQuery& query, const Request& request,
            PartialText& text)
      : database_(database),
        request_(request),
        weighed_(weighed_hits(query, request)),
        missing_(query.wanted),
        marker_(query, request, text) {}

  std::vector<Hit> hits_of(const std::vector<RankedArticle>& matches) {
    const auto first_tier = std::partition_point(
        matches.begin(), matches.end(), [](const RankedArticle& match) { return !match.may_lack; });
    const auto in_first = static_cast<std::size_t>(first_tier - matches.begin());
    std::vector<Hit> hits;
    for (std::size_t i = 0; i < matches.size(); ++i) {
      hits.push_back(read(matches[i]));
      if (i < weighed_) {
        hits.back().score += request_.ranking.sentence * marker_.mark_and_weigh(hits.back());
      } else {
        marker_.mark(hits.back());
      }
    }
    put_in_order(in_first, hits);
    return hits;
  }

  // What hits_of() needs: the first hits, whichever of them are asked for.
  [[nodiscard]] Request matched_request() const {
    Request matched = request_;
    if (weighed_ == 0) return matched;
    matched.offset = 0;
    const std::uint64_t last = std::uint64_t{request_.offset} + request_.limit;
    matched.limit = static_cast<std::uint32_t>(
        std::min<std::uint64_t>(std::max<std::uint64_t>(last, weighed_), UINT32_MAX));
    return matched;
  }

 private:
  [[nodiscard]] Hit read(const RankedArticle& match) const {
    Hit hit;
    // Looking whether there is such a document would cost as much as reading it.
    const Xapian::Document document = database_.get_document(match.id, Xapian::DOC_ASSUME_VALID);
    hit.article = schema::decode(stored_in(document));
    hit.score = match.score;
    if (match.may_lack) hit.missing = missing_.of(database_, match);
    return hit;
  }

  // Those weighed, each tier for itself; then leaves those asked for.
  void put_in_order(std::size_t in_first, std::vector<Hit>& hits) const {
    if (weighed_ == 0) return;
    const auto weighed =
        hits.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(weighed_, hits.size()));
    const auto second = std::min(weighed, hits.begin() + static_cast<std::ptrdiff_t>(in_first));
    sort_by_score(hits.begin(), second);
    sort_by_score(second, weighed);
    if (second != weighed) {
      const double most = request_.ranking.sentence * marker_.most();
      for (auto hit = hits.begin(); hit != second; ++hit) hit->score += most;
    }
    cut_out(request_.offset, request_.limit, hits);
  }

  const Xapian::Database& database_;
  const Request& request_;
  std::uint32_t weighed_;
  MissingWords missing_;
  Marker marker_;
};

}  // namespace

Page make_page(IndexMemory& memory, const CompiledQuery& query, const Request& request, Team& team,
               PartialText& text) {
  PageMaker maker(memory.database(), query, request, text);
  const Request wider = maker.matched_request();
  const MatchedPage matched =
      page_of(team.search(memory.database(), query, wider), memory, query, wider);
  return {maker.hits_of(matched.matches), matched.totals};
}

}  // namespace edicola
