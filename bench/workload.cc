#include "bench/workload.h"

#include <algorithm>
#include <fstream>
#include <limits>
#include <sstream>

#include "edicola/date.h"
#include "edicola/error.h"

namespace edicola::bench {
namespace {

constexpr std::size_t kCommonRanks = 500;
constexpr std::size_t kFrequentRanks = 2'000;
constexpr std::uint32_t kRareLeast = 2;
constexpr std::uint32_t kRareMost = 10;
constexpr std::size_t kShortestWord = 4;
constexpr std::size_t kShortestPrefixed = 7;
constexpr auto kDaysAround = std::chrono::days(30);
constexpr std::uint32_t kNoLimit = std::numeric_limits<std::uint32_t>::max();

// Something a reader would search for.
bool is_content(const Token& token) {
  constexpr unsigned kNever = kElided | kJoined | kNumber | kStopWord | kAccentRestored;
  return (token.flags & kNever) == 0 && token.form.size() >= kShortestWord;
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<signed char>(c) < 0;
}

// Nothing in it that the query language could take for an operator.
bool is_letters(std::string_view text) { return std::all_of(text.begin(), text.end(), is_letter); }

std::optional<QueryClass> find_class(std::string_view name) {
  const auto at = std::find(kQueryClassNames.begin(), kQueryClassNames.end(), name);
  if (at == kQueryClassNames.end()) return std::nullopt;
  return static_cast<QueryClass>(at - kQueryClassNames.begin());
}

Operator operator_of(QueryClass kind) {
  switch (kind) {
    case QueryClass::kTwoAnd:
    case QueryClass::kDateRange:
    case QueryClass::kSource:
      return Operator::kAnd;
    case QueryClass::kTwoOr:
      return Operator::kOr;
    default:
      return Operator::kAuto;
  }
}

SampledQuery parse_line(const std::string& line, const std::string& path) {
  std::istringstream columns(line);
  SampledQuery query;
  std::string kind;
  std::string day;
  std::getline(columns, kind, '\t');
  std::getline(columns, query.text, '\t');
  std::getline(columns, query.source, '\t');
  std::getline(columns, day, '\t');
  const std::optional<QueryClass> known = find_class(kind);
  if (!known || query.text.empty()) {
    throw Error(ErrorKind::kInput, path + ": not a list of queries: " + line, "remove its folder");
  }
  query.kind = *known;
  if (const std::optional<Published> date = parse_published(day)) query.day = date->day;
  return query;
}

}  // namespace

Request request_for(const SampledQuery& query, std::uint32_t snippet_chars) {
  Request request;
  request.query = query.text;
  request.default_operator = operator_of(query.kind);
  request.snippet_chars = snippet_chars;
  if (!query.source.empty()) request.sources.push_back(query.source);
  if (query.day) request.days = {*query.day - kDaysAround, *query.day + kDaysAround};
  if (query.kind == QueryClass::kNewest) request.sort = Sort::kNewest;
  return request;
}

std::vector<Request> requests_of(const std::vector<SampledQuery>& queries, QueryClass kind,
                                 std::uint32_t snippet_chars) {
  std::vector<Request> requests;
  for (const SampledQuery& query : queries) {
    if (query.kind == kind) requests.push_back(request_for(query, snippet_chars));
  }
  return requests;
}

void Vocabulary::add(const Article& article) {
  keys_.clear();
  for (const std::string* text : {&article.title, &article.subtitle, &article.body}) {
    analyzer_.analyze(*text, analysis_);
    for (const Token& token : analysis_.tokens()) {
      if (is_content(token)) keys_.emplace_back(token.key);
    }
  }
  std::sort(keys_.begin(), keys_.end());
  keys_.erase(std::unique(keys_.begin(), keys_.end()), keys_.end());
  for (const std::string& key : keys_) ++articles_[key];
}

std::uint32_t Vocabulary::articles_with(std::string_view key) const {
  const auto at = articles_.find(std::string(key));
  return at == articles_.end() ? 0 : at->second;
}

std::uint32_t Vocabulary::articles_at_rank(std::size_t rank) const {
  std::vector<std::uint32_t> counts;
  for (const auto& [key, articles] : articles_) counts.push_back(articles);
  if (counts.empty()) return 0;
  const auto at = counts.begin() + static_cast<std::ptrdiff_t>(std::min(rank, counts.size()) - 1);
  std::nth_element(counts.begin(), at, counts.end(), std::greater<>());
  return *at;
}

// A text with its tokens.
struct QuerySampler::Words {
  Words(const Analyzer& analyzer, const std::string& given) : text(given) {
    analyzer.analyze(given, analysis);
  }

