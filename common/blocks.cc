#include "common/blocks.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

#include "common/packing.h"

namespace edicola {
namespace {

// A piece is closed when it has this many bytes: about what Xapian reads at a time.
constexpr std::size_t kPieceBytes = 7000;

// So many postings or fewer are written one by one.
constexpr std::size_t kFew = 4;

// In the byte of a short list's block that says how many bits an impact takes: whether neighbours
// follow.
constexpr unsigned kHasNeighbours = 0x80;

// Blocks whose neighbours are in one piece.
constexpr std::size_t kBlocksOfNeighbours = 28;

std::size_t bytes_of(std::size_t count, unsigned bits) { return (count * bits + 7) / 8; }

// Appends numbers of `bits` bits each, the lowest bit first.
class BitPacker {
 public:
  BitPacker(unsigned bits, std::string& into) : bits_(bits), into_(into) {}

  void add(std::uint32_t number) {
    waiting_ |= std::uint64_t{number} << filled_;
    for (filled_ += bits_; filled_ >= 8; filled_ -= 8) put();
  }

  void finish() {
    if (filled_ > 0) put();
  }

 private:
  void put() {
    into_ += static_cast<char>(waiting_ & 0xFFU);
    waiting_ >>= 8U;
  }

  unsigned bits_;
  std::string& into_;
  std::uint64_t waiting_ = 0;
  unsigned filled_ = 0;
};

// Calls `take` with `count` numbers of `bits` bits, at most 32; reads up to kBlockPadding more.
template <typename Take>
void unpack_numbers(const char* data, std::size_t count, unsigned bits, Take take) {
  const std::uint64_t mask = (std::uint64_t{1} << bits) - 1;
  std::size_t bit = 0;
  for (std::size_t i = 0; i < count; ++i, bit += bits) {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, data + bit / 8, sizeof bytes);
    take(i, static_cast<std::uint32_t>((bytes >> (bit % 8)) & mask));
  }
}

std::uint8_t byte_of(Unpacker& from) { return static_cast<std::uint8_t>(from.bytes(1).front()); }

std::uint32_t ascend(std::uint32_t before, Unpacker& from) {
  const std::size_t step = from.number();
  Unpacker::expect(step > 0 && step <= UINT32_MAX - before);
  return before + static_cast<std::uint32_t>(step);
}

bool have_neighbours(std::span<const Posting> postings) {
  return std::any_of(postings.begin(), postings.end(),
                     [](const Posting& posting) { return posting.neighbours != 0; });
}

std::uint8_t greatest_impact(std::span<const Posting> postings) {
  return std::max_element(postings.begin(), postings.end(),
                          [](const Posting& a, const Posting& b) { return a.impact < b.impact; })
      ->impact;
}

// Gaps between ids, of all the same size.
void write_ids(std::span<const Posting> postings, std::uint32_t before, unsigned bits,
               std::string& into) {
  BitPacker packer(bits, into);
  for (const Posting& posting : postings) {
    packer.add(posting.id - before - 1);
    before = posting.id;
  }
  packer.finish();
}

unsigned bits_of_gaps(std::span<const Posting> postings, std::uint32_t before) {
  std::uint32_t all = 0;
  for (const Posting& posting : postings) {
    all |= posting.id - before - 1;
    before = posting.id;
  }
  return static_cast<unsigned>(std::bit_width(all));
}

void write_impacts(std::span<const Posting> postings, unsigned least, unsigned bits,
                   std::string& into) {
  BitPacker packer(bits, into);
  for (const Posting& posting : postings) packer.add(posting.impact - least);
  packer.finish();
}

void write_neighbours(std::span<const Posting> postings, std::string& into) {
  for (const Posting& posting : postings) {
    into += static_cast<char>(posting.neighbours & 0xFFU);
    into += static_cast<char>(posting.neighbours >> 8U);
  }
}

void write_block(std::span<const Posting> postings, std::uint32_t before, bool neighbours,
                 std::string& into) {
  const auto [low, high] =
      std::minmax_element(postings.begin(), postings.end(),
                          [](const Posting& a, const Posting& b) { return a.impact < b.impact; });
  const unsigned id_bits = bits_of_gaps(postings, before);
  const unsigned least = low->impact;
  const auto impact_bits = static_cast<unsigned>(std::bit_width(high->impact - least));
  for (const unsigned byte : {static_cast<unsigned>(postings.size() - 1), id_bits, least,
                              impact_bits | (neighbours ? kHasNeighbours : 0)}) {
    into += static_cast<char>(byte);
  }
  write_ids(postings, before, id_bits, into);
  write_impacts(postings, least, impact_bits, into);
  if (neighbours) write_neighbours(postings, into);
}

// All ids, all impacts, all neighbours.
void write_few(std::span<const Posting> postings, std::uint32_t before, std::string& into) {
  for (const Posting& posting : postings) {
    pack_number(into, posting.id - before);
    before = posting.id;
  }
  for (const Posting& posting : postings) into += static_cast<char>(posting.impact);
  write_neighbours(postings, into);
}

struct ShortHeader {
  std::uint32_t last = 0;
  std::uint8_t most = 0;
};

ShortHeader read_header(Unpacker& from, std::uint32_t before) {
  ShortHeader header;
  header.last = ascend(before, from);
  header.most = byte_of(from);
  return header;
}

// Puts the blocks of a long list into pieces, and says in a directory what they are.
class LongPacker {
 public:
  void add(std::span<const Posting> postings, std::uint32_t before) {
    if (pieces_.back().size() >= kPieceBytes) {
      pack_number(directory_, 0);  // instead of a size: the last of its piece
      pieces_.emplace_back();
    } else if (!pieces_.back().empty()) {
      pack_number(directory_, last_size_);
    }
    pack_number(directory_, postings.back().id - before);
    directory_ += static_cast<char>(greatest_impact(postings));
    const std::size_t begin = pieces_.back().size();
    write_block(postings, before, false, pieces_.back());
    last_size_ = pieces_.back().size() - begin;
  }

