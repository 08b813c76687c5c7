#include "searcher/query.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>
#include <fstream>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "common/text.h"

namespace edicola {
namespace {

using Kind = QueryNode::Kind;

bool is_leaf(const QueryNode& node) {
  return node.kind == Kind::kWord || node.kind == Kind::kExact || node.kind == Kind::kPrefix ||
         node.kind == Kind::kPhrase;
}

// The leaf as the query language writes it.
std::string leaf_query(const QueryNode& node) {
  const std::string name = node.field ? std::string(field(*node.field).name) + ':' : std::string();
  if (node.kind == Kind::kExact) return name + '=' + node.text;
  if (node.kind == Kind::kPrefix) return name + node.text + '*';
  if (node.kind == Kind::kPhrase) return name + '"' + node.text + '"';
  return name + node.text;
}

// The tree on one line, as tests/data/queries.txt writes it.
std::string one_line(const QueryNode& node) {
  if (node.kind == Kind::kNot) return '-' + one_line(node.children.at(0));
  if (is_leaf(node)) {
    const bool signs =
        node.text.find_first_of("-=") == 0 || node.text.find_first_of("*:") != std::string::npos;
    if (node.kind != Kind::kWord || !signs) return leaf_query(node);
    QueryNode braced = node;
    braced.text = '{' + node.text + '}';
    return leaf_query(braced);
  }
  std::string out = node.kind == Kind::kAnd ? "(and" : node.kind == Kind::kOr ? "(or" : "(seq";
  for (const QueryNode& child : node.children) out += ' ' + one_line(child);
  return out + ')';
}

std::string rendered(const ParsedQuery& parsed) {
  std::string out = one_line(parsed.root);
  if (parsed.has_operators) out += " | operators";
  for (const std::string& note : parsed.notes) out += " | note: " + note;
  return out;
}

std::string unescaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i, 2) == "\\x" && i + 4 <= text.size()) {
      out += static_cast<char>(std::stoi(std::string(text.substr(i + 2, 2)), nullptr, 16));
      i += 3;
    } else {
      out += text[i];
    }
  }
  return out;
}

TEST(Query, GoldenRows) {
  std::ifstream rows(EDICOLA_TEST_DATA "/queries.txt");
  ASSERT_TRUE(rows) << "no " EDICOLA_TEST_DATA "/queries.txt";
  std::string row;
  int checked = 0;
  for (int line = 1; std::getline(rows, row); ++line) {
    if (row.empty() || row == "#" || row.rfind("# ", 0) == 0) continue;
    const std::size_t arrow = row.find(" ==> ");
    ASSERT_NE(arrow, std::string::npos) << "line " << line;
    const ParsedQuery parsed = parse_query(unescaped(row.substr(0, arrow)), Syntax::kFull);
    EXPECT_EQ(rendered(parsed), row.substr(arrow + 5)) << "line " << line << ": " << row;
    ++checked;
  }
  EXPECT_GE(checked, 90);
}

TEST(Query, TreeOnLines) {
  const ParsedQuery parsed =
      parse_query(R"(Rubio -titolo:"Kuala Lumpur" (=papà OR autore:govern*))", Syntax::kFull);
  EXPECT_EQ(to_text(parsed.root),
            "sequence\n"
            "  word Rubio\n"
            "  not\n"
            "    phrase titolo:\"Kuala Lumpur\"\n"
            "  or\n"
            "    exact =papà\n"
            "    prefix autore:govern*\n");
  EXPECT_EQ(to_text(parse_query("a AND titolo:b", Syntax::kFull).root),
            "and\n  word a\n  word titolo:b\n");
  EXPECT_EQ(to_text(QueryNode{}), "sequence\n");
}

// In plain text nothing but white space has a meaning.
TEST(Query, PlainSyntaxKnowsOnlyWords) {
  const ParsedQuery parsed =
      parse_query("\xC2\xA0-a OR \"b\xE2\x80\x89titolo:c (d* \xFF =e AND", Syntax::kPlain);
  EXPECT_EQ(
      to_text(parsed.root),
      "sequence\n  word -a\n  word OR\n  word \"b\n  word titolo:c\n  word (d*\n  word \uFFFD\n"
      "  word =e\n  word AND\n");
  EXPECT_FALSE(parsed.has_operators);
  EXPECT_TRUE(parsed.notes.empty());
  // Even one word is a sequence.
  EXPECT_EQ(to_text(parse_query("Rubio", Syntax::kPlain).root), "sequence\n  word Rubio\n");
}

