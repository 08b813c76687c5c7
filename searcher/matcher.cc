#include "searcher/matcher.h"

#include <algorithm>
#include <chrono>
#include <limits>
#include <memory>
#include <optional>
#include <string>

#include "common/schema.h"
#include "searcher/family.h"
#include "searcher/filters.h"
#include "searcher/impact_weight.h"

namespace edicola {
namespace {

struct Count {
  std::uint64_t number = 0;
  bool estimated = false;
};

Count count_of(const Xapian::MSet& matches) {
  return {matches.get_matches_estimated(),
          matches.get_matches_lower_bound() != matches.get_matches_upper_bound()};
}

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

class Matcher {
 public:
  Matcher(const Xapian::Database& database, const CompiledQuery& query, const Request& request)
      : database_(database), query_(query), request_(request) {}

  MatchedPage page() {
    const bool sentence = !query_.whole.empty();
    const bool by_family = weighs_families();
    const Ranked first = rank_first(by_family ? with_families() : asked());
    take(first.set, sentence);
    if (by_family) order_by_family();
    set_totals(first.found, sentence ? count(query_.whole, request_.count_up_to) : first.found);
    if (!query_.second.empty()) add_second();
    return std::move(page_);
  }

  Totals totals() {
    const Count found = count(query_.first, request_.count_up_to);
    set_totals(found, query_.whole.empty() ? found : count(query_.whole, request_.count_up_to));
    if (!query_.second.empty()) add_second_count();
    return page_.totals;
  }

 private:
  // Of days: the share that would hold the page, were matches spread evenly, times this; and how
  // much wider the next window is.
  static constexpr double kFirstWindow = 3;
  static constexpr double kWidening = 6;

  // Of few matches looking at all is as quick; where few ends was not measured.
  static constexpr std::uint64_t kWorthSparing = 2000;

  // Hits among which families have a say: of 20 they do half as much, of 50 no more.
  static constexpr std::uint64_t kByFamily = 30;

  // Of all matches in order.
  struct Window {
    std::uint64_t offset = 0;
    std::uint64_t limit = 0;
  };

  struct Ranked {
    Xapian::MSet set;
    Count found;  // how many there are
  };

  [[nodiscard]] Window asked() const { return {request_.offset, request_.limit}; }

  [[nodiscard]] Window with_families() const {
    return {0, std::max(kByFamily, std::uint64_t{request_.offset} + request_.limit)};
  }

  [[nodiscard]] bool weighs_families() const {
    return !query_.families.empty() && request_.sort == Sort::kRelevance && request_.limit > 0 &&
           request_.offset < kByFamily;
  }

  // Sorting by date looks at all matches; but the newest are found among those of the last days,
  // which says nothing about how many there are.
  [[nodiscard]] Ranked rank(const Xapian::Query& query, const Window& window) const {
    if (request_.sort == Sort::kNewest && window.limit > 0) {
      if (std::optional<Xapian::MSet> newest = newest_of(query, window)) {
        return {*newest, count(query, request_.count_up_to)};
      }
    }
    const Xapian::MSet set = rank_all(query, window, request_.count_up_to);
    return {set, count_of(set)};
  }

  // The first tier: among its strong postings, if these hold the page and many others are spared.
  [[nodiscard]] Ranked rank_first(const Window& window) const {
    const bool by_score = request_.sort == Sort::kRelevance && window.limit > 0;
    if (by_score && !query_.strong.empty() && count(query_.first, 0).number >= kWorthSparing) {
      const Xapian::Query strong(Xapian::Query::OP_FILTER, query_.first, query_.strong);
      const Xapian::MSet found = rank_all(strong, window, 0);
      if (found.size() == window.limit && found.back().get_weight() > query_.rest) {
        return {found, count(query_.first, request_.count_up_to)};
      }
    }
    return rank(query_.first, window);
  }

