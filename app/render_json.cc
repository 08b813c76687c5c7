#include "app/render_json.h"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "edicola/date.h"

namespace edicola {
namespace {

using Json = nlohmann::ordered_json;

double rounded(double value, double digits) { return std::round(value * digits) / digits; }

// The JSON library escapes C0 controls but leaves DEL and C1 as they are, which terminals obey.
// Both can only be inside strings.
std::string escape_controls(const std::string& text) {
  std::string escaped;
  escaped.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const auto next = static_cast<unsigned char>(i + 1 < text.size() ? text[i + 1] : 0);
    if (byte == 0x7F) {
      escaped += "\\u007f";
    } else if (byte == 0xC2 && next >= 0x80 && next <= 0x9F) {
      escaped += fmt::format("\\u{:04x}", next);
      ++i;
    } else {
      escaped += text[i];
    }
  }
  return escaped;
}

std::string line(const Json& json) {
  return escape_controls(json.dump(-1, ' ', false, Json::error_handler_t::replace)) + "\n";
}

Json marks_json(const Marks& marks) {
  Json list = Json::array();
  for (const auto& [begin, end] : marks) list.push_back(Json::array({begin, end}));
  return list;
}

Json day_json(const std::optional<std::chrono::year_month_day>& day) {
  return day.has_value() ? Json(format_day(*day)) : Json(nullptr);
}

Json hit_json(const Hit& hit, std::size_t rank) {
  const Article& article = hit.article;
  Json json;
  json["rank"] = rank;
  json["id"] = article.id;
  json["title"] = article.title;
  json["source"] = article.source;
  json["author"] = article.author;
  json["section"] = article.section;
  json["date"] =
      article.published.has_value() ? Json(format_published(*article.published)) : Json(nullptr);
  json["url"] = article.url;
  json["score"] = rounded(hit.score, 1e6);
  json["missing"] = hit.missing;
  json["snippet"]["text"] = hit.snippet.text;
  json["snippet"]["marks"] = marks_json(hit.snippet.marks);
  json["title_marks"] = marks_json(hit.title_marks);
  return json;
}

void add_answer(Json& json, const Answer& answer) {
  json["version"] = kJsonVersion;
  json["query"] = answer.request.query;
  json["total"] = answer.response.total;
  json["total_all_words"] = answer.response.total_all_words;
  json["total_estimated"] = answer.response.total_estimated;
  json["total_all_words_estimated"] = answer.response.total_all_words_estimated;
  json["took_ms"] = rounded(answer.took_ms, 1e3);
  Json hits = Json::array();
  std::size_t rank = answer.request.offset;
  for (const Hit& hit : answer.response.hits) hits.push_back(hit_json(hit, ++rank));
  json["hits"] = std::move(hits);
  json["notes"] = answer.response.notes;
  json["suggestion"] = answer.response.suggestion;
}

Json token_json(const Token& token) {
  Json json;
  json["form"] = token.form;
  json["key"] = token.key;
  json["position"] = token.position;
  json["begin"] = token.begin;
  json["end"] = token.end;
  Json flags = Json::array();
  for (const std::string_view flag : flag_names(token.flags)) flags.push_back(flag);
  json["flags"] = std::move(flags);
  return json;
}

Json explanation_json(const Token& token, const TokenExplanation& explanation) {
  Json json = token_json(token);
  json["surface"] = explanation.surface;
  json["steps"] = Json::array();
  for (const AnalysisStep& step : explanation.steps) {
    json["steps"].push_back({{"step", step.name}, {"result", step.result}});
  }
  json["lemmas"] = Json::array();
  for (const PossibleLemma& lemma : explanation.lemmas) {
    json["lemmas"].push_back({{"lemma", lemma.lemma},
                              {"parts_of_speech", lemma.parts_of_speech},
                              {"chosen", lemma.chosen}});
  }
  json["chosen_by"] = explanation.chosen_by;
  return json;
}

}  // namespace

std::string render_json(const Answer& answer) {
  Json json;
  add_answer(json, answer);
  return line(json);
}

std::string render_batch_json(std::string_view id, const Answer& answer) {
  Json json;
  json["id"] = id;
  add_answer(json, answer);
  return line(json);
}

std::string render_batch_error_json(std::string_view id, std::string_view query,
                                    std::string_view why) {
  Json json;
  json["id"] = id;
  json["version"] = kJsonVersion;
  json["query"] = query;
  json["error"] = why;
  return line(json);
}

std::string render_jsonl(const Answer& answer) {
  std::string lines;
  std::size_t rank = answer.request.offset;
  for (const Hit& hit : answer.response.hits) lines += line(hit_json(hit, ++rank));
  return lines;
}

std::string render_analysis_json(std::string_view text, const Analysis& analysis,
                                 const std::vector<TokenExplanation>& explanations) {
  Json json;
  json["text"] = text;
  Json tokens = Json::array();
  for (std::size_t i = 0; i < explanations.size(); ++i) {
    tokens.push_back(explanation_json(analysis.tokens()[i], explanations[i]));
  }
  json["tokens"] = std::move(tokens);
  return line(json);
}

std::string render_info_json(const IndexInfo& info) {
  Json json;
  json["version"] = kJsonVersion;
  json["articles"] = info.articles;
  json["terms"] = info.terms;
  json["bytes"] = info.bytes;
  json["oldest"] = day_json(info.oldest);
  json["newest"] = day_json(info.newest);
  json["analyzer"] = info.analyzer;
  return line(json);
}

std::string render_timings_json(const Timings& timings) {
  Json json;
  json["queries"] = timings.queries;
  json["threads"] = timings.threads;
  json["p50_us"] = rounded(timings.p50_us, 10);
  json["p95_us"] = rounded(timings.p95_us, 10);
  json["p99_us"] = rounded(timings.p99_us, 10);
  json["mean_us"] = rounded(timings.mean_us, 10);
  return line(json);
}

}  // namespace edicola
