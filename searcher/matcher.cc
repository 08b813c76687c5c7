#include "searcher/matcher.h"

#include <algorithm>
#include <chrono>
#include <limits>
#include <memory>
#include <optional>
#include <string>

#include "common/schema.h"
#include "searcher/filters.h"

namespace edicola {
namespace {

Xapian::doccount clipped(std::uint64_t number) {
  return static_cast<Xapian::doccount>(
      std::min<std::uint64_t>(number, std::numeric_limits<Xapian::doccount>::max()));
}

void set_sort(Xapian::Enquire& enquire, Sort sort) {
  if (sort == Sort::kNewest) enquire.set_sort_by_value_then_relevance(schema::kDateSlot, true);
  if (sort != Sort::kOldest) return;
  // Articles without a date have no value, which would come first.
  const std::string after_all(9, '\xFF');
  auto key = std::make_unique<Xapian::MultiValueKeyMaker>();
  key->add_value(schema::kDateSlot, false, after_all);
  enquire.set_sort_by_key_then_relevance(key.release()->release(), false);
}

void add(const Count& more, Count& count) {
  count.number += more.number;
  count.estimated = count.estimated || more.estimated;
}

// Of matches that cost reading something of each article, this part is counted: a page of hits of a
// phrase reads a tenth of what counting a thousand of them does.
constexpr std::uint64_t kCountedPart = 5;

// Hits among which families have a say: of 20 they do half as much, of 50 no more.
constexpr std::uint64_t kByFamily = 30;

bool weighs_families(const CompiledQuery& query, const Request& request) {
  return !query.families.empty() && request.sort == Sort::kRelevance && request.limit > 0 &&
         request.offset < kByFamily;
}

// The last hit that is needed to make the page, counted from 1; 0 if only numbers are asked for.
std::uint64_t last_hit(const CompiledQuery& query, const Request& request) {
  if (request.limit == 0) return 0;
  const std::uint64_t last = std::uint64_t{request.offset} + request.limit;
  return weighs_families(query, request) ? std::max(kByFamily, last) : last;
}

class TierMatcher {
 public:
  TierMatcher(IndexMemory& memory, const CompiledQuery& query, const Request& request,
              const std::optional<DocRange>& range)
      : memory_(memory),
        database_(memory.database()),
        query_(query),
        request_(request),
        range_(range) {}

  Tiers tiers() {
    Tiers tiers;
    const std::uint64_t last = last_hit(query_, request_);
    const bool sentence = !query_.whole.empty();
    const TopHits first = rank(query_.first, last);
    take(first.hits, sentence, tiers.first);
    tiers.totals.articles = first.found;
    tiers.totals.all_words = sentence ? count(query_.whole, request_.count_up_to) : first.found;
    if (!query_.second.empty()) add_second(last - tiers.first.size(), tiers);
    if (!query_.bearer.empty() && request_.sort == Sort::kRelevance && last > 0) {
      take(hits_of(rank_all(query_.bearer, 1, 0)), false, tiers.bearer);
    }
    return tiers;
  }

  Totals totals() {
    Totals totals;
    totals.articles = count(query_.first, request_.count_up_to);
    totals.all_words =
        query_.whole.empty() ? totals.articles : count(query_.whole, request_.count_up_to);
    if (!query_.second.empty()) add(count_second(totals), totals.articles);
    return totals;
  }

 private:
  // Of days: the share that would hold the page, were matches spread evenly, times this; and how
  // much wider the next window is.
  static constexpr double kFirstWindow = 3;
  static constexpr double kWidening = 6;

  // The first `limit` matches. Sorting by date looks at all matches; but the newest are found among
  // those of the last days, which says nothing about how many there are.
  [[nodiscard]] TopHits rank(const Runnable& query, std::uint64_t limit) const {
    if (request_.sort == Sort::kRelevance && query.source && memory_.is_single()) {
      return top_of(query, limit, request_.count_up_to);
    }
    if (request_.sort == Sort::kNewest && limit > 0) {
      if (std::optional<Xapian::MSet> newest = newest_of(query, limit)) {
        return {hits_of(*newest), count(query, request_.count_up_to)};
      }
    }
    const Xapian::MSet set = rank_all(query.query, limit, request_.count_up_to);
    return {hits_of(set), count_of(set)};
  }