  [[nodiscard]] const std::vector<Token>& tokens() const { return analysis.tokens(); }

  [[nodiscard]] std::string_view slice(const Token& token) const {
    return text.substr(token.begin, token.end - token.begin);
  }

  // One blank and nothing else stands between a token and the next.
  [[nodiscard]] bool side_by_side(std::size_t at) const {
    const std::uint32_t end = tokens()[at].end;
    return tokens()[at + 1].begin == end + 1 && text[end] == ' ';
  }

  std::string_view text;
  Analysis analysis;
};

QuerySampler::QuerySampler(const Analyzer& analyzer, const Vocabulary& vocabulary,
                           std::size_t queries_per_class)
    : analyzer_(analyzer),
      vocabulary_(vocabulary),
      wanted_(queries_per_class),
      common_(vocabulary.articles_at_rank(kCommonRanks)),
      frequent_(vocabulary.articles_at_rank(kFrequentRanks)) {}

bool QuerySampler::complete() const {
  return std::all_of(taken_.begin(), taken_.end(),
                     [this](std::size_t taken) { return taken >= wanted_; });
}

void QuerySampler::offer(const Article& article) {
  const Words title(analyzer_, article.title);
  const Words body(analyzer_, article.body);
  for (std::size_t i = 0; i < taken_.size(); ++i) {
    if (taken_[i] >= wanted_) continue;
    SampledQuery query;
    query.kind = static_cast<QueryClass>(i);
    const std::optional<std::string> text = draw(query.kind, title, body);
    if (!text) continue;
    query.text = *text;
    if (query.kind == QueryClass::kSource) query.source = article.source;
    if (query.kind == QueryClass::kDateRange && article.published) {
      query.day = article.published->day;
    }
    if (!is_new(query)) continue;
    queries_.push_back(std::move(query));
    ++taken_[i];
  }
}

bool QuerySampler::is_new(const SampledQuery& query) const {
  return std::find(queries_.begin(), queries_.end(), query) == queries_.end();
}

std::optional<std::string> QuerySampler::draw(QueryClass kind, const Words& title,
                                              const Words& body) {
  switch (kind) {
    case QueryClass::kCommonWord:
    case QueryClass::kNewest:
      return draw_word(body, common_, kNoLimit);
    case QueryClass::kRareWord:
      return draw_word(body, kRareLeast, kRareMost);
    case QueryClass::kTwoAnd:
    case QueryClass::kTwoOr:
    case QueryClass::kDateRange:
    case QueryClass::kSource:
      return draw_several(title, 2);
    case QueryClass::kHeadline:
      return draw_several(title, 3 + random_.below(3));
    case QueryClass::kPhrase:
      return draw_phrase(body, false);
    case QueryClass::kPhraseStopWord:
      return draw_phrase(body, true);
    case QueryClass::kPrefix:
      return draw_prefix(body);
  }
  return std::nullopt;
}

std::optional<std::string> QuerySampler::draw_word(const Words& words, std::uint32_t least,
                                                   std::uint32_t most) {
  std::vector<std::string_view> candidates;
  for (const Token& token : words.tokens()) {
    if (!is_content(token) || !is_letters(words.slice(token))) continue;
    const std::uint32_t articles = vocabulary_.articles_with(token.key);
    if (articles >= least && articles <= most) candidates.push_back(words.slice(token));
  }
  if (candidates.empty()) return std::nullopt;
  return std::string(candidates[random_.below(static_cast<std::uint32_t>(candidates.size()))]);
}

// In the order in which they stand, each word once.
std::optional<std::string> QuerySampler::draw_several(const Words& words, std::size_t count) {
  std::vector<Token> candidates;
  for (const Token& token : words.tokens()) {
    const bool again = std::any_of(candidates.begin(), candidates.end(),
                                   [&](const Token& other) { return other.key == token.key; });
    if (!again && is_content(token) && is_letters(words.slice(token))) candidates.push_back(token);
  }
  if (candidates.size() < count) return std::nullopt;
  while (candidates.size() > count) {
    candidates.erase(candidates.begin() +
                     random_.below(static_cast<std::uint32_t>(candidates.size())));
  }
  std::string text;
  for (const Token& token : candidates) {
    if (!text.empty()) text += ' ';
    text += words.slice(token);
  }
  return text;
}

// Frequent, as in the phrases that readers look for; phrases of rare words are found at once.
bool QuerySampler::can_end_phrase(const Token& token) const {
  return is_content(token) && vocabulary_.articles_with(token.key) >= frequent_;
}

std::optional<std::string> QuerySampler::draw_phrase(const Words& words, bool with_stop_word) {
  const std::vector<Token>& tokens = words.tokens();
  const std::size_t more = with_stop_word ? 2 : 1;  // words after the first
  std::vector<std::string_view> candidates;
  for (std::size_t i = 0; i + more < tokens.size(); ++i) {
    const Token& last = tokens[i + more];
    if (!can_end_phrase(tokens[i]) || !can_end_phrase(last) || !words.side_by_side(i)) continue;
    if (with_stop_word && (!tokens[i + 1].has(kStopWord) || !words.side_by_side(i + 1))) continue;
    const std::string_view phrase = words.text.substr(tokens[i].begin, last.end - tokens[i].begin);
    if (phrase.find('"') == std::string_view::npos) candidates.push_back(phrase);
  }
  if (candidates.empty()) return std::nullopt;
  const std::size_t drawn = random_.below(static_cast<std::uint32_t>(candidates.size()));
  return '"' + std::string(candidates[drawn]) + '"';
}

std::optional<std::string> QuerySampler::draw_prefix(const Words& words) {
  std::vector<std::string_view> candidates;
  for (const Token& token : words.tokens()) {
    // Without accents, which a cut could go through.
    const bool plain = token.form.size() == token.end - token.begin && !token.has(kAccented);
    if (plain && is_content(token) && is_letters(words.slice(token)) &&
        token.form.size() >= kShortestPrefixed) {
      candidates.push_back(words.slice(token));
    }
  }
  if (candidates.empty()) return std::nullopt;
  const std::string_view word =
      candidates[random_.below(static_cast<std::uint32_t>(candidates.size()))];
  return std::string(word.substr(0, 4 + random_.below(3))) + '*';
}

void save_queries(const std::vector<SampledQuery>& queries, const std::string& path) {
  std::ofstream file(path, std::ios::binary);
  for (const SampledQuery& query : queries) {
    file << name(query.kind) << '\t' << query.text << '\t' << query.source << '\t';
    if (query.day) file << format_day(*query.day);
    file << '\n';
  }
  if (!file.flush()) throw Error(ErrorKind::kStorage, "cannot write " + path);
}

std::vector<SampledQuery> load_queries(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw Error(ErrorKind::kInput, "cannot read " + path);
  std::vector<SampledQuery> queries;
  for (std::string line; std::getline(file, line);) queries.push_back(parse_line(line, path));
  return queries;
}

}  // namespace edicola::bench
