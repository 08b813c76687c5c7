#include "searcher/word_blocks.h"

#include <algorithm>

#include "common/packing.h"

namespace edicola {

WordLists lists_of(IndexMemory& memory, const std::vector<std::string>& terms) {
  WordLists found;
  for (const std::string& term : terms) {
    const std::shared_ptr<TermList> list = memory.list(term);
    if (!list) continue;
    for (const TermList::Part& part : list->parts) {
      found.lists.push_back({part.layer, part.page, part.head});
      found.pages.push_back(part.short_list);
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
    const auto& [layer, page, head] = lists.lists[i];
    if (head.is_long()) {
      add_long(lists.lists[i], i);
    } else {
      all_.push_back({entry_of_short(head.short_list, head.articles, layer.before), layer.before,
                      head.articles, i});
    }
    // Who reads postings has room for the documents that there are.
    Unpacker::expect(all_.back().entry.last <= layers_.last());
  }
}

// All blocks of a list but its last one are full.
void WordBlocks::add_long(const WordList& list, std::uint32_t number) {
  const auto first = memory_.piece(list.layer.number, list.page, list.head.first_piece);
  const Directory directory = unpack_directory(*first, list.layer.before);
  std::uint32_t before = list.layer.before;
  std::uint32_t left = list.head.articles;
  for (const BlockEntry& entry : directory.entries) {
    const std::uint32_t postings = std::min<std::uint32_t>(left, kBlockPostings);
    all_.push_back({entry, before, postings, number});
    before = entry.last;
    left -= postings;
  }
}

const Block& WordBlocks::unpack(const WordBlock& block) {
  const WordList& list = lists_.lists[block.list];
  if (!list.head.is_long()) {
    unpack_short(list.head.short_list, list.head.articles, block.before, block_);
    return block_;
  }
  if (block.list != piece_list_ || block.entry.piece != piece_number_) {
    piece_ = memory_.piece(list.layer.number, list.page, list.head.first_piece + block.entry.piece);
    piece_list_ = block.list;
    piece_number_ = block.entry.piece;
  }
  unpack_block(*piece_, block.entry, block.before, block_);
  return block_;
}

}  // namespace edicola
