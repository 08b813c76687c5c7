#include "common/blocks.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

#include "common/packing.h"
#include "common/schema.h"

namespace edicola {
namespace {

// A piece is closed when it has this many bytes: about what Xapian reads at a time.
constexpr std::size_t kPieceBytes = 7000;

// Behind the last block of a piece: numbers are read eight bytes at a time.
constexpr std::size_t kPadding = 8;

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

// Calls `take` with `count` numbers of `bits` bits, at most 32; reads up to kPadding bytes more.
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

void pack_ascending(const std::vector<std::uint32_t>& numbers, std::string& into) {
  std::uint32_t before = 0;
  for (const std::uint32_t number : numbers) {
    pack_number(into, number - before);
    before = number;
  }
}

std::uint32_t small_number(Unpacker& from) {
  const std::size_t number = from.number();
  Unpacker::expect(number <= UINT32_MAX);
  return static_cast<std::uint32_t>(number);
}

std::uint8_t byte_of(Unpacker& from) { return static_cast<std::uint8_t>(from.bytes(1).front()); }

}  // namespace

static_assert(std::endian::native == std::endian::little, "numbers are read as they are stored");

std::uint32_t worth_blocks(std::uint32_t articles) {
  constexpr std::uint32_t kFewest = 512;
  constexpr std::uint32_t kShare = 24;
  return std::max(kFewest, articles / kShare);
}

bool Coverage::is_gone(std::uint32_t id) const {
  return !gone.empty() && std::binary_search(gone.begin(), gone.end(), id);
}

std::string Coverage::pack() const {
  std::string data;
  pack_number(data, last);
  pack_number(data, least);
  pack_ascending(gone, data);
  return data;
}

Coverage Coverage::unpack(std::string_view data) {
  Coverage coverage;
  if (data.empty()) return coverage;
  Unpacker from(data);
  coverage.last = small_number(from);
  coverage.least = small_number(from);
  std::uint32_t before = 0;
  while (!from.rest().empty()) {
    before += small_number(from);
    coverage.gone.push_back(before);
  }
  return coverage;
}

std::vector<BlockEntry> unpack_directory(std::string_view data) {
  std::vector<BlockEntry> entries;
  Unpacker from(data);
  BlockEntry entry;
  while (!from.rest().empty()) {
    const std::uint64_t last = std::uint64_t{entry.last} + small_number(from);
    Unpacker::expect(last > entry.last && last <= UINT32_MAX);
    entry.last = static_cast<std::uint32_t>(last);
    entry.most = byte_of(from);
    entries.push_back(entry);
    const std::uint32_t size = small_number(from);
    if (size == 0) {  // the last of its piece
      ++entry.piece;
      entry.begin = 0;
    } else {
      entry.begin += size;
    }
  }
  return entries;
}

void unpack_block(std::string_view piece, const BlockEntry& entry, std::uint32_t before,
                  Block& block) {
  Unpacker::expect(entry.begin < piece.size());
  Unpacker header(piece.substr(entry.begin));
  block.size = std::size_t{byte_of(header)} + 1;
  const unsigned id_bits = byte_of(header);
  const unsigned least = byte_of(header);
  const unsigned impact_bits = byte_of(header);
  Unpacker::expect(block.size <= kBlockPostings && id_bits <= 32 && impact_bits <= 8);
  const std::size_t ids = bytes_of(block.size, id_bits);
  const std::size_t impacts = bytes_of(block.size, impact_bits);
  Unpacker::expect(header.rest().size() >= ids + impacts + kPadding);
  const char* const data = header.rest().data();
  std::uint64_t id = before;
  unpack_numbers(data, block.size, id_bits, [&](std::size_t i, std::uint32_t gap) {
    id += std::uint64_t{gap} + 1;
    block.ids[i] = static_cast<std::uint32_t>(id);
  });
  // As each is behind the one before, they ascend and end where the directory says.
  Unpacker::expect(id == entry.last);
  unpack_numbers(data + ids, block.size, impact_bits, [&](std::size_t i, std::uint32_t more) {
    block.impacts[i] = static_cast<std::uint8_t>(least + more);
  });
}

std::string directory_key(std::string_view term) {
  std::string key(schema::kBlocksKey);
  key += ' ';
  key += term;
  return key;
}

std::string piece_key(std::string_view term, std::uint32_t piece) {
  std::string key = directory_key(term);
  key += '\0';
  for (int shift = 24; shift >= 0; shift -= 8) key += static_cast<char>(piece >> unsigned(shift));
  return key;
}

void BlockPacker::add(Posting posting) {
  open_.push_back(posting);
  if (open_.size() == kBlockPostings) close_block();
}

void BlockPacker::close_block() {
  if (open_.empty()) return;
  if (piece_.size() >= kPieceBytes) close_piece();
  const auto [low, high] =
      std::minmax_element(open_.begin(), open_.end(),
                          [](const Posting& a, const Posting& b) { return a.impact < b.impact; });
  // The size of a block comes behind it, once it is known whether another follows in its piece.
  if (!piece_.empty()) pack_number(directory_, last_size_);
  pack_number(directory_, open_.back().id - before_);
  directory_ += static_cast<char>(high->impact);
  const std::size_t begin = piece_.size();
  write_block(low->impact, high->impact);
  last_size_ = piece_.size() - begin;
  before_ = open_.back().id;
  open_.clear();
}

void BlockPacker::write_block(unsigned least, unsigned most) {
  std::vector<std::uint32_t> gaps;
  gaps.reserve(open_.size());
  std::uint32_t previous = before_;
  for (const Posting& posting : open_) {
    gaps.push_back(posting.id - previous - 1);
    previous = posting.id;
  }
  const auto id_bits =
      static_cast<unsigned>(std::bit_width(*std::max_element(gaps.begin(), gaps.end())));
  const auto impact_bits = static_cast<unsigned>(std::bit_width(most - least));
  for (const unsigned byte :
       {static_cast<unsigned>(open_.size() - 1), id_bits, least, impact_bits}) {
    piece_ += static_cast<char>(byte);
  }
  BitPacker ids(id_bits, piece_);
  for (const std::uint32_t gap : gaps) ids.add(gap);
  ids.finish();
  BitPacker impacts(impact_bits, piece_);
  for (const Posting& posting : open_) impacts.add(posting.impact - least);
  impacts.finish();
}

void BlockPacker::close_piece() {
  if (piece_.empty()) return;
  pack_number(directory_, 0);
  piece_.append(kPadding, '\0');
  pieces_.push_back(std::exchange(piece_, {}));
}

BlockPacker::Packed BlockPacker::take() {
  close_block();
  close_piece();
  before_ = 0;
  return {std::exchange(directory_, {}), std::exchange(pieces_, {})};
}

}  // namespace edicola
