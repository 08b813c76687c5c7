#include <gtest/gtest.h>

#include <sstream>

#include "searcher/snippet.h"
#include "tests/unit/snippet_rows.h"

namespace edicola {
namespace {

using snippet_rows::analyze;
using snippet_rows::parse_query_row;
using snippet_rows::sought_of;

// "words:index" of each match, the index of the thing sought.
std::string matches_of(std::string_view text, std::string_view query) {
  const Analysis analysis = analyze(text);
  std::ostringstream result;
  for (const Match& match : find_matches(analysis, parse_query_row(query))) {
    result << text.substr(match.begin, match.end - match.begin) << ":" << match.sought << " ";
  }
  return result.str();
}

TEST(FindMatchesTest, MarksTheTokenAndNotItsArticle) {
  EXPECT_EQ(matches_of("L'accordo dell'Associazione", "associazione accordo"),
            "accordo:1 Associazione:0 ");
  EXPECT_EQ(matches_of("L’accordo dell’Associazione", "associazione"), "Associazione:0 ");
  EXPECT_EQ(matches_of("dell'arte l'arte", "=dell =l lo*"), "");
}

TEST(FindMatchesTest, KeyMatchesEveryFormAndFormOnlyItself) {
  EXPECT_EQ(matches_of("un lago, due laghi", "lago"), "lago:0 laghi:0 ");
  EXPECT_EQ(matches_of("un lago, due laghi", "=lago"), "lago:0 ");
  EXPECT_EQ(matches_of("un lago, due laghi, lagune", "lag*"), "lago:0 laghi:0 lagune:0 ");
}

TEST(FindMatchesTest, PhraseNeedsConsecutivePositions) {
  EXPECT_EQ(matches_of("Unione europea, unione bancaria europea", "\"unione europea\""),
            "Unione europea:0 ");
  EXPECT_EQ(matches_of("europea Unione", "\"unione europea\""), "");
  // An article has no place of its own, so it is inside the mark and does not part the words.
  EXPECT_EQ(matches_of("capo dell'opposizione", "\"capo opposizione\""),
            "capo dell'opposizione:0 ");
  EXPECT_EQ(matches_of("Unione", "\"unione europea\""), "");
}

TEST(FindMatchesTest, LongerOfOverlappingStays) {
  EXPECT_EQ(matches_of("Mario Draghi e Draghi", "draghi \"mario draghi\""),
            "Mario Draghi:1 Draghi:0 ");
  // Of equal length the one sought first.
  EXPECT_EQ(matches_of("il governo", "governo =governo"), "governo:0 ");
  EXPECT_EQ(matches_of("il governo", "=governo governo"), "governo:0 ");
  // Not the first by place: the middle one is the longest, and both others overlap it.
  EXPECT_EQ(
      matches_of("uno due tremila quattro", "\"uno due\" \"due tremila\" \"tremila quattro\""),
      "uno due:0 tremila quattro:2 ");
}

TEST(FindMatchesTest, OverlappingRepeatsOfAPhrase) {
  EXPECT_EQ(matches_of("bla bla bla bla bla", "\"bla bla\""), "bla bla:0 bla bla:0 ");
}

TEST(FindMatchesTest, NothingSoughtFindsNothing) {
  EXPECT_EQ(matches_of("il governo", ""), "");
  EXPECT_EQ(matches_of("", "governo"), "");
  const Analysis analysis = analyze("il governo");
  EXPECT_TRUE(find_matches(analysis, {Sought{}}).empty());
  // An empty pattern would mark every word.
  const TokenPattern empty{TokenPattern::Kind::kPrefix, ""};
  EXPECT_TRUE(find_matches(analysis, {Sought{{empty}, 1}}).empty());
}

TEST(FindMatchesTest, ManySoughtThings) {
  std::string text;
  std::vector<Sought> sought;
  for (int i = 0; i < 3000; ++i) {
    text += "parola" + std::to_string(i) + " ";
    sought.push_back(sought_of("=parola" + std::to_string(i)));
  }
  const Analysis analysis = analyze(text);
  const std::vector<Match> matches = find_matches(analysis, sought);
  ASSERT_EQ(matches.size(), 3000U);
  for (std::uint32_t i = 0; i < 3000; ++i) EXPECT_EQ(matches[i].sought, i);
}

TEST(FindMatchesTest, VariantMatchesEverySpelling) {
  const std::string_view text = "Sergej e Serghei, non Sergio né il sergente";
  const Analysis analysis = analyze(text);
  const TokenPattern variant{TokenPattern::Kind::kVariant, "sergei"};
  const std::vector<Match> matches = find_matches(analysis, {Sought{{variant}, 1}});
  EXPECT_EQ(marks_of(matches), (Marks{{0, 6}, {9, 16}}));
}

TEST(FindMatchesTest, MarksAreTheMatches) {
  const Marks marks = marks_of({{2, 5, 0}, {7, 9, 1}});
  EXPECT_EQ(marks, (Marks{{2, 5}, {7, 9}}));
}

}  // namespace
}  // namespace edicola
