// Databases of chosen terms, for tests: the postings of each commit are a layer, as the writer
// keeps them.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <xapian.h>

#include "common/dictionary.h"
#include "common/layers.h"
#include "common/schema.h"

namespace edicola {

class ListedDatabase {
 public:
  explicit ListedDatabase(Xapian::WritableDatabase database) : database_(std::move(database)) {}
  ListedDatabase()
      : ListedDatabase(Xapian::WritableDatabase(std::string(), Xapian::DB_BACKEND_INMEMORY)) {}

  [[nodiscard]] const Xapian::Database& database() const { return database_; }

  // A document with these terms, all of one impact; its number.
  Xapian::docid add(const std::vector<std::string>& terms, std::uint8_t impact = 1) {
    const Xapian::docid id = database_.add_document(Xapian::Document());
    for (const std::string& term : terms) postings_[term].push_back({id, impact, 0});
    return id;
  }
  // The same, each with its impact.
  Xapian::docid add_weighed(const std::vector<std::pair<std::string, std::uint8_t>>& terms) {
    const Xapian::docid id = database_.add_document(Xapian::Document());
    for (const auto& [term, impact] : terms) postings_[term].push_back({id, impact, 0});
    return id;
  }

  void commit() {
    const std::string key(schema::kLayersKey);
    Layers layers = Layers::unpack(database_.get_metadata(key));
    const auto number = static_cast<std::uint32_t>(layers.layers.size());
    const Layer layer{number, layers.last(), database_.get_lastdocid()};
    DictionaryPacker packer(layer, [this](const std::string& at, const std::string& value) {
      database_.set_metadata(at, value);
    });
    for (const auto& [term, postings] : postings_) packer.add(term, postings);
    packer.finish();
    layers.layers.push_back(layer);
    database_.set_metadata(key, layers.pack());
    database_.commit();
    postings_.clear();
  }

 private:
  Xapian::WritableDatabase database_;
  std::map<std::string, std::vector<Posting>> postings_;
};

}  // namespace edicola