  // Of a query that is one source, on a single database.
  [[nodiscard]] TopHits top_of(const Runnable& query, std::uint64_t limit,
                               std::uint64_t count_up_to) const {
    if (query_.trace) query_.trace->clear();
    TopRequest top;
    top.first = range_ ? range_->first : 1;
    top.last = range_ ? range_->last : memory_.last();
    top.limit = limit;
    top.count_up_to = query.reads_articles ? count_up_to / kCountedPart : count_up_to;
    return find_top(*query.source, database_, top);
  }

  // The page, if a window of the last days holds it; tries wider and wider ones.
  [[nodiscard]] std::optional<Xapian::MSet> newest_of(const Runnable& query,
                                                      std::uint64_t limit) const {
    const std::string newest = database_.get_value_upper_bound(schema::kDateSlot);
    const std::string oldest = database_.get_value_lower_bound(schema::kDateSlot);
    const double matching = static_cast<double>(count(query, 0).number);
    // An index without dates among several leaves no lower bound.
    const bool undated = newest.empty() || oldest.empty();
    if (undated || query.empty() || matching < 1) return std::nullopt;
    const auto last = std::chrono::floor<std::chrono::days>(schema::instant_of_key(newest));
    const auto first = std::chrono::floor<std::chrono::days>(schema::instant_of_key(oldest));
    const double span = static_cast<double>((last - first).count() + 1);
    for (double days = 2 + kFirstWindow * span * static_cast<double>(limit) / matching;
         days < span / 2; days *= kWidening) {
      const auto from = last - std::chrono::days(static_cast<int>(days));
      const Filters last_days = {filter_of_days({from, std::nullopt}, memory_)};
      const Xapian::Query late(Xapian::Query::OP_FILTER, query.query,
                               filter_query(std::make_shared<const Filters>(last_days), memory_));
      Xapian::MSet found = rank_all(late, limit, 0);
      if (is_whole(found, limit, from)) return found;
    }
    return std::nullopt;
  }

  // Whether no article of a day before `from` can belong to the page. Days are those of the places
  // where articles were written, up to 14 hours from UTC, by which they are sorted.
  static bool is_whole(const Xapian::MSet& found, std::uint64_t limit, std::chrono::sys_days from) {
    if (found.size() < limit) return false;
    const std::string last = found.back().get_document().get_value(schema::kDateSlot);
    return schema::instant_of_key(last) >= from + std::chrono::hours(14);
  }

  [[nodiscard]] Xapian::MSet rank_all(const Xapian::Query& query, std::uint64_t limit,
                                      std::uint64_t at_least) const {
    if (query_.trace) query_.trace->clear();
    Xapian::Enquire enquire(database_);
    enquire.set_query(ranged(query));
    // Sources weigh for themselves, whatever the scheme, but not under BoolWeight.
    enquire.set_weighting_scheme(Xapian::CoordWeight());
    set_sort(enquire, request_.sort);
    if (!may_leave_out(query)) at_least = database_.get_doccount();
    return enquire.get_mset(0, clipped(limit), clipped(at_least));
  }

  // Whether Xapian may pass over matches that cannot reach the page. With operators, 1.4.22 then
  // loses some that can, also of trees of a few terms (tests/unit/term_source_test.cc).
  static bool may_leave_out(const Xapian::Query& query) {
    return query.get_type() == Xapian::Query::LEAF_POSTING_SOURCE;
  }

  // Without weights, which are half the work.
  [[nodiscard]] Count count(const Runnable& query, std::uint64_t at_least) const {
    if (query.source && memory_.is_single()) return top_of(query, 0, at_least).found;
    Xapian::Enquire enquire(database_);
    enquire.set_query(Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, ranged(query.query), 0.0));
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    return count_of(enquire.get_mset(0, 0, clipped(at_least)));
  }

  [[nodiscard]] Xapian::Query ranged(const Xapian::Query& query) const {
    if (query.empty()) return Xapian::Query::MatchNothing;
    return range_ ? in_range(query, *range_) : query;
  }

  [[nodiscard]] Count count_of(const Xapian::MSet& matches) const {
    const Xapian::doccount least = matches.get_matches_lower_bound();
    if (least == matches.get_matches_upper_bound()) return {least, false};
    const double share = range_ ? range_->share : 1;
    const double estimate = share * matches.get_matches_estimated();
    return {std::max<std::uint64_t>(least, static_cast<std::uint64_t>(estimate)), true};
  }

  static std::vector<TopHit> hits_of(const Xapian::MSet& matches) {
    std::vector<TopHit> hits;
    for (Xapian::MSetIterator at = matches.begin(); at != matches.end(); ++at) {
      hits.push_back({*at, at.get_weight()});
    }
    return hits;
  }

