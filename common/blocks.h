// Lists of postings, packed in blocks. Each block of a long list says where it ends and the
// greatest impact in it, so that a search passes over blocks that cannot reach its page. S. Ding
// and T. Suel, Faster Top-k Document Retrieval Using Block-Max Indexes (SIGIR 2011).
// docs/decisions/0012-blocks.md, 0014-own-postings.md.
//
// A list of a block or less is short: it stands in the dictionary of terms. A long one is cut into
// pieces, of which the first begins with the directory of all its blocks. What stands behind its
// postings, what stands before them and their positions, which only phrases ask for, have pieces of
// their own behind these.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/posting.h"

namespace edicola {

inline constexpr std::size_t kBlockPostings = 128;

// Behind the last block of a piece or page: numbers are read eight bytes at a time.
inline constexpr std::size_t kBlockPadding = 8;

// Postings of a block: ids are taken out, the rest is looked up in the packed bytes, which outlive
// its use. Most postings are passed over for their ids alone.
class Block {
 public:
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::uint32_t id(std::size_t i) const { return ids_[i]; }
  [[nodiscard]] std::uint32_t last() const { return ids_[size_ - 1]; }
  // The first posting from `from` on that has no smaller id; size() if there is none.
  [[nodiscard]] std::size_t find(std::size_t from, std::uint32_t id) const;

  [[nodiscard]] unsigned impact(std::size_t i) const {
    const std::size_t bit = i * impact_bits_;
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, impacts_ + bit / 8, sizeof bytes);
    return least_ + (static_cast<unsigned>(bytes >> (bit % 8)) & impact_mask_);
  }
  // The sides of short lists, see side_at; null if they have none.
  [[nodiscard]] const char* behind() const { return sides_; }
  [[nodiscard]] const char* before() const {
    return sides_ == nullptr ? nullptr : sides_ + size_ * sizeof(Side);
  }
  // Of those that have neighbours; see positions_at.
  [[nodiscard]] std::string_view positions() const { return positions_; }

  void clear() { size_ = 0; }

  // Takes out the block that begins `data`, which goes on behind it for kBlockPadding bytes at
  // least. Ids ascend from behind `before` to `last`. Throws Error(kIndexCorrupt).
  void unpack(std::string_view data, std::uint32_t before, std::uint32_t last);

  // The same of a few postings, at most 4, that are written one by one. Goes on behind them too.
  void unpack_few(std::string_view data, std::size_t count, std::uint32_t before);

 private:
  std::array<std::uint32_t, kBlockPostings> ids_;
  std::size_t size_ = 0;
  const char* impacts_ = nullptr;
  const char* sides_ = nullptr;  // all behind, all before
  std::string_view positions_;   // and what is behind them
  unsigned impact_bits_ = 0;
  unsigned impact_mask_ = 0;
  unsigned least_ = 0;  // impact
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

// Appends the same list with ids and impacts alone, as it would be packed without what stands
// beside its postings. Behind the last one there must be kBlockPadding bytes.
void append_bare(std::string_view data, std::uint32_t articles, std::string& into);

// What is known of it without its postings; piece and begin are 0.
BlockEntry entry_of_short(std::string_view data, std::uint32_t articles, std::uint32_t before);

// Of long lists.
std::vector<std::string> pack_long(std::span<const Posting> postings, std::uint32_t before);

// Which pieces a long list has.
struct ListLayout {
  std::uint32_t blocks = 0;
  std::uint32_t pieces = 0;  // that the blocks take
  // Groups whose positions are in one piece; 0 if the list has no neighbours and no positions.
  std::uint32_t together = 0;
};

struct Directory {
  std::vector<BlockEntry> entries;  // at least one; their last ids ascend
  ListLayout layout;
};

// The blocks of a long list by its first piece. Throws Error(kIndexCorrupt).
Directory unpack_directory(std::string_view first_piece, std::uint32_t before);

// Where the sides of the postings of a long list's n-th block are: those behind, and those before.
struct SidePlace {
  std::uint32_t behind = 0;  // piece
  std::uint32_t before = 0;  // piece
  std::uint32_t left = 0;    // pieces of either behind it
  std::uint32_t begin = 0;   // byte of either
};
SidePlace place_of_sides(const ListLayout& layout, std::size_t block);

// The positions of so many postings of a block in a row are a group, and read together: those of
// frequent words take kilobytes.
inline constexpr std::size_t kGroupPostings = 32;

// Where those of the n-th block's i-th posting are.
struct PositionPlace {
  std::uint32_t piece = 0;
  std::uint32_t group = 0;  // of the piece
};
// Of a list that has positions.
PositionPlace place_of_positions(const ListLayout& layout, std::size_t block, std::size_t i);

// The positions of all postings of a group: a view of the piece that has them. Throws
// Error(kIndexCorrupt).
std::string_view positions_of_group(std::string_view piece, std::uint32_t group);

// Those of the i-th of some postings in a row, of which `positions` are all; see positions.h.
// Throws Error(kIndexCorrupt).
std::string_view positions_at(std::string_view positions, std::size_t i);

// The postings of the block that `entry` speaks of, in its piece; `before`: the last id of the
// block before, or that of the list. Throws Error(kIndexCorrupt).
void unpack_block(std::string_view piece, const BlockEntry& entry, std::uint32_t before,
                  Block& block);

}  // namespace edicola
