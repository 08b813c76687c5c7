// edicola in the comparison of speed, through its installed interface alone.
#include <algorithm>
#include <cstdlib>

#include "bench/peers/peer.h"
#include "edicola/date.h"
#include "edicola/index.h"
#include "edicola/search.h"

namespace edicola::bench::peers {
namespace {

std::string query_text(const PeerQuery& query) {
  switch (query.form) {
    case Form::kPhrase:
      return '"' + query.text + '"';
    case Form::kPrefix:
      return query.text + '*';
    case Form::kWords:
      break;
  }
  return query.text;
}

Operator operator_for(Combine combine) {
  switch (combine) {
    case Combine::kAnd:
      return Operator::kAnd;
    case Combine::kOr:
      return Operator::kOr;
    case Combine::kAuto:
      break;
  }
  return Operator::kAuto;
}

std::optional<std::chrono::sys_days> day_of(const std::string& text) {
  const std::optional<Published> date = parse_published(text);
  if (!date) return std::nullopt;
  return date->day;
}

Request request_for(const PeerQuery& query) {
  Request request;
  request.query = query_text(query);
  request.default_operator = operator_for(query.combine);
  request.limit = kHits;
  request.snippet_chars = kSnippetChars;
  if (!query.source.empty()) request.sources.push_back(query.source);
  request.days = {day_of(query.from), day_of(query.to)};
  if (query.newest) request.sort = Sort::kNewest;
  return request;
}

std::string with_marks(const Snippet& snippet) {
  std::string text;
  std::size_t at = 0;
  for (const auto& [begin, end] : snippet.marks) {
    text.append(snippet.text, at, begin - at).append(kMarkBegin);
    text.append(snippet.text, begin, end - begin).append(kMarkEnd);
    at = end;
  }
  return text.append(snippet.text, at);
}

class EdicolaSession final : public Session {
 public:
  explicit EdicolaSession(std::unique_ptr<Searcher> searcher) : searcher_(std::move(searcher)) {}

  std::vector<PeerHit> search(const PeerQuery& query) override {
    std::vector<PeerHit> hits;
    for (Hit& hit : searcher_->search(request_for(query)).hits) {
      hits.push_back({std::move(hit.article.title),
                      hit.article.published ? format_published(*hit.article.published) : "",
                      std::move(hit.article.source), with_marks(hit.snippet)});
    }
    return hits;
  }

  std::uint64_t count(const PeerQuery& query) override {
    return searcher_->search(request_for(query)).total;
  }

 private:
  std::unique_ptr<Searcher> searcher_;
};

class EdicolaPeer final : public Peer {
 public:
  void index(const std::string& articles, const std::string& folder, unsigned threads) override {
    IndexRequest request;
    request.index = folder;
    request.inputs = find_inputs({articles});
    request.threads = threads;
    request.strict = true;
    index_files(request);
  }

  // Sessions of one folder share what they have read, as those of Lucene do.
  std::unique_ptr<Session> open(const std::string& folder) override {
    if (!first_ || folder != folder_) {
      folder_ = folder;
      first_ = std::make_unique<Searcher>(std::vector{folder}, threads());
    }
    return std::make_unique<EdicolaSession>(first_->another());
  }

 private:
  // EDICOLA_SEARCH_THREADS: of one search.
  static unsigned threads() {
    const char* const text = std::getenv("EDICOLA_SEARCH_THREADS");
    return text == nullptr ? 1 : static_cast<unsigned>(std::max(1, std::atoi(text)));
  }

  std::string folder_;
  std::unique_ptr<Searcher> first_;  // of it
};

}  // namespace
}  // namespace edicola::bench::peers

int main(int argc, char** argv) {
  edicola::bench::peers::EdicolaPeer peer;
  return edicola::bench::peers::peer_main(argc, argv, peer);
}
