#include "searcher/stored_articles.h"

#include <utility>

#include "common/schema.h"

namespace edicola {

const Article& StoredArticles::at(Xapian::docid id) {
  const auto known = articles_.find(id);
  if (known != articles_.end()) return known->second;
  return articles_.emplace(id, schema::decode(memory_.stored_article(id), memory_.decompressor()))
      .first->second;
}

Article StoredArticles::take(Xapian::docid id) {
  at(id);
  return std::move(articles_.extract(id).mapped());
}

}  // namespace edicola
