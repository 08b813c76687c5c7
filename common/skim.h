// A first look at a text, without analyzing it: where it can be cut so that the parts are analyzed
// apart, and which words may be sought.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "common/beginnings.h"
#include "edicola/analyzer.h"

namespace edicola {

// One or more whole sentences. Analyzed alone it gives the tokens that it gives within its text, if
// the chain is told whether a single quote is open where it begins.
struct Stretch {
  std::uint32_t begin = 0;  // [begin, end) bytes of the text; the last of them white space
  std::uint32_t end = 0;
  std::uint32_t words_end = 0;  // where the white space at its end begins
  bool has_runs = false;        // whether white space before that may stand in runs
  // Whether its tokens depend on an open quote, or it opens or closes one.
  bool minds_quotes = false;
  bool opens_quote = false;
};

struct Skimmed {
  std::vector<Stretch> stretches;  // ascending; the text, without gaps
  // Where words begin that `beginnings` does not refuse, ascending. Perhaps other bytes too.
  std::vector<std::uint32_t> candidates;
};

// Fills `skimmed`, whose memory is reused.
void skim(std::string_view text, const Beginnings& beginnings, Skimmed& skimmed);

// What a word may become wherever it stands, as far as matching goes. Views into `buffer`, the
// lexicon or static data.
struct Reading {
  Token token;         // form, key and the flags kKnown and kMayBeName
  bool never = false;  // it is an elision: no token that could match begins here
};

// The reading of the word at `offset`, a candidate; nothing for a word of which more must be known.
// As a name its key may be its form instead.
std::optional<Reading> read_alone(std::string_view text, std::uint32_t offset, std::string& buffer);

}  // namespace edicola
