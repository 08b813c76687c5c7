// Searching: a Request in, a Response out, both plain structs.
//
// A Searcher is used by one thread (Xapian's handles are not thread-safe): have one a thread, each
// made by another() of the first.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "edicola/article.h"

namespace edicola {

// How plain words combine. In a query that uses AND, OR, NOT or parentheses, words side by side
// must all match unless kOr says otherwise.
enum class Operator {
  kAuto,  // articles with all the words first, then those with most of them
  kAnd,
  kOr,
};

enum class Sort { kRelevance, kNewest, kOldest };

enum class Syntax {
  kFull,   // docs/query-language.md
  kPlain,  // every character is text: no operators, quotes or fields
};

// The parameters of ranking, docs/relevance.md; weights multiply BM25 scores. Those of BM25 itself
// are the index's: see IndexRequest.
struct Ranking {
  double exact_form = 0.5;  // weight of the form as typed, beside its lemma at 1
  double name = 0.5;        // weight of a name's standing as one, beside its form at 1
  double variant = 0.3;     // weight of other spellings of a name (Sergej, Sergei), beside it at 1
  // Weight of the word that a word typed without accents is with them (meta, metà), beside it at 1.
  double accent = 0.1;
  double stop_word = 0.2;  // weight of function words beside other words
  double family = 0.4;     // weight of words that begin alike, in queries of more than three words
  // Among the first ten hits, the weight of the words that the best sentence has, and the share of
  // it that a sentence far behind the beginning loses.
  double sentence = 0.4;
  double lead = 0.5;
  // A word of the query is a name if it stands as one in at least this share of the articles that
  // have it; the second, if it is typed with a capital.
  double name_share = 0.6;
  double name_share_typed = 0.1;
  // A query of one word, an inflected form (fini) that is not taken for a name but stands as one in
  // at least `lone_name_share` of its articles: the weight of its standing so, beside its lemma
  // at 1.
  double lone_name = 1;
  double lone_name_share = 0.05;
  // The first hit of a query of one word names a person of that name, behind a given name, a title
  // or an initial (Carlo Conti), if at least a share of the articles that have the word does: this
  // one where it is a common word too, the other where it is a name only (of a street or a town as
  // well). Over 1: never.
  double bearer_share = 0.001;
  double person_share = 0.05;
};

// Half-open: from <= day < to.
struct DayRange {
  std::optional<std::chrono::sys_days> from;
  std::optional<std::chrono::sys_days> to;
};

struct Request {
  std::string query;
  Syntax syntax = Syntax::kFull;
  Operator default_operator = Operator::kAuto;
  // Each list is a filter: any of its values will do. Compared without case and accents. A source
  // or a section is compared whole; an author matches if all the words given are in the name.
  std::vector<std::string> sources;
  std::vector<std::string> sections;
  std::vector<std::string> authors;
  DayRange days;
  Sort sort = Sort::kRelevance;
  std::uint32_t offset = 0;
  std::uint32_t limit = 10;
  // Totals are exact up to this many articles, those of a phrase up to a fifth of it; of more they
  // may be estimated, which is quicker.
  std::uint32_t count_up_to = 1000;
  std::uint32_t snippet_chars = 200;  // characters, not bytes; 0: no snippets
  Ranking ranking;
};

// Text to show, never markup; marks are [begin, end) in bytes of `text`, ascending and disjoint.
using Marks = std::vector<std::pair<std::uint32_t, std::uint32_t>>;
struct Snippet {
  std::string text;
  Marks marks;
};

struct Hit {
  Article article;
  double score = 0;  // comparable within one response only, falls from hit to hit by relevance
  std::vector<std::string> missing;  // words of the query that the article lacks, as typed
  Snippet snippet;
  Marks title_marks;  // in bytes of article.title
};

struct Response {
  std::vector<Hit> hits;
  std::uint64_t total = 0;            // articles matching; exact unless it says that
  std::uint64_t total_all_words = 0;  // of them, those that lack no word; likewise
  bool total_estimated = false;
  bool total_all_words_estimated = false;
  std::vector<std::string> notes;  // what the reader should know, one sentence each
  // The whole query with misspelt words replaced; empty if nothing better comes to mind. A note
  // asks the same question.
  std::string suggestion;
};

struct Explanation {
  std::string tree;      // the query as understood, an indented line a node
  std::string compiled;  // what runs: Xapian's description of the query
  std::vector<std::string> notes;
};

struct IndexInfo {
  std::uint64_t articles = 0;
  std::uint64_t terms = 0;  // distinct
  std::uint64_t bytes = 0;  // on disk; 0 for a remote index
  std::optional<std::chrono::year_month_day> oldest;
  std::optional<std::chrono::year_month_day> newest;
  std::string analyzer;  // the fingerprint of the analyzer that wrote it
};

class Searcher {
 public:
  // Opens one index, or several as if they were one. With `threads` over 1 (0: one a core) a
  // search of one index that has much to read is done by as many threads together, and finds the
  // same; several indexes are searched by one. Between searches it remembers what it read of each
  // index: up to about 32 MB of a small one, 500 MB of one of a million articles and more, however
  // many threads there are. Throws Error: kIndexMissing, kIndexCorrupt, kIndexMismatch.
  explicit Searcher(const std::vector<std::string>& paths, unsigned threads = 1);
  ~Searcher();
  Searcher(const Searcher&) = delete;
  Searcher& operator=(const Searcher&) = delete;

  // One more of the same indexes, with as many threads of its own, for another thread: what one has
  // read the others need not read again, and they take room for it once. Any thread may call it
  // while this one lives, even while it searches; each may outlive the others. Throws Error as the
  // constructor does.
  [[nodiscard]] std::unique_ptr<Searcher> another() const;

  // The articles that match, in order, from `offset`. The state of the index is that of the last
  // commit seen; if a writer has moved on, the search runs again on the new state. An empty query
  // with filters lists what the filters let through; without filters it is Error(kQuery).
  Response search(const Request& request);

  // How `request` would be run, without running it.
  Explanation explain(const Request& request);

  IndexInfo info();

 private:
  class Impl;
  explicit Searcher(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace edicola
