// The best articles of a beginning, found by blocks, against the source that gathers all of them.
#include "searcher/best_of_any.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "searcher/any_of.h"
#include "tests/unit/lists.h"

namespace edicola {
namespace {

constexpr std::uint64_t kAll = 1'000'000;

std::uint32_t below(std::uint32_t end, std::mt19937& random) {
  return std::uniform_int_distribution<std::uint32_t>(0, end - 1)(random);
}

// Some words are in every second document, some in a few; `impacts`: how many there are. Every
// third database has deleted documents.
class WordsDatabase {
 public:
  WordsDatabase(std::mt19937& random, Xapian::docid documents, std::uint32_t words,
                std::uint32_t impacts)
      : handle_(std::string(), Xapian::DB_BACKEND_INMEMORY), listed_(handle_) {
    std::vector<std::uint32_t> every;
    for (std::uint32_t i = 0; i < words; ++i) every.push_back(1U << (1 + below(10, random)));
    for (Xapian::docid id = 1; id <= documents; ++id) {
      std::vector<std::pair<std::string, std::uint8_t>> terms = {{"other", std::uint8_t{9}}};
      for (std::uint32_t i = 0; i < words; ++i) {
        if (below(every[i], random) != 0) continue;
        const std::uint32_t impact = 1 + std::min(below(impacts, random), below(impacts, random));
        terms.emplace_back(fmt::format("word{:03}", i), static_cast<std::uint8_t>(impact));
      }
      listed_.add_weighed(terms);
      if (below(documents, random) < 2) listed_.commit();
    }
    listed_.commit();
    if (random() % 3 == 0) erase_some(random, documents);
    memory_ = std::make_unique<IndexMemory>(listed_.database());
  }

  [[nodiscard]] IndexMemory& memory() { return *memory_; }

  [[nodiscard]] TopHits find(const TopRequest& request) {
    return find_top(*source(), memory().database(), request);
  }

  // Of documents of a range, by the source that gathers, all of them.
  [[nodiscard]] std::vector<TopHit> gathered(Xapian::docid first, Xapian::docid last) {
    Xapian::Enquire enquire(memory().database());
    enquire.set_weighting_scheme(Xapian::CoordWeight());
    enquire.set_query(Xapian::Query(source().get()));
    const Xapian::MSet found = enquire.get_mset(0, kAll, kAll);
    std::vector<TopHit> hits;
    for (Xapian::MSetIterator hit = found.begin(); hit != found.end(); ++hit) {
      if (*hit >= first && *hit <= last) hits.push_back({*hit, hit.get_weight()});
    }
    return hits;
  }

 private:
  std::shared_ptr<Xapian::PostingSource> source() {
    return words_beginning(memory(), "word", 1000).source;
  }

  void erase_some(std::mt19937& random, Xapian::docid documents) {
    Layers layers = Layers::unpack(handle_.get_metadata(std::string(schema::kLayersKey)));
    for (Xapian::docid id = 1; id <= documents; ++id) {
      if (below(5, random) != 0) continue;
      handle_.delete_document(id);
      layers.gone.push_back(id);
    }
    handle_.set_metadata(std::string(schema::kLayersKey), layers.pack());
    handle_.commit();
  }

