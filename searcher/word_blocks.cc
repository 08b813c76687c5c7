#include "searcher/word_blocks.h"

#include <algorithm>

#include "common/packing.h"

namespace edicola {

WordList word_list(const ListHead& head, std::uint32_t page, const KeptBytes& data) {
  const auto place = head.is_long()
                         ? head.first_piece
                         : static_cast<std::uint32_t>(head.short_list.data() - data->data());
  return {head.articles, page, place};
}

// Short lists stand in the same bytes whatever their page: only another layer needs another one.
WordLists WordLists::bare() const {
  WordLists bare;
  bare.words = words;
  bare.lists.reserve(lists.size());
  std::string data;
  for (WordList list : lists) {
    const Page& page = page_of(list);
    const bool fits =
        !bare.pages.empty() &&
        (list.is_long() ? bare.pages.back().is(page) : bare.pages.back().layer == page.layer);
    if (!fits) bare.pages.push_back({page.layer, page.number, nullptr});
    if (!list.is_long()) {
      const std::string_view postings = this->postings(list);
      list.place = static_cast<std::uint32_t>(data.size());
      append_bare(postings, list.articles, data);
    }
    list.page = static_cast<std::uint32_t>(bare.pages.size() - 1);
    bare.lists.push_back(list);
  }
  const KeptBytes kept = keep_bytes(data.append(kBlockPadding, '\0'));
  for (Page& page : bare.pages) page.data = kept;
  return bare;
}

std::size_t WordLists::bytes() const {
  const std::size_t data = pages.empty() ? 0 : pages.front().data->size();
  return sizeof *this + lists.capacity() * sizeof(WordList) + pages.capacity() * sizeof(Page) +
         data;
}

WordLists lists_of(IndexMemory& memory, const std::vector<std::string>& terms) {
  WordLists found;
  for (const std::string& term : terms) {
    const std::shared_ptr<TermList> list = memory.list(term);
    if (!list) continue;
    for (const TermList::Part& part : list->parts) {
      const auto page = static_cast<std::uint32_t>(found.pages.size());
      found.pages.push_back({part.layer, part.page, part.short_list});
      found.lists.push_back(word_list(part.head, page, part.short_list));
    }
  }
  return found;
}

WordBlocks::WordBlocks(IndexMemory& memory, const WordLists& lists)
    : memory_(memory),
      layers_(memory.layers()),
      lists_(lists),
      any_gone_(!memory.layers().gone.empty()) {
  all_.reserve(2 * lists.lists.size());
  for (std::uint32_t i = 0; i < lists.lists.size(); ++i) {
    const WordList& list = lists.lists[i];
    if (list.is_long()) {
      add_long(i);
    } else {
      const std::uint32_t before = lists.page_of(list).layer.before;
      all_.push_back(
          {entry_of_short(lists.postings(list), list.articles, before), before, list.articles, i});
    }
    // Who reads postings has room for the documents that there are.
    Unpacker::expect(all_.back().entry.last <= layers_.last());
  }
}

// All blocks of a list but its last one are full.
void WordBlocks::add_long(std::uint32_t number) {
  const WordList& list = lists_.lists[number];
  const WordLists::Page& page = lists_.page_of(list);
  const auto first = memory_.piece(page.layer.number, page.number, list.place);
  const Directory directory = unpack_directory(*first, page.layer.before);
  std::uint32_t before = page.layer.before;
  std::uint32_t left = list.articles;
  for (const BlockEntry& entry : directory.entries) {
    const std::uint32_t postings = std::min<std::uint32_t>(left, kBlockPostings);
    all_.push_back({entry, before, postings, number});
    before = entry.last;
    left -= postings;
  }
}

const Block& WordBlocks::unpack(const WordBlock& block) {
  const WordList& list = lists_.lists[block.list];
  if (!list.is_long()) {
    unpack_short(lists_.postings(list), list.articles, block.before, block_);
    return block_;
  }
  if (block.list != piece_list_ || block.entry.piece != piece_number_) {
    const WordLists::Page& page = lists_.page_of(list);
    piece_ = memory_.piece(page.layer.number, page.number, list.place + block.entry.piece);
    piece_list_ = block.list;
    piece_number_ = block.entry.piece;
  }
  unpack_block(*piece_, block.entry, block.before, block_);
  return block_;
}

}  // namespace edicola
