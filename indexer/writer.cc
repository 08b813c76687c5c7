#include "indexer/writer.h"

#include <utility>

#include "common/schema.h"
#include "common/xapian_error.h"
#include "indexer/block_writer.h"
#include "indexer/segment.h"
#include "indexer/stamp.h"

namespace edicola {

Writer::Writer(const std::string& path, const Analyzer& analyzer, const IndexRanking& ranking)
    : folder_(path) {
  translating(path, [&] { open(analyzer, ranking); });
}

void Writer::open(const Analyzer& analyzer, const IndexRanking& ranking) {
  const std::string database = folder_.is_new() ? folder_.next() : folder_.live();
  if (folder_.is_new()) make_empty_database(analyzer, make_impact_rule(ranking), database);
  database_ = Xapian::WritableDatabase(database, Xapian::DB_OPEN);
  check_stamp(database_, folder_.path(), schema::stamp(analyzer));
  rule_ = impact_rule_of(database_, folder_.path(), ranking);
  database_.begin_transaction();
}

Writer::~Writer() {
  try {
    database_.cancel_transaction();
    database_.close();
  } catch (const Xapian::Error&) {
    // Nothing to be done: what was committed stands.
  }
}

AddOutcome Writer::apply(const Prepared& prepared) {
  return translating(folder_.path(), [&] {
    // Asking for the frequency first leaves the pending postings of the term alone.
    if (database_.get_termfreq(prepared.id_term) == 0) {
      database_.add_document(prepared.document);
      return AddOutcome::kAdded;
    }
    const Xapian::docid id = *database_.postlist_begin(prepared.id_term);
    if (database_.get_document(id).get_value(schema::kContentSlot) == prepared.content) {
      return AddOutcome::kUnchanged;
    }
    // Another number: the blocks speak of the old article under this one.
    remove(id);
    database_.add_document(prepared.document);
    return AddOutcome::kReplaced;
  });
}

bool Writer::remove(std::string_view id) {
  return translating(folder_.path(), [&] {
    const std::string term = schema::id_term(id);
    if (!database_.term_exists(term)) return false;
    remove(*database_.postlist_begin(term));
    return true;
  });
}

void Writer::remove(Xapian::docid id) {
  database_.delete_document(id);
  deleted_.push_back(id);
}

void Writer::commit() {
  translating(folder_.path(), [&] {
    note_deleted(std::exchange(deleted_, {}), database_);
    database_.commit_transaction();
    database_.begin_transaction();
  });
  if (folder_.is_new()) folder_.publish();
}

}  // namespace edicola