  // The page, if a window of the last days holds it; tries wider and wider ones.
  [[nodiscard]] std::optional<Xapian::MSet> newest_of(const Xapian::Query& query,
                                                      const Window& window) const {
    const std::string newest = database_.get_value_upper_bound(schema::kDateSlot);
    const std::string oldest = database_.get_value_lower_bound(schema::kDateSlot);
    const double matching = static_cast<double>(count(query, 0).number);
    // An index without dates among several leaves no lower bound.
    const bool undated = newest.empty() || oldest.empty();
    if (undated || query.empty() || matching < 1) return std::nullopt;
    const auto last = std::chrono::floor<std::chrono::days>(schema::instant_of_key(newest));
    const auto first = std::chrono::floor<std::chrono::days>(schema::instant_of_key(oldest));
    const double span = static_cast<double>((last - first).count() + 1);
    const double needed = static_cast<double>(window.offset + window.limit);
    for (double days = 2 + kFirstWindow * span * needed / matching; days < span / 2;
         days *= kWidening) {
      const auto from = last - std::chrono::days(static_cast<int>(days));
      const Xapian::Query late(Xapian::Query::OP_FILTER, query,
                               compile_days({from, std::nullopt}, database_));
      Xapian::MSet found = rank_all(late, window, 0);
      if (is_whole(found, window.limit, from)) return found;
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

  [[nodiscard]] Xapian::MSet rank_all(const Xapian::Query& query, const Window& window,
                                      std::uint64_t at_least) const {
    Xapian::Enquire enquire(database_);
    enquire.set_query(query.empty() ? Xapian::Query::MatchNothing : query);
    enquire.set_weighting_scheme(ImpactWeight());
    set_sort(enquire, request_.sort);
    return enquire.get_mset(clipped(window.offset), clipped(window.limit), clipped(at_least));
  }

  // Without weights, which are half the work.
  Count count(const Xapian::Query& query, std::uint64_t at_least) const {
    Xapian::Enquire enquire(database_);
    enquire.set_query(query.empty() ? Xapian::Query::MatchNothing
                                    : Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, query, 0.0));
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    return count_of(enquire.get_mset(0, 0, clipped(at_least)));
  }

  void set_totals(const Count& found, const Count& all_words) {
    page_.totals.articles = found.number;
    page_.totals.articles_estimated = found.estimated;
    page_.totals.all_words = all_words.number;
    page_.totals.all_words_estimated = all_words.estimated;
  }

  void take(const Xapian::MSet& matches, bool may_lack) {
    for (Xapian::MSetIterator at = matches.begin(); at != matches.end(); ++at) {
      page_.matches.push_back({*at, at.get_weight(), may_lack});
    }
  }

  // Of the matches of with_families(), leaves those asked for.
  void order_by_family() {
    std::vector<RankedArticle>& matches = page_.matches;
    const auto last = matches.begin() + static_cast<std::ptrdiff_t>(
                                            std::min<std::uint64_t>(kByFamily, matches.size()));
    TermCounts counts(database_);
    for (auto match = matches.begin(); match != last; ++match) {
      match->score += request_.ranking.family * family_worth(query_.families, match->id, counts);
    }
    std::stable_sort(matches.begin(), last, [](const RankedArticle& a, const RankedArticle& b) {
      return a.score > b.score;
    });
    cut_out(request_.offset, request_.limit, matches);
  }

  // A first tier that ends on this page, or before it, has been counted to its end.
  void add_second() {
    const std::uint64_t before = page_.totals.all_words;
    const std::uint64_t left = request_.limit - page_.matches.size();
    if (left == 0) {
      add_second_count();
      return;
    }
    const std::uint64_t offset = std::max<std::uint64_t>(request_.offset, before) - before;
    const Ranked second = rank(query_.second, {offset, left});
    // Scores fall from hit to hit over both tiers.
    const double lift = second.set.empty() ? 0 : second.set.get_max_attained();
    for (RankedArticle& match : page_.matches) match.score += lift;
    take(second.set, true);
    add(second.found);
  }

  void add_second_count() {
    const std::uint64_t counted = page_.totals.articles;
    const std::uint64_t wanted = request_.count_up_to;
    add(count(query_.second, wanted > counted ? wanted - counted : 0));
  }

  void add(const Count& more) {
    page_.totals.articles += more.number;
    page_.totals.articles_estimated = page_.totals.articles_estimated || more.estimated;
  }

  const Xapian::Database& database_;
  const CompiledQuery& query_;
  const Request& request_;
  MatchedPage page_;
};

}  // namespace

MatchedPage match_page(const Xapian::Database& database, const CompiledQuery& query,
                       const Request& request) {
  return Matcher(database, query, request).page();
}

Totals count_matches(const Xapian::Database& database, const CompiledQuery& query,
                     const Request& request) {
  return Matcher(database, query, request).totals();
}

}  // namespace edicola
