// Words, phrases and prefixes of a query as Xapian queries: where the analyzer meets the schema.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <xapian.h>

#include "common/fields.h"
#include "edicola/analyzer.h"
#include "edicola/search.h"
#include "searcher/bag.h"
#include "searcher/index_memory.h"
#include "searcher/query.h"
#include "searcher/snippet.h"

namespace edicola {

// A leaf of the query tree, ready to run.
struct CompiledWords {
  Xapian::Query scored;                           // matches and weighs
  std::shared_ptr<Xapian::PostingSource> source;  // the same, if it is no more than this
  bool reads_articles = false;                    // see Runnable
  Xapian::Query matched;                          // matches the same; to be used without weight
  // What `scored` weighs beside `matched`, where it is no more than that; else empty.
  Xapian::Query bonus;
  Xapian::Query bearer;        // see CompiledQuery
  std::string key;             // of a single word that is no number; else empty
  std::vector<BagTerm> terms;  // the same as a word of a bag; empty if it is none
  double idf = 0;              // how much it tells: the rarer, the more
  double articles = 0;         // that have it, at most
  bool gathers = false;        // see CompiledQuery
  // An article that has all the terms of one of these has the words (phrases: their words,
  // wherever).
  std::vector<std::vector<std::string>> evidence;
  std::string shown;           // as typed
  std::vector<Sought> sought;  // what to mark in text; empty for fields that are not text
  bool in_title = true;        // mark in the title
  bool in_text = true;         // mark in the text
  bool is_stop_word = false;   // a single function word
  bool nowhere = false;        // no article of the index has it
};

class WordsCompiler {
 public:
  WordsCompiler(IndexMemory& memory, const Analyzer& analyzer, const Ranking& ranking)
      : memory_(memory), analyzer_(analyzer), ranking_(ranking) {}

  // Whether the next word to be compiled is the whole query.
  void set_alone(bool alone) { alone_ = alone; }

  // Whether words may be found by two that stand side by side, which no bag can do: it is for short
  // queries.
  void set_may_part(bool may_part) { may_part_ = may_part; }

  // `node` is a kWord, kExact, kPrefix or kPhrase. Nothing if its text holds no word. May add to
  // `notes`.
  std::optional<CompiledWords> compile(const QueryNode& node, std::vector<std::string>& notes);

 private:
  CompiledWords compile_word(const QueryNode& node, const std::vector<Token>& tokens);
  CompiledWords compile_exact(const QueryNode& node, const std::vector<Token>& tokens);
  CompiledWords compile_phrase(const QueryNode& node, const std::vector<Token>& tokens);
  CompiledWords compile_prefix(const QueryNode& node, const std::vector<Token>& tokens,
                               std::vector<std::string>& notes);
  void set_one_word(const QueryNode& node, const Token& token, CompiledWords& compiled) const;
  void add_accented_twin(const Token& token, const std::string& form,
                         CompiledWords& compiled) const;
  void add_variants(const Token& token, CompiledWords& compiled) const;
  void add_otherwise(const Token& token, const std::vector<std::string>& others,
                     CompiledWords& compiled) const;
  void add_solids(const QueryNode& node, const Token& token, CompiledWords& compiled) const;
  void add_parts(const Token& token, CompiledWords& compiled) const;
  void add_other_spellings(const QueryNode& node, const Token& token,
                           CompiledWords& compiled) const;
  void add_solid_of_phrase(const std::vector<Token>& words, CompiledWords& compiled) const;
  void weigh_accents(const QueryNode& node, const Token& token, CompiledWords& compiled) const;
  void seek_bearer(const QueryNode& node, const Token& token, CompiledWords& compiled) const;
  void seek_person(const QueryNode& node, const Token& token, CompiledWords& compiled) const;
  [[nodiscard]] double share_of_bearers(const QueryNode& node, const Token& token,
                                        const std::string& borne) const;
  void weigh_lone_name(const QueryNode& node, const Token& token, CompiledWords& compiled) const;
  [[nodiscard]] bool is_ambiguous(const QueryNode& node, const Token& word) const;
  [[nodiscard]] double share_as_name(const Token& token) const;
  [[nodiscard]] bool is_name(const QueryNode& node, const Token& token) const;
  [[nodiscard]] Xapian::Query in_field(Xapian::Query query, const QueryNode& node,
                                       const std::vector<Token>& tokens) const;
  [[nodiscard]] Sought sought_word(const Token& token, TokenPattern::Kind kind) const;
  [[nodiscard]] Xapian::Query leaf(const std::string& term) const;
  [[nodiscard]] double idf(const std::string& term) const;
  [[nodiscard]] double articles_with(const CompiledWords& words) const;
  void finish(CompiledWords& words, const QueryNode& node) const;

  IndexMemory& memory_;
  const Analyzer& analyzer_;
  const Ranking& ranking_;
  Analysis analysis_;
  bool alone_ = false;
  bool may_part_ = true;
};

}  // namespace edicola
