#include <limits>
#include <utility>

#include <fmt/format.h>
#include <xapian.h>

#include "common/partial_text.h"
#include "common/xapian_error.h"
#include "edicola/analyzer.h"
#include "edicola/error.h"
#include "edicola/search.h"
#include "searcher/compile.h"
#include "searcher/info.h"
#include "searcher/matcher.h"
#include "searcher/open_index.h"
#include "searcher/page.h"
#include "searcher/query.h"
#include "searcher/query_description.h"
#include "searcher/suggest.h"

namespace edicola {
namespace {

// How often a search starts again because a writer has overwritten what it was reading.
constexpr int kMostTries = 5;

const std::vector<std::string>& named(const std::vector<std::string>& paths) {
  if (paths.empty()) throw Error(ErrorKind::kUsage, "no index was named", "name one with --db");
  return paths;
}

// Less of nothing, and more of something.
bool finds_more(const Totals& found, const Totals& typed) {
  const auto [articles, all_words] = found;
  return all_words.number >= typed.all_words.number && articles.number >= typed.articles.number &&
         (all_words.number > typed.all_words.number || articles.number > typed.articles.number);
}

}  // namespace

class Searcher::Impl {
 public:
  Impl(const std::vector<std::string>& paths, unsigned threads, std::shared_ptr<IndexCaches> caches)
      : threads_(threads),
        caches_(std::move(caches)),
        indexes_(named(paths), analyzer_, caches_),
        team_(paths, analyzer_, caches_, threads) {}

  // Reads only what never changes.
  [[nodiscard]] std::unique_ptr<Impl> another() const {
    return std::make_unique<Impl>(indexes_.paths(), threads_, caches_);
  }

  Response search(const Request& request) {
    return reading([&] { return run(request); });
  }

  Explanation explain(const Request& request) {
    return reading([&] {
      const ParsedQuery parsed = parse_query(request.query, request.syntax);
      const CompiledQuery compiled = compile_query(parsed, request, indexes_.memory(), analyzer_);
      Explanation explanation;
      explanation.tree = to_text(parsed.root);
      explanation.compiled = describe(compiled.first.query) + "\n";
      if (!compiled.second.empty()) {
        explanation.compiled += "then " + describe(compiled.second.query) + "\n";
      }
      if (!compiled.bearer.empty()) {
        explanation.compiled += "its first hit " + describe(compiled.bearer) + "\n";
      }
      if (!compiled.families.empty()) {
        explanation.compiled += "of the first hits, words of a family:";
        for (const Family& family : compiled.families) explanation.compiled += " " + family.begin;
        explanation.compiled += "\n";
      }
      explanation.notes = compiled.notes;
      return explanation;
    });
  }

  IndexInfo info() {
    return reading(
        [&] { return describe(indexes_.memory(), indexes_.paths(), analyzer_.fingerprint()); });
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
          indexes_.distrust();
        }
      }
    });
  }

  Response run(const Request& request) {
    const ParsedQuery parsed = parse_query(request.query, request.syntax);
    const CompiledQuery compiled = compile_query(parsed, request, indexes_.memory(), analyzer_);
    Response response;
    response.notes = compiled.notes;
    Page page = make_page(indexes_.memory(), compiled, request, team_, text_);
    set_totals(page.totals, response);
    response.hits = std::move(page.hits);
    add_suggestion(request, parsed, response);
    return response;
  }

  static void set_totals(const Totals& totals, Response& response) {
    response.total = totals.articles.number;
    response.total_all_words = totals.all_words.number;
    response.total_estimated = totals.articles.estimated;
    response.total_all_words_estimated = totals.all_words.estimated;
  }

  // By estimates a suggestion might find less than what was typed.
  Totals exact_totals(const Request& request, const Response& response) {
    if (response.total_estimated || response.total_all_words_estimated) return count(request);
    return {{response.total, false}, {response.total_all_words, false}};
  }

  // Exact, whatever `request` asks for.
  Totals count(Request request) {
    request.count_up_to = std::numeric_limits<std::uint32_t>::max();
    const ParsedQuery parsed = parse_query(request.query, request.syntax);
    const CompiledQuery compiled = compile_query(parsed, request, indexes_.memory(), analyzer_);
    return count_matches(indexes_.memory(), compiled, request);
  }

  // Plain text is a batch, or a question put by a program: nobody is there to be asked back.
  void add_suggestion(const Request& request, const ParsedQuery& parsed, Response& response) {
    if (request.syntax == Syntax::kPlain) return;
    Request other = request;
    other.query = Suggester(indexes_.memory(), analyzer_).suggest(request.query, parsed);
    if (other.query.empty()) return;
    if (!finds_more(count(other), exact_totals(request, response))) return;
    const bool has_quotes = other.query.find('"') != std::string::npos;
    response.notes.push_back(has_quotes ? fmt::format("Did you mean {}?", other.query)
                                        : fmt::format("Did you mean \"{}\"?", other.query));
    response.suggestion = std::move(other.query);
  }

  unsigned threads_;
  std::shared_ptr<IndexCaches> caches_;
  Analyzer analyzer_;
  PartialText text_;
  OpenIndexes indexes_;
  Team team_;
};

Searcher::Searcher(const std::vector<std::string>& paths, unsigned threads)
    : impl_(std::make_unique<Impl>(paths, threads, std::make_shared<IndexCaches>())) {}
Searcher::Searcher(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Searcher::~Searcher() = default;

std::unique_ptr<Searcher> Searcher::another() const {
  return std::unique_ptr<Searcher>(new Searcher(impl_->another()));
}

Response Searcher::search(const Request& request) { return impl_->search(request); }
Explanation Searcher::explain(const Request& request) { return impl_->explain(request); }
IndexInfo Searcher::info() { return impl_->info(); }

}  // namespace edicola
