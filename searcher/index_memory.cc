#include "searcher/index_memory.h"

#include <algorithm>
#include <utility>

#include "common/packing.h"
#include "common/schema.h"
#include "common/stored.h"

namespace edicola {
namespace {

// What a few queries add is little beside the room, and looking for it costs threads that share a
// cache more than making it.
constexpr unsigned kQueriesToTrim = 8;

std::string metadata(const Xapian::Database& database, std::string_view key) {
  return database.get_metadata(std::string(key));
}

}  // namespace

IndexMemory::IndexMemory(const Xapian::Database& database)
    : IndexMemory(database, std::make_shared<IndexCache>(database.get_lastdocid())) {}

IndexMemory::IndexMemory(const Xapian::Database& database, std::shared_ptr<IndexCache> cache)
    : database_(database),
      articles_(database.get_doccount()),
      layers_(Layers::unpack(metadata(database, schema::kLayersKey))),
      rule_(ImpactRule::from_text(metadata(database, schema::kImpactKey)).value_or(ImpactRule())),
      last_(database.get_lastdocid()),
      tops_(layers_.layers.size()),
      cache_(std::move(cache)) {
  Unpacker::expect(layers_.last() <= last_);
}

IndexMemory::IndexMemory(const Xapian::Database& all, const std::vector<Xapian::Database>& parts,
                         const std::vector<std::shared_ptr<IndexCache>>& caches)
    : database_(all), handles_(parts), articles_(all.get_doccount()), last_(all.get_lastdocid()) {
  for (std::size_t n = 0; n < handles_.size(); ++n) {
    parts_.push_back(caches.empty() ? std::make_unique<IndexMemory>(handles_[n])
                                    : std::make_unique<IndexMemory>(handles_[n], caches[n]));
  }
}

Xapian::doccount IndexMemory::articles_with(const std::string& term) {
  if (is_single()) {
    const std::shared_ptr<TermList> found = list(term);
    return found ? std::min(found->articles, articles_) : 0;
  }
  Xapian::doccount sum = 0;
  for (const std::unique_ptr<IndexMemory>& part : parts_) sum += part->articles_with(term);
  return sum;
}

std::shared_ptr<TermList> IndexMemory::list(const std::string& term) {
  return cache_->list(term, [&] { return look_up(term); });
}

std::shared_ptr<TermList> IndexMemory::look_up(const std::string& term) {
  auto list = std::make_shared<TermList>();
  for (std::size_t i = 0; i < layers_.layers.size(); ++i) {
    const std::optional<std::uint32_t> number = page_of(i, term);
    if (!number) continue;
    const Layer& layer = layers_.layers[i];
    const KeptBytes data = page(layer.number, *number);
    const std::optional<ListHead> head = PageReader(*data).find(term);
    if (!head) continue;
    TermList::Part& part = list->parts.emplace_back();
    part.layer = layer;
    part.page = *number;
    part.head = *head;
    if (!head->is_long()) {
      part.short_list = keep_bytes(head->short_list);
      part.head.short_list = *part.short_list;
    }
    list->postings += head->articles;
    list->articles += articles_of(part);
  }
  return list->parts.empty() ? nullptr : list;
}

// Of short lists exactly: a word that only deleted articles have is in no article.
Xapian::doccount IndexMemory::articles_of(const TermList::Part& part) const {
  const Xapian::doccount all = part.head.articles;
  if (layers_.gone.empty()) return all;
  if (part.head.is_long()) {
    const auto first =
        std::upper_bound(layers_.gone.begin(), layers_.gone.end(), part.layer.before);
    const auto end = std::upper_bound(first, layers_.gone.end(), part.layer.last);
    const double share = static_cast<double>(end - first) / part.layer.documents();
    return all - static_cast<Xapian::doccount>(share * all);
  }
  Block block;
  unpack_short(part.head.short_list, all, part.layer.before, block);
  Xapian::doccount left = 0;
  for (std::size_t i = 0; i < block.size(); ++i) left += layers_.is_gone(block.id(i)) ? 0 : 1;
  return left;
}

const std::vector<TermList::Entry>& IndexMemory::entries(const std::string& term, TermList& list) {
  return cache_->entries(term, list, [&] { read_entries(list); });
}

// All or nothing.
void IndexMemory::read_entries(TermList& list) {
  std::vector<TermList::Entry> entries;
  for (std::uint32_t i = 0; i < list.parts.size(); ++i) {
    TermList::Part& part = list.parts[i];
    part.first_entry = entries.size();
    std::uint32_t before = part.layer.before;
    const auto add = [&](const BlockEntry& block) {
      entries.push_back({block, i, before});
      before = block.last;
    };
    if (!part.head.is_long()) {
      add(entry_of_short(part.head.short_list, part.head.articles, before));
      continue;
    }
    const auto first = piece(part.layer.number, part.page, part.head.first_piece);
    const Directory directory = unpack_directory(*first, before);
    for (const BlockEntry& block : directory.entries) add(block);
    part.layout = directory.layout;
  }
  // Who reads postings has room for the documents that there are.
  Unpacker::expect(entries.back().block.last <= layers_.last());
  for (const TermList::Entry& entry : entries) {
    list.most = std::max<unsigned>(list.most, entry.block.most);
  }
  list.entries = std::move(entries);
}

const DictionaryTop& IndexMemory::top(std::size_t layer) {
  std::optional<DictionaryTop>& top = tops_[layer];
  if (!top) top.emplace(metadata(database_, top_key(layers_.layers[layer].number)));
  return *top;
}

std::optional<std::uint32_t> IndexMemory::page_of(std::size_t layer, std::string_view term) {
  const DictionaryTop& top = this->top(layer);
  const std::optional<std::uint32_t> row = top.row_of(term);
  if (!row) return std::nullopt;
  const KeptBytes firsts = piece(layers_.layers[layer].number, kFirstsPage, *row);
  return top.page_in(*row, *firsts, term);
}

KeptBytes IndexMemory::read(const Place& place) const {
  const auto& [layer, page, piece] = place;
  return keep_bytes(database_.get_metadata(
      piece == IndexCache::kPage ? page_key(layer, page) : piece_key(layer, page, piece)));
}

KeptBytes IndexMemory::piece(const Place& place) {
  return cache_->piece(place, [&] { return read(place); });
}

KeptBytes IndexMemory::page(std::uint32_t layer, std::uint32_t page) {
  return piece({layer, page, IndexCache::kPage});
}

KeptBytes IndexMemory::piece(std::uint32_t layer, std::uint32_t page, std::uint32_t piece) {
  return this->piece({layer, page, piece});
}

KeptBytes IndexMemory::piece_of_row(std::uint32_t layer, std::uint32_t page, std::uint32_t piece,
                                    std::uint32_t last) {
  constexpr std::uint32_t kInARow = 8;
  const Place place = {layer, page, piece};
  bool was_read = false;
  KeptBytes found = cache_->piece(place, [&] {
    was_read = true;
    return read(place);
  });
  if (!was_read) return found;
  for (std::uint32_t more = 1; more < kInARow && piece + more <= last; ++more) {
    this->piece(layer, page, piece + more);
  }
  return found;
}

KeptBytes IndexMemory::position_piece(std::uint32_t layer, std::uint32_t page,
                                      std::uint32_t piece) {
  const Place place = {layer, page, piece};
  return cache_->position_piece(place, [&] { return read(place); });
}

std::shared_ptr<const DocumentSet> IndexMemory::documents(
    const std::string& key, const std::function<std::shared_ptr<const DocumentSet>()>& make) {
  return cache_->documents(key, make);
}

std::shared_ptr<const WordLists> IndexMemory::beginning(const std::string& key) {
  return cache_->beginning(key);
}

std::shared_ptr<const WordLists> IndexMemory::keep_beginning(
    const std::string& key, std::shared_ptr<const WordLists> lists) {
  return cache_->keep_beginning(key, std::move(lists));
}

// Xapian numbers the documents of n databases in turn: the first of each, the second of each.
std::pair<IndexMemory*, Xapian::docid> IndexMemory::part_of(Xapian::docid id) const {
  const auto parts = static_cast<Xapian::docid>(parts_.size());
  return {parts_[(id - 1) % parts].get(), (id - 1) / parts + 1};
}

std::string IndexMemory::stored_article(Xapian::docid id) {
  if (!is_single()) {
    const auto [part, id_there] = part_of(id);
    return part->stored_article(id_there);
  }
  // Looking whether there is such a document would cost as much as reading it.
  return cache_->article(
      id, [&] { return stored_in(database_.get_document(id, Xapian::DOC_ASSUME_VALID)); });
}

Decompressor& IndexMemory::decompressor() {
  if (!decompressor_) decompressor_.emplace();
  return *decompressor_;
}

const FrequentWords* IndexMemory::frequent_words() {
  if (!is_single() || layers_.layers.size() != 1 || !layers_.gone.empty()) return nullptr;
  if (!frequent_words_) {
    frequent_words_ = FrequentWords::unpack(metadata(database_, schema::kFrequentWordsKey));
  }
  return frequent_words_->size() == 0 ? nullptr : &*frequent_words_;
}

void IndexMemory::trim() {
  for (const std::unique_ptr<IndexMemory>& part : parts_) part->trim();
  if (cache_ && (++queries_ % kQueriesToTrim == 0 || cache_->is_closed())) cache_->trim();
}

bool IndexMemory::is_closed() const {
  if (cache_) return cache_->is_closed();
  return std::any_of(parts_.begin(), parts_.end(),
                     [](const std::unique_ptr<IndexMemory>& part) { return part->is_closed(); });
}

}  // namespace edicola
