// The plain words of a query as readers mean them: what a blank or a hyphen joins or parts.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "edicola/analyzer.h"
#include "searcher/index_memory.h"
#include "searcher/query.h"

namespace edicola {

// Words in the order of their positions, without elisions and second readings: what a phrase is
// made of.
std::vector<Token> words_of(const Analysis& analysis);

// The first second reading: centrodestra of centro-destra.
std::optional<Token> joined_of(const Analysis& analysis);

// For one thread at a time; the analyzer outlives it.
class WordNodes {
 public:
  explicit WordNodes(const Analyzer& analyzer) : analyzer_(analyzer) {}

  // `nodes` as if no blank stood behind an elision: without l' in l' università, and dove for dov'.
  // A word that is only an elision gets the apostrophe that was not typed: dell utri.
  std::vector<QueryNode> join_elided(const std::vector<QueryNode>& nodes);

  // `nodes` with plain words that a hyphen, a stroke or a colon chains put apart: Rubio-Lavrov.
  std::vector<QueryNode> split_chains(const std::vector<QueryNode>& nodes);

  // `nodes` with plain words that make a compound together put into one: centro destra.
  std::vector<QueryNode> join_compounds(const std::vector<QueryNode>& nodes);

  // Notes with plain words that stand side by side what they make in one, if the index has it: no
  // vax, novax; at t, at&t.
  void find_solids(IndexMemory& memory, std::vector<QueryNode>& nodes);

 private:
  std::optional<std::string> part_of_solid(const QueryNode& node);
  std::optional<Solid> solid_of(IndexMemory& memory, const std::string& form);

  std::vector<QueryNode> split_chain(const QueryNode& node);

  const Analyzer& analyzer_;
  Analysis analysis_;
};

}  // namespace edicola
