// What stands next to each place of a text, against looking at all pairs of words.
#include "indexer/text_sides.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "common/text.h"
#include "tests/unit/corpus_texts.h"
#include "tests/unit/tokens.h"

namespace edicola {
namespace {

std::vector<std::uint64_t> hashes_of(const Analysis& words) {
  std::vector<std::uint64_t> hashes;
  for (const Token& token : words.tokens()) hashes.push_back(fingerprint64(token.form));
  return hashes;
}

// The slow twin: what a form at `position` sees `step` away.
Side side_seen(const Analysis& words, std::uint32_t position, int step) {
  const auto stands_at = [&](const Token& token, int steps) {
    return !token.has(kElided) && token.position == position + static_cast<unsigned>(steps * step);
  };
  Side side = 0;
  for (const Token& next : words.tokens()) {
    if (!stands_at(next, 1)) continue;
    const WordBeside word = word_beside(fingerprint64(next.form));
    bool is_told = false;
    for (const Token& beyond : words.tokens()) {
      if (!word.is_light || !stands_at(beyond, 2)) continue;
      side = joined_side(side, side_with(word, word_beside(fingerprint64(beyond.form))));
      is_told = true;
    }
    if (!is_told) side = joined_side(side, side_with(word));
  }
  return side == 0 ? kEdge : side;
}

void expect_as_twin(const std::string& text) {
  Analysis words;
  tokens::analyzer().analyze(text, words);
  TextSides sides;
  sides.read(words, hashes_of(words));
  for (std::uint32_t position = 0; position < words.positions(); ++position) {
    EXPECT_EQ(sides.behind(position), side_seen(words, position, 1)) << text << position;
    EXPECT_EQ(sides.before(position), side_seen(words, position, -1)) << text << position;
  }
}

TEST(TextSidesTest, AsLookingAtAllWords) {
  for (const char* text :
       {"", "Roma", "di", "della Repubblica", "il presidente della", "D'Alema e l'ex ministro",
        "la fine di un'epoca", "Perche' no? «Sì», di' pure", "a e i o", "22-8-16 Rc-auto n. 5"}) {
    expect_as_twin(text);
  }
  for (const Article& article : read_corpus()) {
    expect_as_twin(article.title);
    expect_as_twin(article.body.substr(0, 1500));
  }
}

// One object for many texts.
TEST(TextSidesTest, NothingOfTheTextBeforeIsLeft) {
  Analysis words;
  TextSides sides;
  tokens::analyzer().analyze("il presidente della Repubblica", words);
  sides.read(words, hashes_of(words));
  EXPECT_NE(sides.behind(0), kEdge);
  tokens::analyzer().analyze("Roma", words);
  sides.read(words, hashes_of(words));
  EXPECT_EQ(sides.behind(0), kEdge);
  EXPECT_EQ(sides.before(0), kEdge);
}

}  // namespace
}  // namespace edicola
