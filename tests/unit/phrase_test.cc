// Phrases against their slow twin: the analyzed texts of every article, compared word by word.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <xapian.h>

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "common/schema.h"
#include "common/stored.h"
#include "corpus/generator.h"
#include "edicola/index.h"
#include "searcher/idf.h"
#include "searcher/phrase.h"
#include "searcher/term_source.h"
#include "tests/unit/corpus_texts.h"
#include "tests/unit/scratch.h"
#include "tests/unit/test_index.h"
#include "tests/unit/tokens.h"

namespace edicola {
namespace {

using Place = std::set<std::string>;  // the forms that stand there
using Words = std::vector<Place>;

Words words_of(const std::string& text) {
  Analysis analysis;
  tokens::analyzer().analyze(text, analysis);
  Words words(analysis.positions());
  for (const Token& token : analysis.tokens()) {
    if (!token.has(kElided)) words[token.position].insert(std::string(token.form));
  }
  return words;
}

std::vector<Words> texts_of(const Article& article, FieldId field) {
  switch (field) {
    case FieldId::kTitle:
      return {words_of(article.title)};
    case FieldId::kText:
      return {words_of(article.body), words_of(article.subtitle), words_of(article.title)};
    case FieldId::kAuthor:
      return {words_of(article.author)};
    case FieldId::kSource:
      return {words_of(article.source)};
    case FieldId::kSection:
      return {words_of(article.section)};
    default:
      break;
  }
  std::vector<Words> tags;
  for (const std::string& tag : article.tags) tags.push_back(words_of(tag));
  return tags;
}

bool stands(const std::vector<std::string>& phrase, const Words& words) {
  for (std::size_t i = 0; i + phrase.size() <= words.size(); ++i) {
    std::size_t same = 0;
    while (same < phrase.size() && words[i + same].count(phrase[same]) != 0) ++same;
    if (same == phrase.size()) return true;
  }
  return false;
}

using Found = std::set<std::string>;  // ids

Found ids_of(const Xapian::Database& database, const Xapian::Query& query) {
  Xapian::Enquire enquire(database);
  enquire.set_query(query);
  const Xapian::MSet all = enquire.get_mset(0, database.get_doccount());
  Found found;
  for (auto at = all.begin(); at != all.end(); ++at) {
    found.insert(schema::decode(stored_in(at.get_document())).id);
  }
  return found;
}

Found found_in(IndexMemory& memory, const std::vector<std::string>& phrase, FieldId field) {
  return ids_of(memory.database(), Xapian::Query(phrase_source(memory, phrase, field).get()));
}

// The texts of one field of all articles.
struct Shelf {
  Shelf(const std::vector<Article>& articles, FieldId in_field) : field(in_field) {
    for (const Article& article : articles) {
      ids.push_back(article.id);
      texts.push_back(texts_of(article, field));
    }
  }

  [[nodiscard]] Found with(const std::vector<std::string>& phrase) const {
    Found found;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      for (const Words& words : texts[i]) {
        if (stands(phrase, words)) found.insert(ids[i]);
      }
    }
    return found;
  }

  FieldId field;
  std::vector<std::string> ids;
  std::vector<std::vector<Words>> texts;
};

// Words in a row from a text, now and then one of them another, or two of them swapped.
std::vector<std::string> draw(const Shelf& shelf, std::mt19937& random) {
  const auto any = [&random](std::size_t size) {
    return random() % std::max<std::size_t>(1, size);
  };
  for (;;) {
    const std::vector<Words>& texts = shelf.texts[any(shelf.texts.size())];
    if (texts.empty()) continue;
    const Words& words = texts[any(texts.size())];
    const std::size_t length = 2 + any(3);
    if (words.size() < length) continue;
    const std::size_t begin = any(words.size() - length + 1);
    std::vector<std::string> phrase;
    for (std::size_t i = begin; i < begin + length; ++i) {
      phrase.push_back(*std::next(words[i].begin(), static_cast<long>(any(words[i].size()))));
    }
    if (any(4) == 0) std::swap(phrase[0], phrase[1]);
    if (any(8) == 0 && !words[any(words.size())].empty()) {
      phrase[any(length)] = *words[any(words.size())].begin();
    }
    return phrase;
  }
}

constexpr FieldId kAllFields[] = {FieldId::kText,   FieldId::kTitle,   FieldId::kAuthor,
                                  FieldId::kSource, FieldId::kSection, FieldId::kTag};

// Returns how many of the phrases stood somewhere.
int compare(const std::vector<Article>& articles, IndexMemory& memory, int draws) {
  std::mt19937 random(11);
  int found = 0;
  for (const FieldId field : kAllFields) {
    const Shelf shelf(articles, field);
    const bool any = std::any_of(shelf.texts.begin(), shelf.texts.end(), [](const auto& texts) {
      return std::any_of(texts.begin(), texts.end(),
                         [](const Words& words) { return words.size() >= 4; });
    });
    if (!any) continue;
    for (int i = 0; i < draws; ++i) {
      const std::vector<std::string> phrase = draw(shelf, random);
      const Found expected = shelf.with(phrase);
      EXPECT_EQ(found_in(memory, phrase, field), expected)
          << fmt::format("{}", fmt::join(phrase, " "));
      found += expected.empty() ? 0 : 1;
    }
  }
  return found;
}

std::vector<Article> generated(std::uint64_t count) {
  corpus::GeneratorOptions options;
  options.articles = count;
  options.seed = 3;
  corpus::Generator generator(options);
  std::vector<Article> articles(count);
  for (std::uint64_t i = 0; i < count; ++i) generator.write(i, articles[i]);
  return articles;
}

class PhraseTest : public testing::Test {
 protected:
  std::string index(std::string_view name, const std::vector<Article>& articles) {
    std::string path = scratch_.path(name);
    index_articles(path, articles);
    return path;
  }

