#include "searcher/index_cache.h"

#include <algorithm>

#include "searcher/document_set.h"
#include "searcher/word_blocks.h"

namespace edicola {
namespace {

// The room, in bytes a document. It grows from that of 65,000 documents to that of a million; that
// of lists and pieces, of which queries read the more the longer they are, beyond 131,072 two and a
// half times as fast. See docs/decisions/0018-one-cache.md and 0020-what-was-read-last.md.
constexpr std::size_t kListShare = 86;
constexpr std::size_t kShare = 72;
constexpr std::size_t kPositionShare = 50;
constexpr std::size_t kArticleShare = 64;
constexpr std::size_t kBeginningShare = 10;
constexpr Xapian::docid kFewDocuments = 1 << 16U;
constexpr Xapian::docid kSomeDocuments = 1 << 17U;
constexpr Xapian::docid kManyDocuments = 1 << 20U;

// What a key, a node and a count take beside a value, about.
constexpr std::size_t kBytesBeside = 112;

// For how many documents' lists there is room.
std::size_t with_lists(Xapian::docid documents) {
  const std::size_t beyond = std::max(documents, kSomeDocuments) - kSomeDocuments;
  return documents + beyond + beyond / 2;
}

}  // namespace

IndexCache::IndexCache(Xapian::docid last)
    : documents_(std::clamp(last, kFewDocuments, kManyDocuments)) {}

std::size_t IndexCache::PlaceHash::operator()(const Place& place) const {
  // Fibonacci hashing (Knuth, The Art of Computer Programming, 3, 6.4), of numbers that seldom
  // differ in their upper bits.
  constexpr std::uint64_t kGolden = 0x9E3779B97F4A7C15U;
  const std::uint64_t page = (std::uint64_t{place.layer} << 32U | place.page) * kGolden;
  return ((page ^ page >> 32U) + place.piece) * kGolden >> 16U;
}

std::size_t IndexCache::BytesOf::operator()(const TermList* list) const {
  if (list == nullptr) return kBytesBeside;
  std::size_t bytes =
      kBytesBeside + sizeof(TermList) + list->entries_kept * sizeof(TermList::Entry);
  for (const TermList::Part& part : list->parts) {
    bytes +=
        sizeof part + (part.short_list ? sizeof(std::string_view) + part.short_list->size() : 0);
  }
  return bytes;
}
std::size_t IndexCache::BytesOf::operator()(const DocumentSet* documents) const {
  return kBytesBeside + documents->bytes();
}
std::size_t IndexCache::BytesOf::operator()(const WordLists* lists) const {
  return kBytesBeside + lists->bytes();
}
std::size_t IndexCache::BytesOf::operator()(const std::string_view* bytes) const {
  return kBytesBeside + sizeof(std::string_view) + bytes->size();
}

// Who calls it holds the list, so that it is kept.
void IndexCache::know_entries(TermList& list, Shard& shard) {
  const std::lock_guard lock(shard.mutex);
  list.entries_kept = static_cast<std::uint32_t>(list.entries.size());
  shard.lists.grew(list.entries_kept * sizeof(TermList::Entry));
  note_growth(shard);
}

// What takes `bytes` now has its share for itself, and what the others leave of theirs.
std::size_t IndexCache::room_for(std::size_t share, std::size_t bytes, const Shard& shard) const {
  const auto room = [documents = with_lists(documents_)](std::size_t of) {
    return documents * of / kShards;
  };
  const std::size_t all = room(kListShare + kShare + kPositionShare);
  const std::size_t others = shard.lists.bytes() + shard.pieces.bytes() + shard.documents.bytes() +
                             shard.position_pieces.bytes() - bytes;
  return std::max(room(share), all - std::min(all, others));
}

std::size_t IndexCache::room_for_articles() const { return documents_ * kArticleShare / kShards; }

// Lists are small beside the pages that they were read in, and positions are asked for seldom: each
// has a share that the others do not take. False if something that is held takes too much.
bool IndexCache::trim(Shard& shard) const {
  auto& [reading, mutex, lists, pieces, documents, positions, articles] = shard;
  if (is_closed()) articles.clear();
  const bool lists_fit = make_room(room_for(kListShare, lists.bytes(), shard), lists);
  const bool positions_fit =
      make_room(room_for(kPositionShare, positions.bytes(), shard), positions);
  const bool others_fit =
      make_room(room_for(kShare, pieces.bytes() + documents.bytes(), shard), pieces, documents);
  return lists_fit && positions_fit && others_fit;
}

std::shared_ptr<const WordLists> IndexCache::beginning(const std::string& key) {
  const std::lock_guard lock(beginnings_mutex_);
  const auto* const known = beginnings_.find(key);
  return known == nullptr ? nullptr : *known;
}

std::shared_ptr<const WordLists> IndexCache::keep_beginning(
    const std::string& key, std::shared_ptr<const WordLists> lists) {
  const std::lock_guard lock(beginnings_mutex_);
  auto kept = beginnings_.keep(key, std::move(lists));
  make_room(documents_ * kBeginningShare, beginnings_);
  return kept;
}

void IndexCache::trim() {
  for (Shard& shard : shards_) {
    if (!has_grown(shard)) continue;
    const std::lock_guard lock(shard.mutex);
    has_grown(shard) = !trim(shard);
  }
}

void IndexCache::close() {
  documents_ = 0;
  for (std::atomic<bool>& grown : have_grown_) grown = true;
  trim();
  const std::lock_guard lock(beginnings_mutex_);
  make_room(0, beginnings_);
}

std::optional<Xapian::rev> revision_of(const Xapian::Database& database) {
  try {
    return database.get_revision();
  } catch (const Xapian::UnimplementedError&) {
    return std::nullopt;
  } catch (const Xapian::InvalidOperationError&) {
    return std::nullopt;
  }
}

// Who reads an older state than others, since it has not looked for a newer one yet, does so for a
// moment only.
std::shared_ptr<IndexCache> IndexCaches::cache_of(std::size_t n, const Xapian::Database& database) {
  const std::optional<Xapian::rev> revision = revision_of(database);
  const auto fresh = [&] { return std::make_shared<IndexCache>(database.get_lastdocid()); };
  if (!revision) return fresh();
  std::string uuid = database.get_uuid();
  const std::lock_guard lock(mutex_);
  if (newest_.size() <= n) newest_.resize(n + 1);
  Newest& newest = newest_[n];
  const bool same = newest.cache && newest.uuid == uuid;
  if (same && newest.revision == *revision) return newest.cache;
  if (same && newest.revision > *revision) return fresh();
  if (newest.cache) newest.cache->close();
  newest = {std::move(uuid), *revision, fresh()};
  return newest.cache;
}

}  // namespace edicola
