// The postings of frequent words a second time, in blocks. Each block says where it ends and the
// greatest impact in it, so that a search passes over blocks that cannot reach its page, which
// Xapian's own lists do not allow. S. Ding and T. Suel, Faster Top-k Document Retrieval Using
// Block-Max Indexes (SIGIR 2011). docs/decisions/0012-blocks.md.
//
// They are kept in the metadata of the database, for the documents that it had when they were made:
//   schema::kBlocksKey                    Coverage
//   schema::kBlocksKey " " term           the directory of the term's blocks
//   schema::kBlocksKey " " term \0 n      its n-th piece: some blocks one behind the other
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace edicola {

inline constexpr std::size_t kBlockPostings = 128;

// A term of fewer of an index's articles has no blocks: Xapian's list is quick enough, and blocks
// of rarer words would make the index larger than they make searches quicker.
std::uint32_t worth_blocks(std::uint32_t articles);

struct Posting {
  std::uint32_t id = 0;  // of a document
  std::uint8_t impact = 0;
};

// Postings taken out of a block.
struct Block {
  std::array<std::uint32_t, kBlockPostings> ids;
  std::array<std::uint8_t, kBlockPostings> impacts;
  std::size_t size = 0;
};

// Which documents the blocks speak of.
struct Coverage {
  std::uint32_t last = 0;           // those up to this one, save ...
  std::vector<std::uint32_t> gone;  // ... these, which were deleted since; ascending
  std::uint32_t least = 0;          // articles that a term had to have, see worth_blocks

  [[nodiscard]] bool is_gone(std::uint32_t id) const;

  [[nodiscard]] std::string pack() const;
  // No documents if `data` is empty. Throws Error(kIndexCorrupt).
  static Coverage unpack(std::string_view data);
};

// What is known of a block without looking into it.
struct BlockEntry {
  std::uint32_t last = 0;   // id; the first one is greater than the last of the block before
  std::uint32_t begin = 0;  // byte of its piece
  std::uint32_t piece = 0;
  std::uint8_t most = 0;  // impact
};

// Their last ids ascend. Throws Error(kIndexCorrupt).
std::vector<BlockEntry> unpack_directory(std::string_view data);

// The postings of the block that `entry` speaks of, in its piece; `before`: the last id of the
// block before, 0 of none. Ids ascend from behind `before` to entry.last. Throws
// Error(kIndexCorrupt).
void unpack_block(std::string_view piece, const BlockEntry& entry, std::uint32_t before,
                  Block& block);

// Metadata keys.
std::string directory_key(std::string_view term);
std::string piece_key(std::string_view term, std::uint32_t piece);

// Packs the postings of one term.
class BlockPacker {
 public:
  // Ids ascend; impacts are at least 1.
  void add(Posting posting);

  struct Packed {
    std::string directory;
    std::vector<std::string> pieces;
  };
  // What was added; then it is as new.
  Packed take();

 private:
  void close_block();
  void write_block(unsigned least, unsigned most);
  void close_piece();

  std::vector<Posting> open_;
  std::uint32_t before_ = 0;   // the last id of the last closed block
  std::size_t last_size_ = 0;  // of that block, bytes
  std::string directory_;
  std::string piece_;
  std::vector<std::string> pieces_;
};

}  // namespace edicola
