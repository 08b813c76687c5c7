// What searchers remember together.
#include "searcher/index_cache.h"

#include <gtest/gtest.h>

#include <memory>
#include <random>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <fmt/format.h>
#include <xapian.h>

#include "searcher/document_set.h"
#include "searcher/word_blocks.h"
#include "tests/unit/scratch.h"

namespace edicola {
namespace {

using Place = IndexCache::Place;

constexpr Xapian::docid kFew = 1000;  // as much room as of 65,536
constexpr std::size_t kMega = 1 << 20U;

KeptBytes text_of(std::size_t bytes) { return keep_bytes(std::string(bytes, 'x')); }

// Of this key, and no other.
std::string text_of(const Place& place) {
  return fmt::format("{} {} {} {}", place.layer, place.page, place.piece, std::string(900, 'x'));
}

bool remembers(IndexCache& cache, const Place& place) {
  bool was_made = false;
  cache.piece(place, [&] {
    was_made = true;
    return text_of(0);
  });
  return !was_made;
}

TEST(IndexCacheTest, MakesOnce) {
  IndexCache cache(kFew);
  const auto made = cache.piece({1, 2, 3}, [] { return text_of(10); });
  EXPECT_EQ(cache.piece({1, 2, 3}, [] { return text_of(20); }), made);
  EXPECT_EQ(cache.position_piece({1, 2, 3}, [] { return text_of(20); })->size(), 20U);
  EXPECT_FALSE(remembers(cache, {1, 2, 4}));
  EXPECT_EQ(cache.list("a", [] { return std::shared_ptr<TermList>(); }), nullptr);
  EXPECT_EQ(cache.list("a", [] { return std::make_shared<TermList>(); }), nullptr);
  const auto set = cache.documents("a", [] { return std::make_shared<const DocumentSet>(9); });
  EXPECT_EQ(cache.documents("a", [] { return std::make_shared<const DocumentSet>(8); }), set);
}

TEST(IndexCacheTest, RemembersNothingWhereMakingFails) {
  IndexCache cache(kFew);
  const auto fail = []() -> KeptBytes { throw std::runtime_error("no"); };
  EXPECT_THROW(cache.piece({1, 2, 3}, fail), std::runtime_error);
  EXPECT_FALSE(remembers(cache, {1, 2, 3}));
}

// Bytes that are left of many more, all of one kind.
std::size_t room_of(Xapian::docid last) {
  constexpr std::size_t kBytes = 100'000;
  constexpr unsigned kPieces = 1'300;
  IndexCache cache(last);
  for (unsigned piece = 0; piece < kPieces; ++piece) {
    cache.piece({1, 1, piece}, [] { return text_of(kBytes); });
    cache.trim();
  }
  std::size_t bytes = 0;
  for (unsigned piece = 0; piece < kPieces; ++piece) {
    bytes += remembers(cache, {1, 1, piece}) ? kBytes : 0;
  }
  return bytes;
}

// Each of its parts may lack one piece, and no part more than its own share is used.
TEST(IndexCacheTest, RoomGrowsWithTheIndex) {
  for (const auto& [last, megas] :
       {std::pair<Xapian::docid, double>{kFew, 13}, {131'072, 26}, {262'144, 91}}) {
    const double room = static_cast<double>(room_of(last)) / kMega;
    EXPECT_LE(room, megas) << last;
    EXPECT_GE(room, megas * .8) << last;
  }
}

bool remembers_article(IndexCache& cache, Xapian::docid id) {
  bool was_read = false;
  EXPECT_EQ(cache.article(id,
                          [&] {
                            was_read = true;
                            return fmt::format("article {}", id);
                          }),
            fmt::format("article {}", id));
  return !was_read;
}

TEST(IndexCacheTest, ArticlesAreReadOnceUntilItIsClosed) {
  IndexCache cache(kFew);
  for (Xapian::docid id = 1; id <= kFew; ++id) EXPECT_FALSE(remembers_article(cache, id));
  cache.trim();
  for (Xapian::docid id = 1; id <= kFew; ++id) EXPECT_TRUE(remembers_article(cache, id));
  cache.close();
  for (Xapian::docid id = 1; id <= kFew; ++id) {
    EXPECT_FALSE(remembers_article(cache, id));
    EXPECT_FALSE(remembers_article(cache, id));
  }
}

std::shared_ptr<const WordLists> lists_of_words(std::size_t words) {
  WordLists lists;
  lists.lists.resize(words);
  return std::make_shared<const WordLists>(std::move(lists));
}

TEST(IndexCacheTest, BeginningsThatAreAskedForStayWhileThereIsRoom) {
  IndexCache cache(kFew);
  EXPECT_EQ(cache.beginning("a"), nullptr);
  const auto first = cache.keep_beginning("a", lists_of_words(1000));
  EXPECT_EQ(cache.keep_beginning("a", lists_of_words(10)), first);
  EXPECT_EQ(cache.beginning("a"), first);
  std::size_t kept = 0;
  for (int i = 0; i < 500; ++i) cache.keep_beginning(fmt::format("{}", i), lists_of_words(1000));
  for (int i = 0; i < 500; ++i) kept += cache.beginning(fmt::format("{}", i)) ? 1 : 0;
  EXPECT_EQ(cache.beginning("a"), first);
  EXPECT_GT(kept, 20U);
  EXPECT_LT(kept, 100U);
  cache.close();
  EXPECT_EQ(cache.beginning("0"), nullptr);
}

TEST(IndexCacheTest, ClosedKeepsOnlyWhatIsHeld) {
  IndexCache cache(kFew);
  cache.piece({1, 1, 1}, [] { return text_of(9); });
  auto held = cache.piece({1, 1, 2}, [] { return text_of(9); });
  cache.close();
  EXPECT_TRUE(remembers(cache, {1, 1, 2}));
  EXPECT_FALSE(remembers(cache, {1, 1, 1}));
  EXPECT_TRUE(remembers(cache, {1, 1, 1}));  // while a query runs
  cache.trim();
  EXPECT_FALSE(remembers(cache, {1, 1, 1}));
  held.reset();
  cache.trim();
  EXPECT_FALSE(remembers(cache, {1, 1, 2}));
}

TEST(IndexCacheTest, ThreadsGetWhatTheyAskFor) {
  IndexCache cache(kFew);
  const auto work = [&cache](unsigned seed) {
    std::mt19937 random(seed);
    std::uniform_int_distribution<std::uint32_t> number(0, 199);
    for (int round = 0; round < 20'000; ++round) {
      const Place place = {number(random) / 70, number(random) / 4, number(random)};
      const auto make = [&] { return keep_bytes(text_of(place)); };
      const auto found =
          number(random) < 50 ? cache.position_piece(place, make) : cache.piece(place, make);
      if (*found != text_of(place)) return false;
      if (round % 100 == 0) cache.trim();
    }
    return true;
  };
  std::vector<int> are_right(4);
  {
    std::vector<std::jthread> threads;
    for (std::uint32_t i = 0; i < are_right.size(); ++i) {
      threads.emplace_back([&, i] { are_right[i] = work(i) ? 1 : 0; });
    }
  }
  EXPECT_EQ(are_right, std::vector<int>(4, 1));
}

TEST(IndexCachesTest, WhoReadsTheSameStateHasTheSame) {
  const Scratch scratch;
  Xapian::WritableDatabase writer(scratch.path("db"), Xapian::DB_CREATE);
  writer.add_document(Xapian::Document());
  writer.commit();
  IndexCaches caches;
  Xapian::Database one(scratch.path("db"));
  const auto cache = caches.cache_of(0, one);
  EXPECT_EQ(caches.cache_of(0, Xapian::Database(scratch.path("db"))), cache);
  EXPECT_NE(caches.cache_of(1, one), cache);

  const Place place = {1, 1, 1};
  EXPECT_FALSE(remembers(*cache, place));
  EXPECT_TRUE(remembers(*cache, place));
  writer.add_document(Xapian::Document());
  writer.commit();
  const auto newer = caches.cache_of(0, Xapian::Database(scratch.path("db")));
  EXPECT_NE(newer, cache);
  EXPECT_TRUE(cache->is_closed());
  EXPECT_FALSE(remembers(*cache, place));
  EXPECT_NE(caches.cache_of(0, one), cache);
  EXPECT_NE(caches.cache_of(0, one), newer);
  EXPECT_TRUE(one.reopen());
  EXPECT_EQ(caches.cache_of(0, one), newer);
}

// Of another database in the same place revisions say nothing.
TEST(IndexCachesTest, AnotherDatabaseHasAnother) {
  const Scratch scratch;
  for (const char* const name : {"a", "b"}) {
    Xapian::WritableDatabase writer(scratch.path(name), Xapian::DB_CREATE);
    writer.commit();
  }
  IndexCaches caches;
  const Xapian::Database a(scratch.path("a"));
  const Xapian::Database b(scratch.path("b"));
  ASSERT_EQ(revision_of(a), revision_of(b));
  const auto of_a = caches.cache_of(0, a);
  EXPECT_NE(caches.cache_of(0, b), of_a);
  EXPECT_TRUE(of_a->is_closed());
  EXPECT_FALSE(caches.cache_of(0, a)->is_closed());
}

TEST(IndexCachesTest, WhatDoesNotTellItsStateHasOneOfItsOwn) {
  IndexCaches caches;
  const Xapian::Database database(std::string(), Xapian::DB_BACKEND_INMEMORY);
  ASSERT_FALSE(revision_of(database));
  EXPECT_NE(caches.cache_of(0, database), caches.cache_of(0, database));
}

}  // namespace
}  // namespace edicola
