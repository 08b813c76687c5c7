// SQLite FTS5 in the comparison of speed.
#include <sqlite3.h>

#include <filesystem>
#include <map>
#include <stdexcept>

#include "bench/peers/peer.h"

namespace edicola::bench::peers {
namespace {

constexpr const char* kFile = "/articles.sqlite";

// The words keep no copy of the text; of an article's row the wide column comes last.
constexpr const char* kSchema =
    "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;"
    "PRAGMA cache_size = -262144;"
    "CREATE TABLE article(number INTEGER PRIMARY KEY, published TEXT, source TEXT, id TEXT,"
    "                     title TEXT, text TEXT);"
    "CREATE VIRTUAL TABLE words USING fts5(title, text, content = 'article',"
    "    content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2');"
    "BEGIN";
constexpr const char* kFinish =
    "INSERT INTO words(words) VALUES('optimize'); COMMIT; ANALYZE; VACUUM";
constexpr const char* kReading = "PRAGMA mmap_size = 2147418112; PRAGMA query_only = ON";

// The snippet is a number of words, 32 are about 200 characters.
constexpr const char* kColumns =
    "SELECT a.title, a.published, a.source, snippet(words, 1, '<b>', '</b>', '...', 32)"
    " FROM words CROSS JOIN article a ON a.number = words.rowid WHERE words MATCH ?1";

class Connection {
 public:
  Connection(const std::string& path, int flags) {
    if (sqlite3_open_v2(path.c_str(), &handle_, flags, nullptr) != SQLITE_OK) fail();
  }
  ~Connection() { sqlite3_close_v2(handle_); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void run(const char* sql) const {
    if (sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) fail();
  }
  [[noreturn]] void fail() const { throw std::runtime_error(sqlite3_errmsg(handle_)); }
  [[nodiscard]] sqlite3* handle() const { return handle_; }

 private:
  sqlite3* handle_ = nullptr;
};

class Statement {
 public:
  Statement(const Connection& connection, const std::string& sql) : connection_(connection) {
    if (sqlite3_prepare_v3(connection.handle(), sql.c_str(), -1, SQLITE_PREPARE_PERSISTENT,
                           &handle_, nullptr) != SQLITE_OK) {
      connection.fail();
    }
  }
  ~Statement() { sqlite3_finalize(handle_); }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  // `text` must live until the statement is reset.
  void bind(int place, const std::string& text) {
    sqlite3_bind_text(handle_, place, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
  }
  void bind(int place, std::int64_t number) { sqlite3_bind_int64(handle_, place, number); }

  bool step() {
    const int result = sqlite3_step(handle_);
    if (result != SQLITE_ROW && result != SQLITE_DONE) connection_.fail();
    return result == SQLITE_ROW;
  }
  void reset() { sqlite3_reset(handle_); }

  [[nodiscard]] std::string text(int column) const {
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(handle_, column));
    return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
  }
  [[nodiscard]] std::int64_t number(int column) const {
    return sqlite3_column_int64(handle_, column);
  }

 private:
  const Connection& connection_;
  sqlite3_stmt* handle_ = nullptr;
};

std::string match_text(const PeerQuery& query) {
  if (query.form == Form::kPhrase) return '"' + query.text + '"';
  if (query.form == Form::kPrefix) return '"' + query.text + "\"*";
  std::string text;
  for (const std::string& word : words_of(query)) {
    if (!text.empty()) text += query.combine == Combine::kAnd ? " AND " : " OR ";
    text += '"' + word + '"';
  }
  return text;
}

std::string filters_of(const PeerQuery& query) {
  std::string filters;
  if (!query.source.empty()) filters += " AND a.source = ?2";
  if (!query.from.empty()) filters += " AND a.published >= ?3 AND a.published < ?4";
  return filters;
}

// By date, which articles come first is found before their snippets are cut.
std::string search_text(const PeerQuery& query) {
  const std::string filters = filters_of(query);
  const std::string limit = " LIMIT " + std::to_string(kHits);
  if (!query.newest) return kColumns + filters + " ORDER BY rank" + limit;
  return std::string(kColumns) +
         " AND words.rowid IN (SELECT words.rowid FROM words CROSS JOIN article a"
         " ON a.number = words.rowid WHERE words MATCH ?1" +
         filters + " ORDER BY a.published DESC" + limit + ") ORDER BY a.published DESC";
}

class SqliteSession final : public Session {
 public:
  explicit SqliteSession(const std::string& folder)
      : connection_(folder + kFile, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX) {
    connection_.run(kReading);
  }

  std::vector<PeerHit> search(const PeerQuery& query) override {
    std::vector<PeerHit> hits;
    run(search_text(query), query, [&hits](const Statement& row) {
      hits.push_back({row.text(0), row.text(1), row.text(2), row.text(3)});
    });
    return hits;
  }

  std::uint64_t count(const PeerQuery& query) override {
    std::uint64_t found = 0;
    run("SELECT count(*) FROM words CROSS JOIN article a ON a.number = words.rowid"
        " WHERE words MATCH ?1" +
            filters_of(query),
        query,
        [&found](const Statement& row) { found = static_cast<std::uint64_t>(row.number(0)); });
    return found;
  }

 private:
  Statement& prepared(const std::string& sql) {
    return statements_.try_emplace(sql, connection_, sql).first->second;
  }

  template <typename Each>
  void run(const std::string& sql, const PeerQuery& query, Each each) {
    Statement& statement = prepared(sql);
    const std::string match = match_text(query);
    statement.bind(1, match);
    statement.bind(2, query.source);
    statement.bind(3, query.from);
    statement.bind(4, query.to);
    while (statement.step()) each(statement);
    statement.reset();
  }

  Connection connection_;
  std::map<std::string, Statement> statements_;
};

class SqlitePeer final : public Peer {
 public:
  // A database has one writer, whatever the threads.
  void index(const std::string& articles, const std::string& folder, unsigned) override {
    std::filesystem::create_directories(folder);
    const Connection connection(folder + kFile, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    connection.run(kSchema);
    add(articles, connection);
    connection.run(kFinish);
  }

  std::unique_ptr<Session> open(const std::string& folder) override {
    return std::make_unique<SqliteSession>(folder);
  }

 private:
  static void add(const std::string& articles, const Connection& connection) {
    Statement article_row(connection, "INSERT INTO article VALUES(?1, ?2, ?3, ?4, ?5, ?6)");
    Statement words_row(connection, "INSERT INTO words(rowid, title, text) VALUES(?1, ?2, ?3)");
    ArticleReader reader(articles, 0, 1);
    std::int64_t number = 0;
    for (PeerArticle article; reader.next(article);) {
      article_row.bind(1, ++number);
      article_row.bind(2, article.published);
      article_row.bind(3, article.source);
      article_row.bind(4, article.id);
      article_row.bind(5, article.title);
      article_row.bind(6, article.text);
      words_row.bind(1, number);
      words_row.bind(2, article.title);
      words_row.bind(3, article.text);
      for (Statement* row : {&article_row, &words_row}) {
        row->step();
        row->reset();
      }
    }
  }
};

}  // namespace
}  // namespace edicola::bench::peers

int main(int argc, char** argv) {
  edicola::bench::peers::SqlitePeer peer;
  return edicola::bench::peers::peer_main(argc, argv, peer);
}