  // `neighbours`: whether pieces of neighbours follow.
  std::vector<std::string> take(bool neighbours) {
    pack_number(directory_, 0);
    std::string first(1, neighbours ? '\1' : '\0');
    pack_text(first, directory_);
    pieces_.front().insert(0, first);
    for (std::string& piece : pieces_) piece.append(kBlockPadding, '\0');
    return std::move(pieces_);
  }

 private:
  std::string directory_;
  std::size_t last_size_ = 0;  // of a block, bytes
  std::vector<std::string> pieces_ = {{}};
};

}  // namespace

static_assert(std::endian::native == std::endian::little, "numbers are read as they are stored");

void Block::unpack(std::string_view data, std::uint32_t before, std::uint32_t last) {
  Unpacker header(data);
  size_ = std::size_t{byte_of(header)} + 1;
  const unsigned id_bits = byte_of(header);
  least_ = byte_of(header);
  const unsigned third = byte_of(header);
  impact_bits_ = third & ~kHasNeighbours;
  const bool has_neighbours = (third & kHasNeighbours) != 0;
  Unpacker::expect(size_ <= kBlockPostings && id_bits <= 32 && impact_bits_ <= 8);
  impact_mask_ = (1U << impact_bits_) - 1;
  const std::size_t ids = bytes_of(size_, id_bits);
  const std::size_t impacts = bytes_of(size_, impact_bits_);
  Unpacker::expect(header.rest().size() >=
                   ids + impacts + (has_neighbours ? 2 * size_ : 0) + kBlockPadding);
  const char* const begin = header.rest().data();
  impacts_ = begin + ids;
  neighbours_ = has_neighbours ? impacts_ + impacts : nullptr;
  std::uint64_t id = before;
  unpack_numbers(begin, size_, id_bits, [&](std::size_t i, std::uint32_t gap) {
    id += std::uint64_t{gap} + 1;
    ids_[i] = static_cast<std::uint32_t>(id);
  });
  // As each is behind the one before, they ascend and end where they should.
  Unpacker::expect(id == last);
}

// Most often it is near: steps that double, then the half of what is left and so on.
std::size_t Block::find(std::size_t from, std::uint32_t id) const {
  std::size_t step = 1;
  while (from + step < size_ && ids_[from + step] < id) {
    from += step;
    step *= 2;
  }
  const auto begin = ids_.begin();
  const std::size_t to = std::min(from + step + 1, size_);
  return static_cast<std::size_t>(std::lower_bound(begin + static_cast<std::ptrdiff_t>(from),
                                                   begin + static_cast<std::ptrdiff_t>(to), id) -
                                  begin);
}