  void take(const std::vector<TopHit>& hits, bool may_lack,
            std::vector<RankedArticle>& into) const {
    for (const TopHit& hit : hits) {
      RankedArticle& article = into.emplace_back();
      article.id = hit.id;
      article.score = hit.weight;
      article.may_lack = may_lack;
      if (may_lack && query_.trace) article.words = query_.trace->words_of(hit.id);
    }
  }

  // A first tier that leaves room on the page has been counted to its end.
  void add_second(std::uint64_t left, Tiers& tiers) const {
    if (left == 0) {
      add(count_second(tiers.totals), tiers.totals.articles);
      return;
    }
    const TopHits second = rank(query_.second, left);
    take(second.hits, true, tiers.second);
    add(second.found, tiers.totals.articles);
  }

  [[nodiscard]] Count count_second(const Totals& totals) const {
    const std::uint64_t counted = totals.articles.number;
    const std::uint64_t wanted = request_.count_up_to;
    return count(query_.second, wanted > counted ? wanted - counted : 0);
  }

  IndexMemory& memory_;
  const Xapian::Database& database_;
  const CompiledQuery& query_;
  const Request& request_;
  const std::optional<DocRange>& range_;
};

// Xapian's order of equal scores.
bool comes_first(const RankedArticle& a, const RankedArticle& b) {
  return a.score != b.score ? a.score > b.score : a.id < b.id;
}

// One tier of all parts, `limit` articles of it.
std::vector<RankedArticle> merged(const std::vector<Tiers>& parts,
                                  std::vector<RankedArticle> Tiers::*tier, std::uint64_t limit) {
  std::vector<RankedArticle> all;
  for (const Tiers& part : parts) {
    all.insert(all.end(), (part.*tier).begin(), (part.*tier).end());
  }
  if (parts.size() > 1) std::sort(all.begin(), all.end(), comes_first);
  cut_out(0, limit, all);
  return all;
}

void order_by_family(FamilyReader& families, StoredArticles& articles, double weight,
                     std::vector<RankedArticle>& matches) {
  const auto last = matches.begin() +
                    static_cast<std::ptrdiff_t>(std::min<std::uint64_t>(kByFamily, matches.size()));
  for (auto match = matches.begin(); match != last; ++match) {
    match->score += weight * families.worth(articles.at(match->id));
  }
  std::stable_sort(matches.begin(), last, [](const RankedArticle& a, const RankedArticle& b) {
    return a.score > b.score;
  });
}

// Puts the second tier behind the first. Scores fall from hit to hit over both.
void append(const std::vector<RankedArticle>& second, std::vector<RankedArticle>& first) {
  double lift = 0;
  for (const RankedArticle& match : second) lift = std::max(lift, match.score);
  for (RankedArticle& match : first) match.score += lift;
  first.insert(first.end(), second.begin(), second.end());
}

// Puts `article`, which is a match, before the others: `matches` are those from the very first on,
// and it may lie behind them. Its score, which is of another query, comes on top of the highest.
void put_first(RankedArticle article, std::vector<RankedArticle>& matches) {
  article.score += matches.front().score;
  std::erase_if(matches, [&article](const RankedArticle& match) { return match.id == article.id; });
  matches.insert(matches.begin(), article);
}

}  // namespace

Tiers match_tiers(IndexMemory& memory, const CompiledQuery& query, const Request& request,
                  const std::optional<DocRange>& range) {
  return TierMatcher(memory, query, request, range).tiers();
}

MatchedPage page_of(const std::vector<Tiers>& parts, FamilyReader& families,
                    StoredArticles& articles, const CompiledQuery& query, const Request& request) {
  const std::uint64_t last = last_hit(query, request);
  MatchedPage page;
  page.matches = merged(parts, &Tiers::first, last);
  if (weighs_families(query, request)) {
    order_by_family(families, articles, request.ranking.family, page.matches);
  }
  append(merged(parts, &Tiers::second, last - page.matches.size()), page.matches);
  const std::vector<RankedArticle> bearer = merged(parts, &Tiers::bearer, 1);
  if (!bearer.empty() && !page.matches.empty()) put_first(bearer.front(), page.matches);
  cut_out(request.offset, request.limit, page.matches);
  for (const Tiers& part : parts) {
    add(part.totals.articles, page.totals.articles);
    add(part.totals.all_words, page.totals.all_words);
  }
  return page;
}

Totals count_matches(IndexMemory& memory, const CompiledQuery& query, const Request& request) {
  return TierMatcher(memory, query, request, std::nullopt).totals();
}

}  // namespace edicola
