#include "bench/peers/peer.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace edicola::bench::peers {
namespace {

constexpr std::array<std::string_view, 3> kForms = {"words", "phrase", "prefix"};
constexpr std::array<std::string_view, 3> kOperators = {"and", "or", "auto"};
constexpr std::size_t kInstantLength = 19;  // of 2025-07-10T18:45:00

template <typename Enum, std::size_t N>
std::string_view name_of(const std::array<std::string_view, N>& names, Enum value) {
  return names.at(static_cast<std::size_t>(value));
}

template <typename Enum, std::size_t N>
Enum value_of(const std::array<std::string_view, N>& names, std::string_view name) {
  const auto at = std::find(names.begin(), names.end(), name);
  if (at == names.end()) throw std::runtime_error("not a query: " + std::string(name));
  return static_cast<Enum>(at - names.begin());
}

// Where the first line begins that begins at `offset` or later.
std::uint64_t line_at(std::ifstream& file, std::uint64_t offset) {
  if (offset == 0) return 0;
  file.seekg(static_cast<std::streamoff>(offset - 1));
  std::string rest;
  std::getline(file, rest);
  return offset + rest.size();
}

std::string_view text_of(simdjson::ondemand::object& object, std::string_view key) {
  std::string_view text;
  return object[key].get_string().get(text) == simdjson::SUCCESS ? text : std::string_view();
}

// A day alone is its midnight; what follows the seconds is dropped.
std::string instant(std::string_view date) {
  std::string text(date.substr(0, kInstantLength));
  if (text.size() == std::string_view("2025-07-10").size()) text += "T00:00:00";
  return text;
}

}  // namespace

struct ArticleReader::Parser {
  simdjson::ondemand::parser parser;
};

ArticleReader::ArticleReader(const std::string& path, unsigned part, unsigned parts)
    : parser_(std::make_unique<Parser>()), file_(path, std::ios::binary) {
  if (!file_) throw std::runtime_error("cannot read " + path);
  const std::uint64_t size = std::filesystem::file_size(path);
  end_ = size * (part + 1) / parts;
  at_ = line_at(file_, size * part / parts);
  file_.clear();
  file_.seekg(static_cast<std::streamoff>(at_));
}

ArticleReader::~ArticleReader() = default;

bool ArticleReader::next(PeerArticle& article) {
  if (at_ >= end_ || !std::getline(file_, line_)) return false;
  at_ += line_.size() + 1;
  line_.reserve(line_.size() + simdjson::SIMDJSON_PADDING);
  simdjson::ondemand::document document = parser_->parser.iterate(line_);
  simdjson::ondemand::object object = document.get_object();
  article.id = text_of(object, "id");
  article.title = text_of(object, "title");
  article.text = text_of(object, "subtitle");
  if (!article.text.empty()) article.text += '\n';
  article.text += text_of(object, "body");
  article.published = instant(text_of(object, "date"));
  article.source = text_of(object, "source");
  return true;
}

std::string to_line(const PeerQuery& query) {
  return nlohmann::json{{"class", query.kind},
                        {"text", query.text},
                        {"form", name_of(kForms, query.form)},
                        {"operator", name_of(kOperators, query.combine)},
                        {"source", query.source},
                        {"from", query.from},
                        {"to", query.to},
                        {"newest", query.newest}}
      .dump();
}

PeerQuery parse_query(const std::string& line, unsigned id) {
  const nlohmann::json json = nlohmann::json::parse(line);
  PeerQuery query;
  query.id = id;
  query.kind = json.at("class");
  query.text = json.at("text");
  query.form = value_of<Form>(kForms, json.at("form").get<std::string>());
  query.combine = value_of<Combine>(kOperators, json.at("operator").get<std::string>());
  query.source = json.at("source");
  query.from = json.at("from");
  query.to = json.at("to");
  query.newest = json.at("newest");
  return query;
}

std::vector<std::string> words_of(const PeerQuery& query) {
  std::istringstream text(query.text);
  std::vector<std::string> words;
  for (std::string word; text >> word;) words.push_back(std::move(word));
  return words;
}

}  // namespace edicola::bench::peers
