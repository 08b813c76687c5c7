#include "indexer/writer.h"

#include <memory>
#include <utility>

#include "common/schema.h"
#include "common/xapian_error.h"
#include "indexer/layer_writer.h"
#include "indexer/segment.h"
#include "indexer/stamp.h"

namespace edicola {
namespace {

// When more are waiting, they are written: memory stays bounded however late the commit.
constexpr std::size_t kMostPostings = 2'000'000;
constexpr std::size_t kMostDocuments = 10'000;

}  // namespace

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
  layers_ = layers_of(database_);
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
      add(prepared);
      return AddOutcome::kAdded;
    }
    const Xapian::docid id = *database_.postlist_begin(prepared.id_term);
    if (database_.get_document(id).get_value(schema::kContentSlot) == prepared.content) {
      return AddOutcome::kUnchanged;
    }
    // Another number: layers speak of the old article under this one.
    remove(id);
    add(prepared);
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

void Writer::add(const Prepared& prepared) {
  last_ = database_.add_document(prepared.document);
  waiting_.add(last_, prepared.postings);
  const bool full = waiting_.documents() >= kMostDocuments || waiting_.postings() >= kMostPostings;
  if (full) write_postings();
}

void Writer::remove(Xapian::docid id) {
  database_.delete_document(id);
  gone_.push_back(id);
}

// Documents deleted since they came are left out.
void Writer::write_postings() {
  note_gone(std::exchange(gone_, {}), layers_);
  if (waiting_.documents() == 0) return;
  TermSources fresh;
  fresh.push_back(std::make_unique<Inverter::Terms>(waiting_.sorted()));
  append_layer(last_, std::move(fresh), layers_, database_);
  waiting_.clear();
}

void Writer::commit() {
  translating(folder_.path(), [&] {
    write_postings();
    store_layers(layers_, database_);
    database_.commit_transaction();
    database_.begin_transaction();
  });
  if (folder_.is_new()) {
    folder_.publish();
  } else {
    folder_.announce();
  }
}

}  // namespace edicola
