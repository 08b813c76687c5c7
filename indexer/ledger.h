// Decides, in the order of the input, what each article is to the index: new, another version of
// one, or the same again. Nothing is analyzed for it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <xapian.h>

#include "edicola/article.h"
#include "edicola/index.h"
#include "indexer/id_table.h"

namespace edicola {

class Ledger {
 public:
  // `live` is what the index holds; nothing if it is new.
  explicit Ledger(std::optional<Xapian::Database> live) : live_(std::move(live)) {}

  // Articles that are not kUnchanged are numbered from 0, in the order of the calls.
  AddOutcome enter(const Article& article);

  [[nodiscard]] std::uint32_t numbered() const { return next_; }

  // Numbers of articles that a later one has replaced, in no order.
  [[nodiscard]] const std::vector<std::uint32_t>& outdated() const { return outdated_; }

  // Documents of the live index that were replaced, in no order.
  [[nodiscard]] const std::vector<Xapian::docid>& outdated_live() const { return outdated_live_; }

 private:
  AddOutcome enter_again(std::uint64_t id, const IdTable::Entry& known, const Article& article,
                         std::uint64_t content);
  [[nodiscard]] Xapian::docid find_live(const Article& article) const;

  std::optional<Xapian::Database> live_;
  IdTable table_;
  std::uint32_t next_ = 0;
  std::vector<std::uint32_t> outdated_;
  std::vector<Xapian::docid> outdated_live_;
};

}  // namespace edicola
