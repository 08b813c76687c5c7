#include "common/words.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "tests/unit/corpus_texts.h"
#include "tests/unit/random_text.h"

namespace edicola {
namespace {

struct Case {
  std::string_view text;
  std::string_view words;  // parted by |
};

std::vector<Word> scan(std::string_view text) {
  WordScanner scanner(text);
  std::vector<Word> words;
  for (Word word; scanner.next(word);) words.push_back(word);
  return words;
}

std::string words_of(std::string_view text) {
  std::string found;
  for (const Word& word : scan(text)) {
    if (!found.empty()) found += "|";
    found += text.substr(word.begin, word.end - word.begin);
  }
  return found;
}

// The words that `has` something, parted by |.
template <typename Has>
std::string words_with(std::string_view text, Has has) {
  std::string found;
  for (const Word& word : scan(text)) {
    if (!has(word)) continue;
    if (!found.empty()) found += "|";
    found += text.substr(word.begin, word.end - word.begin);
  }
  return found;
}

void expect_words(const std::vector<Case>& cases) {
  for (const Case& c : cases) EXPECT_EQ(words_of(c.text), c.words) << c.text;
}

TEST(WordsTest, Borders) {
  expect_words({{"", ""},
                {" \n\t ", ""},
                {"… — («»)!", ""},
                {"Rubio", "Rubio"},
                {"Rubio, Lavrov.", "Rubio|Lavrov"},
                {"«Ora basta»", "Ora|basta"},
                {"governo/opposizione", "governo|opposizione"},
                {"snake_case #hashtag @handle", "snake|case|hashtag|handle"},
                {"città è Straße", "città|è|Straße"},
                {"uno\u200Bdue", "uno|due"},
                {"uno\u00A0due", "uno|due"},
                {"uno\x01"
                 "due",
                 "uno|due"},
                {"Ciao😀mondo", "Ciao|mondo"},
                // Marks belong to the letter before them and begin no word.
                {"cittA\u0300 \u0301x", "cittA\u0300|x"}});
}

TEST(WordsTest, IgnorableCharactersPartNothing) {
  expect_words({{"go\u00ADver\u00ADno", "go\u00ADver\u00ADno"}, {"\u00ADgoverno", "governo"}});
  EXPECT_TRUE(scan("gover\u00ADno")[0].ignorable);
  EXPECT_FALSE(scan("governo")[0].ignorable);
}

TEST(WordsTest, Numbers) {
  expect_words({{"1.500 euro", "1.500|euro"},
                {"1.234.567,89", "1.234.567,89"},
                {"2,5%", "2,5"},
                {"0,75", "0,75"},
                {"1\u202F500 e 2\u00A0000", "1\u202F500|e|2\u00A0000"},
                {"nel 2025.", "nel|2025"},
                {"16.30", "16|30"},
                {"16:30", "16|30"},
                {"10/07/2025", "10|07|2025"},
                {"10.7.2025", "10|7|2025"},
                {"192.168.1.10", "192|168|1|10"},
                {"1,2,3", "1|2|3"},
                {"1500.000", "1500|000"},
                {"1.5000", "1|5000"},
                {"5Stelle", "5Stelle"},
                {"m5s G7 CO₂ m²", "m5s|G7|CO₂|m²"},
                {"2ª", "2"},
                {"€10", "10"}});
  const auto is_number = [](const Word& word) { return word.kind == Word::Kind::kNumber; };
  EXPECT_EQ(words_with("1.500 5Stelle 2,5 G7 16.30", is_number), "1.500|2,5|16|30");
}

TEST(WordsTest, Acronyms) {
  expect_words({{"U.S.A.", "U.S.A."},
                {"C.G.I.L e A.N.A.S.", "C.G.I.L|e|A.N.A.S."},
                {"a.C.", "a.C."},
                {"l'U.E. dice", "l|U.E.|dice"},
                {"G. Meloni", "G|Meloni"},
                {"S.Pietro", "S|Pietro"},
                {"casa.Poi", "casa|Poi"},
                {"corriere.it", "corriere|it"},
                {"dott.ssa", "dott|ssa"},
                {"U.S.Lecce", "U.S|Lecce"}});
  const auto is_acronym = [](const Word& word) { return word.kind == Word::Kind::kAcronym; };
  EXPECT_EQ(words_with("U.S.A. NATO a.C. S.p.A.", is_acronym), "U.S.A.|a.C.|S.p.A.");
}

TEST(WordsTest, AmpersandJoinsLettersOnly) {
  expect_words({{"AT&T", "AT&T"},
                {"S&P 500", "S&P|500"},
                {"Dolce & Gabbana", "Dolce|Gabbana"},
                {"3&4", "3|4"},
                {"a&", "a"}});
}

TEST(WordsTest, Hyphens) {
  expect_words({{"centro-destra", "centro|destra"}, {"F\u201135", "F|35"}, {"-5", "5"}});
  const auto after = [](const Word& word) { return word.after_hyphen; };
  EXPECT_EQ(words_with("centro-destra", after), "destra");
  EXPECT_EQ(words_with("F\u201135 e Covid-19", after), "35|19");
  EXPECT_EQ(words_with("Italia - Germania, a--b, -c, d- e, f -g", after), "");
  EXPECT_EQ(words_with("-solo", after), "");
}

TEST(WordsTest, Apostrophes) {
  expect_words({{"dell'Aquila", "dell|Aquila"},
                {"l’Italia", "l|Italia"},
                {"rock'n'roll", "rock|n|roll"},
                {"'ndrangheta", "ndrangheta"},
                {"po' di", "po|di"}});
  const auto bytes = [](std::string_view text) { return scan(text).at(0).apostrophe; };
  EXPECT_EQ(bytes("l'Italia"), 1);
  EXPECT_EQ(bytes("l`Italia"), 1);
  EXPECT_EQ(bytes("l’Italia"), 3);
  EXPECT_EQ(bytes("l´Italia"), 2);
  EXPECT_EQ(bytes("Italia"), 0);
  const auto joins = [](const Word& word) { return word.apostrophe_joins; };
  EXPECT_EQ(words_with("l'Italia po' di e' dell'«Ansa» nell'", joins), "l");
  const auto before_blank = [](const Word& word) { return word.apostrophe_before_blank; };
  EXPECT_EQ(words_with("dell' Ansa, po'. nell'", before_blank), "dell");
  EXPECT_EQ(words_with("dell'«Ansa», all'\"Ansa\", nell' “Ansa”, quest'»", before_blank),
            "dell|all|nell");
  const auto quoted = [](const Word& word) { return word.after_apostrophe; };
  EXPECT_EQ(words_with("'ndrangheta l'Italia dice 'no'", quoted), "ndrangheta|no");
}

TEST(WordsTest, SentenceStarts) {
  const std::vector<Case> cases = {{"Il governo cade. Il premier lascia", "Il|Il"},
                                   {"Cade! Davvero? Sì… Forse", "Cade|Davvero|Sì|Forse"},
                                   {"Cade… forse", "Cade"},
                                   // Titles, initials and times end none.
                                   {"Il dott. Rossi e G. Meloni alle 16.30 Domani", "Il"},
                                   {"Vede l'on. Bianchi, il prof. Neri e S. Pietro", "Vede"},
                                   {"Ha detto: «Basta» e poi: no", "Ha|Basta"},
                                   {"Titolo\nTesto nuovo\nche va a capo", "Titolo|Testo"},
                                   {"Titolo\r\nTesto", "Titolo|Testo"},
                                   {"Uno\n\ndue", "Uno|due"},
                                   {"Chiude a 2.5. Domani riapre", "Chiude|Domani"},
                                   {"Nel 2024. 2025 in ripresa", "Nel|2025"},
                                   {"corriere.it e Ansa.Poi", "corriere"}};
  for (const Case& c : cases) {
    EXPECT_EQ(words_with(c.text, [](const Word& word) { return word.sentence_start; }), c.words)
        << c.text;
  }
}

TEST(WordsTest, Shape) {
  const std::string_view text = "governo Meloni NATO iPhone eBay È 2025 m5s ΑΘΗΝΑ 北京";
  EXPECT_EQ(words_with(text, [](const Word& w) { return w.upper_first; }), "Meloni|NATO|È|ΑΘΗΝΑ");
  EXPECT_EQ(words_with(text, [](const Word& w) { return w.upper_first && !w.has_lower; }),
            "NATO|È|ΑΘΗΝΑ");
  EXPECT_EQ(words_with(text, [](const Word& w) { return w.has_digit; }), "2025|m5s");
  EXPECT_EQ(words_with(text, [](const Word& w) { return !w.has_letter; }), "2025");
}

// Each run of a script without blanks is one Word, to be cut later.
TEST(WordsTest, ScriptsWithoutBlanks) {
  const auto unspaced = [](const Word& word) { return word.kind == Word::Kind::kUnspaced; };
  EXPECT_EQ(words_with("Il 北京大学 e กรุงเทพ, コーヒー人々 ok 서울", unspaced),
            "北京大学|กรุงเทพ|コーヒー人々");
  expect_words({{"Xi 習近平2025", "Xi|習近平|2025"}, {"안녕 세계", "안녕|세계"}});
}

TEST(WordsTest, BrokenBytesPartWords) {
  expect_words({{"citt\xE0 nuova", "citt|nuova"},
                {"\xFFgoverno\xC3", "governo"},
                {"a\xED\xA0\x80z", "a|z"},
                {"l'\xFFItalia", "l|Italia"}});
}

// The words of next() beside those of its slow twin.
void expect_twins(const std::string& text) {
  WordScanner fast(text);
  WordScanner slow(text);
  Word one;
  Word other;
  while (slow.next_any(other)) {
    ASSERT_TRUE(fast.next(one)) << text;
    ASSERT_EQ(one, other) << other.begin << " of " << text;
  }
  EXPECT_FALSE(fast.next(one)) << text;
}

TEST(WordsTest, SimpleWordsAreWhatTheSlowWaySaysOfThem) {
  for (unsigned seed = 0; seed < 3000; ++seed) {
    std::mt19937 random(seed);
    expect_twins(random_text(random, seed % 100, Pieces::kAny));
    if (testing::Test::HasFailure()) FAIL() << "seed " << seed;
  }
  for (const Article& article : read_corpus()) expect_twins(article.body);
  // All that may stand behind a word, and behind that.
  for (const std::string word : {"a", "per", "fino", "quando"}) {
    for (char c = 1; c < 127; ++c) {
      for (const char* const more : {"", " ", "'", " 'a", "a", ".", "\u2019a", " \u2019a"}) {
        expect_twins("in " + word + c + more);
      }
    }
  }
}

}  // namespace
}  // namespace edicola
