// Small indexes for tests.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "edicola/article.h"
#include "edicola/date.h"
#include "edicola/index.h"
#include "edicola/search.h"

namespace edicola {

inline Article make_article(std::string_view id, std::string_view title, std::string_view body,
                            std::string_view date = {}) {
  Article article;
  article.id = id;
  article.title = title;
  article.body = body;
  article.published = parse_published(date);
  return article;
}

inline void index_articles(const std::string& path, const std::vector<Article>& articles,
                           const IndexRanking& ranking = {}) {
  Indexer indexer(path, ranking);
  for (const Article& article : articles) indexer.add(article);
  indexer.commit();
}

inline Request make_request(std::string_view query, std::uint32_t limit = 1000) {
  Request request;
  request.query = query;
  request.limit = limit;
  return request;
}

// Ids of the hits in their order, parted by blanks.
inline std::string ids_of(const Response& response) {
  std::string ids;
  for (const Hit& hit : response.hits) ids += (ids.empty() ? "" : " ") + hit.article.id;
  return ids;
}

// The same in the order of the alphabet, where ranking is not the question.
inline std::string sorted_ids_of(const Response& response) {
  std::vector<std::string> ids;
  for (const Hit& hit : response.hits) ids.push_back(hit.article.id);
  std::sort(ids.begin(), ids.end());
  std::string joined;
  for (const std::string& id : ids) joined += (joined.empty() ? "" : " ") + id;
  return joined;
}

}  // namespace edicola
