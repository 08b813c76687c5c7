#include "indexer/segment.h"

#include <filesystem>
#include <memory>
#include <span>
#include <string_view>
#include <system_error>

#include "common/schema.h"
#include "indexer/document.h"
#include "indexer/inverter.h"
#include "indexer/posting_run.h"
#include "indexer/run_merge.h"

namespace edicola {
namespace {

void set_metadata(Xapian::WritableDatabase& database, const Analyzer& analyzer,
                  const ImpactRule& rule) {
  database.set_metadata(std::string(schema::kStampKey), schema::stamp(analyzer));
  database.set_metadata(std::string(schema::kImpactKey), rule.to_text());
}

void write_run(Inverter& inverter, const Segment& segment) {
  RunWriter run(segment.run(), segment.first - 1);
  Inverter::Terms terms = inverter.sorted();
  while (terms.next()) run.add(terms.term(), terms.postings());
  run.finish();
}

// Documents keep their numbers.
void merge_databases(const std::vector<Segment>& parts, const Segment& whole) {
  Xapian::Database all;
  for (const Segment& part : parts) all.add_database(Xapian::Database(part.database()));
  all.compact(whole.database(), Xapian::Compactor::STANDARD | Xapian::DBCOMPACT_NO_RENUMBER);
}

void merge_runs(const std::vector<Segment>& parts, const Segment& whole) {
  TermSources sources;
  for (const Segment& part : parts) sources.push_back(std::make_unique<RunReader>(part.run()));
  RunWriter run(whole.run(), whole.first - 1);
  merge_terms(sources, {}, [&run](std::string_view term, std::span<const Posting> postings) {
    run.add(term, postings);
  });
  run.finish();
}

}  // namespace

void build_segment(const Analyzer& analyzer, const ImpactRule& rule,
                   const std::vector<Article>& articles, const Segment& segment) {
  Xapian::WritableDatabase database(segment.database(), kTemporaryDatabase);
  set_metadata(database, analyzer, rule);
  DocumentBuilder builder(analyzer, rule);
  Inverter inverter;
  std::uint32_t id = segment.first;
  builder.build_each(articles, [&](const Prepared& prepared) {
    database.replace_document(id, prepared.document);
    inverter.add(id++, prepared.postings);
  });
  database.commit();
  database.close();
  write_run(inverter, segment);
}

void merge_segments(const std::vector<Segment>& parts, const Segment& whole) {
  merge_databases(parts, whole);
  merge_runs(parts, whole);
  for (const Segment& part : parts) remove_segment(part);
}

void remove_segment(const Segment& segment) {
  std::error_code ignored;
  std::filesystem::remove_all(segment.database(), ignored);
  std::filesystem::remove(segment.run(), ignored);
}

void make_empty_database(const Analyzer& analyzer, const ImpactRule& rule,
                         const std::string& path) {
  Xapian::WritableDatabase database(path, Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS);
  set_metadata(database, analyzer, rule);
  database.commit();
}

}  // namespace edicola
