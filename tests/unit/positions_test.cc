#include "common/positions.h"

#include <gtest/gtest.h>

#include <random>
#include <set>
#include <string>
#include <vector>

#include "common/text.h"
#include "edicola/error.h"
#include "tests/unit/tokens.h"

namespace edicola {
namespace {

std::string positions_of(const std::vector<std::pair<FieldId, std::string>>& texts) {
  PositionsWriter writer;
  Analysis analysis;
  for (const auto& [field, text] : texts) {
    tokens::analyzer().analyze(text, analysis);
    writer.add(analysis, field);
  }
  return writer.take();
}

bool stands(const std::vector<std::string>& forms, const std::string& positions,
            FieldId field = FieldId::kText) {
  return Phrase(forms, field).stands_in(positions);
}

TEST(Positions, PhrasesStandInTheirOrder) {
  const std::string positions = positions_of({{FieldId::kText, "Il governo dice che il governo"}});
  EXPECT_TRUE(stands({"il", "governo"}, positions));
  EXPECT_TRUE(stands({"che", "il", "governo"}, positions));
  EXPECT_TRUE(stands({"governo"}, positions));
  EXPECT_FALSE(stands({"governo", "il"}, positions));
  EXPECT_FALSE(stands({"governo", "che"}, positions));
  EXPECT_FALSE(stands({"il", "il"}, positions));
}

TEST(Positions, RepeatedWordNeedsAsManyPlaces) {
  EXPECT_TRUE(stands({"bla", "bla"}, positions_of({{FieldId::kText, "bla bla"}})));
  EXPECT_FALSE(stands({"bla", "bla", "bla"}, positions_of({{FieldId::kText, "bla bla e bla"}})));
}

TEST(Positions, NoPhraseSpansTwoTexts) {
  const std::string positions = positions_of({{FieldId::kText, "alfa beta"},
                                              {FieldId::kText, "gamma delta"},
                                              {FieldId::kTitle, "delta epsilon"},
                                              {FieldId::kTag, "uno"},
                                              {FieldId::kTag, "due"}});
  EXPECT_TRUE(stands({"alfa", "beta"}, positions));
  EXPECT_FALSE(stands({"beta", "gamma"}, positions));
  EXPECT_FALSE(stands({"delta", "delta"}, positions));
  EXPECT_FALSE(stands({"uno", "due"}, positions, FieldId::kTag));
}

TEST(Positions, FieldsAreToldApart) {
  const std::string positions = positions_of({{FieldId::kText, "alfa beta gamma"},
                                              {FieldId::kTitle, "beta alfa"},
                                              {FieldId::kAuthor, "gamma alfa"}});
  EXPECT_TRUE(stands({"beta", "alfa"}, positions));  // the title is text too
  EXPECT_TRUE(stands({"beta", "alfa"}, positions, FieldId::kTitle));
  EXPECT_FALSE(stands({"alfa", "beta"}, positions, FieldId::kTitle));
  EXPECT_TRUE(stands({"gamma", "alfa"}, positions, FieldId::kAuthor));
  EXPECT_FALSE(stands({"gamma", "alfa"}, positions));
}

// D'Alema stands as `alema` and as `dalema` in one place, F-35 in two places and as f35.
TEST(Positions, EveryReadingOfAPlaceCounts) {
  const std::string positions = positions_of({{FieldId::kText, "Con D'Alema su un F-35 nuovo"}});
  EXPECT_TRUE(stands({"con", "alema", "su"}, positions));
  EXPECT_TRUE(stands({"con", "dalema", "su"}, positions));
  EXPECT_TRUE(stands({"dalema", "su"}, positions));
  EXPECT_TRUE(stands({"f", "35", "nuovo"}, positions));
  EXPECT_TRUE(stands({"un", "f35", "35"}, positions));
  EXPECT_FALSE(stands({"alema", "dalema"}, positions));
}

TEST(Positions, ElidedArticlesTakeNoPlace) {
  EXPECT_TRUE(stands({"accordo", "onu"}, positions_of({{FieldId::kText, "accordo dell'Onu"}})));
}

TEST(Positions, NothingIsStoredOfNoWords) {
  EXPECT_EQ(positions_of({}), "");
  EXPECT_EQ(positions_of({{FieldId::kText, "«…»"}}), "");
}

TEST(Positions, WriterStartsAnew) {
  PositionsWriter writer;
  Analysis analysis;
  const auto take = [&](std::string_view text) {
    tokens::analyzer().analyze(text, analysis);
    writer.add(analysis, FieldId::kText);
    return writer.take();
  };
  const std::string alone = take("alfa beta D'Alema");
  take("gamma");
  EXPECT_EQ(take("alfa beta D'Alema"), alone);
}

// Articles of any size: every word in its place, and every word its own code.
TEST(Positions, AnyNumberOfWords) {
  std::mt19937 random(5);
  for (const std::uint32_t forms : {1U, 2U, 3U, 100U, 223U, 224U, 225U, 1'000U, 30'000U, 70'000U}) {
    std::string text;
    std::vector<std::string> words;
    for (std::uint32_t i = 0; i < forms + forms / 2; ++i) {
      const std::uint32_t number = i < forms ? i : static_cast<std::uint32_t>(random() % forms);
      words.push_back(std::to_string(1'000'000 + number));
      text += words.back() + ' ';
    }
    const std::string data = positions_of({{FieldId::kText, text}});
    const Positions positions(data);
    ASSERT_EQ(positions.texts().size(), 1U);
    ASSERT_EQ(positions.texts().front().end, words.size());
    std::set<Positions::Code> codes;
    for (std::uint32_t i = 0; i < words.size(); ++i) {
      const Positions::Code code = positions.code_of(fingerprint64(words[i]));
      ASSERT_EQ(positions.find(i, i + 1, code), i) << forms;
      codes.insert(code);
    }
    EXPECT_EQ(codes.size(), forms);
  }
}

// Whatever the bytes: an answer, or the error of a damaged index; never a read beyond the end.
TEST(Positions, DamageIsNoticedOrHarmless) {
  const std::string whole = positions_of(
      {{FieldId::kText, "Con D'Alema su un F-35 nuovo, il governo dice"}, {FieldId::kTag, "a b"}});
  const auto is_refused = [](const std::string& data) {
    try {
      stands({"il", "governo"}, data);
    } catch (const Error& error) {
      return error.kind() == ErrorKind::kIndexCorrupt;
    }
    return false;
  };
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_TRUE(is_refused(whole.substr(0, size))) << size;
  }
  EXPECT_TRUE(is_refused(whole + 'x'));
  std::mt19937 random(6);
  int refused = 0;
  for (int i = 0; i < 20'000; ++i) {
    std::string damaged = whole;
    for (auto changes = 1 + random() % 3; changes > 0; --changes) {
      damaged[random() % damaged.size()] = static_cast<char>(random());
    }
    refused += is_refused(damaged) ? 1 : 0;
  }
  EXPECT_GT(refused, 1'000);
}

}  // namespace
}  // namespace edicola
