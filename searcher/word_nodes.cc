#include "searcher/word_nodes.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "common/elision.h"
#include "common/fold.h"
#include "common/schema.h"
#include "common/variants.h"

namespace edicola {
namespace {

bool ends_in_apostrophe(std::string_view text) {
  constexpr std::array<std::string_view, 6> kApostrophes = {"'",      "\u2019", "\u02BC",
                                                            "\u0060", "\u00B4", "\uFF07"};
  return std::any_of(kApostrophes.begin(), kApostrophes.end(),
                     [text](std::string_view sign) { return text.ends_with(sign); });
}

// Whether `text` is a word cut short whose apostrophe was not typed (dell utri, sant egidio), if
// `next` follows it.
bool lacks_apostrophe(std::string_view text, std::string_view next) {
  const std::string form = fold(text).form;
  if (!find_elision(form)) return false;
  if (!is_never_whole(form) && is_common_word(form)) return false;
  const Folded behind = fold(next);
  constexpr std::string_view kSounds = "aeiouh";
  return behind.form.size() > 1 &&
         kSounds.find(std::string_view(behind.form).substr(0, 1)) != std::string_view::npos;
}

bool is_letters(std::string_view form) {
  return std::all_of(form.begin(), form.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

bool is_digits(std::string_view form) {
  return std::all_of(form.begin(), form.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Whether two words may be meant by the one that they make. Not two numbers, nor letters too few
// to tell: al fa.
bool may_be_joined(std::string_view before, std::string_view after, std::string_view between) {
  constexpr std::size_t kShortestFirst = 2;
  constexpr std::size_t kShortestLast = 3;
  const bool letters = is_letters(before) && is_letters(after);
  if (!between.empty()) return letters;
  if (is_digits(before) && is_digits(after)) return false;
  return !letters || (before.size() >= kShortestFirst && after.size() >= kShortestLast);
}

}  // namespace

// Words in the order of their positions: what a phrase is made of.
std::vector<Token> words_of(const Analysis& analysis) {
  std::vector<Token> words;
  for (const Token& token : analysis.tokens()) {
    if (!token.has(kElided) && !token.has(kJoined)) words.push_back(token);
  }
  return words;
}

std::optional<Token> joined_of(const Analysis& analysis) {
  for (const Token& token : analysis.tokens()) {
    if (token.has(kJoined)) return token;
  }
  return std::nullopt;
}

// Words of letters that nothing but a hyphen, a stroke or a colon parts: Rubio-Lavrov. Short parts
// belong together (e-mail, ex-premier), but for the article of Arabic names (al-Qaeda).
std::vector<QueryNode> WordNodes::split_chain(const QueryNode& node) {
  constexpr std::size_t kShortestPart = 3;
  if (node.kind != QueryNode::Kind::kWord || node.field) return {node};
  analyzer_.analyze(node.text, analysis_);
  const std::vector<Token> words = words_of(analysis_);
  if (words.size() < 2 || joined_of(analysis_)) return {node};
  std::vector<QueryNode> parts;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool parted = i == 0 || (words[i].begin == words[i - 1].end + 1 &&
                                   std::string_view("-/:").find(node.text[words[i - 1].end]) !=
                                       std::string_view::npos);
    const bool arabic = i == 0 && (words[i].form == "al" || words[i].form == "el");
    if (!parted || words[i].has(kNumber)) return {node};
    if (words[i].form.size() < kShortestPart && !arabic) return {node};
    QueryNode part = node;
    part.text = node.text.substr(words[i].begin, words[i].end - words[i].begin);
    parts.push_back(part);
  }
  return parts;
}

std::vector<QueryNode> WordNodes::join_elided(const std::vector<QueryNode>& nodes) {
  std::vector<QueryNode> joined;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const bool before_word = i + 1 < nodes.size() && nodes[i + 1].kind == QueryNode::Kind::kWord;
    const bool plain = nodes[i].kind == QueryNode::Kind::kWord && !nodes[i].field;
    if (plain && before_word && !nodes[i + 1].field &&
        lacks_apostrophe(nodes[i].text, nodes[i + 1].text)) {
      joined.push_back(nodes[i]);
      joined.back().text += "'" + nodes[i + 1].text;
      ++i;
      continue;
    }
    if (!plain || !before_word || !ends_in_apostrophe(nodes[i].text)) {
      joined.push_back(nodes[i]);
      continue;
    }
    analyzer_.analyze(nodes[i].text + " " + nodes[i + 1].text, analysis_);
    const Token& first = analysis_.tokens().front();
    if (first.has(kElided)) continue;
    joined.push_back(nodes[i]);
    // Behind an apostrophe that elides nothing the text stays as it is.
    if (first.end == nodes[i].text.size()) joined.back().text = first.key;
  }
  return joined;
}

std::vector<QueryNode> WordNodes::split_chains(const std::vector<QueryNode>& nodes) {
  std::vector<QueryNode> parts;
  for (const QueryNode& node : nodes) {
    const std::vector<QueryNode> of_node = split_chain(node);
    parts.insert(parts.end(), of_node.begin(), of_node.end());
  }
  return parts;
}

std::vector<QueryNode> WordNodes::join_compounds(const std::vector<QueryNode>& nodes) {
  const auto is_plain = [](const QueryNode& node) {
    return node.kind == QueryNode::Kind::kWord && !node.field;
  };
  std::vector<QueryNode> joined;
  for (const QueryNode& node : nodes) {
    if (!joined.empty() && is_plain(joined.back()) && is_plain(node)) {
      const std::size_t border = joined.back().text.size();
      const std::string both = joined.back().text + " " + node.text;
      analyzer_.analyze(both, analysis_);
      const std::optional<Token> compound = joined_of(analysis_);
      if (compound && compound->begin < border && compound->end > border) {
        joined.back().text = both;
        continue;
      }
    }
    joined.push_back(node);
  }
  return joined;
}

// The form of a word that may be a part of another: one, and no function word.
std::optional<std::string> WordNodes::part_of_solid(const QueryNode& node) {
  if (node.kind != QueryNode::Kind::kWord || node.field) return std::nullopt;
  analyzer_.analyze(node.text, analysis_);
  const std::vector<Token>& tokens = analysis_.tokens();
  if (tokens.size() != 1 || tokens.front().has(kStopWord)) return std::nullopt;
  return std::string(tokens.front().form);
}

// `form` as a word of the index; with digits (70enni) its other forms are too.
std::optional<Solid> WordNodes::solid_of(IndexMemory& memory, const std::string& form) {
  const bool is_there = memory.articles_with(schema::form_term({}, form)) > 0;
  if (!is_there && is_letters(form)) return std::nullopt;
  analyzer_.analyze(form, analysis_);
  if (analysis_.tokens().size() != 1) return std::nullopt;
  Solid solid = {form, std::string(analysis_.tokens().front().key)};
  if (!is_there && memory.articles_with(schema::key_term({}, solid.key)) == 0) return std::nullopt;
  return solid;
}

void WordNodes::find_solids(IndexMemory& memory, std::vector<QueryNode>& nodes) {
  // In a sentence nobody leaves an ampersand out.
  constexpr std::size_t kMostWithSign = 3;
  if (nodes.size() < 2) return;
  std::optional<std::string> before;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    std::optional<std::string> form = part_of_solid(nodes[i]);
    for (const std::string_view between : {"", "&"}) {
      if (!before || !form || !may_be_joined(*before, *form, between)) continue;
      if (!between.empty() && nodes.size() > kMostWithSign) continue;
      const std::optional<Solid> solid =
          solid_of(memory, fmt::format("{}{}{}", *before, between, *form));
      if (!solid) continue;
      nodes[i - 1].solids.push_back(*solid);
      nodes[i].solids.push_back(*solid);
    }
    before = std::move(form);
  }
}

}  // namespace edicola
