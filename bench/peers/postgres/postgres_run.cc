// PostgreSQL in the comparison of speed. FOLDER/connection says where its server is; the server is
// speed.py's.
#include <libpq-fe.h>

#include <array>
#include <map>
#include <sstream>
#include <stdexcept>

#include "bench/peers/peer.h"
#include "bench/peers/threads.h"

namespace edicola::bench::peers {
namespace {

constexpr std::size_t kBlock = std::size_t{1} << 20U;

constexpr const char* kSchema =
    "CREATE TABLE article(id text, title text, text text, source text, published timestamp,"
    "    words tsvector GENERATED ALWAYS AS (to_tsvector('italian', title || ' ' || text)) STORED)";
constexpr std::array<const char*, 4> kFinish = {
    "CREATE INDEX ON article USING gin (words)", "CREATE INDEX ON article (published)",
    "CREATE INDEX ON article (source)", "VACUUM ANALYZE article"};
// Plans that know the words, none that is compiled for a query of a few milliseconds; and no notice
// of a query that has only stop words.
constexpr const char* kReading =
    "SET plan_cache_mode = force_custom_plan; SET jit = off; SET client_min_messages = warning";

using Result = std::unique_ptr<PGresult, decltype(&PQclear)>;

class Connection {
 public:
  explicit Connection(const std::string& folder) : handle_(nullptr, &PQfinish) {
    std::ifstream file(folder + "/connection");
    std::string where;
    if (!std::getline(file, where)) throw std::runtime_error("no server for " + folder);
    handle_.reset(PQconnectdb(where.c_str()));
    if (PQstatus(handle_.get()) != CONNECTION_OK) fail();
  }

  [[noreturn]] void fail() const { throw std::runtime_error(PQerrorMessage(handle_.get())); }
  [[nodiscard]] PGconn* handle() const { return handle_.get(); }

  Result run(const char* sql) const { return checked(PQexec(handle(), sql)); }

  Result checked(PGresult* given) const {
    Result result(given, &PQclear);
    const ExecStatusType status = PQresultStatus(given);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_COPY_IN) fail();
    return result;
  }

 private:
  std::unique_ptr<PGconn, decltype(&PQfinish)> handle_;
};

// As COPY wants it.
void append_escaped(const std::string& text, std::string& out) {
  for (const char c : text) {
    if (c == '\0') continue;  // PostgreSQL has no text with it
    if (c == '\\' || c == '\t' || c == '\n' || c == '\r') out += '\\';
    out += c == '\t' ? 't' : c == '\n' ? 'n' : c == '\r' ? 'r' : c;
  }
}

void append_row(const PeerArticle& article, std::string& out) {
  for (const std::string* field : {&article.id, &article.title, &article.text, &article.source}) {
    append_escaped(*field, out);
    out += '\t';
  }
  out += article.published.empty() ? "\\N" : article.published;
  out += '\n';
}

void copy_part(const std::string& articles, unsigned part, unsigned parts,
               const std::string& folder) {
  const Connection connection(folder);
  connection.run("COPY article(id, title, text, source, published) FROM STDIN");
  const auto send = [&](std::string& block) {
    if (PQputCopyData(connection.handle(), block.data(), static_cast<int>(block.size())) != 1) {
      connection.fail();
    }
    block.clear();
  };
  ArticleReader reader(articles, part, parts);
  std::string block;
  for (PeerArticle article; reader.next(article);) {
    append_row(article, block);
    if (block.size() > kBlock) send(block);
  }
  send(block);
  if (PQputCopyEnd(connection.handle(), nullptr) != 1) connection.fail();
  connection.checked(PQgetResult(connection.handle()));
}

// A tsquery of $1, which argument_of() gives. Without a stemmer for prefixes: they are no words.
std::string tsquery_of(const PeerQuery& query) {
  switch (query.form) {
    case Form::kPhrase:
      return "phraseto_tsquery('italian', $1)";
    case Form::kPrefix:
      return "to_tsquery('simple', $1)";
    case Form::kWords:
      break;
  }
  return "to_tsquery('italian', $1)";
}

std::string argument_of(const PeerQuery& query) {
  if (query.form == Form::kPhrase) return query.text;
  if (query.form == Form::kPrefix) return "'" + query.text + "':*";
  std::string text;
  for (const std::string& word : words_of(query)) {
    if (!text.empty()) text += query.combine == Combine::kAnd ? " & " : " | ";
    text += "'" + word + "'";
  }
  return text;
}

std::string condition_of(const PeerQuery& query) {
  std::string condition = " FROM article WHERE words @@ " + tsquery_of(query);
  if (!query.source.empty()) condition += " AND source = $2";
  if (!query.from.empty()) {
    condition += " AND published >= $2::timestamp AND published < $3::timestamp";
  }
  return condition;
}

// Which articles come first is found before their snippets are cut.
std::string search_text(const PeerQuery& query) {
  const std::string tsquery = tsquery_of(query);
  const std::string order =
      query.newest ? "published DESC NULLS LAST" : "ts_rank_cd(words, " + tsquery + ") DESC";
  return "SELECT title, published, source, ts_headline('italian', text, " + tsquery +
         ", 'StartSel=<b>, StopSel=</b>, MaxWords=32, MinWords=20')"
         " FROM (SELECT title, published, source, text" +
         condition_of(query) + " ORDER BY " + order + " LIMIT " + std::to_string(kHits) + ") hits";
}

class PostgresSession final : public Session {
 public:
  explicit PostgresSession(const std::string& folder) : connection_(folder) {
    connection_.run(kReading);
  }

