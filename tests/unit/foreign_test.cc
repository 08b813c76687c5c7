// Which accents make another word.
#include "common/foreign.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "common/fold.h"

namespace edicola {
namespace {

bool foreign(const std::string& word, bool capital) {
  const Folded folded = fold(word);
  return is_foreign(find_lexeme(folded.lower, folded.form), folded.lower, capital);
}

TEST(ForeignTest, MarksThatItalianDoesNotKnow) {
  for (const char* const word : {"hồ", "ḥo", "dăi", "ñon", "ñe", "cön"}) {
    EXPECT_TRUE(foreign(word, false)) << word;
    EXPECT_TRUE(foreign(word, true)) << word;
  }
  // Nouns and adjectives are written with them and without.
  for (const char* const word : {"crêpe", "côte", "vïola"})
    EXPECT_FALSE(foreign(word, false)) << word;
}

TEST(ForeignTest, AccentsThatTheWordDoesNotHave) {
  for (const char* const word : {"riccò", "sané", "chí", "saccà", "và"}) {
    EXPECT_TRUE(foreign(word, true)) << word;
    EXPECT_FALSE(foreign(word, false)) << word;
  }
}

TEST(ForeignTest, AccentsOfTheWordItself) {
  for (const char* const word :
       {"città", "perché", "perchè", "cittá", "così", "cosí", "sì", "studî"}) {
    EXPECT_FALSE(foreign(word, true)) << word;
    EXPECT_FALSE(foreign(word, false)) << word;
  }
}

TEST(ForeignTest, NamesAndUnknownWordsStay) {
  for (const char* const word : {"máriò", "erdoğan", "zürich", "mbappé"}) {
    EXPECT_FALSE(foreign(word, true)) << word;
    EXPECT_FALSE(foreign(word, false)) << word;
  }
}

}  // namespace
}  // namespace edicola
