#include "searcher/team.h"

#include <algorithm>
#include <future>
#include <optional>

#include "searcher/query.h"

namespace edicola {
namespace {

// Postings below which a second thread costs as much as it spares, some 50 microseconds.
constexpr double kWorthSharing = 20'000;

unsigned others(const std::vector<std::string>& paths, unsigned threads) {
  return paths.size() == 1 ? threads_for(threads) - 1 : 0;
}

bool is_worth_sharing(const CompiledQuery& query, const Request& request) {
  if (request.sort != Sort::kRelevance || query.gathers) return false;
  double postings = 0;
  for (const CompiledWords& words : query.found) postings += words.articles;
  return postings >= kWorthSharing;
}

// The articles of a range, by the thread that `index` belongs to now; nothing if it does not see
// the same state of the index.
std::optional<Tiers> search_range(OpenIndexes& index, const Analyzer& analyzer,
                                  const Request& request, const DocRange& range,
                                  const std::optional<Xapian::rev>& revision) {
  index.refresh();
  if (revision_of(index.database()) != revision) return std::nullopt;
  const ParsedQuery parsed = parse_query(request.query, request.syntax);
  const CompiledQuery query = compile_query(parsed, request, index.memory(), analyzer);
  return match_tiers(index.memory(), query, request, range);
}

}  // namespace

Team::Team(const std::vector<std::string>& paths, const Analyzer& analyzer,
           std::shared_ptr<IndexCaches> caches, unsigned threads)
    : path_(paths.front()),
      analyzer_(analyzer),
      caches_(std::move(caches)),
      members_(others(paths, threads)),
      pool_(others(paths, threads)) {}

std::vector<Tiers> Team::search(IndexMemory& memory, const CompiledQuery& query,
                                const Request& request) {
  const bool share = !members_.empty() && is_worth_sharing(query, request);
  const std::optional<Xapian::rev> revision = share ? revision_of(memory.database()) : std::nullopt;
  if (!revision) return {match_tiers(memory, query, request, std::nullopt)};
  const auto threads = static_cast<unsigned>(members_.size() + 1);
  const std::vector<DocRange> ranges = split_evenly(memory.database(), threads);
  std::vector<std::future<std::optional<Tiers>>> parts;
  for (std::size_t i = 0; i < members_.size(); ++i) {
    parts.push_back(pool_.submit([&, i] {
      if (!members_[i]) {
        members_[i] = std::make_unique<OpenIndexes>(std::vector{path_}, analyzer_, caches_);
      }
      return search_range(*members_[i], analyzer_, request, ranges[i + 1], revision);
    }));
  }
  // Whatever happens, nobody works on what is gone.
  const auto wait_for_all = [&parts] {
    for (auto& part : parts) part.wait();
  };
  std::vector<Tiers> found;
  try {
    found.push_back(match_tiers(memory, query, request, ranges.front()));
  } catch (...) {
    wait_for_all();
    throw;
  }
  wait_for_all();
  for (std::size_t i = 0; i < parts.size(); ++i) {
    std::optional<Tiers> tiers = parts[i].get();
    if (!tiers) tiers = match_tiers(memory, query, request, ranges[i + 1]);
    found.push_back(std::move(*tiers));
  }
  return found;
}

}  // namespace edicola
