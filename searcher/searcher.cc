#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <xapian.h>

#include "common/partial_text.h"
#include "common/schema.h"
#include "common/xapian_error.h"
#include "edicola/analyzer.h"
#include "edicola/error.h"
#include "edicola/search.h"
#include "searcher/compile.h"
#include "searcher/info.h"
#include "searcher/marker.h"
#include "searcher/open_index.h"
#include "searcher/query.h"
#include "searcher/suggest.h"

namespace edicola {
namespace {

// How often a search starts again because a writer has overwritten what it was reading.
constexpr int kMostTries = 5;

const std::vector<std::string>& named(const std::vector<std::string>& paths) {
  if (paths.empty()) throw Error(ErrorKind::kUsage, "no index was named", "name one with --db");
  return paths;
}

Xapian::Query nothing_if_empty(const Xapian::Query& query) {
  return query.empty() ? Xapian::Query::MatchNothing : query;
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

Xapian::BM25Weight weight_of(const Ranking& ranking) {
  constexpr double kQueryLength = 0;     // k2: no effect of the query's length
  constexpr double kQueryFrequency = 1;  // k3
  constexpr double kNoLeastLength = 0;   // min_normlen: Xapian's default costs 0.027 nDCG@10
  return {ranking.k1, kQueryLength, kQueryFrequency, ranking.b, kNoLeastLength};
}

// The words that the document has none of, as typed. One pass over the document's terms, however
// many words.
class MissingWords {
 public:
  explicit MissingWords(const std::vector<CompiledWords>& wanted) : wanted_(wanted) {
    for (const CompiledWords& words : wanted) {
      for (const auto& terms : words.evidence) terms_.insert(terms.begin(), terms.end());
    }
  }

  [[nodiscard]] std::vector<std::string> of(const Xapian::Database& database,
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

 private:
  const std::vector<CompiledWords>& wanted_;
  std::set<std::string> terms_;  // in the order of the document's
};

}  // namespace

class Searcher::Impl {
 public:
  explicit Impl(const std::vector<std::string>& paths) : indexes_(named(paths), analyzer_) {}

  Response search(const Request& request) {
    return reading([&] { return run(request); });
  }

  Explanation explain(const Request& request) {
    return reading([&] {
      const ParsedQuery parsed = parse_query(request.query, request.syntax);
      const CompiledQuery compiled = compile_query(parsed, request, indexes_.database(), analyzer_);
      Explanation explanation;
      explanation.tree = to_text(parsed.root);
      explanation.compiled = compiled.all.get_description() + "\n";
      if (!compiled.most.empty()) {
        explanation.compiled += "then " + compiled.most.get_description() + "\n";
      }
      explanation.notes = compiled.notes;
      return explanation;
    });
  }

  IndexInfo info() {
    return reading(
        [&] { return describe(indexes_.database(), indexes_.paths(), analyzer_.fingerprint()); });
  }

 private:
  template <typename Work>
  auto reading(Work&& work) -> decltype(work()) {
    return translating(indexes_.paths().front(), [&] {
      for (int left = kMostTries - 1;; --left) {
        try {
          indexes_.refresh();
          return work();
        } catch (const Xapian::DatabaseModifiedError&) {
          if (left == 0) throw;
        }
      }
    });
  }

  Response run(const Request& request) {
    const ParsedQuery parsed = parse_query(request.query, request.syntax);
    const CompiledQuery compiled = compile_query(parsed, request, indexes_.database(), analyzer_);
    Response response;
    response.notes = compiled.notes;
    const Xapian::MSet all = match(compiled.all, request, request.offset, request.limit);
    response.total_all_words = all.get_matches_estimated();
    response.total = response.total_all_words;
    add_hits(all, request, compiled, {}, response);
    if (!compiled.most.empty()) add_second_tier(request, compiled, response);
    add_suggestion(request, parsed, response);
    return response;
  }

  // `offset` and `limit` count within this tier. All matches are looked at, so that the count is
  // exact.
  Xapian::MSet match(const Xapian::Query& query, const Request& request, std::uint64_t offset,
                     std::uint64_t limit) {
    Xapian::Enquire enquire(indexes_.database());
    enquire.set_query(nothing_if_empty(query));
    enquire.set_weighting_scheme(weight_of(request.ranking));
    set_sort(enquire, request.sort);
    return enquire.get_mset(static_cast<Xapian::doccount>(offset),
                            static_cast<Xapian::doccount>(limit),
                            indexes_.database().get_doccount());
  }

  void add_second_tier(const Request& request, const CompiledQuery& compiled, Response& response) {
    const std::uint64_t before = std::max<std::uint64_t>(request.offset, response.total_all_words);
    const std::uint64_t offset = before - response.total_all_words;
    const std::uint64_t limit = request.limit - response.hits.size();
    const Xapian::MSet most = match(compiled.most, request, offset, limit);
    response.total += most.get_matches_estimated();
    // Scores fall from hit to hit over both tiers.
    const double lift = most.empty() ? 0 : most.get_max_attained();
    for (Hit& hit : response.hits) hit.score += lift;
    add_hits(most, request, compiled, compiled.wanted, response);
  }

  // Articles with all the words, and with most of them.
  std::pair<std::uint64_t, std::uint64_t> count(const Request& request) {
    const ParsedQuery parsed = parse_query(request.query, request.syntax);
    const CompiledQuery compiled = compile_query(parsed, request, indexes_.database(), analyzer_);
    const std::uint64_t all = match(compiled.all, request, 0, 0).get_matches_estimated();
    if (compiled.most.empty()) return {all, all};
    return {all, all + match(compiled.most, request, 0, 0).get_matches_estimated()};
  }

  // Plain text is a batch, or a question put by a program: nobody is there to be asked back.
  void add_suggestion(const Request& request, const ParsedQuery& parsed, Response& response) {
    if (request.syntax == Syntax::kPlain) return;
    Request other = request;
    other.query = Suggester(indexes_.database(), analyzer_).suggest(request.query, parsed);
    if (other.query.empty()) return;
    const auto [all, total] = count(other);
    const bool finds_fewer = all < response.total_all_words || total < response.total;
    if (finds_fewer || (all == response.total_all_words && total == response.total)) return;
    const bool has_quotes = other.query.find('"') != std::string::npos;
    response.notes.push_back(has_quotes ? fmt::format("Did you mean {}?", other.query)
                                        : fmt::format("Did you mean \"{}\"?", other.query));
    response.suggestion = std::move(other.query);
  }

  void add_hits(const Xapian::MSet& matches, const Request& request, const CompiledQuery& compiled,
                const std::vector<CompiledWords>& may_lack, Response& response) {
    if (matches.empty()) return;
    const MissingWords missing(may_lack);
    Marker marker(compiled, request.snippet_chars, text_);
    for (Xapian::MSetIterator at = matches.begin(); at != matches.end(); ++at) {
      Hit hit;
      hit.article = schema::decode(at.get_document().get_data());
      hit.score = at.get_weight();
      if (!may_lack.empty()) hit.missing = missing.of(indexes_.database(), *at);
      marker.mark(hit);
      response.hits.push_back(std::move(hit));
    }
  }

  Analyzer analyzer_;
  PartialText text_;
  OpenIndexes indexes_;
};

Searcher::Searcher(const std::vector<std::string>& paths) : impl_(std::make_unique<Impl>(paths)) {}
Searcher::~Searcher() = default;

Response Searcher::search(const Request& request) { return impl_->search(request); }
Explanation Searcher::explain(const Request& request) { return impl_->explain(request); }
IndexInfo Searcher::info() { return impl_->info(); }

}  // namespace edicola
