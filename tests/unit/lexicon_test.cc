#include "common/lexicon.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "common/elision.h"
#include "common/fold.h"
#include "common/lexicon_format.h"

namespace edicola {
namespace {

struct Case {
  std::string_view word;
  std::string_view key;  // empty: not known
};

Lexeme look_up(std::string_view word) {
  const Folded folded = fold(word);
  return find_lexeme(folded.form == folded.lower ? std::string() : folded.lower, folded.form);
}

void expect_keys(const std::vector<Case>& cases) {
  for (const Case& c : cases) EXPECT_EQ(look_up(c.word).key, c.key) << c.word;
}

void expect_keys_by_rule(const std::vector<Case>& cases) {
  for (const Case& c : cases) EXPECT_EQ(find_by_rule(fold(c.word).form).key, c.key) << c.word;
}

TEST(LexiconTest, FindsFormsOfOneLemma) {
  expect_keys({{"governi", "governo"},
               {"governo", "governo"},
               {"andrà", "andare"},
               {"andarono", "andare"},
               {"giudici", "giudice"},
               {"leggi", "legge"},
               {"banche", "banca"},
               {"casa", "casa"},
               {"Milano", "milano"},
               {"pioggerellinavolante", ""},
               {"", ""}});
}

TEST(LexiconTest, ElidedWordsHaveTheKeysThatElisionsSay) {
  for (const Elision& elision : kElisions) {
    const Lexeme lexeme = find_lexeme(elision.whole, elision.whole);
    const std::string_view key = lexeme.known() ? lexeme.key : elision.whole;
    EXPECT_TRUE(elision.functional || elision.key() == key) << elision.left << ": " << key;
  }
}

TEST(LexiconTest, AccentsTellWordsApart) {
  expect_keys({{"papà", "papà"}, {"è", "essere"}, {"e", "e"}, {"però", "però"}});
  EXPECT_NE(look_up("papa").key, look_up("papà").key);
  EXPECT_NE(look_up("però").key, look_up("pero").key);
}

// Where no other word is written so.
TEST(LexiconTest, ForgivesWrongAndMissingAccents) {
  expect_keys({{"perchè", "perché"},
               {"perche", "perché"},
               {"poichè", "poiché"},
               {"citta", "città"},
               {"cittá", "città"},
               {"universita", "università"},
               {"piú", "più"},
               {"cosí", "così"}});
  EXPECT_NE(find_lexeme("", "citta").traits & lexicon::kRestored, 0);
  EXPECT_EQ(find_lexeme("città", "citta").traits & lexicon::kRestored, 0);
}

TEST(LexiconTest, TraitsOfWords) {
  EXPECT_NE(look_up("della").traits & lexicon::kStop, 0);
  EXPECT_EQ(look_up("governo").traits & lexicon::kStop, 0);
  EXPECT_NE(look_up("parlare").traits & lexicon::kVerbBase, 0);
  EXPECT_NE(look_up("parlando").traits & lexicon::kVerbBase, 0);
  EXPECT_EQ(look_up("parlava").traits & lexicon::kVerbBase, 0);
  EXPECT_NE(look_up("Milano").traits & lexicon::kProper, 0);
}

TEST(LexiconTest, RestoresTruncatedWords) {
  expect_keys_by_rule({{"dottor", "dottore"},
                       {"professor", "professore"},
                       {"poter", "potere"},
                       {"procurator", "procuratore"},
                       {"aver", "avere"},
                       {"amor", "amore"},
                       // Too short, or no such word behind it.
                       {"mar", ""},
                       {"computer", ""},
                       {"var", ""}});
}

TEST(LexiconTest, TakesOffEnclitics) {
  expect_keys_by_rule({{"arrestarlo", "arrestare"},
                       {"dirglielo", "dire"},
                       {"andarsene", "andare"},
                       {"opporsi", "opporre"},
                       {"ridurlo", "ridurre"},
                       {"avvicinatosi", "avvicinare"},
                       {"dicendogli", "dire"},
                       {"trovandosi", "trovare"},
                       {"votandola", "votare"},
                       {"parlarne", "parlare"},
                       {"dimmi", "dire"},
                       {"dacci", "dare"},
                       {"vattene", ""},
                       // No verb stands before what looks like a pronoun.
                       {"Rubiolo", ""},
                       {"xyzlo", ""},
                       {"ci", ""},
                       {"lo", ""}});
}

// What is known of the verbs without looking them up.
TEST(LexiconTest, KeysOfShortImperativesAreTheirInfinitives) {
  for (const std::string_view infinitive : {"dare", "dire", "fare", "stare", "andare"}) {
    EXPECT_EQ(find_lexeme({}, infinitive).key, infinitive);
    EXPECT_FALSE(short_imperative_of(infinitive).empty()) << infinitive;
  }
  EXPECT_TRUE(short_imperative_of("parlare").empty());
}

TEST(LexiconTest, TellsWhatMayBeListedInOne) {
  for (const std::string_view form : {"weekend", "novità", "fuorigioco", "palazzina"}) {
    for (std::size_t at = 3; at + 3 <= form.size(); ++at) {
      EXPECT_TRUE(may_be_listed_in_one(form.substr(0, at), form.substr(at))) << form << at;
    }
  }
  EXPECT_FALSE(may_be_listed_in_one("zzz", "qqq"));
}

// A word reached by a rule has no copy of its form in the lexicon.
TEST(LexiconTest, RulesGiveNoForm) {
  EXPECT_TRUE(find_by_rule("arrestarlo").form.empty());
  EXPECT_TRUE(find_by_rule("dottor").form.empty());
  EXPECT_EQ(find_lexeme("", "governi").form, "governi");
}

TEST(LexiconTest, RestoresTheAccentOfAnApostrophe) {
  const std::vector<Case> cases = {{"citta", "città"},
                                   {"e", "è"},
                                   {"perche", "perché"},
                                   {"piu", "più"},
                                   {"cosi", "così"},
                                   {"puo", "può"},
                                   {"lunedi", "lunedì"},
                                   {"sara", "sarà"},
                                   {"universita", "università"},
                                   {"gia", "già"},
                                   // Written so in their own right: po', di', fa', va', mo', be'.
                                   {"po", ""},
                                   {"di", ""},
                                   {"fa", ""},
                                   {"va", ""},
                                   {"mo", ""},
                                   {"be", ""},
                                   // No word ends so.
                                   {"rubio", ""},
                                   {"roma", ""},
                                   {"", ""}};
  for (const Case& c : cases) EXPECT_EQ(restore_accent(c.word), c.key) << c.word;
}

TEST(LexiconTest, LongWordsAreUnknown) {
  const std::string long_word(64, 'a');
  EXPECT_FALSE(find_lexeme("", long_word).known());
  EXPECT_FALSE(find_by_rule(long_word + "lo").known());
  EXPECT_FALSE(find_by_rule(long_word + "r").known());
  EXPECT_EQ(restore_accent(long_word), "");
}

}  // namespace
}  // namespace edicola
