#include "searcher/stored_articles.h"

#include <utility>

#include "common/schema.h"
#include "common/stored.h"

namespace edicola {

const Article& StoredArticles::at(Xapian::docid id) {
  const auto known = articles_.find(id);
  if (known != articles_.end()) return known->second;
  // Looking whether there is such a document would cost as much as reading it.
  const Xapian::Document document = memory_.database().get_document(id, Xapian::DOC_ASSUME_VALID);
  return articles_.emplace(id, schema::decode(stored_in(document), memory_.decompressor()))
      .first->second;
}

Article StoredArticles::take(Xapian::docid id) {
  at(id);
  return std::move(articles_.extract(id).mapped());
}

}  // namespace edicola
