#include "common/schema.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "common/compression.h"
#include "edicola/date.h"
#include "edicola/error.h"

namespace edicola::schema {
namespace {

using std::chrono::year;

Published published(std::string_view text) { return parse_published(text).value(); }

Article full_article() {
  Article article;
  article.id = "esteri-001";
  article.url = "https://www.example/esteri/001?a=b";
  article.title = "Rubio-Lavrov, cinquanta minuti";
  article.subtitle = "«Approccio diverso»";
  article.body = "Primo.\n\nSecondo è.";
  article.source = "Ansa";
  article.section = "Esteri";
  article.author = "Chiara Alfonsi";
  article.tags = {"Ucraina", "", "Kuala Lumpur"};
  article.published = published("2025-07-10T19:40:00+02:00");
  return article;
}

TEST(SchemaTest, StoredArticleComesBack) {
  const Article article = full_article();
  EXPECT_EQ(decode(encode(article)), article);
  EXPECT_EQ(decode(encode(Article())), Article());
}

TEST(SchemaTest, DatesComeBackAsWritten) {
  for (const std::string_view date : {"2025-07-10", "2025-07-10T18:45:00", "2025-07-10T18:45:00Z",
                                      "2025-07-10T00:00:00-05:00", "1948-04-18", "0800-12-25"}) {
    Article article;
    article.published = published(date);
    EXPECT_EQ(decode(encode(article)).published, article.published) << date;
  }
}

// Lengths about the borders of their encoding, and all bytes.
TEST(SchemaTest, TextsOfAllLengthsComeBack) {
  for (const std::size_t size : {0, 1, 127, 128, 129, 16'383, 16'384, 300'000}) {
    Article article;
    for (std::size_t i = 0; i < size; ++i) article.body += static_cast<char>(i % 256);
    article.title = article.body.substr(0, size / 2);
    article.tags.assign(size % 300, "t");
    EXPECT_EQ(decode(encode(article)), article) << size;
  }
}

bool is_refused(std::string_view data) {
  try {
    decode(data);
  } catch (const Error& error) {
    return error.kind() == ErrorKind::kIndexCorrupt && !error.hint().empty();
  }
  return false;
}

TEST(SchemaTest, DamagedArticlesAreRefused) {
  const std::string data = encode(full_article());
  for (std::size_t size = 0; size < data.size(); ++size) {
    EXPECT_TRUE(is_refused(std::string_view(data).substr(0, size))) << size;
  }
  EXPECT_TRUE(is_refused(data + "x"));
  EXPECT_TRUE(is_refused(std::string(20, '\xFF')));
  EXPECT_TRUE(is_refused("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x7F"));
}

// Any byte changed: an article or an Error, nothing else.
TEST(SchemaTest, DamageDoesNotCrash) {
  const std::string data = encode(full_article());
  std::mt19937 random(3);
  int refused = 0;
  for (int i = 0; i < 20'000; ++i) {
    std::string damaged = data;
    for (int k = 0; k < 1 + i % 3; ++k) {
      damaged[random() % damaged.size()] = static_cast<char>(random() % 256);
    }
    try {
      decode(damaged);
    } catch (const Error& error) {
      ASSERT_EQ(error.kind(), ErrorKind::kIndexCorrupt);
      ++refused;
    }
  }
  EXPECT_GT(refused, 0);
}

TEST(SchemaTest, DateKeysSortAsInstants) {
  const std::vector<std::string_view> ascending = {"0001-01-01",
                                                   "1861-03-17",
                                                   "1969-12-31",
                                                   "1969-12-31T23:59:59",
                                                   "1970-01-01",
                                                   "1970-01-01T00:00:01",
                                                   "2025-07-10",
                                                   "2025-07-10T18:45:00+02:00",
                                                   "2025-07-10T17:00:00Z",
                                                   "2025-07-10T18:45:00",
                                                   "2025-07-10T18:45:00-05:00",
                                                   "2025-07-11",
                                                   "9999-12-31T23:59:59"};
  for (std::size_t i = 0; i + 1 < ascending.size(); ++i) {
    EXPECT_LT(date_key(published(ascending[i])), date_key(published(ascending[i + 1])))
        << ascending[i];
  }
  EXPECT_EQ(date_key(published("2025-07-10T18:45:00+02:00")),
            date_key(published("2025-07-10T16:45:00Z")));
}

TEST(SchemaTest, DateKeysComeBack) {
  for (const std::string_view date : {"2025-07-10", "1969-12-31", "0001-01-01", "9999-12-31"}) {
    const Published day = published(date);
    EXPECT_EQ(date_key(day).size(), 8U);
    EXPECT_EQ(instant_of_key(date_key(day)), std::chrono::sys_days(day.day)) << date;
  }
}

TEST(SchemaTest, TermsOfDates) {
  const auto day = published("2025-07-01").day;
  EXPECT_EQ(day_term(day), "D20250701");
  EXPECT_EQ(month_term(day.year() / day.month()), "M202507");
  EXPECT_EQ(year_term(day.year()), "Y2025");
  EXPECT_EQ(day_term(published("0800-12-25").day), "D08001225");
}

TEST(SchemaTest, ValuesAreComparedWithoutCaseAccentsAndBlanks) {
  const Field& source = field(FieldId::kSource);
  const std::string term = value_term(source, "Gazzetta di Modena");
  EXPECT_EQ(term, "XSVgazzetta di modena");
  for (const std::string_view same :
       {"GAZZETTA DI MODENA", "  Gazzetta   di\tModena ", "Gàzzetta di Modena",
        "Gazzetta\u00A0di\u2003Modena", "Gazzetta\r\ndi Modena"}) {
    EXPECT_EQ(value_term(source, same), term) << same;
  }
  for (const std::string_view other :
       {"Gazzetta di Modena Nord", "Gazzetta", "Gazzettadi Modena"}) {
    EXPECT_NE(value_term(source, other), term) << other;
  }
  EXPECT_NE(value_term(field(FieldId::kSection), "Ansa"), value_term(source, "Ansa"));
}

TEST(SchemaTest, TermsOfWords) {
  EXPECT_EQ(form_term({}, "citta"), "citta");
  EXPECT_EQ(key_term({}, "città"), "Zcittà");
  EXPECT_EQ(form_term("S", "citta"), "Scitta");
  EXPECT_EQ(key_term("S", "città"), "ZScittà");
  EXPECT_EQ(form_term(kTitleOnlyPrefix, "citta"), "XTcitta");
  EXPECT_EQ(id_term("esteri-001"), "Qesteri-001");
}

// Xapian's limit is 245 bytes, where a zero byte counts twice.
TEST(SchemaTest, LongTermsAreShortAndDistinct) {
  std::set<std::string> terms;
  std::size_t made = 0;
  for (std::size_t size = 190; size < 520; ++size) {
    for (const std::string& text : {std::string(size, 'a'), std::string(size - 1, 'a') + "b",
                                    "b" + std::string(size - 1, 'a')}) {
      for (const std::string& term :
           {form_term({}, text), key_term({}, text), id_term(text), form_term("XT", text),
            value_term(field(FieldId::kTag), text)}) {
        EXPECT_LT(term.size(), 245U);
        terms.insert(term);
        ++made;
      }
    }
  }
  EXPECT_EQ(terms.size(), made);
  EXPECT_EQ(form_term({}, std::string(1000, 'a')), form_term({}, std::string(1000, 'a')));
}

// No two kinds of terms can be the same string: forms and keys have no ASCII capitals.
TEST(SchemaTest, PrefixesKeepTermsApart) {
  std::vector<std::string> prefixes = {"Q", "Y", "M", "D", "Z", std::string(kTitleOnlyPrefix)};
  for (const Field& field : kFields) {
    if (!field.prefix.empty()) prefixes.emplace_back(field.prefix);
    if (!field.value_prefix.empty()) prefixes.emplace_back(field.value_prefix);
  }
  const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  for (const std::string& prefix : prefixes) {
    EXPECT_TRUE(std::all_of(prefix.begin(), prefix.end(), is_capital)) << prefix;
  }
  EXPECT_EQ(std::set<std::string>(prefixes.begin(), prefixes.end()).size(), prefixes.size());
}

TEST(SchemaTest, StampNamesSchemaDictionaryAndAnalyzer) {
  const Analyzer analyzer;
  const std::string expected = "schema-" + std::to_string(kVersion) + "/text-" +
                               dictionary_fingerprint() + "/" + analyzer.fingerprint();
  EXPECT_EQ(stamp(analyzer), expected);
}

}  // namespace
}  // namespace edicola::schema
