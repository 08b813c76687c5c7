// Terms with their postings, from wherever they come: a run file, a layer of an index, memory.
#pragma once

#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "common/arena.h"
#include "common/posting.h"

namespace edicola {

class TermSource {
 public:
  virtual ~TermSource() = default;

  // Goes to the next term in the order of bytes, before the first call to the first; false if there
  // is none.
  virtual bool next() = 0;

  // That it is at; holds until next().
  [[nodiscard]] virtual std::string_view term() const = 0;

  // Of that term; to be called once, before next(). Ids ascend. Positions are kept in `texts`, or
  // hold as long as the source.
  virtual void append_postings(std::vector<Posting>& into, Arena& texts) = 0;
};

// Is handed terms in the order of their bytes, each with at least one posting; ids ascend.
using TakeTerm = std::function<void(std::string_view term, std::span<const Posting> postings)>;

}  // namespace edicola
