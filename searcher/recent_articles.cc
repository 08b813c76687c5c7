#include "searcher/recent_articles.h"

namespace edicola {

std::optional<std::string_view> RecentArticles::find(Xapian::docid id) const {
  const auto known = articles_.find(id);
  if (known == articles_.end()) return std::nullopt;
  return known->second;
}

void RecentArticles::keep(Xapian::docid id, std::string_view stored, std::size_t room) {
  if (stored.size() > kChunk || room < kChunk || articles_.contains(id)) return;
  if (chunks_.empty() || chunks_[now_].bytes.size() + stored.size() > kChunk) begin_chunk(room);
  Chunk& chunk = chunks_[now_];
  const std::size_t begin = chunk.bytes.size();
  chunk.bytes.insert(chunk.bytes.end(), stored.begin(), stored.end());
  chunk.ids.push_back(id);
  articles_.emplace(id, std::string_view(chunk.bytes.data() + begin, stored.size()));
}

void RecentArticles::begin_chunk(std::size_t room) {
  if ((chunks_.size() + 1) * kChunk <= room) {
    now_ = chunks_.size();
    chunks_.emplace_back().bytes.reserve(kChunk);
  } else {
    now_ = drawn();
    for (const Xapian::docid id : chunks_[now_].ids) articles_.erase(id);
    chunks_[now_].ids.clear();
    chunks_[now_].bytes.clear();
  }
  chunks_[now_].begun = ++begun_;
}

std::size_t RecentArticles::drawn() {
  constexpr int kMore = 2;
  std::uniform_int_distribution<std::size_t> any(0, chunks_.size() - 1);
  std::size_t oldest = any(lot_);
  for (int i = 0; i < kMore; ++i) {
    const std::size_t other = any(lot_);
    if (chunks_[other].begun < chunks_[oldest].begun) oldest = other;
  }
  return oldest;
}

void RecentArticles::clear() { *this = RecentArticles(); }

}  // namespace edicola