  std::vector<PeerHit> search(const PeerQuery& query) override {
    const Result result = run(search_text(query), query);
    const auto text = [&result](int row, int column) {
      return std::string(PQgetvalue(result.get(), row, column));
    };
    std::vector<PeerHit> hits;
    for (int row = 0; row < PQntuples(result.get()); ++row) {
      hits.push_back({text(row, 0), text(row, 1), text(row, 2), text(row, 3)});
    }
    return hits;
  }

  std::uint64_t count(const PeerQuery& query) override {
    return std::stoull(PQgetvalue(run("SELECT count(*)" + condition_of(query), query).get(), 0, 0));
  }

  int server_process() override { return PQbackendPID(connection_.handle()); }

 private:
  const std::string& prepared(const std::string& sql) {
    const auto [at, is_new] =
        statements_.try_emplace(sql, "s" + std::to_string(statements_.size()));
    if (is_new) {
      connection_.checked(
          PQprepare(connection_.handle(), at->second.c_str(), sql.c_str(), 0, nullptr));
    }
    return at->second;
  }

  Result run(const std::string& sql, const PeerQuery& query) {
    const std::string words = argument_of(query);
    std::vector<const char*> values = {words.c_str()};
    if (!query.source.empty()) values.push_back(query.source.c_str());
    if (!query.from.empty()) values.insert(values.end(), {query.from.c_str(), query.to.c_str()});
    return connection_.checked(PQexecPrepared(connection_.handle(), prepared(sql).c_str(),
                                              static_cast<int>(values.size()), values.data(),
                                              nullptr, nullptr, 0));
  }

  Connection connection_;
  std::map<std::string, std::string> statements_;
};

class PostgresPeer final : public Peer {
 public:
  // FOLDER/bytes gets the size of table and indexes: the rest of the cluster is not the articles'.
  void index(const std::string& articles, const std::string& folder, unsigned threads) override {
    const Connection connection(folder);
    connection.run(kSchema);
    in_threads(threads, [&](unsigned part) { copy_part(articles, part, threads, folder); });
    for (const char* sql : kFinish) connection.run(sql);
    const Result bytes = connection.run("SELECT pg_total_relation_size('article')");
    std::ofstream(folder + "/bytes") << PQgetvalue(bytes.get(), 0, 0) << '\n';
  }

  std::unique_ptr<Session> open(const std::string& folder) override {
    return std::make_unique<PostgresSession>(folder);
  }
};

}  // namespace
}  // namespace edicola::bench::peers

int main(int argc, char** argv) {
  edicola::bench::peers::PostgresPeer peer;
  return edicola::bench::peers::peer_main(argc, argv, peer);
}
