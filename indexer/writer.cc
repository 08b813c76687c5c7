#include "indexer/writer.h"

#include <fmt/format.h>

#include <filesystem>
#include <system_error>

#include "common/schema.h"
#include "common/xapian_error.h"
#include "edicola/error.h"

namespace edicola {
namespace {

namespace fs = std::filesystem;

// True if an index is to be made at `path`; throws if something else is there.
bool is_to_be_made(const std::string& path) {
  std::error_code failure;
  const fs::file_status status = fs::status(path, failure);
  if (!fs::exists(status)) return true;
  if (!fs::is_directory(status)) {
    throw Error(ErrorKind::kIndexCorrupt, path + ": it is a file, not an index",
                "name a folder with --db");
  }
  if (fs::exists(fs::path(path) / "iamglass", failure)) return false;
  const fs::directory_iterator entries(path, failure);
  if (failure) {
    throw Error(ErrorKind::kStorage, path + ": the folder cannot be read: " + failure.message(),
                "check its permissions");
  }
  if (entries != fs::directory_iterator()) {
    throw Error(ErrorKind::kIndexCorrupt, path + ": the folder holds something that is no index",
                "name a new or empty folder with --db");
  }
  return true;
}

// The parents too: `--db var/index` on a fresh machine. Returns what was made, the deepest first.
std::vector<fs::path> make_folder(const std::string& path) {
  std::error_code failure;
  std::vector<fs::path> made;
  for (fs::path at = fs::absolute(path, failure); !at.empty() && !fs::exists(at, failure);
       at = at.parent_path()) {
    made.push_back(at);
  }
  fs::create_directories(path, failure);
  if (failure) {
    throw Error(ErrorKind::kStorage, path + ": the folder cannot be made: " + failure.message(),
                "check the path and the permissions above it");
  }
  return made;
}

Xapian::WritableDatabase open_database(const std::string& path) {
  return translating(path, [&path] {
    return Xapian::WritableDatabase(path, Xapian::DB_CREATE_OR_OPEN | Xapian::DB_BACKEND_GLASS);
  });
}

}  // namespace

Writer::Writer(const std::string& path, const std::string& stamp)
    : path_(path), created_(is_to_be_made(path)) {
  if (created_) made_ = make_folder(path);
  database_ = open_database(path);
  translating(path_, [&] { check_stamp(stamp); });
}

Writer::~Writer() {
  drop_uncommitted();
  if (created_ && !committed_) take_away();
}

void Writer::drop_uncommitted() {
  try {
    // Without a transaction to cancel, closing would commit.
    if (!atomic_) database_.begin_transaction(false);
    database_.cancel_transaction();
    database_.close();
  } catch (const Xapian::Error&) {
    // Nothing to be done: what was committed stands.
  }
}

// Leaves the folders as they were; those above only if nobody has put anything there since.
void Writer::take_away() const {
  std::error_code ignored;
  if (made_.empty()) {
    for (const fs::directory_entry& entry : fs::directory_iterator(path_, ignored)) {
      fs::remove_all(entry.path(), ignored);
    }
    return;
  }
  fs::remove_all(made_.front(), ignored);
  for (const fs::path& folder : made_) fs::remove(folder, ignored);
}

void Writer::check_stamp(const std::string& stamp) {
  const std::string found = database_.get_metadata(std::string(schema::kStampKey));
  if (found == stamp) return;
  if (!found.empty()) {
    throw Error(ErrorKind::kIndexMismatch,
                fmt::format("{}: the index was made by another analyzer ({}; this is {})", path_,
                            found, stamp),
                "make the index again from the articles, in a new folder");
  }
  if (database_.get_doccount() != 0) {
    throw Error(ErrorKind::kIndexMismatch,
                path_ + ": it is a Xapian database, but was not made by edicola",
                "name another folder with --db");
  }
  database_.set_metadata(std::string(schema::kStampKey), stamp);
}

AddOutcome Writer::apply(const Prepared& prepared) {
  return translating(path_, [&] {
    // Asking for the frequency first leaves the pending postings of the term alone.
    if (database_.get_termfreq(prepared.id_term) == 0) {
      database_.add_document(prepared.document);
      return AddOutcome::kAdded;
    }
    const Xapian::docid id = *database_.postlist_begin(prepared.id_term);
    if (database_.get_document(id).get_value(schema::kContentSlot) == prepared.content) {
      return AddOutcome::kUnchanged;
    }
    database_.replace_document(id, prepared.document);
    return AddOutcome::kReplaced;
  });
}

bool Writer::remove(std::string_view id) {
  return translating(path_, [&] {
    const std::string term = schema::id_term(id);
    if (!database_.term_exists(term)) return false;
    database_.delete_document(term);
    return true;
  });
}

void Writer::begin_atomic() {
  translating(path_, [&] { database_.begin_transaction(true); });
  atomic_ = true;
}

void Writer::commit() {
  translating(path_, [&] {
    if (atomic_) {
      atomic_ = false;
      database_.commit_transaction();
    } else {
      database_.commit();
    }
  });
  committed_ = true;
}

}  // namespace edicola
