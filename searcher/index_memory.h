// An index as a searcher reads it: what it has read once it remembers, until the index changes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <xapian.h>

#include "common/compression.h"
#include "common/dictionary.h"
#include "common/frequent_words.h"
#include "common/impact.h"
#include "common/layers.h"
#include "searcher/index_cache.h"
#include "searcher/term_list.h"

namespace edicola {

class DocumentSet;
struct WordLists;

// Of one state of a database, whose handle outlives it. One thread's, though others may share the
// cache. All functions throw Xapian::Error, and Error(kIndexCorrupt) for what is stored damaged.
class IndexMemory {
 public:
  // Of a single database, with a cache of its own.
  explicit IndexMemory(const Xapian::Database& database);
  // With a cache for this state of it.
  IndexMemory(const Xapian::Database& database, std::shared_ptr<IndexCache> cache);
  // Of several that are read as one: `all` is made of `parts`, and the n-th has the n-th of the
  // caches, or each one of its own.
  IndexMemory(const Xapian::Database& all, const std::vector<Xapian::Database>& parts,
              const std::vector<std::shared_ptr<IndexCache>>& caches = {});

  [[nodiscard]] const Xapian::Database& database() const { return database_; }

  // Whether it is one database, not several read as one.
  [[nodiscard]] bool is_single() const { return parts_.empty(); }
  [[nodiscard]] const std::vector<std::unique_ptr<IndexMemory>>& parts() const { return parts_; }

  // Of several: the one that has document `id`, and which it is there.
  [[nodiscard]] std::pair<IndexMemory*, Xapian::docid> part_of(Xapian::docid id) const;

  // Articles of the whole index.
  [[nodiscard]] Xapian::doccount articles() const { return articles_; }

  // With `term`, see TermList::articles; no more than there are.
  [[nodiscard]] Xapian::doccount articles_with(const std::string& term);

  // The rest is known of a single database only: of several each has its own layers. A posting
  // source on several makes a memory of each for itself, while it runs.
  [[nodiscard]] const Layers& layers() const { return layers_; }
  [[nodiscard]] Xapian::docid last() const { return last_; }
  [[nodiscard]] const ImpactRule& impact_rule() const { return rule_; }

  // The postings of `term`; null if it has none.
  std::shared_ptr<TermList> list(const std::string& term);

  // The blocks of `list`, the postings of `term`, read when they are first asked for. Short lists
  // have one a part.
  const std::vector<TermList::Entry>& entries(const std::string& term, TermList& list);

  // Parts of layers, see layers.h.
  // A layer is told by its place in layers().
  [[nodiscard]] std::uint32_t pages(std::size_t layer) { return top(layer).pages(); }
  // The page that has `term` if any has it; nothing if it is before all terms.
  [[nodiscard]] std::optional<std::uint32_t> page_of(std::size_t layer, std::string_view term);
  // From here on a layer is told by its number.
  KeptBytes page(std::uint32_t layer, std::uint32_t page);
  KeptBytes piece(std::uint32_t layer, std::uint32_t page, std::uint32_t piece);

  // The same of a piece that is read with some behind it, up to `last`: side by side in the files
  // they cost little more than one.
  KeptBytes piece_of_row(std::uint32_t layer, std::uint32_t page, std::uint32_t piece,
                         std::uint32_t last);

  // The same of a piece with positions.
  KeptBytes position_piece(std::uint32_t layer, std::uint32_t page, std::uint32_t piece);

  // The documents that `key` stands for, made when they are first asked for.
  std::shared_ptr<const DocumentSet> documents(
      const std::string& key, const std::function<std::shared_ptr<const DocumentSet>()>& make);

  // What was kept as `key`, of the words of a beginning; null if nothing was. Of what is kept under
  // the same key only the first is, and is returned.
  std::shared_ptr<const WordLists> beginning(const std::string& key);
  std::shared_ptr<const WordLists> keep_beginning(const std::string& key,
                                                  std::shared_ptr<const WordLists> lists);

  // The article of a document that the index has, as it is stored.
  std::string stored_article(Xapian::docid id);

  // Of stored articles.
  Decompressor& decompressor();

  // The words that at least kFrequentArticles articles have; null if the index does not know them
  // all, since it has changed.
  const FrequentWords* frequent_words();

  // Every few times forgets what was asked for least often, if all takes too much room; of a closed
  // cache each time. Between two queries.
  void trim();

  // Whether a cache that it reads with is closed: others have seen another state.
  [[nodiscard]] bool is_closed() const;

 private:
  using Place = IndexCache::Place;

  const DictionaryTop& top(std::size_t layer);
  std::shared_ptr<TermList> look_up(const std::string& term);
  [[nodiscard]] Xapian::doccount articles_of(const TermList::Part& part) const;
  void read_entries(TermList& list);
  [[nodiscard]] KeptBytes read(const Place& place) const;
  KeptBytes piece(const Place& place);

  const Xapian::Database& database_;
  std::vector<Xapian::Database> handles_;  // of parts_
  std::vector<std::unique_ptr<IndexMemory>> parts_;
  Xapian::doccount articles_;
  Layers layers_;
  ImpactRule rule_;
  Xapian::docid last_ = 0;
  std::vector<std::optional<DictionaryTop>> tops_;
  std::shared_ptr<IndexCache> cache_;
  unsigned queries_ = 0;  // since it began
  std::optional<FrequentWords> frequent_words_;
  std::optional<Decompressor> decompressor_;
};

}  // namespace edicola
