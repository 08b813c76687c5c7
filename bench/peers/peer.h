// What the programs of bench/peers/run have in common: the articles and queries they read, and the
// commands they take, so that every engine is asked the same and timed alike.
// lucene/LuceneSpeed.java speaks the same protocol.
//
//   PROGRAM index ARTICLES.jsonl FOLDER THREADS
//   PROGRAM once FOLDER QUERY                    one search; QUERY is a line of QUERIES.jsonl
//   PROGRAM search FOLDER QUERIES.jsonl          then commands on standard input, one a line:
//
//     time CLASS COUNT SECONDS    the first COUNT queries of the class, one after another; those
//     that
//                                 did not begin within SECONDS are left out, 0: none
//     count CLASS COUNT SECONDS   the same, but how many articles match, exactly
//     mixed THREADS SECONDS       the queries of all classes in the order of the file, over and
//     over,
//                                 but for those that only edicola understands (Combine::kAuto)
//     memory                      the processes that search beside this one
//
// Every answer is lines of JSON, the last one {"done": true}. Times are of the steady clock, from
// the query as words to hits as text, in microseconds; beside them the processor time of the
// process and its server (of the JVM: of the thread).
#pragma once

#include <cstdint>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace edicola::bench::peers {

inline constexpr unsigned kHits = 10;
inline constexpr unsigned kSnippetChars = 200;
inline constexpr std::string_view kMarkBegin = "<b>";
inline constexpr std::string_view kMarkEnd = "</b>";

struct PeerArticle {
  std::string id;
  std::string title;
  std::string text;       // subtitle, if any, and body
  std::string source;     // empty if there is none
  std::string published;  // "2025-07-10T18:45:00", local time; empty if there is none
};

// The articles whose lines begin in a part of a file. Throws std::runtime_error for a file that
// cannot be read or is no JSONL.
class ArticleReader {
 public:
  // Part `part` of `parts`, of about equal size.
  ArticleReader(const std::string& path, unsigned part, unsigned parts);
  ~ArticleReader();
  ArticleReader(const ArticleReader&) = delete;
  ArticleReader& operator=(const ArticleReader&) = delete;

  bool next(PeerArticle& article);

 private:
  struct Parser;
  std::unique_ptr<Parser> parser_;
  std::ifstream file_;
  std::string line_;
  std::uint64_t at_ = 0;   // where the next line begins
  std::uint64_t end_ = 0;  // lines from here on belong to the next part
};

enum class Form { kWords, kPhrase, kPrefix };
enum class Combine { kAnd, kOr, kAuto };  // kAuto: as edicola does by default; OR elsewhere

struct PeerQuery {
  unsigned id = 0;   // the line, from 0
  std::string kind;  // its class
  std::string text;  // words as in the articles, without signs of any query language
  Form form = Form::kWords;
  Combine combine = Combine::kAnd;  // of kWords
  std::string source;               // wanted; empty: any
  std::string from, to;             // days wanted, from <= day < to; empty: any
  bool newest = false;              // first; else by relevance
};

// One line of the file of queries, without the line break; and back.
std::string to_line(const PeerQuery& query);
PeerQuery parse_query(const std::string& line, unsigned id);

std::vector<std::string> words_of(const PeerQuery& query);

// What a reader sees of an article found. The snippet has marks.
struct PeerHit {
  std::string title;
  std::string published;
  std::string source;
  std::string snippet;
};

// An index opened by one thread for itself.
class Session {
 public:
  virtual ~Session() = default;
  Session() = default;
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  // The first kHits articles.
  virtual std::vector<PeerHit> search(const PeerQuery& query) = 0;

  // How many articles match.
  virtual std::uint64_t count(const PeerQuery& query) = 0;

  // The process that does the work, if it is another: its id. 0: this one.
  virtual int server_process() { return 0; }
};

class Peer {
 public:
  virtual ~Peer() = default;
  Peer() = default;
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;

  virtual void index(const std::string& articles, const std::string& folder, unsigned threads) = 0;
  virtual std::unique_ptr<Session> open(const std::string& folder) = 0;
};

// The whole program but for the engine. Errors go to standard error, the exit code is then 1.
int peer_main(int argc, char** argv, Peer& peer);

}  // namespace edicola::bench::peers
