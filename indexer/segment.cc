#include "indexer/segment.h"

#include "common/schema.h"
#include "indexer/document.h"

namespace edicola {
namespace {

// Nobody reads a segment before it is whole, and none is kept.
constexpr int kTemporary = Xapian::DB_NO_SYNC | Xapian::DB_BACKEND_GLASS;

// Articles that Xapian holds in its trees before it writes them; docs/decisions/0003-bulk-path.md.
constexpr std::size_t kWrittenAtOnce = 50;

void set_metadata(Xapian::WritableDatabase& database, const Analyzer& analyzer,
                  const ImpactRule& rule) {
  database.set_metadata(std::string(schema::kStampKey), schema::stamp(analyzer));
  database.set_metadata(std::string(schema::kImpactKey), rule.to_text());
}

}  // namespace

void build_segment(const Analyzer& analyzer, const ImpactRule& rule,
                   const std::vector<Article>& articles, const std::string& path) {
  Xapian::WritableDatabase database(path, Xapian::DB_CREATE | kTemporary);
  set_metadata(database, analyzer, rule);
  DocumentBuilder builder(analyzer, rule);
  std::size_t added = 0;
  builder.build_each(articles, [&](const Prepared& prepared) {
    database.add_document(prepared.document);
    if (++added % kWrittenAtOnce == 0) database.commit();
  });
  database.commit();
  database.close();
}

void merge_segments(const std::vector<std::string>& parts, const std::string& into,
                    unsigned flags) {
  Xapian::Database all;
  for (const std::string& part : parts) all.add_database(Xapian::Database(part));
  all.compact(into, flags);
}

void make_empty_database(const Analyzer& analyzer, const ImpactRule& rule,
                         const std::string& path) {
  Xapian::WritableDatabase database(path, Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS);
  set_metadata(database, analyzer, rule);
  database.commit();
}

void delete_documents(const std::string& path, const std::vector<Xapian::docid>& ids) {
  Xapian::WritableDatabase database(path, Xapian::DB_OPEN);
  for (const Xapian::docid id : ids) database.delete_document(id);
  database.commit();
}

}  // namespace edicola
