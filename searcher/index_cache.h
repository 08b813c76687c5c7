// What the searchers of an index remember of it from query to query: each answer of the index is a
// way down Xapian's trees, which read files.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <xapian.h>

#include "searcher/kept_bytes.h"
#include "searcher/kept_values.h"
#include "searcher/recent_articles.h"
#include "searcher/term_list.h"

namespace edicola {

class DocumentSet;
struct WordLists;

// Of one state of a single database. Any threads use it at a time; what it gives them is not
// changed any more. It has room for some 18 MB of up to 65,000 documents, 37 MB of 131,072 and
// 580 MB of a million and more.
class IndexCache {
 public:
  // Of a database whose documents have ids up to `last`.
  explicit IndexCache(Xapian::docid last);

  // A piece that belongs to a page of a layer's dictionary, or kPage: the page itself.
  struct Place {
    std::uint32_t layer = 0;
    std::uint32_t page = 0;
    std::uint32_t piece = 0;
    bool operator==(const Place&) const = default;
  };
  static constexpr std::uint32_t kPage = UINT32_MAX;

  // What is remembered under a key; if nothing is, what make() returns, which is remembered from
  // then on. Of two threads that make it at a time both get what the first has made. Nothing is
  // remembered where make() throws.
  template <typename Make>
  std::shared_ptr<TermList> list(const std::string& term, Make make) {
    return remembered(&Shard::lists, term, make);
  }
  template <typename Make>
  KeptBytes piece(const Place& place, Make make) {
    return remembered(&Shard::pieces, place, make);
  }
  // Positions are asked for seldom: they have a share of their own of the room, so that they do
  // not take that of the others.
  template <typename Make>
  KeptBytes position_piece(const Place& place, Make make) {
    return remembered(&Shard::position_pieces, place, make);
  }
  template <typename Make>
  std::shared_ptr<const DocumentSet> documents(const std::string& key, Make make) {
    return remembered(&Shard::documents, key, make);
  }

  // The same of a stored article, as a copy. What was read last is remembered, not what is read
  // most.
  template <typename Read>
  std::string article(Xapian::docid id, Read read) {
    Shard& shard = shard_of(id);
    {
      const std::lock_guard lock(shard.mutex);
      if (const auto known = shard.articles.find(id)) return std::string(*known);
    }
    std::string stored = read();
    const std::lock_guard lock(shard.mutex);
    shard.articles.keep(id, stored, room_for_articles());
    return stored;
  }

  // The lists of the words of a beginning, see IndexMemory. They have room of their own: each is as
  // large as a hundred pieces.
  std::shared_ptr<const WordLists> beginning(const std::string& key);
  std::shared_ptr<const WordLists> keep_beginning(const std::string& key,
                                                  std::shared_ptr<const WordLists> lists);

  // The entries of `list`, which list(term) has given; if they are not known yet, read() is called
  // to fill them in, by one thread.
  template <typename Read>
  const std::vector<TermList::Entry>& entries(const std::string& term, TermList& list, Read read) {
    Shard& shard = shard_of(term);
    const std::lock_guard lock(shard.reading);
    if (list.entries.empty()) {
      read();
      know_entries(list, shard);
    }
    return list.entries;
  }

  // Forgets what was asked for least often, if all takes too much room. Between two queries.
  void trim();

  // Has no room from now on: nobody will begin to read this state. Who still does is not disturbed.
  void close();
  [[nodiscard]] bool is_closed() const { return documents_ == 0; }

 private:
  struct PlaceHash {
    std::size_t operator()(const Place& place) const;
  };
  struct BytesOf {
    std::size_t operator()(const TermList* list) const;
    std::size_t operator()(const DocumentSet* documents) const;
    std::size_t operator()(const WordLists* lists) const;
    std::size_t operator()(const std::string_view* bytes) const;
  };
  using Places = KeptValues<Place, const std::string_view, BytesOf, PlaceHash>;

  // A part of the keys, so that threads seldom wait for one another.
  struct Shard {
    std::mutex reading;  // of entries; never taken by who has the other
    std::mutex mutex;    // of what follows
    KeptValues<std::string, TermList, BytesOf> lists;
    Places pieces;
    KeptValues<std::string, const DocumentSet, BytesOf> documents;
    Places position_pieces;
    RecentArticles articles;
  };
  static constexpr std::size_t kShards = 16;

  // By other bits of the hash than those that the tables go by.
  Shard& shard_of(const std::string& key) {
    return shards_[std::hash<std::string>()(key) / 64 % kShards];
  }
  Shard& shard_of(const Place& place) { return shards_[PlaceHash()(place) / (1 << 20U) % kShards]; }

  Shard& shard_of(Xapian::docid id) {
    return shards_[PlaceHash()({.page = id}) / (1 << 20U) % kShards];
  }

  template <typename Kept, typename Key, typename Make>
  auto remembered(Kept Shard::*kind, const Key& key, Make& make) {
    Shard& shard = shard_of(key);
    {
      const std::lock_guard lock(shard.mutex);
      if (const auto* const known = (shard.*kind).find(key)) return *known;
    }
    auto made = make();
    const std::lock_guard lock(shard.mutex);
    note_growth(shard);
    return (shard.*kind).keep(key, std::move(made));
  }

  // Not written to where nothing changes: other threads have it at hand too.
  void note_growth(const Shard& shard) {
    if (!has_grown(shard)) has_grown(shard) = true;
  }

  [[nodiscard]] std::size_t room_for(std::size_t share, std::size_t bytes,
                                     const Shard& shard) const;
  [[nodiscard]] std::size_t room_for_articles() const;
  [[nodiscard]] bool trim(Shard& shard) const;
  void know_entries(TermList& list, Shard& shard);
  std::atomic<bool>& has_grown(const Shard& shard) {
    return have_grown_[static_cast<std::size_t>(&shard - shards_.data())];
  }

  std::atomic<Xapian::docid> documents_;  // for which there is room
  std::array<Shard, kShards> shards_;
  std::mutex beginnings_mutex_;
  KeptValues<std::string, const WordLists, BytesOf> beginnings_;
  // Since they were trimmed. Beside one another, so that trim() need not look at what other threads
  // write to.
  std::array<std::atomic<bool>, kShards> have_grown_ = {};
};

// Gives the searchers that read the same indexes the same caches. Any threads use it at a time.
class IndexCaches {
 public:
  // The cache for `database`, the n-th of the indexes: that of others who read the same state, if
  // it is the newest that was asked for, else a new one. What is on a server does not tell its
  // state, and always has a new one. Throws Xapian::Error.
  std::shared_ptr<IndexCache> cache_of(std::size_t n, const Xapian::Database& database);

 private:
  struct Newest {
    std::string uuid;
    Xapian::rev revision = 0;
    std::shared_ptr<IndexCache> cache;
  };

  std::mutex mutex_;
  std::vector<Newest> newest_;
};

// What tells a state of a single database from others of it; nothing if it is on a server.
std::optional<Xapian::rev> revision_of(const Xapian::Database& database);

}  // namespace edicola
