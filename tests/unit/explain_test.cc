// Explanations are of the same run of the same chain: they cannot say anything else than it does.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "common/lexicon_table.h"
#include "common/readings.h"
#include "tests/unit/golden.h"
#include "tests/unit/tokens.h"

namespace edicola {
namespace {

void expect_agreement(std::string_view text, const Token& token, const TokenExplanation& why) {
  EXPECT_EQ(why.surface, text.substr(token.begin, token.end - token.begin)) << text;
  ASSERT_FALSE(why.steps.empty()) << text;
  EXPECT_EQ(why.steps.back().result, token.key) << text;
  EXPECT_FALSE(why.chosen_by.empty()) << text << ": " << token.form;
  // A lemma of the lexicon that is not the key: only where a name is kept.
  const auto chosen = std::find_if(why.lemmas.begin(), why.lemmas.end(),
                                   [](const PossibleLemma& lemma) { return lemma.chosen; });
  EXPECT_EQ(chosen != why.lemmas.end(), token.has(kKnown) && !why.lemmas.empty()) << token.form;
  if (chosen != why.lemmas.end() && why.steps.back().name != "name") {
    EXPECT_EQ(chosen->lemma, token.key) << text;
  }
}

TEST(ExplainTest, AgreesWithTheChainOnEveryGoldenCase) {
  Golden cases(EDICOLA_TEST_DATA "/../../docs/analysis.md", "cases");
  int tokens = 0;
  cases.check([&tokens](const Row& row) {
    const std::string text = unescape(row.input);
    Analysis analysis;
    const std::vector<TokenExplanation> why = tokens::analyzer().explain(text, analysis);
    EXPECT_EQ(tokens::text_of(analysis, true), tokens::text_of(tokens::analyze(text), true));
    EXPECT_EQ(why.size(), analysis.tokens().size()) << text;
    for (std::size_t i = 0; i < why.size(); ++i) {
      expect_agreement(text, analysis.tokens()[i], why[i]);
      ++tokens;
    }
    return row.expected;
  });
  EXPECT_GT(tokens, 1000);
}

// name:result of each step, then who decided.
std::string steps_of(std::string_view text) {
  Analysis analysis;
  const std::vector<TokenExplanation> why = tokens::analyzer().explain(text, analysis);
  std::string steps;
  for (const AnalysisStep& step : why.back().steps) {
    steps += std::string(step.name) + ":" + step.result + " ";
  }
  return steps + "(" + why.back().chosen_by + ")";
}

TEST(ExplainTest, NamesTheStepThatChangedTheWord) {
  EXPECT_EQ(steps_of("Citta'"), "accent_restored:città fold:citta lexicon:città (the only lemma)");
  EXPECT_EQ(steps_of("perchè"), "fold:perche other_accent:perché lexicon:perché (the only lemma)");
  EXPECT_EQ(steps_of("citta"), "accents_missing:citta lexicon:città (the only lemma)");
  EXPECT_EQ(steps_of("arrestarlo"), "enclitic:arrestare lexicon:arrestare (the only lemma)");
  EXPECT_EQ(steps_of("dottor"), "truncation:dottore lexicon:dottore (the only lemma)");
  EXPECT_EQ(steps_of("conti"), "lexicon:conto (the list of preferred lemmas)");
  EXPECT_EQ(steps_of("governo"), "lexicon:governo (nouns first)");
  EXPECT_EQ(steps_of("1.500"), "number:1500 (numbers are their digits)");
  EXPECT_EQ(steps_of("trumpiane"), "stem:trumpian (not in the lexicon: the ending goes)");
  EXPECT_EQ(steps_of("ieri Conti"),
            "fold:conti lexicon:conto name:conti "
            "(a capital in mid-sentence: a name keeps its form)");
}

TEST(ExplainTest, ListsTheLemmasWithTheirPartsOfSpeech) {
  Analysis analysis;
  const std::vector<TokenExplanation> why = tokens::analyzer().explain("governo", analysis);
  ASSERT_EQ(why.at(0).lemmas.size(), 2U);
  EXPECT_EQ(why[0].lemmas[0].lemma, "governare");
  EXPECT_EQ(why[0].lemmas[0].parts_of_speech, std::vector<std::string_view>{"verb"});
  EXPECT_FALSE(why[0].lemmas[0].chosen);
  EXPECT_EQ(why[0].lemmas[1].lemma, "governo");
  EXPECT_TRUE(why[0].lemmas[1].chosen);
}

// The two tables are of one make: every form of the lexicon has its key among its readings.
TEST(ExplainTest, EveryFormOfTheLexiconHasItsKeyAmongItsReadings) {
  for (std::uint32_t i = 0; i < lexicon::header().slots; ++i) {
    const lexicon::Slot& slot = lexicon::slots()[i];
    if (slot.form_size == 0) continue;
    const std::string_view form(lexicon::characters() + slot.form, slot.form_size);
    const std::string_view key(lexicon::characters() + slot.key, slot.key_size);
    const Readings readings = find_readings(form);
    EXPECT_EQ(std::count_if(readings.candidates.begin(), readings.candidates.end(),
                            [key](const Candidate& c) { return c.lemma == key; }),
              1)
        << form;
  }
}

TEST(ExplainTest, NoReadingsForWordsThatAreNotListed) {
  EXPECT_TRUE(find_readings("pioggerellinavolante").candidates.empty());
  EXPECT_TRUE(find_readings("").candidates.empty());
}

}  // namespace
}  // namespace edicola
