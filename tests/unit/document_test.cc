#include "indexer/document.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "common/neighbours.h"
#include "common/positions.h"
#include "common/schema.h"
#include "common/stored.h"
#include "common/text.h"
#include "edicola/date.h"
#include "tests/unit/golden.h"
#include "tests/unit/tokens.h"

namespace edicola {
namespace {

// `title=... | body=... | tag=...`: the notation of tests/data/documents.txt.
Article article_of(std::string_view row) {
  Article article;
  article.id = "1";
  while (!row.empty()) {
    const std::size_t bar = std::min(row.find(" | "), row.size());
    const std::string_view part = row.substr(0, bar);
    row.remove_prefix(std::min(bar + 3, row.size()));
    const std::size_t equals = part.find('=');
    const std::string_view name = part.substr(0, equals);
    const std::string value = unescape(part.substr(equals + 1));
    if (name == "id")
      article.id = value;
    else if (name == "title")
      article.title = value;
    else if (name == "subtitle")
      article.subtitle = value;
    else if (name == "body")
      article.body = value;
    else if (name == "source")
      article.source = value;
    else if (name == "section")
      article.section = value;
    else if (name == "author")
      article.author = value;
    else if (name == "tag")
      article.tags.push_back(value);
    else if (name == "date")
      article.published = parse_published(value);
    else
      ADD_FAILURE() << "no field " << name;
  }
  return article;
}

// One term: its name, `*2` if it counts twice (impact), `~1/8` for the codes of the words behind it
// and before it, `@` and its positions.
std::string text_of(const std::string& term, const TermPosting& posting) {
  std::string text = term;
  if (posting.impact != 1) text += "*" + std::to_string(posting.impact);
  if (posting.neighbours != 0) {
    text += "~" + std::to_string(side_behind(posting.neighbours)) + "/" +
            std::to_string(side_before(posting.neighbours));
  }
  std::vector<std::uint32_t> positions;
  unpack_positions(posting.positions, 0, positions);
  if (!positions.empty()) text += fmt::format("@{}", fmt::join(positions, ","));
  return text;
}

// In the order of their bytes, each once.
std::map<std::string, TermPosting> terms_of(const Prepared& prepared) {
  std::map<std::string, TermPosting> terms;
  for (const TermPosting& posting : prepared.postings) {
    const std::string term = std::string(posting.prefix).append(posting.text);
    EXPECT_TRUE(terms.emplace(term, posting).second) << term << " twice";
  }
  return terms;
}

// The terms that Xapian knows.
std::string id_of(const Xapian::Document& document) {
  std::string text;
  for (auto at = document.termlist_begin(); at != document.termlist_end(); ++at) {
    text += *at;
    if (at.get_wdf() != 0) text += " counts";
  }
  return text;
}

std::string text_of(const Prepared& prepared) {
  const Xapian::Document& document = prepared.document;
  std::string text = id_of(document);
  for (const auto& [term, posting] : terms_of(prepared)) {
    text += ' ' + text_of(term, posting);
  }
  const std::string key = document.get_value(schema::kDateSlot);
  if (!key.empty()) {
    Published instant;
    const auto seconds = schema::instant_of_key(key);
    const auto day = std::chrono::floor<std::chrono::days>(seconds);
    instant.day = day;
    instant.time = seconds - day;
    text += " date=" + format_published(instant);
  }
  return text;
}

// All that is made of an article, to be compared.
std::string bytes_of(const Prepared& prepared) {
  std::string bytes = prepared.id_term + prepared.content + prepared.document.serialise();
  for (const TermPosting& posting : prepared.postings) {
    bytes += text_of(std::string(posting.prefix).append(posting.text), posting);
    bytes += ' ' + hex64(posting.hash);
  }
  return bytes;
}

TEST(DocumentTest, TermsOfArticles) {
  DocumentBuilder builder(tokens::analyzer(), ImpactRule());
  Golden rows(EDICOLA_TEST_DATA "/documents.txt");
  const int checked = rows.check(
      [&builder](const Row& row) { return text_of(builder.build(article_of(row.input))); });
  EXPECT_GE(checked, 15);
}

TEST(DocumentTest, StoresTheArticle) {
  const Article article = article_of("id=x | title=Uno | body=Due | tag=a | date=2025-07-10");
  DocumentBuilder builder(tokens::analyzer(), ImpactRule());
  const Prepared& prepared = builder.build(article);
  EXPECT_EQ(schema::decode(stored_in(prepared.document)), article);
  EXPECT_EQ(prepared.id_term, "Qx");
}

// Also where a long article parts those that are worked on together.
TEST(DocumentTest, ArticlesTogetherGiveTheDocumentsOfEach) {
  std::vector<Article> articles;
  for (std::size_t i = 0; i < 60; ++i) {
    Article article = article_of("id=x | title=Il governo Kadyrov | source=Voce | tag=a");
    article.id += std::to_string(i);
    const std::size_t times = i % 20 == 7 ? 20'000 : i;
    for (std::size_t word = 0; word < times; ++word) {
      article.body += "Parola" + std::to_string(word % (i + 1)) + " citta' e Shoigu, ";
    }
    articles.push_back(std::move(article));
  }
  std::vector<std::string> together;
  DocumentBuilder builder(tokens::analyzer(), ImpactRule());
  builder.build_each(
      articles, [&together](const Prepared& prepared) { together.push_back(bytes_of(prepared)); });
  ASSERT_EQ(together.size(), articles.size());
  for (std::size_t i = 0; i < articles.size(); ++i) {
    DocumentBuilder alone(tokens::analyzer(), ImpactRule());
    EXPECT_TRUE(together[i] == bytes_of(alone.build(articles[i]))) << i;
  }
}

// Too long for Xapian and the pages of a dictionary: shortened as a query shortens it.
TEST(DocumentTest, LongTermsAreShortened) {
  const std::string word(300, 'x');
  DocumentBuilder builder(tokens::analyzer(), ImpactRule());
  Article article = article_of("id=x");
  article.body = word + " " + word + "y";
  article.source = word;
  const auto terms = terms_of(builder.build(article));
  for (const std::string& term :
       {schema::form_term("", word), schema::form_term("", word + "y"), schema::key_term("", word),
        schema::form_term("XS", word), schema::key_term("XS", word),
        schema::value_term(field(FieldId::kSource), word)}) {
    EXPECT_EQ(term.size(), schema::kLongestTerm);
    EXPECT_TRUE(terms.contains(term)) << term;
  }
}

// The same article again is told from a changed one by its content value, whatever was built
// between.
TEST(DocumentTest, ContentTellsArticlesApart) {
  DocumentBuilder builder(tokens::analyzer(), ImpactRule());
  Article article = article_of("id=x | title=Uno | body=Due | tag=a");
  const std::string content = builder.build(article).content;
  EXPECT_EQ(content.size(), 8U);
  EXPECT_EQ(builder.build(article).document.get_value(schema::kContentSlot), content);
  article.tags = {"b"};
  EXPECT_NE(builder.build(article).content, content);
  article.tags = {"a"};
  article.published = parse_published("2025-07-10");
  EXPECT_NE(builder.build(article).content, content);
  article.published.reset();
  EXPECT_EQ(builder.build(article).content, content);
}

}  // namespace
}  // namespace edicola