void Block::unpack_few(std::string_view data, std::size_t count, std::uint32_t before) {
  Unpacker from(data);
  for (size_ = 0; size_ < count; ++size_) ids_[size_] = before = ascend(before, from);
  Unpacker::expect(from.rest().size() >= 3 * count + kBlockPadding);
  impacts_ = from.rest().data();
  neighbours_ = impacts_ + count;
  impact_bits_ = 8;
  impact_mask_ = 0xFF;
  least_ = 0;
}

std::string pack_short(std::span<const Posting> postings, std::uint32_t before) {
  std::string data;
  if (postings.size() <= kFew) {
    write_few(postings, before, data);
    return data;
  }
  pack_number(data, postings.back().id - before);
  data += static_cast<char>(greatest_impact(postings));
  write_block(postings, before, have_neighbours(postings), data);
  return data;
}

void unpack_short(std::string_view data, std::uint32_t articles, std::uint32_t before,
                  Block& block) {
  if (articles <= kFew) {
    block.unpack_few(data, articles, before);
    return;
  }
  Unpacker from(data);
  const ShortHeader header = read_header(from, before);
  block.unpack(from.rest(), before, header.last);
  Unpacker::expect(block.size() == articles);
}

BlockEntry entry_of_short(std::string_view data, std::uint32_t articles, std::uint32_t before) {
  BlockEntry entry;
  if (articles > kFew) {
    Unpacker from(data);
    const ShortHeader header = read_header(from, before);
    entry.last = header.last;
    entry.most = header.most;
    return entry;
  }
  Block block;
  block.unpack_few(data, articles, before);
  Unpacker::expect(block.size() > 0);
  entry.last = block.last();
  for (std::size_t i = 0; i < block.size(); ++i) {
    entry.most = std::max(entry.most, static_cast<std::uint8_t>(block.impact(i)));
  }
  return entry;
}

std::vector<std::string> pack_long(std::span<const Posting> postings, std::uint32_t before) {
  LongPacker packer;
  std::vector<std::string> of_neighbours;
  const bool neighbours = have_neighbours(postings);
  for (std::size_t n = 0; !postings.empty(); ++n) {
    const std::span<const Posting> block =
        postings.first(std::min(postings.size(), kBlockPostings));
    packer.add(block, before);
    before = block.back().id;
    if (neighbours && n % kBlocksOfNeighbours == 0) of_neighbours.emplace_back();
    if (neighbours) write_neighbours(block, of_neighbours.back());
    postings = postings.subspan(block.size());
  }
  std::vector<std::string> pieces = packer.take(neighbours);
  for (std::string& piece : of_neighbours) pieces.push_back(std::move(piece));
  return pieces;
}

Directory unpack_directory(std::string_view first_piece, std::uint32_t before) {
  Directory directory;
  Unpacker all(first_piece);
  directory.has_neighbours = byte_of(all) != 0;
  Unpacker from(all.bytes(all.number()));
  BlockEntry entry;
  entry.last = before;
  entry.begin = static_cast<std::uint32_t>(first_piece.size() - all.rest().size());
  while (!from.rest().empty()) {
    entry.last = ascend(entry.last, from);
    entry.most = byte_of(from);
    directory.entries.push_back(entry);
    const std::size_t size = from.number();
    if (size == 0) {  // the last of its piece
      ++entry.piece;
      entry.begin = 0;
    } else {
      Unpacker::expect(size <= UINT32_MAX - entry.begin);
      entry.begin += static_cast<std::uint32_t>(size);
    }
  }
  Unpacker::expect(!directory.entries.empty());
  return directory;
}

NeighbourPlace place_of_neighbours(std::uint32_t pieces, std::size_t block) {
  return {pieces + static_cast<std::uint32_t>(block / kBlocksOfNeighbours),
          static_cast<std::uint32_t>(block % kBlocksOfNeighbours * 2 * kBlockPostings)};
}

void unpack_block(std::string_view piece, const BlockEntry& entry, std::uint32_t before,
                  Block& block) {
  Unpacker::expect(entry.begin < piece.size());
  block.unpack(piece.substr(entry.begin), before, entry.last);
}

}  // namespace edicola