  Xapian::WritableDatabase handle_;
  ListedDatabase listed_;
  std::unique_ptr<IndexMemory> memory_;
};

WordsDatabase random_database(std::mt19937& random) {
  const Xapian::docid documents = 1 + below(random() % 2 == 0 ? 300 : 6000, random);
  return {random, documents, 1 + below(40, random), random() % 2 == 0 ? 3U : 63U};
}

std::vector<Xapian::docid> ids_of(const std::vector<TopHit>& hits, std::size_t limit) {
  std::vector<Xapian::docid> ids;
  for (std::size_t i = 0; i < std::min(limit, hits.size()); ++i) ids.push_back(hits[i].id);
  return ids;
}

TEST(BestOfAnyTest, HitsAreThoseOfTheSourceThatGathers) {
  std::mt19937 random(8);
  for (int round = 0; round < 40; ++round) {
    WordsDatabase database = random_database(random);
    const Xapian::docid end = database.memory().last();
    for (const std::uint64_t limit :
         {std::uint64_t{1}, std::uint64_t{10}, std::uint64_t{300}, kAll}) {
      TopRequest request{1, end, limit, 1000};
      if (random() % 2 == 0) {
        request.first = 1 + below(end, random);
        request.last = request.first + below(end, random);
      }
      const std::vector<TopHit> expected = database.gathered(request.first, request.last);
      const TopHits found = database.find(request);
      ASSERT_EQ(ids_of(found.hits, kAll), ids_of(expected, limit)) << round << " " << limit;
      for (std::size_t i = 0; i < found.hits.size(); ++i) {
        EXPECT_NEAR(found.hits[i].weight, expected[i].weight, 0.05) << round << " " << i;
      }
    }
  }
}

TEST(BestOfAnyTest, TotalsAreExactUpToTheirLimitAndSayWhereTheyAreNot) {
  std::mt19937 random(9);
  int estimates = 0;
  for (int round = 0; round < 60; ++round) {
    WordsDatabase database = random_database(random);
    const Xapian::docid first = 1 + below(2, random) * below(database.memory().last(), random);
    const std::uint64_t all = database.gathered(first, database.memory().last()).size();
    const auto exact = static_cast<double>(all);
    for (const std::uint64_t count_up_to :
         {std::uint64_t{0}, std::uint64_t{100}, all, all / 2, kAll}) {
      const Count count =
          database.find({first, database.memory().last(), random() % 2, count_up_to}).found;
      estimates += count.estimated ? 1 : 0;
      if (count.estimated) {
        EXPECT_LT(count_up_to, all);
        EXPECT_GE(count.number, count_up_to);
        EXPECT_NEAR(static_cast<double>(count.number), exact, 0.1 * exact);
      } else {
        EXPECT_EQ(count.number, all) << round << " " << count_up_to;
      }
    }
  }
  EXPECT_GT(estimates, 20);
}

TEST(BestOfAnyTest, AnArticleWeighsTheSameWhateverIsAskedFor) {
  std::mt19937 random(10);
  WordsDatabase database(random, 6000, 30, 63);
  const std::vector<TopHit> whole = database.find({1, 6000, kAll, 1000}).hits;
  const std::vector<TopHit> part = database.find({2001, 4000, 50, kAll}).hits;
  ASSERT_EQ(part.size(), 50U);
  for (const TopHit& hit : part) {
    const auto same = std::find_if(whole.begin(), whole.end(),
                                   [&hit](const TopHit& other) { return other.id == hit.id; });
    ASSERT_NE(same, whole.end());
    EXPECT_EQ(same->weight, hit.weight);
  }
}

// Those that are remembered of a beginning.
TEST(BestOfAnyTest, BareListsAreWorthTheSame) {
  std::mt19937 random(11);
  for (int round = 0; round < 40; ++round) {
    WordsDatabase database = random_database(random);
    IndexMemory& memory = database.memory();
    std::vector<std::string> terms;
    for (CountedTerm& word : terms_beginning(memory, "word")) terms.push_back(std::move(word.term));
    std::shuffle(terms.begin(), terms.end(), random);
    const WordLists lists = lists_of(memory, terms);
    const WordLists bare = lists.bare();
    const TopRequest request = {1 + below(memory.last(), random), memory.last(), 50, 100};
    const TopHits expected = best_of_any(memory, lists, request);
    const TopHits found = best_of_any(memory, bare, request);
    EXPECT_EQ(ids_of(found.hits, kAll), ids_of(expected.hits, kAll)) << round;
    EXPECT_EQ(found.found.number, expected.found.number) << round;
  }
}

// The word of number i is in every (i + 2)th document.
TEST(BestOfAnyTest, OfManyWordsTheMostFrequentAreTaken) {
  constexpr std::uint32_t kWords = 60;
  constexpr Xapian::docid kTaken = 10;
  ListedDatabase listed;
  std::vector<Xapian::docid> expected;
  for (Xapian::docid id = 1; id <= 200; ++id) {
    std::vector<std::string> terms;
    for (std::uint32_t i = 0; i < kWords; ++i) {
      if (id % (i + 2) == 0) terms.push_back(fmt::format("word{:02}", 7 * i % kWords));
    }
    listed.add(terms);
    if (id == 150) listed.commit();
    bool is_taken = false;
    for (Xapian::docid i = 0; i < kTaken; ++i) is_taken = is_taken || id % (i + 2) == 0;
    if (is_taken) expected.push_back(id);
  }
  listed.commit();
  IndexMemory memory(listed.database());
  const Beginning beginning = words_beginning(memory, "word", kTaken);
  EXPECT_EQ(beginning.words, kWords);
  const TopHits found = find_top(*beginning.source, listed.database(), {1, 200, kAll, kAll});
  EXPECT_EQ(ids_of(found.hits, kAll), expected);

  const Beginning again = words_beginning(memory, "word", kTaken);  // remembered
  EXPECT_EQ(again.words, kWords);
  EXPECT_EQ(ids_of(find_top(*again.source, listed.database(), {1, 200, kAll, kAll}).hits, kAll),
            expected);
  EXPECT_EQ(words_beginning(memory, "word", kWords).words, kWords);
  EXPECT_EQ(words_beginning(memory, "words", kWords).words, 0U);
}

}  // namespace
}  // namespace edicola
