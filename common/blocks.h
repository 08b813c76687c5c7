// Lists of postings, packed in blocks. Each block of a long list says where it ends and the
// greatest impact in it, so that a search passes over blocks that cannot reach its page. S. Ding
// and T. Suel, Faster Top-k Document Retrieval Using Block-Max Indexes (SIGIR 2011).
// docs/decisions/0012-blocks.md, 0014-own-postings.md.
//
// A list of a block or less is short: it stands in the dictionary of terms. A long one is cut into
// pieces, of which the first begins with the directory of all its blocks.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/posting.h"

namespace edicola {

inline constexpr std::size_t kBlockPostings = 128;

// Behind the last block of a piece or page: numbers are read eight bytes at a time.
inline constexpr std::size_t kBlockPadding = 8;

// Postings taken out of a block.
struct Block {
  std::array<std::uint32_t, kBlockPostings> ids;
  std::array<std::uint8_t, kBlockPostings> impacts;
  std::array<std::uint8_t, kBlockPostings> neighbours;  // 0 in lists that have none
  std::size_t size = 0;
};

// What is known of a block without looking into it.
struct BlockEntry {
  std::uint32_t last = 0;   // id; the first one is greater than the last of the block before
  std::uint32_t begin = 0;  // byte of its piece
  std::uint32_t piece = 0;
  std::uint8_t most = 0;  // impact
};

// Of short lists; `before`: no id of them is less or equal.
std::string pack_short(std::span<const Posting> postings, std::uint32_t before);

// `articles`: how many postings it has. `data` may go on behind the list, and does so for
// kBlockPadding bytes at least. Ids ascend. Throws Error(kIndexCorrupt).
void unpack_short(std::string_view data, std::uint32_t articles, std::uint32_t before,
                  Block& block);

// The same without its postings; piece and begin are 0.
BlockEntry entry_of_short(std::string_view data, std::uint32_t articles, std::uint32_t before);

// Of long lists.
std::vector<std::string> pack_long(std::span<const Posting> postings, std::uint32_t before);

// The blocks of a long list by its first piece. Their last ids ascend. Throws Error(kIndexCorrupt).
std::vector<BlockEntry> unpack_directory(std::string_view first_piece, std::uint32_t before);

// The postings of the block that `entry` speaks of, in its piece; `before`: the last id of the
// block before, or that of the list. Ids ascend from behind `before` to entry.last. Throws
// Error(kIndexCorrupt).
void unpack_block(std::string_view piece, const BlockEntry& entry, std::uint32_t before,
                  Block& block);

}  // namespace edicola
