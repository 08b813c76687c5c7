#include "corpus/generator.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/text.h"
#include "corpus/inflection.h"
#include "corpus/random.h"
#include "corpus/samplers.h"

namespace edicola {
namespace {

using corpus::append_json;
using corpus::Generator;
using corpus::GeneratorOptions;

constexpr std::uint64_t kArticles = 2000;

std::vector<Article> articles_of(const GeneratorOptions& options) {
  Generator generator(options);
  std::vector<Article> articles(options.articles);
  for (std::uint64_t i = 0; i < options.articles; ++i) generator.write(i, articles[i]);
  return articles;
}

GeneratorOptions options_of(std::uint64_t articles, std::uint64_t seed = 1) {
  GeneratorOptions options;
  options.articles = articles;
  options.seed = seed;
  return options;
}

std::string lines_of(const GeneratorOptions& options) {
  std::string lines;
  for (const Article& article : articles_of(options)) append_json(article, lines);
  return lines;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::istringstream in{std::string(text)};
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

// Many tests look at the same corpus.
const std::vector<Article>& sample() {
  static const std::vector<Article> articles = articles_of(options_of(kArticles));
  return articles;
}

// The slope of a line through the points, by least squares.
double slope(const std::vector<std::pair<double, double>>& points) {
  double x = 0;
  double y = 0;
  for (const auto& point : points) {
    x += point.first / static_cast<double>(points.size());
    y += point.second / static_cast<double>(points.size());
  }
  double xy = 0;
  double xx = 0;
  for (const auto& point : points) {
    xy += (point.first - x) * (point.second - y);
    xx += (point.first - x) * (point.first - x);
  }
  return xy / xx;
}

TEST(GeneratorTest, SameBytesOnEveryMachine) {
  // Changes only when the generator is meant to write other articles; then benchmarks are not
  // comparable with older ones, and CHANGELOG.md must say so.
  EXPECT_EQ(hex64(fingerprint64(lines_of(options_of(50)))), "dc4c27bdd3505027");
}

TEST(GeneratorTest, ArticlesDoNotDependOnOrder) {
  Generator generator(options_of(kArticles));
  Article article;
  for (const std::uint64_t number : {1999U, 0U, 777U, 778U, 776U}) {
    generator.write(number, article);
    EXPECT_EQ(article, sample()[number]) << number;
  }
}

TEST(GeneratorTest, AnotherSeedGivesOtherArticles) {
  const std::vector<Article> other = articles_of(options_of(50, 2));
  for (std::size_t i = 0; i < other.size(); ++i) {
    EXPECT_NE(other[i].body, sample()[i].body);
    EXPECT_NE(other[i].id, sample()[i].id);
    EXPECT_NE(other[i].url, sample()[i].url);
  }
}

TEST(GeneratorTest, RefusesImpossibleOptions) {
  GeneratorOptions options = options_of(1);
  options.to = options.from;
  EXPECT_THROW(Generator{options}, std::invalid_argument);
  EXPECT_THROW(Generator{options_of(1'000'000'001)}, std::invalid_argument);
}

TEST(GeneratorTest, LinesAreJsonOfTheArticle) {
  std::string line;
  for (const Article& article : sample()) {
    line.clear();
    append_json(article, line);
    ASSERT_EQ(std::count(line.begin(), line.end(), '\n'), 1);
    const nlohmann::json json = nlohmann::json::parse(line);
    EXPECT_EQ(json.at("id"), article.id);
    EXPECT_EQ(json.at("body"), article.body);
    EXPECT_EQ(json.at("tags"), article.tags);
    EXPECT_EQ(json.contains("subtitle"), !article.subtitle.empty());
    EXPECT_TRUE(is_valid_utf8(line));
  }
}

TEST(GeneratorTest, EscapesWhatJsonDoesNotAllow) {
  Article article;
  article.title = "\"a\\b\"\n\x01\x1f è";
  std::string line;
  append_json(article, line);
  EXPECT_EQ(line, "{\"title\": \"\\\"a\\\\b\\\"\\n\\u0001\\u001f è\"}\n");
}

TEST(GeneratorTest, IdsAndUrlsAreUnique) {
  std::set<std::string> seen;
  for (const Article& article : sample()) {
    EXPECT_TRUE(seen.insert(article.id).second) << article.id;
    EXPECT_TRUE(seen.insert(article.url).second) << article.url;
  }
}

TEST(GeneratorTest, DatesFillTheRangeInOrder) {
  GeneratorOptions options = options_of(400);
  options.from = std::chrono::year{2024} / 2 / 28;
  options.to = std::chrono::year{2024} / 3 / 2;
  std::map<std::string, int> days;
  std::chrono::sys_days last = options.from;
  for (const Article& article : articles_of(options)) {
    const std::chrono::sys_days day = article.published->day;
    EXPECT_LE(last, day);
    EXPECT_LT(day, options.to);
    last = day;
    ++days[std::to_string(day.time_since_epoch().count())];
  }
  // The 28th and 29th of February and the first of March.
  EXPECT_EQ(days.size(), 3U);
}

TEST(GeneratorTest, SizesAreThoseOfNews) {
  std::vector<std::size_t> sizes;
  std::size_t subtitles = 0;
  for (const Article& article : sample()) {
    sizes.push_back(words_of(article.body).size());
    subtitles += article.subtitle.empty() ? 0 : 1;
    const std::size_t title = words_of(article.title).size();
    EXPECT_TRUE(title >= 6 && title <= 12) << article.title;
  }
  std::sort(sizes.begin(), sizes.end());
  EXPECT_GE(sizes[kArticles / 2], 250U);
  EXPECT_LE(sizes[kArticles / 2], 350U);
  EXPECT_GE(sizes.front(), 30U);
  EXPECT_LE(sizes.back(), 2200U);
  EXPECT_NEAR(static_cast<double>(subtitles) / kArticles, 0.33, 0.04);
}

TEST(GeneratorTest, SentencesAreEightToThirtyFiveWords) {
  const corpus::Lexis lexis = corpus::load_lexis();
  const corpus::Coinage coinage(lexis);
  const corpus::Topics topics(lexis, coinage, 1);
  corpus::Cast cast;
  cast.year = 2020;
  corpus::Prose prose(lexis, coinage);
  std::string text;
  for (std::uint32_t i = 0; i < 7000; ++i) {
    cast.section = i % 7;
    cast.topic = &topics.topic(cast.section, i % 400);
    prose.begin(cast, corpus::Random(i));
    text.clear();
    prose.sentence(text);
    const std::size_t words = words_of(text).size();
    EXPECT_TRUE(words >= 8 && words <= 35) << words << ": " << text;
    EXPECT_EQ(text.back(), '.');
    EXPECT_EQ(text.find("  "), std::string::npos) << text;
    EXPECT_EQ(text.find("' "), std::string::npos) << text;
  }
}

TEST(GeneratorTest, WordFrequenciesFollowZipf) {
  std::unordered_map<std::string, std::uint32_t> counts;
  for (const Article& article : sample()) {
    for (std::string& word : words_of(article.body)) ++counts[std::move(word)];
  }
  std::vector<std::uint32_t> frequencies;
  frequencies.reserve(counts.size());
  for (const auto& entry : counts) frequencies.push_back(entry.second);
  std::sort(frequencies.rbegin(), frequencies.rend());
  ASSERT_GT(frequencies.size(), 10000U);
  std::vector<std::pair<double, double>> points;
  for (double rank = 10; rank <= 10000; rank *= 1.2) {
    points.emplace_back(std::log(rank), std::log(frequencies[static_cast<std::size_t>(rank) - 1]));
  }
  EXPECT_NEAR(slope(points), -1.05, 0.12);
}

TEST(GeneratorTest, VocabularyGrowsByHeaps) {
  std::set<std::string> vocabulary;
  std::vector<std::pair<double, double>> points;
  double words = 0;
  for (std::size_t i = 0; i < sample().size(); ++i) {
    for (std::string& word : words_of(sample()[i].body)) {
      vocabulary.insert(std::move(word));
      ++words;
    }
    if ((i + 1) % 400 == 0) {
      points.emplace_back(std::log(words), std::log(static_cast<double>(vocabulary.size())));
    }
  }
  EXPECT_GE(slope(points), 0.48);
  EXPECT_LE(slope(points), 0.65);
}

// Of the words of five that follow each other in `a`, how many of 100 are in `b`.
std::size_t shared(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  constexpr std::size_t kRun = 5;
  std::set<std::vector<std::string>> runs;
  for (std::size_t i = 0; i + kRun <= b.size(); ++i) {
    runs.emplace(b.begin() + static_cast<std::ptrdiff_t>(i),
                 b.begin() + static_cast<std::ptrdiff_t>(i + kRun));
  }
  std::size_t found = 0;
  for (std::size_t i = 0; i + kRun <= a.size(); ++i) {
    const auto begin = a.begin() + static_cast<std::ptrdiff_t>(i);
    found += runs.count({begin, begin + static_cast<std::ptrdiff_t>(kRun)});
  }
  return a.size() < kRun ? 0 : 100 * found / (a.size() - kRun + 1);
}

TEST(GeneratorTest, SomeArticlesAreNearCopies) {
  // The same sentences begin both, whatever the paper's apostrophes and quotation marks: key
  // articles by runs of plain words in the middle of them.
  std::map<std::vector<std::string>, std::size_t> seen;
  std::size_t copies = 0;
  std::size_t alike = 0;
  for (std::size_t i = 0; i < 1000; ++i) {
    const std::vector<std::string> words = words_of(sample()[i].body);
    bool copy = false;
    for (std::size_t k = 0; k + 8 <= words.size(); ++k) {
      const auto begin = words.begin() + static_cast<std::ptrdiff_t>(k);
      const auto [at, fresh] = seen.try_emplace({begin, begin + 8}, i);
      if (fresh || at->second == i || copy) continue;
      copy = true;
      alike += shared(words, words_of(sample()[at->second].body)) >= 30 ? 1 : 0;
      EXPECT_NE(sample()[at->second].body, sample()[i].body);
    }
    copies += copy ? 1 : 0;
  }
  EXPECT_GE(copies, 20U);
  EXPECT_LE(copies, 60U);
  EXPECT_GE(alike * 10, copies * 8);
}

TEST(GeneratorTest, TopicsComeInBursts) {
  GeneratorOptions options = options_of(20000);
  options.from = std::chrono::year{2020} / 1 / 1;
  options.to = std::chrono::year{2021} / 1 / 1;
  // The first tag and the section stand for the topic closely enough.
  std::map<std::string, std::map<int, int>> months;
  for (const Article& article : articles_of(options)) {
    if (article.tags.size() < 3) continue;
    const auto month = static_cast<int>(unsigned{article.published->day.month()});
    ++months[article.tags[0] + article.tags[1] + article.tags[2]][month];
  }
  std::size_t topics = 0;
  std::size_t bursts = 0;
  for (const auto& [topic, counts] : months) {
    int total = 0;
    int most = 0;
    for (const auto& [month, count] : counts) {
      total += count;
      most = std::max(most, count);
    }
    if (total < 8) continue;
    ++topics;
    bursts += most * 3 >= total ? 1 : 0;
  }
  ASSERT_GT(topics, 50U);
  EXPECT_GT(bursts * 2, topics);
}

struct NounRow {
  const char* singular;
  corpus::Gender gender;
  const char* plural;
};

TEST(GeneratorInflectionTest, Plurals) {
  for (const NounRow& row :
       std::initializer_list<NounRow>{{"governo", corpus::kMasculine, "governi"},
                                      {"servizio", corpus::kMasculine, "servizi"},
                                      {"banca", corpus::kFeminine, "banche"},
                                      {"parco", corpus::kMasculine, "parchi"},
                                      {"medico", corpus::kMasculine, "medici"},
                                      {"provincia", corpus::kFeminine, "province"},
                                      {"farmacia", corpus::kFeminine, "farmacie"},
                                      {"denuncia", corpus::kFeminine, "denunce"},
                                      {"camicia", corpus::kFeminine, "camicie"},
                                      {"problema", corpus::kMasculine, "problemi"},
                                      {"crisi", corpus::kFeminine, "crisi"},
                                      {"specie", corpus::kFeminine, "specie"},
                                      {"città", corpus::kFeminine, "città"},
                                      {"film", corpus::kMasculine, "film"},
                                      {"legge", corpus::kFeminine, "leggi"}}) {
    EXPECT_EQ(corpus::make_noun(row.singular, row.gender).forms[corpus::kPlural], row.plural)
        << row.singular;
  }
}

TEST(GeneratorInflectionTest, Verbs) {
  using corpus::make_verb;
  EXPECT_EQ(make_verb("cominciare").future[0], "comincerà");
  EXPECT_EQ(make_verb("pagare").future[1], "pagheranno");
  EXPECT_EQ(make_verb("studiare").future[0], "studierà");
  EXPECT_EQ(make_verb("finire", "", true).present[1], "finiscono");
  EXPECT_EQ(make_verb("seguire").present[1], "seguono");
  EXPECT_EQ(make_verb("proporre", "proposto").present[1], "propongono");
  EXPECT_EQ(make_verb("ridurre", "ridotto").imperfect[0], "riduceva");
  EXPECT_EQ(make_verb("raccogliere", "raccolto").present[1], "raccolgono");
  EXPECT_EQ(make_verb("mantenere", "mantenuto").present[0], "mantiene");
  EXPECT_EQ(make_verb("vedere", "visto").conditional[0], "vedrebbe");
  EXPECT_EQ(make_verb("intervenire", "intervenuto").future[0], "interverrà");
  EXPECT_EQ(make_verb("arrestare").participle.form({corpus::kFeminine, corpus::kPlural}),
            "arrestate");
}

TEST(GeneratorSamplersTest, AliasTableKeepsProportions) {
  const std::vector<std::uint64_t> weights = {5, 0, 3, 2};
  const corpus::AliasTable table(weights);
  corpus::Random random(7);
  std::vector<double> drawn(weights.size());
  for (int i = 0; i < 100000; ++i) drawn[table.draw(random)] += 1e-5;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    EXPECT_NEAR(drawn[i], static_cast<double>(weights[i]) / 10, 0.01);
  }
}

TEST(GeneratorSamplersTest, TailFallsByItsPower) {
  const corpus::PowerTail tail(1000);
  corpus::Random random(7);
  std::vector<std::uint64_t> ranks(200000);
  for (std::uint64_t& rank : ranks) rank = tail.draw(random);
  for (const double from : {500.0, 1000.0, 10000.0, 100000.0}) {
    const auto above = std::count_if(ranks.begin(), ranks.end(), [from](std::uint64_t rank) {
      return static_cast<double>(rank) >= from;
    });
    EXPECT_NEAR(static_cast<double>(above) / 200000, std::pow(1 + from / 1000, -0.8), 0.005);
  }
}

TEST(GeneratorSamplersTest, QuantilesAreInterpolated) {
  const std::vector<std::uint16_t> quantiles = {10, 20, 60};
  EXPECT_EQ(corpus::quantile(quantiles, 0), 10U);
  EXPECT_EQ(corpus::quantile(quantiles, 0x40000000U), 15U);
  EXPECT_EQ(corpus::quantile(quantiles, 0x80000000U), 20U);
  EXPECT_EQ(corpus::quantile(quantiles, 0xffffffffU), 59U);
}

TEST(GeneratorHouseStyleTest, PrintsAsTheMastheadDoes) {
  const std::string raw = "È l'ora: «perché no», dell'Ucraina però così. Mül";
  const auto printed = [&raw](std::size_t masthead) {
    std::string text = raw;
    std::string scratch;
    apply_style(corpus::kMastheads[masthead], text, scratch);
    return text;
  };
  EXPECT_EQ(printed(0), "È l’ora: “perché no”, dell’Ucraina però così. Mül");
  EXPECT_EQ(printed(1), "E' l'ora: \"perche' no\", dell'Ucraina pero' cosi'. Mül");
  EXPECT_EQ(printed(5), raw);
}

TEST(GeneratorHouseStyleTest, Slugs) {
  EXPECT_EQ(corpus::slug("La Voce dell'Adriatico", 60), "la-voce-dell-adriatico");
  EXPECT_EQ(corpus::slug("È così: «Perché?»", 60), "e-cosi-perche");
  EXPECT_EQ(corpus::slug("uno due tre", 5), "uno-due");
}

}  // namespace
}  // namespace edicola
