#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

#include "common/text.h"
#include "searcher/snippet.h"
#include "tests/unit/random_text.h"
#include "tests/unit/snippet_rows.h"

namespace edicola {
namespace {

using snippet_rows::analyze;
using snippet_rows::marked;
using snippet_rows::parse_query_row;

// Random texts and queries. What must hold of every snippet is checked against the text by other
// means than those of the code under test.
class Property {
 public:
  explicit Property(unsigned seed) : random_(seed) {}

  void check() {
    text_ = random_text(random_, pick({0, 1, 2, 5, 10, 20, 40, 80}), Pieces::kSteady);
    const std::vector<Sought> sought = random_sought();
    const std::uint32_t max_chars = pick({1, 2, 5, 9, 16, 30, 50, 80, 120, 200, 1000});
    const Analysis analysis = analyze(text_);
    matches_ = find_matches(analysis, sought);
    snippet_ = make_snippet(text_, analysis, matches_, sought, max_chars);
    SCOPED_TRACE("text: " + text_ + "\nsnippet: " + marked(snippet_) +
                 "\nchars: " + std::to_string(max_chars));
    ASSERT_TRUE(is_valid_utf8(snippet_.text));
    check_marks();
    check_passages(analysis, max_chars);
    check_found(max_chars);
  }

 private:
  template <typename T>
  T pick(const std::vector<T>& from) {
    return from[std::uniform_int_distribution<std::size_t>(0, from.size() - 1)(random_)];
  }
  std::uint32_t pick(std::initializer_list<std::uint32_t> from) {
    return pick(std::vector<std::uint32_t>(from));
  }

  std::vector<Sought> random_sought() {
    static const std::vector<std::string> kItems = {"governo",
                                                    "draghi^3",
                                                    "italia",
                                                    "arte^0.5",
                                                    "città",
                                                    "1.500^7",
                                                    "=a",
                                                    "e*",
                                                    "\"centro destra\"",
                                                    "\"draghi governo\"",
                                                    "\"governo a\"^4",
                                                    "alema",
                                                    "usa",
                                                    "stop",
                                                    "precipitevolissimevolmente",
                                                    "c*",
                                                    "\"a a\"",
                                                    "\"italia italia\"",
                                                    "1500",
                                                    "日本"};
    std::string query;
    for (std::uint32_t i = pick({0, 1, 1, 2, 2, 3, 5}); i > 0; --i) query += pick(kItems) + " ";
    return parse_query_row(query);
  }

  static std::string reduced(std::string_view text) {
    std::string result;
    for (std::size_t i = 0; i < text.size();) {
      const bool wide = text.substr(i).starts_with("\u2003");
      if (wide || std::string_view(" \t\n\r").find(text[i]) != std::string_view::npos) {
        if (!result.empty() && result.back() != ' ') result += ' ';
        i += wide ? 3 : 1;
      } else {
        result += text[i++];
      }
    }
    return result;
  }

  // A mark is a match of the text, or the beginning of one that is too long to show.
  void check_marks() const {
    std::set<std::string> found;
    for (const Match& match : matches_) {
      found.insert(reduced(std::string_view(text_).substr(match.begin, match.end - match.begin)));
    }
    std::uint32_t at = 0;
    for (const auto& [begin, end] : snippet_.marks) {
      EXPECT_GE(begin, at);
      EXPECT_LT(begin, end);
      ASSERT_LE(end, snippet_.text.size());
      at = end;
      const std::string slice = snippet_.text.substr(begin, end - begin);
      const bool cut = snippet_.text.substr(end) == "…";
      EXPECT_TRUE(cut ? found.lower_bound(slice)->starts_with(slice) : found.count(slice) > 0)
          << slice;
    }
  }

  // The snippet without its ellipses: one passage or two.
  std::vector<std::string> passages() const {
    std::string rest = snippet_.text;
    if (rest.starts_with("… ")) rest.erase(0, std::string("… ").size());
    if (rest.ends_with("…")) rest.erase(rest.size() - std::string("…").size());
    if (rest.ends_with(" ")) rest.pop_back();
    const std::size_t joiner = rest.find(" … ");
    if (joiner == std::string::npos) return {rest};
    return {rest.substr(0, joiner), rest.substr(joiner + std::string(" … ").size())};
  }

