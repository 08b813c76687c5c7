// Stock Xapian in the comparison of speed: TermGenerator, QueryParser and MSet::snippet as its
// documentation shows them; snippets with the quick flags, 0, which take a tenth of the default's
// time.
#include <xapian.h>

#include <filesystem>

#include "bench/peers/peer.h"
#include "bench/peers/threads.h"

namespace edicola::bench::peers {
namespace {

constexpr Xapian::valueno kPublishedSlot = 0;
constexpr char kSeparator = '\0';  // of the stored fields

std::string source_term(const std::string& source) { return "S" + source.substr(0, 240); }

Xapian::Document document_of(const PeerArticle& article, Xapian::TermGenerator& generator) {
  Xapian::Document document;
  generator.set_document(document);
  generator.index_text(article.title);
  generator.increase_termpos();
  generator.index_text(article.text);
  document.add_boolean_term("Q" + article.id);
  document.add_boolean_term(source_term(article.source));
  document.add_value(kPublishedSlot, article.published);
  document.set_data(article.published + kSeparator + article.source + kSeparator + article.title +
                    kSeparator + article.text);
  return document;
}

// Xapian commits by itself, after as many articles as XAPIAN_FLUSH_THRESHOLD says.
void index_part(const std::string& articles, unsigned part, unsigned parts,
                const std::string& folder) {
  Xapian::WritableDatabase database(folder, Xapian::DB_CREATE_OR_OVERWRITE);
  Xapian::TermGenerator generator;
  generator.set_stemmer(Xapian::Stem("italian"));
  ArticleReader reader(articles, part, parts);
  for (PeerArticle article; reader.next(article);) {
    database.add_document(document_of(article, generator));
  }
  database.commit();
}

std::string cut(std::string_view& text) {
  const std::size_t end = std::min(text.find(kSeparator), text.size());
  std::string field(text.substr(0, end));
  text.remove_prefix(std::min(end + 1, text.size()));
  return field;
}

class XapianSession final : public Session {
 public:
  explicit XapianSession(const std::string& folder) : database_(folder), enquire_(database_) {
    parser_.set_stemmer(stem_);
    parser_.set_database(database_);  // for prefixes
  }

  std::vector<PeerHit> search(const PeerQuery& query) override {
    set(query);
    const Xapian::MSet found = enquire_.get_mset(0, kHits);
    found.fetch();
    std::vector<PeerHit> hits;
    for (auto at = found.begin(); at != found.end(); ++at) {
      const std::string data = at.get_document().get_data();
      std::string_view rest = data;
      PeerHit hit;
      hit.published = cut(rest);
      hit.source = cut(rest);
      hit.title = cut(rest);
      hit.snippet = found.snippet(std::string(rest), kSnippetChars, stem_, 0,
                                  std::string(kMarkBegin), std::string(kMarkEnd));
      hits.push_back(std::move(hit));
    }
    return hits;
  }

  std::uint64_t count(const PeerQuery& query) override {
    set(query);
    return enquire_.get_mset(0, 1, database_.get_doccount()).get_matches_estimated();
  }

 private:
  void set(const PeerQuery& query) {
    enquire_.set_query(compile(query));
    if (query.newest) {
      enquire_.set_weighting_scheme(Xapian::BoolWeight());
      enquire_.set_sort_by_value(kPublishedSlot, true);
    } else {
      enquire_.set_weighting_scheme(Xapian::BM25Weight());
      enquire_.set_sort_by_relevance();
    }
  }

  Xapian::Query words(const PeerQuery& query) {
    parser_.set_default_op(query.combine == Combine::kAnd ? Xapian::Query::OP_AND
                                                          : Xapian::Query::OP_OR);
    switch (query.form) {
      case Form::kPhrase:
        return parser_.parse_query('"' + query.text + '"', Xapian::QueryParser::FLAG_PHRASE);
      case Form::kPrefix:
        return parser_.parse_query(query.text + '*', Xapian::QueryParser::FLAG_WILDCARD);
      case Form::kWords:
        break;
    }
    return parser_.parse_query(query.text, 0);
  }

  Xapian::Query compile(const PeerQuery& query) {
    Xapian::Query compiled = words(query);
    if (!query.source.empty()) {
      compiled = Xapian::Query(Xapian::Query::OP_FILTER, compiled,
                               Xapian::Query(source_term(query.source)));
    }
    if (!query.from.empty()) {
      // Values go on after the day, so that none equals the upper bound.
      const Xapian::Query days(Xapian::Query::OP_VALUE_RANGE, kPublishedSlot, query.from, query.to);
      compiled = Xapian::Query(Xapian::Query::OP_FILTER, compiled, days);
    }
    return compiled;
  }

  Xapian::Database database_;
  Xapian::Enquire enquire_;
  Xapian::QueryParser parser_;
  Xapian::Stem stem_{"italian"};
};

class XapianPeer final : public Peer {
 public:
  // Threads cannot share a database, so that each writes one; compaction joins them.
  void index(const std::string& articles, const std::string& folder, unsigned threads) override {
    const auto part_folder = [&](unsigned part) { return folder + ".part" + std::to_string(part); };
    in_threads(threads,
               [&](unsigned part) { index_part(articles, part, threads, part_folder(part)); });
    Xapian::Database parts;
    for (unsigned part = 0; part < threads; ++part) {
      parts.add_database(Xapian::Database(part_folder(part)));
    }
    parts.compact(folder);
    parts.close();
    for (unsigned part = 0; part < threads; ++part) std::filesystem::remove_all(part_folder(part));
  }

  std::unique_ptr<Session> open(const std::string& folder) override {
    return std::make_unique<XapianSession>(folder);
  }
};

}  // namespace
}  // namespace edicola::bench::peers

int main(int argc, char** argv) {
  edicola::bench::peers::XapianPeer peer;
  return edicola::bench::peers::peer_main(argc, argv, peer);
}
