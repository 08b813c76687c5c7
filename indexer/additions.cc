#include "indexer/additions.h"

#include <algorithm>
#include <future>
#include <iterator>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include <xapian.h>

#include "common/layers.h"
#include "indexer/layer_writer.h"
#include "indexer/posting_run.h"

namespace edicola {
namespace {

bool is_outdated(const Additions& additions, std::uint32_t id) {
  return std::binary_search(additions.outdated.begin(), additions.outdated.end(), id);
}

TermSources run_sources(const Additions& additions) {
  TermSources sources;
  for (const Segment& segment : additions.segments) {
    sources.push_back(std::make_unique<RunReader>(segment.run()));
  }
  return sources;
}

void add_documents(const Segment& segment, const Additions& additions,
                   Xapian::WritableDatabase& database) {
  const Xapian::Database from(segment.database());
  for (std::uint32_t i = 0; i < segment.count; ++i) {
    const std::uint32_t id = segment.first + i;
    if (is_outdated(additions, id)) continue;
    database.replace_document(id, from.get_document(id, Xapian::DOC_ASSUME_VALID));
  }
}

// The postings of `base`, if there is one, and of the segments, as metadata of a database of their
// own.
void write_postings(const Additions& additions, const Xapian::Database* base, const Layer& layer,
                    const std::string& path) {
  std::vector<std::uint32_t> gone = additions.outdated;
  TermSources sources;
  if (base != nullptr) {
    Layers layers = layers_of(*base);
    sources = layer_sources(*base, layers, 0);
    note_gone(std::move(gone), layers);
    gone = std::move(layers.gone);
  }
  TermSources runs = run_sources(additions);
  std::move(runs.begin(), runs.end(), std::back_inserter(sources));
  Xapian::WritableDatabase database(path, kTemporaryDatabase);
  write_layer(layer, sources, gone, database);
  database.commit();
}

void copy_metadata(const std::string& path, Xapian::WritableDatabase& into) {
  const Xapian::Database from(path);
  for (auto key = from.metadata_keys_begin(); key != from.metadata_keys_end(); ++key) {
    into.set_metadata(*key, from.get_metadata(*key));
  }
}

// No value of ours is so short.
constexpr std::string_view kLeftOut = "-";

// Leaves out what one of the databases has as kLeftOut. What else several have is alike in all.
class LeavingOut : public Xapian::Compactor {
 public:
  std::string resolve_duplicate_metadata(const std::string& /*key*/, std::size_t count,
                                         const std::string* values) override {
    const std::span<const std::string> all(values, count);
    const bool out = std::find(all.begin(), all.end(), kLeftOut) != all.end();
    return out ? std::string() : all.front();
  }
};

// A database with the keys of all layers of `base` and nothing else: merged with it, it takes them
// away. Removing them afterwards would leave holes as large as they were.
void write_keys_of_layers(const Xapian::Database& base, const std::string& path) {
  Xapian::WritableDatabase database(path, kTemporaryDatabase);
  for (const Layer& layer : layers_of(base).layers) {
    const std::string prefix = layer_prefix(layer.number);
    const Xapian::TermIterator end = base.metadata_keys_end(prefix);
    for (auto key = base.metadata_keys_begin(prefix); key != end; ++key) {
      database.set_metadata(*key, std::string(kLeftOut));
    }
  }
  database.commit();
}

// All documents, and no layers.
void merge_documents(const Additions& additions, const NewDatabase& made) {
  Xapian::Database all;
  if (!made.base.empty()) {
    const Xapian::Database base(made.base);
    const std::string keys = made.workplace + ".keys";
    write_keys_of_layers(base, keys);
    all.add_database(base);
    all.add_database(Xapian::Database(keys));
  }
  for (const Segment& segment : additions.segments) {
    all.add_database(Xapian::Database(segment.database()));
  }
  LeavingOut compactor;
  all.compact(made.path, Xapian::Compactor::FULL | Xapian::DBCOMPACT_NO_RENUMBER, 0, compactor);
}

// Puts the postings to the documents.
void complete(const Additions& additions, const Layer& layer, const NewDatabase& made) {
  Xapian::WritableDatabase database(made.path, Xapian::DB_OPEN | Xapian::DB_NO_SYNC);
  copy_metadata(made.workplace, database);
  for (const std::uint32_t id : additions.outdated) database.delete_document(id);
  store_layers({{layer}, {}}, database);
  database.commit();
  database.close();
}

}  // namespace

void add_in_place(const Additions& additions, const std::string& path) {
  Xapian::WritableDatabase database(path, Xapian::DB_OPEN);
  database.begin_transaction();
  for (const std::uint32_t id : additions.outdated) {
    if (id < additions.segments.front().first) database.delete_document(id);
  }
  for (const Segment& segment : additions.segments) add_documents(segment, additions, database);
  Layers layers = layers_of(database);
  note_gone(additions.outdated, layers);
  append_layer(additions.last(), run_sources(additions), layers, database);
  store_layers(layers, database);
  database.commit_transaction();
  database.close();
}

void make_database(const Additions& additions, const NewDatabase& made) {
  std::optional<Xapian::Database> base;
  if (!made.base.empty()) base.emplace(made.base);
  const Layer layer{base ? next_number(layers_of(*base)) : 0, 0, additions.last()};
  // Waited for, whatever happens.
  std::future<void> postings = std::async(std::launch::async, [&] {
    write_postings(additions, base ? &*base : nullptr, layer, made.workplace);
  });
  merge_documents(additions, made);
  postings.get();
  complete(additions, layer, made);
}

}  // namespace edicola
