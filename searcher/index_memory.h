// What a searcher remembers of an index from query to query, until the index changes: each answer
// is a way down Xapian's trees, which read files. It grows with the index, from 16 MB for up to
// 65,000 documents to 256 MB for a million and more.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <xapian.h>

#include "common/blocks.h"
#include "common/dictionary.h"
#include "common/frequent_words.h"
#include "common/impact.h"
#include "common/layers.h"
#include "searcher/kept_values.h"

namespace edicola {

class DocumentSet;

// The postings of a term: where they are.
struct TermList {
  // In a layer.
  struct Part {
    Layer layer;
    std::uint32_t page = 0;
    ListHead head;
    std::shared_ptr<const std::string> short_list;  // which `head` is a view of, if it is short
    // Of long lists, known with the entries.
    std::size_t first_entry = 0;
    ListLayout layout;
  };
  // A block of one of the parts.
  struct Entry {
    BlockEntry block;
    std::uint32_t part = 0;
    std::uint32_t before = 0;  // no document of the block up to this one
  };

  std::uint32_t postings = 0;     // of deleted documents too
  Xapian::doccount articles = 0;  // with the term, about: of long lists deleted ones are estimated
  std::vector<Part> parts;        // in the order of their documents
  // See IndexMemory::entries.
  std::vector<Entry> entries;  // likewise
  unsigned most = 0;           // impact of any posting
};

// Of one state of a database, whose handle outlives it. One thread's. All functions throw
// Xapian::Error, and Error(kIndexCorrupt) for what is stored damaged.
class IndexMemory {
 public:
  // Of a single database.
  explicit IndexMemory(const Xapian::Database& database);
  // Of several that are read as one: `all` is made of `parts`.
  IndexMemory(const Xapian::Database& all, const std::vector<Xapian::Database>& parts);

  [[nodiscard]] const Xapian::Database& database() const { return database_; }

  // Whether it is one database, not several read as one.
  [[nodiscard]] bool is_single() const { return parts_.empty(); }
  [[nodiscard]] const std::vector<std::unique_ptr<IndexMemory>>& parts() const { return parts_; }

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

  // The blocks of `list`, read when they are first asked for. Short lists have one a part.
  const std::vector<TermList::Entry>& entries(TermList& list);

  // Parts of layers, see layers.h.
  [[nodiscard]] const DictionaryTop& top(std::size_t layer);  // by its place in layers()
  std::shared_ptr<const std::string> page(std::uint32_t layer, std::uint32_t page);
  std::shared_ptr<const std::string> piece(std::uint32_t layer, std::uint32_t page,
                                           std::uint32_t piece);

  // The same of a piece that is read with some behind it, up to `last`: side by side in the files
  // they cost little more than one.
  std::shared_ptr<const std::string> piece_of_row(std::uint32_t layer, std::uint32_t page,
                                                  std::uint32_t piece, std::uint32_t last);

  // The same of a piece with positions. There are many, asked for seldom: they have a share of
  // their own of the room, so that they do not take that of the others.
  std::shared_ptr<const std::string> position_piece(std::uint32_t layer, std::uint32_t page,
                                                    std::uint32_t piece);

  // The documents that `key` stands for, made when they are first asked for.
  std::shared_ptr<const DocumentSet> documents(
      const std::string& key, const std::function<std::shared_ptr<const DocumentSet>()>& make);

  // The words that at least kFrequentArticles articles have; null if the index does not know them
  // all, since it has changed.
  const FrequentWords* frequent_words();

  // Forgets what was asked for least often, if all takes too much room. Between two queries.
  void trim();

 private:
  // A piece that belongs to a page of a layer's dictionary, or kPage: the page itself.
  struct Place {
    std::uint32_t layer = 0;
    std::uint32_t page = 0;
    std::uint32_t piece = 0;
    bool operator==(const Place&) const = default;
  };
  static constexpr std::uint32_t kPage = UINT32_MAX;
  struct PlaceHash {
    std::size_t operator()(const Place& place) const;
  };
  struct BytesOf {
    std::size_t operator()(const TermList* list) const;
    std::size_t operator()(const DocumentSet* documents) const;
    std::size_t operator()(const std::string* data) const;
  };
  using Places = KeptValues<Place, const std::string, BytesOf, PlaceHash>;

  std::shared_ptr<TermList> look_up(const std::string& term);
  [[nodiscard]] Xapian::doccount articles_of(const TermList::Part& part) const;
  [[nodiscard]] std::size_t room_for(std::size_t share, std::size_t bytes) const;
  std::shared_ptr<const std::string> remembered(const Place& place, Places& memory);

  const Xapian::Database& database_;
  std::vector<Xapian::Database> handles_;  // of parts_
  std::vector<std::unique_ptr<IndexMemory>> parts_;
  Xapian::doccount articles_;
  Layers layers_;
  ImpactRule rule_;
  Xapian::docid last_ = 0;
  Xapian::docid room_ = 0;  // for what is remembered: as of so many documents
  std::vector<std::optional<DictionaryTop>> tops_;
  KeptValues<std::string, TermList, BytesOf> lists_;
  Places pieces_;
  KeptValues<std::string, const DocumentSet, BytesOf> documents_;
  Places position_pieces_;
  std::optional<FrequentWords> frequent_words_;
};

}  // namespace edicola
