#include "common/blocks.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <iterator>
#include <utility>

#include "common/packing.h"

namespace edicola {
namespace {

// A piece is closed when it has this many bytes: about what Xapian reads at a time.
constexpr std::size_t kPieceBytes = 7000;

// So many postings or fewer are written one by one.
constexpr std::size_t kFew = 4;

// In the byte of a short list's block that says how many bits an impact takes: whether neighbours
// and positions follow.
constexpr unsigned kHasNeighbours = 0x80;

// Positions are asked for of one article here and one there: a piece is an item of Xapian's tree.
constexpr std::size_t kPositionBytes = 1600;

// Blocks whose sides are in one piece, an item of Xapian's tree as those of positions.
constexpr std::size_t kBlocksOfSides = 7;
constexpr std::size_t kSideBytes = kBlockPostings * sizeof(Side);

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

void write_side(Side side, std::string& into) {
  char bytes[sizeof side];
  std::memcpy(bytes, &side, sizeof side);
  into.append(bytes, sizeof side);
}

void write_behind(std::span<const Posting> postings, std::string& into) {
  for (const Posting& posting : postings) write_side(side_behind(posting.neighbours), into);
}

void write_before(std::span<const Posting> postings, std::string& into) {
  for (const Posting& posting : postings) write_side(side_before(posting.neighbours), into);
}

// Each behind its size.
void write_positions(std::span<const Posting> postings, std::string& into) {
  for (const Posting& posting : postings) pack_text(into, posting.positions);
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
  if (!neighbours) return;
  write_behind(postings, into);
  write_before(postings, into);
  write_positions(postings, into);
}

// All ids, all impacts, all sides behind, all before, all positions. The first step is doubled, and
// says in its lowest bit whether there are neighbours.
void write_few(std::span<const Posting> postings, std::uint32_t before, std::string& into) {
  const bool neighbours = have_neighbours(postings);
  pack_number(into, std::uint64_t{postings.front().id - before} * 2 + (neighbours ? 1 : 0));
  for (std::size_t i = 1; i < postings.size(); ++i) {
    pack_number(into, postings[i].id - postings[i - 1].id);
  }
  for (const Posting& posting : postings) into += static_cast<char>(posting.impact);
  if (!neighbours) return;
  write_behind(postings, into);
  write_before(postings, into);
  write_positions(postings, into);
}

// What a block begins with.
struct BlockHead {
  std::size_t postings = 0;
  unsigned id_bits = 0;
  unsigned least = 0;  // impact
  unsigned impact_bits = 0;
  bool has_neighbours = false;
};

BlockHead read_block_head(Unpacker& from) {
  BlockHead head;
  head.postings = std::size_t{byte_of(from)} + 1;
  head.id_bits = byte_of(from);
  head.least = byte_of(from);
  const unsigned last = byte_of(from);
  head.impact_bits = last & ~kHasNeighbours;
  head.has_neighbours = (last & kHasNeighbours) != 0;
  Unpacker::expect(head.postings <= kBlockPostings && head.id_bits <= 32 && head.impact_bits <= 8);
  return head;
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

  // `together`: see Directory.
  std::vector<std::string> take(std::size_t together) {
    pack_number(directory_, 0);
    std::string first;
    pack_number(first, together);
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

// Puts what stands beside postings into pieces: all that is behind, then all that is before.
class SidePacker {
 public:
  // `block`: the next of the list.
  void add(std::span<const Posting> block) {
    if (blocks_++ % kBlocksOfSides == 0) {
      behind_.emplace_back();
      before_.emplace_back();
    }
    write_behind(block, behind_.back());
    write_before(block, before_.back());
  }

  void take(std::vector<std::string>& pieces) {
    for (std::vector<std::string>* const side : {&behind_, &before_}) {
      std::move(side->begin(), side->end(), std::back_inserter(pieces));
    }
  }

 private:
  std::size_t blocks_ = 0;
  std::vector<std::string> behind_;
  std::vector<std::string> before_;
};

std::uint32_t pieces_of_a_side(const ListLayout& layout) {
  return static_cast<std::uint32_t>((layout.blocks + kBlocksOfSides - 1) / kBlocksOfSides);
}

// Puts the positions of groups into pieces: how many groups; where each ends, in 32 bits; they.
class PositionPacker {
 public:
  void add(std::span<const Posting> block) {
    while (!block.empty()) {
      const std::size_t size = std::min(block.size(), kGroupPostings);
      write_positions(block.first(size), bytes_);
      ends_.push_back(bytes_.size());
      block = block.subspan(size);
    }
  }

  // Groups that make about a piece.
  [[nodiscard]] std::size_t together() const {
    return std::clamp<std::size_t>(kPositionBytes * ends_.size() / (bytes_.size() + 1), 1, 255);
  }

  void take(std::vector<std::string>& pieces) const {
    const std::size_t together = this->together();
    for (std::size_t group = 0; group < ends_.size(); group += together) {
      pieces.push_back(piece(group, std::min(ends_.size(), group + together)));
    }
  }

 private:
  [[nodiscard]] std::string piece(std::size_t first, std::size_t last) const {
    const std::size_t begin = first == 0 ? 0 : ends_[first - 1];
    std::string piece(1, static_cast<char>(last - first));
    for (std::size_t group = first; group < last; ++group) {
      const auto end = static_cast<std::uint32_t>(ends_[group] - begin);
      char bytes[sizeof end];
      std::memcpy(bytes, &end, sizeof end);
      piece.append(bytes, sizeof end);
    }
    return piece.append(bytes_, begin, ends_[last - 1] - begin);
  }

  std::string bytes_;
  std::vector<std::size_t> ends_;  // of groups, in bytes_
};

}  // namespace

static_assert(std::endian::native == std::endian::little, "numbers are read as they are stored");

void Block::unpack(std::string_view data, std::uint32_t before, std::uint32_t last) {
  Unpacker header(data);
  const BlockHead head = read_block_head(header);
  size_ = head.postings;
  least_ = head.least;
  impact_bits_ = head.impact_bits;
  impact_mask_ = (1U << impact_bits_) - 1;
  const std::size_t ids = bytes_of(size_, head.id_bits);
  const std::size_t impacts = bytes_of(size_, impact_bits_);
  const std::size_t sides = head.has_neighbours ? size_ * sizeof(Neighbours) : 0;
  Unpacker::expect(header.rest().size() >= ids + impacts + sides + kBlockPadding);
  const char* const begin = header.rest().data();
  impacts_ = begin + ids;
  sides_ = head.has_neighbours ? impacts_ + impacts : nullptr;
  positions_ =
      head.has_neighbours ? header.rest().substr(ids + impacts + sides) : std::string_view();
  std::uint64_t id = before;
  unpack_numbers(begin, size_, head.id_bits, [&](std::size_t i, std::uint32_t gap) {
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
  const std::size_t first = from.number();
  const bool has_neighbours = first % 2 != 0;
  Unpacker::expect(count > 0 && first > 1 && first / 2 <= UINT32_MAX - before);
  ids_[0] = before + static_cast<std::uint32_t>(first / 2);
  for (size_ = 1; size_ < count; ++size_) ids_[size_] = ascend(ids_[size_ - 1], from);
  const std::size_t beside = has_neighbours ? count * sizeof(Neighbours) : 0;
  Unpacker::expect(from.rest().size() >= count + beside + kBlockPadding);
  impacts_ = from.rest().data();
  sides_ = has_neighbours ? impacts_ + count : nullptr;
  positions_ = has_neighbours ? from.rest().substr(count + beside) : std::string_view();
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

void append_bare(std::string_view data, std::uint32_t articles, std::string& into) {
  Unpacker from(data);
  if (articles <= kFew) {
    pack_number(into, from.number() & ~std::size_t{1});
    const std::string_view more = from.rest();
    for (std::uint32_t i = 1; i < articles; ++i) from.number();
    const std::size_t ids = more.size() - from.rest().size();
    from.bytes(articles);
    into += more.substr(0, ids + articles);
    return;
  }
  read_header(from, 0);
  const BlockHead head = read_block_head(from);
  const std::string_view numbers =
      from.bytes(bytes_of(head.postings, head.id_bits) + bytes_of(head.postings, head.impact_bits));
  into += data.substr(0, data.size() - from.rest().size() - numbers.size());
  into.back() = static_cast<char>(head.impact_bits);
  into += numbers;
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
  SidePacker sides;
  PositionPacker positions;
  const bool neighbours = have_neighbours(postings);
  while (!postings.empty()) {
    const std::span<const Posting> block =
        postings.first(std::min(postings.size(), kBlockPostings));
    packer.add(block, before);
    before = block.back().id;
    if (neighbours) {
      sides.add(block);
      positions.add(block);
    }
    postings = postings.subspan(block.size());
  }
  std::vector<std::string> pieces = packer.take(neighbours ? positions.together() : 0);
  if (neighbours) {
    sides.take(pieces);
    positions.take(pieces);
  }
  return pieces;
}

Directory unpack_directory(std::string_view first_piece, std::uint32_t before) {
  Directory directory;
  Unpacker all(first_piece);
  directory.layout.together = all.small_number();
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
  directory.layout.blocks = static_cast<std::uint32_t>(directory.entries.size());
  directory.layout.pieces = directory.entries.back().piece + 1;
  return directory;
}

SidePlace place_of_sides(const ListLayout& layout, std::size_t block) {
  const auto piece = static_cast<std::uint32_t>(block / kBlocksOfSides);
  const std::uint32_t pieces = pieces_of_a_side(layout);
  const std::uint32_t behind = layout.pieces + piece;
  return {behind, behind + pieces, pieces - 1 - piece,
          static_cast<std::uint32_t>(block % kBlocksOfSides * kSideBytes)};
}

PositionPlace place_of_positions(const ListLayout& layout, std::size_t block, std::size_t i) {
  constexpr std::size_t kGroups = kBlockPostings / kGroupPostings;
  const std::size_t group = block * kGroups + i / kGroupPostings;
  const std::uint32_t first = layout.pieces + 2 * pieces_of_a_side(layout);
  return {first + static_cast<std::uint32_t>(group / layout.together),
          static_cast<std::uint32_t>(group % layout.together)};
}

std::string_view positions_of_group(std::string_view piece, std::uint32_t group) {
  Unpacker from(piece);
  const std::size_t groups = byte_of(from);
  Unpacker::expect(group < groups);
  const std::string_view ends = from.bytes(groups * sizeof(std::uint32_t));
  const auto end_of = [ends](std::size_t which) {
    std::uint32_t end = 0;
    std::memcpy(&end, ends.data() + which * sizeof end, sizeof end);
    return end;
  };
  const std::uint32_t begin = group == 0 ? 0 : end_of(group - 1);
  Unpacker::expect(begin <= end_of(group) && end_of(group) <= from.rest().size());
  return from.rest().substr(begin, end_of(group) - begin);
}

std::string_view positions_at(std::string_view positions, std::size_t i) {
  Unpacker from(positions);
  for (; i > 0; --i) from.bytes(from.number());
  return from.bytes(from.number());
}

void unpack_block(std::string_view piece, const BlockEntry& entry, std::uint32_t before,
                  Block& block) {
  Unpacker::expect(entry.begin < piece.size());
  block.unpack(piece.substr(entry.begin), before, entry.last);
}

}  // namespace edicola