  void check_passages(const Analysis& analysis, std::uint32_t max_chars) const {
    const std::string whole = reduced(text_);
    std::size_t chars = 0;
    std::size_t from = 0;
    for (const std::string& passage : passages()) {
      chars += count_characters(passage);
      const std::size_t at = whole.find(passage, from);
      ASSERT_NE(at, std::string::npos) << passage;
      from = at + passage.size();
    }
    std::size_t longest = 0;
    for (const Match& match : matches_)
      longest = std::max<std::size_t>(longest, match.end - match.begin);
    // Only a match, which is never cut, may take more room.
    EXPECT_LE(chars, longest > max_chars ? 4 * std::size_t{max_chars} : max_chars);
    if (!snippet_.text.ends_with("…") || snippet_.text.ends_with(" …")) check_words(analysis);
  }

  // A token without its last apostrophe or dot: whether they belong to it depends on what follows.
  static std::string bare(std::string_view text, const Token& token) {
    std::string word(text.substr(token.begin, token.end - token.begin));
    if (word.ends_with("'") || word.ends_with(".")) word.pop_back();
    if (word.ends_with("’")) word.erase(word.size() - std::string_view("’").size());
    return word;
  }

  // Each word of the snippet is a word of the text: none was cut.
  void check_words(const Analysis& analysis) const {
    std::set<std::string> words;
    for (const Token& token : analysis.tokens()) {
      words.insert(bare(text_, token));
    }
    for (const std::string& passage : passages()) {
      const Analysis again = analyze(passage);
      for (const Token& token : again.tokens()) {
        const std::string word = bare(passage, token);
        EXPECT_TRUE(words.count(word) > 0) << "cut: " << word;
      }
    }
  }

  // Where something was found, something is shown.
  void check_found(std::uint32_t max_chars) const {
    if (matches_.empty() || max_chars < 9) return;
    EXPECT_FALSE(snippet_.marks.empty());
  }

  std::mt19937 random_;
  std::string text_;
  std::vector<Match> matches_;
  Snippet snippet_;
};

TEST(SnippetPropertyTest, RandomTexts) {
  for (unsigned seed = 0; seed < 8000; ++seed) {
    Property(seed).check();
    if (testing::Test::HasFailure()) FAIL() << "seed " << seed;
  }
}

// A text of words, each sought one spelt in one way, so that marks tell what they are.
class BestWindow {
 public:
  explicit BestWindow(unsigned seed) : random_(seed) {
    for (const char* word : {"alfa", "beta", "delta", "zeta", "omega"}) {
      sought_.push_back({{{TokenPattern::Kind::kForm, word}}, static_cast<double>(below(5) + 1)});
    }
    for (std::uint32_t i = below(120) + 1; i > 0; --i) {
      const std::uint32_t which = below(60);
      words_.push_back(which < 5 ? sought_[which].patterns[0].text
                                 : std::string(which % 9 + 1, 'x'));
      if (below(8) == 0) words_.back() += below(2) == 0 ? "." : ",";
    }
  }

  // No passage of one piece could show more than the snippet does.
  void check() {
    const std::uint32_t max_chars = below(150) + 10;
    std::string text;
    for (const std::string& word : words_) text += word + " ";
    const Analysis analysis = analyze(text);
    const Snippet snippet =
        make_snippet(text, analysis, find_matches(analysis, sought_), sought_, max_chars);
    std::set<std::string> shown;
    for (const auto& [begin, end] : snippet.marks) {
      shown.insert(snippet.text.substr(begin, end - begin));
    }
    EXPECT_GE(weight_of(shown), best_weight(max_chars)) << text << "\n" << marked(snippet);
  }

 private:
  std::uint32_t below(std::uint32_t end) {
    return std::uniform_int_distribution<std::uint32_t>(0, end - 1)(random_);
  }

  double weight_of(const std::set<std::string>& found) const {
    double weight = 0;
    for (const Sought& sought : sought_) {
      if (found.count(sought.patterns[0].text) > 0) weight += sought.weight;
    }
    return weight;
  }

  // Of all runs of words that fit.
  double best_weight(std::uint32_t max_chars) const {
    double best = 0;
    for (std::size_t first = 0; first < words_.size(); ++first) {
      std::set<std::string> found;
      std::size_t chars = 0;
      for (std::size_t last = first; last < words_.size(); ++last) {
        chars += words_[last].size() + (last > first ? 1 : 0);
        if (chars > max_chars) break;
        found.insert(words_[last].substr(0, words_[last].find_first_of(".,")));
      }
      best = std::max(best, weight_of(found));
    }
    return best;
  }

  std::mt19937 random_;
  std::vector<Sought> sought_;
  std::vector<std::string> words_;
};

TEST(SnippetPropertyTest, ShowsAtLeastTheBestWindow) {
  for (unsigned seed = 0; seed < 1500; ++seed) {
    BestWindow(seed).check();
    if (testing::Test::HasFailure()) FAIL() << "seed " << seed;
  }
}

}  // namespace
}  // namespace edicola