  Scratch scratch_;
};

TEST_F(PhraseTest, FoundWhereTheTwinFindsThem) {
  const std::vector<Article> real = read_corpus();
  const Xapian::Database of_real(index("real", real));
  IndexMemory in_real(of_real);
  EXPECT_GT(compare(real, in_real, 300), 500);
  const std::vector<Article> made = generated(300);
  const Xapian::Database of_made(index("made", made));
  IndexMemory in_made(of_made);
  EXPECT_GT(compare(made, in_made, 200), 300);
}

// Several databases, of which each has documents 1, 2 ..., searched as one.
TEST_F(PhraseTest, SeveralIndexesAreOne) {
  const std::vector<Article> articles = read_corpus();
  Xapian::Database all;
  std::vector<Xapian::Database> parts;
  for (std::size_t shard = 0; shard < 3; ++shard) {
    std::vector<Article> some;
    for (std::size_t i = shard; i < articles.size(); i += 3) some.push_back(articles[i]);
    parts.emplace_back(index("shard" + std::to_string(shard), some));
    all.add_database(parts.back());
  }
  IndexMemory memory(all, parts);
  EXPECT_GT(compare(articles, memory, 100), 150);
}

TEST_F(PhraseTest, CorrectedAndDeletedArticles) {
  std::vector<Article> articles = read_corpus();
  const std::string path = index("changed", articles);
  {
    Indexer indexer(path);
    std::vector<Article> left;
    for (std::size_t i = 0; i < articles.size(); ++i) {
      if (i % 5 == 0) {
        EXPECT_TRUE(indexer.remove(articles[i].id));
        continue;
      }
      if (i % 5 == 1) {
        articles[i].body = "Il comunicato della giunta.";
        indexer.add(articles[i]);
      }
      left.push_back(articles[i]);
    }
    indexer.commit();
    articles = left;
  }
  const Xapian::Database database(path);
  IndexMemory memory(database);
  EXPECT_GT(compare(articles, memory, 100), 150);
  EXPECT_EQ(found_in(memory, {"comunicato", "della", "giunta"}, FieldId::kText).size(),
            Shelf(articles, FieldId::kText).with({"comunicato", "della", "giunta"}).size());
}

// Phrases as parts of larger queries, where others lead and Xapian asks for them in other ways.
TEST_F(PhraseTest, PartsOfLargerQueries) {
  const std::vector<Article> articles = read_corpus();
  const Xapian::Database database(index("real", articles));
  const Shelf shelf(articles, FieldId::kText);
  std::mt19937 random(12);
  for (int i = 0; i < 300; ++i) {
    const std::vector<std::string> one = draw(shelf, random);
    const std::vector<std::string> two = draw(shelf, random);
    IndexMemory memory(database);
    const Xapian::Query a = Xapian::Query(phrase_source(memory, one, FieldId::kText).get());
    const Xapian::Query b = Xapian::Query(phrase_source(memory, two, FieldId::kText).get());
    const Found in_a = shelf.with(one);
    const Found in_b = shelf.with(two);
    Found both;
    std::set_intersection(in_a.begin(), in_a.end(), in_b.begin(), in_b.end(),
                          std::inserter(both, both.end()));
    Found any = in_a;
    any.insert(in_b.begin(), in_b.end());
    Found only_a;
    std::set_difference(in_a.begin(), in_a.end(), in_b.begin(), in_b.end(),
                        std::inserter(only_a, only_a.end()));
    using Op = Xapian::Query;
    EXPECT_EQ(ids_of(database, a & b), both);
    EXPECT_EQ(ids_of(database, a | b), any);
    EXPECT_EQ(ids_of(database, Op(Op::OP_MAX, a, b)), any);
    EXPECT_EQ(ids_of(database, Op(Op::OP_AND_NOT, a, b)), only_a);
    EXPECT_EQ(ids_of(database, Op(Op::OP_AND_MAYBE, a, b)), in_a);
    EXPECT_EQ(ids_of(database, Op(Op::OP_FILTER, b, a)), both);
    EXPECT_EQ(ids_of(database, Op::MatchAll & a), in_a);
  }
}

// Everything stands next to everything, mostly light words, in texts of which many are short.
TEST_F(PhraseTest, TextsOfFewWords) {
  static constexpr const char* kWords[] = {"di",     "il",      "della", "a",
                                           "modena", "sindaco", "ex",    "festa"};
  std::mt19937 random(14);
  const auto text = [&random](std::size_t longest) {
    std::string words;
    for (std::size_t left = 1 + random() % longest; left > 0; --left) {
      words.append(kWords[random() % std::size(kWords)]).append(left == 1 ? "" : " ");
    }
    return words;
  };
  std::vector<Article> articles;
  for (int i = 0; i < 600; ++i) {
    articles.push_back(make_article(std::to_string(i), text(6), text(i % 5 == 0 ? 60 : 9)));
    articles.back().subtitle = text(4);
  }
  const Xapian::Database database(index("few words", articles));
  IndexMemory memory(database);
  EXPECT_GT(compare(articles, memory, 2000), 2500);
}

// A light word is known by its neighbours; they are not where one text ends and another begins.
TEST_F(PhraseTest, NoPhraseSpansTwoTexts) {
  Article article = make_article("a", "", "Ecco il sindaco di Modena. Applaude un ex sindaco");
  article.subtitle = "Modena in festa";
  article.title = "Di Modena il sindaco";
  const Xapian::Database database(index("one", {article}));
  IndexMemory memory(database);
  const auto finds = [&memory](const std::vector<std::string>& phrase) {
    return !found_in(memory, phrase, FieldId::kText).empty();
  };
  EXPECT_TRUE(finds({"sindaco", "di", "modena"}));
  EXPECT_TRUE(finds({"un", "ex", "sindaco"}));
  EXPECT_TRUE(finds({"di", "modena", "il", "sindaco"}));
  EXPECT_FALSE(finds({"ex", "sindaco", "di", "modena"}));
  EXPECT_FALSE(finds({"sindaco", "modena"}));
  EXPECT_FALSE(finds({"festa", "di", "modena"}));
  EXPECT_FALSE(finds({"sindaco", "di", "modena", "in"}));
}

// The score is the sum of the words', as for an AND of them.
TEST_F(PhraseTest, WeighsWhatItsWordsWeigh) {
  const std::vector<Article> articles = {
      make_article("a", "", "Il consiglio comunale approva il bilancio"),
      make_article("b", "", "Il comunale consiglio approva"), make_article("c", "", "Altro")};
  const Xapian::Database database(index("few", articles));
  const auto best = [&database](const Xapian::Query& query) {
    Xapian::Enquire enquire(database);
    enquire.set_query(query);
    enquire.set_weighting_scheme(Xapian::CoordWeight());
    const Xapian::MSet all = enquire.get_mset(0, 10);
    for (auto at = all.begin(); at != all.end(); ++at) {
      if (schema::decode(stored_in(at.get_document())).id == "a") return at.get_weight();
    }
    return -1.0;
  };
  IndexMemory memory(database);
  EXPECT_DOUBLE_EQ(
      best(Xapian::Query(phrase_source(memory, {"consiglio", "comunale"}, FieldId::kText).get())),
      best(term_query(memory, "consiglio") & term_query(memory, "comunale")));
  // Light words weigh nothing beside others.
  EXPECT_DOUBLE_EQ(
      best(Xapian::Query(phrase_source(memory, {"il", "consiglio"}, FieldId::kText).get())),
      best(term_query(memory, "consiglio")));
}

}  // namespace
}  // namespace edicola
