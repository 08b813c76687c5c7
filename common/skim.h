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
  std::vector<std::uint64_t> marks;  // for skim() itself: which of 64 bytes it must look at
};

// Fills `skimmed`, whose memory is reused.
void skim(std::string_view text, const Beginnings& beginnings, Skimmed& skimmed);

// What a word may become wherever it stands, as far as matching goes. Views into `buffer`, the
// lexicon or static data.
struct Reading {
  // Begin, end, form, key and the flags kKnown, kMayBeName and kStopWord. Of an elision behind
  // which no token that could match begins there: kElided, and its end.
  Token token;
  // Whether a token of these bytes, this form and these flags stands there, and none else that
  // begins there.
  bool exact = false;
  // Whether its key may be its form instead, as a name.
  bool may_be_name = true;
  std::string_view other_key;  // that it may have too; empty: none
};

// The reading of the word at `offset`, a candidate; nothing for a word of which more must be known.
std::optional<Reading> read_alone(std::string_view text, std::uint32_t offset, std::string& buffer);

// Whether one blank stands at `offset`, and behind it a word that is no elision, nor a part of what
// is read as one: all that the chain makes of the place behind the blank begins with that word.
bool is_plain_word_behind_blank(std::string_view text, std::size_t offset);

}  // namespace edicola
