#include "searcher/page.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "searcher/impact_cursor.h"
#include "searcher/marker.h"

namespace edicola {
namespace {

// Hits of the first page; of more, short queries are ranked worse (docs/relevance.md).
constexpr std::uint32_t kWeighed = 10;

// The words that a hit has none of, as typed.
class MissingWords {
 public:
  MissingWords(const std::vector<CompiledWords>& wanted, IndexMemory& memory)
      : wanted_(wanted), memory_(memory) {}

  [[nodiscard]] std::vector<std::string> of(const RankedArticle& match) const {
    std::vector<std::string> missing;
    for (std::size_t i = 0; i < wanted_.size(); ++i) {
      // Where matching did not note it, lists are asked.
      const bool has =
          match.words ? (*match.words >> i & 1U) != 0 : has_words(match.id, wanted_[i]);
      if (!has) missing.push_back(wanted_[i].shown);
    }
    return missing;
  }

 private:
  [[nodiscard]] bool has_words(Xapian::docid id, const CompiledWords& words) const {
    return std::any_of(
        words.evidence.begin(), words.evidence.end(), [&](const std::vector<std::string>& terms) {
          return std::all_of(terms.begin(), terms.end(),
                             [&](const std::string& term) { return has_term(memory_, id, term); });
        });
  }

  const std::vector<CompiledWords>& wanted_;
  IndexMemory& memory_;
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
  PageMaker(IndexMemory& memory, StoredArticles& articles, const CompiledQuery& query,
            const Request& request, PartialText& text)
      : articles_(articles),
        request_(request),
        weighed_(weighed_hits(query, request)),
        missing_(query.wanted, memory),
        marker_(query, request, text) {}

  std::vector<Hit> hits_of(const std::vector<RankedArticle>& matches) {
    const auto first_tier = std::partition_point(
        matches.begin(), matches.end(), [](const RankedArticle& match) { return !match.may_lack; });
    const auto in_first = static_cast<std::size_t>(first_tier - matches.begin());
    read_articles(matches);
    std::vector<Hit> hits;
    hits.reserve(matches.size());
    for (std::size_t i = 0; i < matches.size(); ++i) {
      hits.push_back(hit_of(matches[i]));
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
  // In the order in which they are stored, where some share the block that leads to them.
  void read_articles(const std::vector<RankedArticle>& matches) {
    std::vector<Xapian::docid> ids;
    ids.reserve(matches.size());
    for (const RankedArticle& match : matches) ids.push_back(match.id);
    std::sort(ids.begin(), ids.end());
    for (const Xapian::docid id : ids) articles_.at(id);
  }

  [[nodiscard]] Hit hit_of(const RankedArticle& match) {
    Hit hit;
    hit.article = articles_.take(match.id);
    hit.score = match.score;
    if (match.may_lack) hit.missing = missing_.of(match);
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

  StoredArticles& articles_;
  const Request& request_;
  std::uint32_t weighed_;
  MissingWords missing_;
  Marker marker_;
};

}  // namespace

Page make_page(IndexMemory& memory, const CompiledQuery& query, const Request& request, Team& team,
               PartialText& text) {
  StoredArticles articles(memory);
  PageMaker maker(memory, articles, query, request, text);
  const Request wider = maker.matched_request();
  FamilyReader families(query.families, memory, text);
  const MatchedPage matched =
      page_of(team.search(memory, query, wider), families, articles, query, wider);
  return {maker.hits_of(matched.matches), matched.totals};
}

}  // namespace edicola
