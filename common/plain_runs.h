// Sentences of which it is known without running the chain where they may be cut.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/skim.h"

namespace edicola {

// What stands between two blanks: one word at least that takes a position.
struct PlainRun {
  std::uint32_t begin = 0;  // [begin, end) bytes of the text
  std::uint32_t end = 0;
  std::uint32_t chars = 0;
};

// Whether `stretch` is plain: single blanks part it into runs that no token of the chain reaches
// over, second readings of words but numbers apart; each run has a token that is not elided; and
// none but the first begins a sentence. Appends its runs to `runs` then, each of at most `longest`
// bytes. Errs towards false.
bool cut_plainly(std::string_view text, const Stretch& stretch, std::size_t longest,
                 std::vector<PlainRun>& runs);

// Whether one of the words that begin in [begin, end) of `text`, a plain run, is no stop word;
// nothing where more must be known. `buffer` is used.
std::optional<bool> plain_run_has_content(std::string_view text, std::uint32_t begin,
                                          std::uint32_t end, std::string& buffer);

}  // namespace edicola