std::size_t depth(const QueryNode& node) {
  std::size_t deepest = 0;
  for (const QueryNode& child : node.children) deepest = std::max(deepest, depth(child));
  return deepest + 1;
}

std::string repeated(std::string_view text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

// `a (a (a ...` cannot be flattened: 64 levels stay, the deeper words join the deepest.
TEST(Query, DeepNestingIsFlattened) {
  const ParsedQuery kept =
      parse_query(repeated("a (", 64) + "b" + repeated(")", 64), Syntax::kFull);
  EXPECT_EQ(depth(kept.root), 65U);
  EXPECT_TRUE(kept.notes.empty());
  const ParsedQuery cut =
      parse_query(repeated("a (", 66) + "b" + repeated(")", 66) + " c", Syntax::kFull);
  EXPECT_EQ(depth(cut.root), 66U);
  EXPECT_EQ(cut.notes,
            std::vector<std::string>{"parentheses more than 64 levels deep were ignored"});
  EXPECT_EQ(one_line(cut.root),
            repeated("(seq a ", 64) + "(seq a a b)" + repeated(")", 63) + " c)");
}

TEST(Query, HundredThousandParentheses) {
  for (const std::string_view part :
       {"(", ")", "-(", "titolo:(", "a (", "NOT (", "()", "NOT ", "a(", "«"}) {
    const ParsedQuery parsed = parse_query(repeated(part, 100'000), Syntax::kFull);
    EXPECT_LE(depth(parsed.root), 3 * 64U) << part;
    EXPECT_FALSE(parsed.notes.empty()) << part;
    EXPECT_LE(parsed.notes.size(), 12U) << part;
  }
}

TEST(Query, LongQueryIsCutBetweenWords) {
  const ParsedQuery parsed = parse_query(repeated("parola ", 2'000), Syntax::kFull);
  ASSERT_EQ(parsed.root.children.size(), 1428U);  // 1428 * 7 - 1 = 9995
  EXPECT_EQ(parsed.root.children.back().text, "parola");
  EXPECT_EQ(parsed.notes,
            std::vector<std::string>{
                "the query is longer than 10000 bytes: only its first 9995 were read"});
  EXPECT_TRUE(parse_query(repeated("parole ", 1'428) + "fine", Syntax::kFull).notes.empty());
}

// One word of 3-byte characters: cut at a character, in plain text too.
TEST(Query, LongWordIsCutBetweenCharacters) {
  for (const Syntax syntax : {Syntax::kFull, Syntax::kPlain}) {
    const ParsedQuery parsed = parse_query(repeated("€", 4'000), syntax);
    const QueryNode& word = syntax == Syntax::kPlain ? parsed.root.children.at(0) : parsed.root;
    EXPECT_EQ(word.text, repeated("€", 3'333));
    EXPECT_EQ(parsed.notes.size(), 1U);
  }
}

TEST(Query, NotesAreFewAndShort) {
  std::string query;
  for (int i = 0; i < 100; ++i) query += "*parola" + std::to_string(i) + ' ';
  const ParsedQuery many = parse_query(query, Syntax::kFull);
  ASSERT_EQ(many.notes.size(), 11U);
  EXPECT_EQ(many.notes.back(), "90 more places of the query were read leniently");
  const ParsedQuery lengthy = parse_query('*' + repeated("è", 3'000), Syntax::kFull);
  ASSERT_EQ(lengthy.notes.size(), 1U);
  EXPECT_LT(count_characters(lengthy.notes.front()), 160U);
  EXPECT_NE(lengthy.notes.front().find("…"), std::string::npos);
}

// The query whose tree is `node`: every inner node in parentheses.
std::string canonical(const QueryNode& node) {
  if (is_leaf(node)) return leaf_query(node);
  if (node.kind == Kind::kNot) {
    return is_leaf(node.children.at(0)) ? '-' + canonical(node.children[0])
                                        : "-(" + canonical(node.children[0]) + ')';
  }
  const std::string joint = node.kind == Kind::kAnd  ? " AND "
                            : node.kind == Kind::kOr ? " OR "
                                                     : " ";
  std::string out;
  for (const QueryNode& child : node.children) {
    if (!out.empty()) out += joint;
    const bool bare = is_leaf(child) || child.kind == Kind::kNot;
    out += bare ? canonical(child) : '(' + canonical(child) + ')';
  }
  return out;
}

// What a word cannot hold when it is spelt out: being an operator; a sign at its beginning (the
// minus would change meaning); the asterisks and colons that are noted again.
bool has_spelling(const QueryNode& node) {
  if (is_leaf(node)) {
    const bool operation = node.text == "AND" || node.text == "OR" || node.text == "NOT";
    const bool sign = (std::ispunct(static_cast<unsigned char>(node.text[0])) != 0 &&
                       std::string_view("'#@$_").find(node.text[0]) == std::string::npos) ||
                      node.text.rfind("–", 0) == 0;
    return !operation && !sign && node.text.find_first_of("*:") == std::string::npos;
  }
  return std::all_of(node.children.begin(), node.children.end(), has_spelling);
}

void expect_sound(const QueryNode& node, bool is_root, const std::string& query) {
  const std::size_t children = node.children.size();
  if (is_leaf(node)) {
    EXPECT_EQ(children, 0U) << query;
    EXPECT_FALSE(node.text.empty()) << query;
    EXPECT_TRUE(is_valid_utf8(node.text)) << query;
    for (const std::string_view gap : {"\n", "\t", "\"", "«", "“", "”"}) {
      EXPECT_EQ(node.text.find(gap), std::string::npos) << query;
    }
    return;
  }
  EXPECT_TRUE(node.text.empty() && !node.field) << query;
  if (node.kind == Kind::kNot) {
    ASSERT_EQ(children, 1U) << query;
    EXPECT_NE(node.children[0].kind, Kind::kNot) << query;
  } else {
    EXPECT_TRUE(children >= 2 || (is_root && children == 0 && node.kind == Kind::kSequence))
        << query;
  }
  for (const QueryNode& child : node.children) {
    const bool merges = node.kind == Kind::kAnd || node.kind == Kind::kOr;
    EXPECT_FALSE(merges && child.kind == node.kind) << query;
    expect_sound(child, false, query);
  }
}

std::string random_query(std::mt19937& random) {
  static constexpr std::array<std::string_view, 44> kParts = {
      " ",        " ",        " ",
      "Rubio",    "papà",     "dell'Aquila",
      "16:30",    "e",        "AND",
      "OR",       "NOT",      "(",
      ")",        "(",        ")",
      "\"",       "\"",       "“",
      "”",        "„",        "‟",
      "«",        "»",        "‹",
      "›",        "＂",       "'",
      "’",        "-",        "-",
      "*",        "=",        "titolo:",
      "autore:",  "autor:",   "Tag:",
      "https://", "\xC2\xA0", "\xE3\x80\x80",
      ",",        "~2",       "–",
      "\n",       "\x1B"};
  std::string query;
  const auto parts = random() % 24;
  for (unsigned i = 0; i < parts; ++i) {
    if (random() % 12 == 0) {
      query += static_cast<char>(random() % 256);
    } else {
      query += kParts.at(random() % kParts.size());
    }
  }
  return query;
}

// Whatever is typed: a sound tree, notes fit for a terminal, and the tree's own spelling reads back
// as the same tree without a note.
TEST(Query, RandomQueries) {
  std::mt19937 random(20251122);  // NOLINT: the same queries on every run
  int round_trips = 0;
  for (int i = 0; i < 20'000 && !HasFailure(); ++i) {
    const std::string query = random_query(random);
    const ParsedQuery parsed = parse_query(query, Syntax::kFull);
    expect_sound(parsed.root, true, query);
    for (const std::string& note : parsed.notes) {
      EXPECT_TRUE(is_valid_utf8(note)) << query;
      EXPECT_EQ(note.find_first_of(std::string_view("\0\n\x1B\x7F", 4)), std::string::npos)
          << query;
    }
    for (const QueryNode& word : parse_query(query, Syntax::kPlain).root.children) {
      EXPECT_TRUE(word.kind == Kind::kWord && !word.text.empty()) << query;
    }
    if (!has_spelling(parsed.root)) continue;
    const ParsedQuery again = parse_query(canonical(parsed.root), Syntax::kFull);
    EXPECT_EQ(to_text(again.root), to_text(parsed.root))
        << query << "\nas " << canonical(parsed.root);
    EXPECT_TRUE(again.notes.empty()) << query << "\n" << rendered(again);
    ++round_trips;
  }
  EXPECT_GT(round_trips, 5'000);
}

}  // namespace
}  // namespace edicola
