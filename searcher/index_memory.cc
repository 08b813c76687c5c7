#include "searcher/index_memory.h"

#include <algorithm>
#include <utility>

#include "common/packing.h"
#include "common/schema.h"
#include "searcher/document_set.h"

namespace edicola {
namespace {

// So many bytes a document, but not less than at 65,000 documents and not more than at a million:
// a few thousand frequent words, whatever the size.
constexpr std::size_t kListShare = 80;
constexpr std::size_t kShare = 112;
constexpr std::size_t kPositionShare = 64;
constexpr Xapian::docid kFewDocuments = 64 << 10U;
constexpr Xapian::docid kManyDocuments = 1 << 20U;

// What a key, a node and a count take beside a value, about.
constexpr std::size_t kBytesBeside = 112;

std::string metadata(const Xapian::Database& database, std::string_view key) {
  return database.get_metadata(std::string(key));
}

}  // namespace

IndexMemory::IndexMemory(const Xapian::Database& database)
    : database_(database),
      articles_(database.get_doccount()),
      layers_(Layers::unpack(metadata(database, schema::kLayersKey))),
      rule_(ImpactRule::from_text(metadata(database, schema::kImpactKey)).value_or(ImpactRule())),
      last_(database.get_lastdocid()),
      room_(std::clamp(last_, kFewDocuments, kManyDocuments)),
      tops_(layers_.layers.size()) {
  Unpacker::expect(layers_.last() <= last_);
}

IndexMemory::IndexMemory(const Xapian::Database& all, const std::vector<Xapian::Database>& parts)
    : database_(all), handles_(parts), articles_(all.get_doccount()), last_(all.get_lastdocid()) {
  for (const Xapian::Database& part : handles_) {
    parts_.push_back(std::make_unique<IndexMemory>(part));
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

// Nothing is remembered of a question that failed.
std::shared_ptr<TermList> IndexMemory::list(const std::string& term) {
  if (const auto* const known = lists_.find(term)) return *known;
  std::shared_ptr<TermList> found = look_up(term);
  lists_.keep(term, found);
  return found;
}

std::shared_ptr<TermList> IndexMemory::look_up(const std::string& term) {
  auto list = std::make_shared<TermList>();
  for (std::size_t i = 0; i < layers_.layers.size(); ++i) {
    const std::optional<std::uint32_t> number = top(i).page_of(term);
    if (!number) continue;
    const Layer& layer = layers_.layers[i];
    const std::shared_ptr<const std::string> data = page(layer.number, *number);
    const std::optional<ListHead> head = PageReader(*data).find(term);
    if (!head) continue;
    TermList::Part& part = list->parts.emplace_back();
    part.layer = layer;
    part.page = *number;
    part.head = *head;
    if (!head->is_long()) {
      part.short_list = std::make_shared<const std::string>(head->short_list);
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

const std::vector<TermList::Entry>& IndexMemory::entries(TermList& list) {
  if (!list.entries.empty()) return list.entries;
  for (std::uint32_t i = 0; i < list.parts.size(); ++i) {
    TermList::Part& part = list.parts[i];
    part.first_entry = list.entries.size();
    std::uint32_t before = part.layer.before;
    const auto add = [&](const BlockEntry& block) {
      list.entries.push_back({block, i, before});
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
  Unpacker::expect(list.entries.back().block.last <= layers_.last());
  for (const TermList::Entry& entry : list.entries) {
    list.most = std::max<unsigned>(list.most, entry.block.most);
  }
  lists_.grew(list.entries.size() * sizeof(TermList::Entry));
  return list.entries;
}

const DictionaryTop& IndexMemory::top(std::size_t layer) {
  std::optional<DictionaryTop>& top = tops_[layer];
  if (!top) top.emplace(metadata(database_, top_key(layers_.layers[layer].number)));
  return *top;
}

std::shared_ptr<const std::string> IndexMemory::page(std::uint32_t layer, std::uint32_t page) {
  return remembered({layer, page, kPage}, pieces_);
}

std::shared_ptr<const std::string> IndexMemory::piece(std::uint32_t layer, std::uint32_t page,
                                                      std::uint32_t piece) {
  return remembered({layer, page, piece}, pieces_);
}

std::shared_ptr<const std::string> IndexMemory::piece_of_row(std::uint32_t layer,
                                                             std::uint32_t page,
                                                             std::uint32_t piece,
                                                             std::uint32_t last) {
  constexpr std::uint32_t kInARow = 8;
  const Place place = {layer, page, piece};
  if (const auto* const known = pieces_.find(place)) return *known;
  std::shared_ptr<const std::string> found = remembered(place, pieces_);
  for (std::uint32_t more = 1; more < kInARow && piece + more <= last; ++more) {
    remembered({layer, page, piece + more}, pieces_);
  }
  return found;
}

std::shared_ptr<const std::string> IndexMemory::position_piece(std::uint32_t layer,
                                                               std::uint32_t page,
                                                               std::uint32_t piece) {
  return remembered({layer, page, piece}, position_pieces_);
}

std::size_t IndexMemory::PlaceHash::operator()(const Place& place) const {
  // Fibonacci hashing (Knuth, The Art of Computer Programming, 3, 6.4), of numbers that seldom
  // differ in their upper bits.
  constexpr std::uint64_t kGolden = 0x9E3779B97F4A7C15U;
  const std::uint64_t page = (std::uint64_t{place.layer} << 32U | place.page) * kGolden;
  return ((page ^ page >> 32U) + place.piece) * kGolden >> 16U;
}

std::shared_ptr<const std::string> IndexMemory::remembered(const Place& place, Places& memory) {
  if (const auto* const known = memory.find(place)) return *known;
  const auto& [layer, page, piece] = place;
  auto data = std::make_shared<const std::string>(database_.get_metadata(
      piece == kPage ? page_key(layer, page) : piece_key(layer, page, piece)));
  memory.keep(place, data);
  return data;
}

std::shared_ptr<const DocumentSet> IndexMemory::documents(
    const std::string& key, const std::function<std::shared_ptr<const DocumentSet>()>& make) {
  if (const auto* const known = documents_.find(key)) return *known;
  std::shared_ptr<const DocumentSet> made = make();
  documents_.keep(key, made);
  return made;
}

const FrequentWords* IndexMemory::frequent_words() {
  if (!is_single() || layers_.layers.size() != 1 || !layers_.gone.empty()) return nullptr;
  if (!frequent_words_) {
    frequent_words_ = FrequentWords::unpack(metadata(database_, schema::kFrequentWordsKey));
  }
  return frequent_words_->size() == 0 ? nullptr : &*frequent_words_;
}

std::size_t IndexMemory::BytesOf::operator()(const TermList* list) const {
  if (list == nullptr) return kBytesBeside;
  std::size_t bytes = kBytesBeside + sizeof(TermList);
  for (const TermList::Part& part : list->parts) {
    bytes += sizeof part + (part.short_list ? sizeof(std::string) + part.short_list->size() : 0);
  }
  return bytes + list->entries.size() * sizeof(TermList::Entry);
}
std::size_t IndexMemory::BytesOf::operator()(const DocumentSet* documents) const {
  return kBytesBeside + documents->bytes();
}
std::size_t IndexMemory::BytesOf::operator()(const std::string* data) const {
  return kBytesBeside + sizeof(std::string) + data->size();
}

// What takes `bytes` now has its share for itself, and what the others leave of theirs.
std::size_t IndexMemory::room_for(std::size_t share, std::size_t bytes) const {
  const std::size_t all = room_ * (kListShare + kShare + kPositionShare);
  const std::size_t others =
      lists_.bytes() + pieces_.bytes() + documents_.bytes() + position_pieces_.bytes() - bytes;
  return std::max(room_ * share, all - std::min(all, others));
}

// Lists are small beside the pages that they were read in, and positions are asked for seldom: each
// has a share that the others do not take.
void IndexMemory::trim() {
  for (const std::unique_ptr<IndexMemory>& part : parts_) part->trim();
  make_room(room_for(kListShare, lists_.bytes()), lists_);
  make_room(room_for(kPositionShare, position_pieces_.bytes()), position_pieces_);
  make_room(room_for(kShare, pieces_.bytes() + documents_.bytes()), pieces_, documents_);
}

}  // namespace edicola
