// "Did you mean": a query with its misspelt words replaced by words of the index.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "edicola/analyzer.h"
#include "searcher/index_memory.h"
#include "searcher/query.h"
#include "searcher/vocabulary.h"

namespace edicola {

class Suggester {
 public:
  Suggester(IndexMemory& memory, const Analyzer& analyzer) : memory_(memory), analyzer_(analyzer) {}

  // `text`, of which `parsed` is the tree, with other words for those that look misspelt, in its
  // own capitals; empty if there are none. Plain words and words of phrases are looked at, not
  // those in fields, exact forms, beginnings and what is excluded. Whether the other query finds
  // more is not looked at.
  std::string suggest(std::string_view text, const ParsedQuery& parsed);

 private:
  struct Suspect {
    std::string form;
    unsigned most_edits = 1;
    bool is_in_index = false;
    Xapian::doccount least_articles = 2;  // of a word in its place
  };

  void collect(const QueryNode& node);
  void collect_words(const QueryNode& node);
  [[nodiscard]] std::optional<Suspect> suspect(const Token& token) const;
  [[nodiscard]] std::string replacement(const Suspect& suspect) const;
  [[nodiscard]] std::vector<Neighbour> nearest(const Suspect& suspect) const;
  [[nodiscard]] Xapian::doccount beside_others(const Neighbour& candidate) const;
  [[nodiscard]] std::string rewritten(std::string_view text,
                                      const std::map<std::string, std::string, std::less<>>& by);

  IndexMemory& memory_;
  const Analyzer& analyzer_;
  Analysis analysis_;
  std::vector<Suspect> suspects_;
  std::vector<std::string> others_;  // the query's words that are not doubted
};

}  // namespace edicola
