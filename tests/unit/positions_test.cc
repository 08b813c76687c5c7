#include "common/positions.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "common/fields.h"
#include "common/schema.h"
#include "edicola/error.h"
#include "indexer/document.h"
#include "tests/unit/tokens.h"

namespace edicola {
namespace {

std::string pack(const std::vector<std::uint32_t>& positions) {
  std::string packed;
  std::uint32_t next = 0;
  for (const std::uint32_t position : positions) pack_position(position, next, packed);
  return packed;
}

std::vector<std::uint32_t> random_positions(std::mt19937& random) {
  std::vector<std::uint32_t> positions;
  std::uint32_t next = 0;
  for (std::size_t left = random() % 40; left > 0; --left) {
    next += static_cast<std::uint32_t>(random() % (random() % 9 == 0 ? 100'000 : 3));
    positions.push_back(next++);
  }
  return positions;
}

TEST(Positions, UnpackedAsPacked) {
  std::mt19937 random(5);
  std::vector<std::uint32_t> read;
  for (int round = 0; round < 500; ++round) {
    const std::vector<std::uint32_t> positions = random_positions(random);
    unpack_positions(pack(positions), 0, read);
    EXPECT_EQ(read, positions);
  }
}

// The slow twin looks for each start among all positions.
TEST(Positions, StartsOfRows) {
  std::mt19937 random(6);
  std::vector<std::uint32_t> starts;
  for (int round = 0; round < 2'000; ++round) {
    const std::vector<std::uint32_t> first = random_positions(random);
    const std::vector<std::uint32_t> second = random_positions(random);
    const auto one = static_cast<std::uint32_t>(random() % 3);
    const auto other = static_cast<std::uint32_t>(random() % 3);
    std::vector<std::uint32_t> expected;
    for (const std::uint32_t position : first) {
      const bool fits =
          position >= one && std::count(second.begin(), second.end(), position - one + other) > 0;
      if (fits) expected.push_back(position - one);
    }
    unpack_positions(pack(first), one, starts);
    retain_positions(pack(second), other, starts);
    EXPECT_EQ(starts, expected);
  }
}

TEST(Positions, DamageIsAnErrorOrOtherPositions) {
  std::mt19937 random(7);
  std::vector<std::uint32_t> read;
  for (int round = 0; round < 2'000; ++round) {
    std::string bytes(random() % 12, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    try {
      unpack_positions(bytes, 0, read);
      EXPECT_TRUE(std::is_sorted(read.begin(), read.end()));
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kIndexCorrupt);
    }
  }
}

// Whether `forms` stand in a row in a field of an article, by the positions of its terms.
bool stand(const std::vector<std::string>& forms, const Article& article,
           FieldId id = FieldId::kText) {
  DocumentBuilder builder(tokens::analyzer(), ImpactRule());
  const Prepared& prepared = builder.build(article);
  const auto positions_of = [&](const std::string& form) -> std::string_view {
    const std::string term = schema::form_term(field(id).prefix, form);
    for (const TermPosting& posting : prepared.postings) {
      if (std::string(posting.prefix).append(posting.text) == term) return posting.positions;
    }
    ADD_FAILURE() << "no term " << term;
    return {};
  };
  std::vector<std::uint32_t> starts;
  unpack_positions(positions_of(forms.front()), 0, starts);
  for (std::uint32_t i = 1; i < forms.size(); ++i) {
    retain_positions(positions_of(forms[i]), i, starts);
  }
  return !starts.empty();
}

Article article_of(std::string title, std::string body, std::vector<std::string> tags = {}) {
  Article article;
  article.id = "1";
  article.title = std::move(title);
  article.body = std::move(body);
  article.tags = std::move(tags);
  return article;
}

TEST(Positions, WordsStandInTheirOrder) {
  const Article article = article_of("", "Il governo dice che il governo");
  EXPECT_TRUE(stand({"il", "governo"}, article));
  EXPECT_TRUE(stand({"che", "il", "governo"}, article));
  EXPECT_FALSE(stand({"governo", "il"}, article));
  EXPECT_FALSE(stand({"governo", "che"}, article));
  EXPECT_FALSE(stand({"il", "il"}, article));
  EXPECT_TRUE(stand({"bla", "bla"}, article_of("", "bla bla")));
  EXPECT_FALSE(stand({"bla", "bla", "bla"}, article_of("", "bla bla e bla")));
}

TEST(Positions, NoRowSpansTwoTexts) {
  const Article article = article_of("Gamma delta", "Alfa beta", {"uno per", "due per"});
  EXPECT_TRUE(stand({"alfa", "beta"}, article));
  EXPECT_TRUE(stand({"gamma", "delta"}, article));  // the title is text too
  EXPECT_TRUE(stand({"gamma", "delta"}, article, FieldId::kTitle));
  EXPECT_FALSE(stand({"beta", "gamma"}, article));
  EXPECT_TRUE(stand({"due", "per"}, article, FieldId::kTag));
  EXPECT_FALSE(stand({"per", "due"}, article, FieldId::kTag));
}

TEST(Positions, ReadingsShareAPlace) {
  const Article article = article_of("", "Con D'Alema su un F-35 nuovo");
  EXPECT_TRUE(stand({"con", "alema", "su"}, article));
  EXPECT_TRUE(stand({"con", "dalema", "su"}, article));
  EXPECT_TRUE(stand({"f", "35", "nuovo"}, article));
  EXPECT_TRUE(stand({"un", "f35", "35"}, article));
  EXPECT_FALSE(stand({"alema", "dalema"}, article));
  EXPECT_TRUE(stand({"accordo", "onu"}, article_of("", "accordo dell'Onu")));
}

}  // namespace
}  // namespace edicola
