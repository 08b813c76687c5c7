#include "searcher/matcher.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <string>

#include "common/schema.h"
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
    const Xapian::MSet first = rank(query_.first, request_.offset, request_.limit);
    take(first, sentence);
    const Count found = count_of(first);
    set_totals(found, sentence ? count(query_.whole, request_.count_up_to) : found);
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
  Xapian::MSet rank(const Xapian::Query& query, std::uint64_t offset, std::uint64_t limit) const {
    Xapian::Enquire enquire(database_);
    enquire.set_query(query.empty() ? Xapian::Query::MatchNothing : query);
    enquire.set_weighting_scheme(ImpactWeight());
    set_sort(enquire, request_.sort);
    return enquire.get_mset(clipped(offset), clipped(limit), clipped(request_.count_up_to));
  }

  // Without weights, which are half the work.
  Count count(const Xapian::Query& query, std::uint64_t at_least) const {
    Xapian::Enquire enquire(database_);
    enquire.set_query(query);
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

  // A first tier that ends on this page, or before it, has been counted to its end.
  void add_second() {
    const std::uint64_t before = page_.totals.all_words;
    const std::uint64_t left = request_.limit - page_.matches.size();
    if (left == 0) {
      add_second_count();
      return;
    }
    const std::uint64_t offset = std::max<std::uint64_t>(request_.offset, before) - before;
    const Xapian::MSet second = rank(query_.second, offset, left);
    // Scores fall from hit to hit over both tiers.
    const double lift = second.empty() ? 0 : second.get_max_attained();
    for (RankedArticle& match : page_.matches) match.score += lift;
    take(second, true);
    add(count_of(second));
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
