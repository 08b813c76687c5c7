#include "common/dictionary.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "common/front_coding.h"
#include "common/packing.h"

namespace edicola {
namespace {

// A page is closed when it has this many bytes: most then fit into one item of Xapian's tree.
constexpr std::size_t kPageBytes = 1600;

// So are the first terms of a row of pages, of some 16 bytes each.
constexpr std::size_t kPagesInRow = 96;

void append_number(std::string& data, std::uint32_t number) {
  char bytes[sizeof number];
  std::memcpy(bytes, &number, sizeof number);
  data.append(bytes, sizeof number);
}

// `begins`: of terms in `text`, the last of which ends with it.
std::string pack_terms(std::span<const std::uint32_t> begins, std::string_view text) {
  std::string packed;
  append_number(packed, static_cast<std::uint32_t>(begins.size()));
  for (const std::uint32_t begin : begins) append_number(packed, begin - begins.front());
  return packed.append(text.substr(begins.front()));
}

// What postings in a row say beside their impacts; `behind` is null if nothing.
struct Beside {
  const char* behind = nullptr;
  const char* before = nullptr;
  std::string_view positions;  // and what is behind them
};

// The postings [first, last) of a block; `beside` is of them.
void append(const Block& block, std::size_t first, std::size_t last, const Beside& beside,
            std::vector<Posting>& into, Arena& texts) {
  Unpacker positions(beside.positions);
  for (std::size_t i = first; i < last; ++i) {
    Posting& posting = into.emplace_back();
    posting.id = block.id(i);
    posting.impact = static_cast<std::uint8_t>(block.impact(i));
    if (beside.behind == nullptr) continue;
    posting.neighbours =
        neighbours_of(side_at(beside.behind, i - first), side_at(beside.before, i - first));
    posting.positions = texts.store(positions.bytes(positions.number()));
  }
}

// What the postings of a long list say beside, read piece by piece.
class BesideBlocks {
 public:
  using LoadPiece = std::function<std::string(std::uint32_t piece)>;

  BesideBlocks(const ListLayout& layout, LoadPiece load)
      : layout_(layout), load_(std::move(load)) {}

  // Of the n-th block, those of a group that begins with its i-th posting; holds until the next
  // call.
  Beside of(std::size_t n, std::size_t i, std::size_t size) {
    if (layout_.together == 0) return {};
    const SidePlace sides = place_of_sides(layout_, n);
    const PositionPlace positions = place_of_positions(layout_, n, i);
    load(sides.behind, behind_);
    load(sides.before, before_);
    load(positions.piece, positions_);
    const std::size_t begin = sides.begin + i * sizeof(Side);
    const std::size_t end = begin + size * sizeof(Side);
    Unpacker::expect(behind_.data.size() >= end && before_.data.size() >= end);
    return {behind_.data.data() + begin, before_.data.data() + begin,
            positions_of_group(positions_.data, positions.group)};
  }

 private:
  struct Piece {
    std::uint32_t number = UINT32_MAX;
    std::string data;
  };
  void load(std::uint32_t number, Piece& piece) const {
    if (piece.number == number) return;
    piece = {number, load_(number)};
  }

  ListLayout layout_;
  LoadPiece load_;
  Piece behind_;
  Piece before_;
  Piece positions_;
};

}  // namespace

void DictionaryPacker::add(std::string_view term, std::span<const Posting> postings) {
  if (page_.size() >= kPageBytes) close_page();
  if (page_.empty()) {
    begins_.push_back(static_cast<std::uint32_t>(first_terms_.size()));
    first_terms_ += term;
    last_term_.clear();
  }
  const std::size_t shared = common_beginning(term, last_term_);
  pack_number(page_, shared);
  pack_text(page_, term.substr(shared));
  pack_number(page_, postings.size());
  if (postings.size() <= kBlockPostings) {
    pack_text(page_, pack_short(postings, layer_.before));
  } else {
    pack_number(page_, pieces_.size());
    for (std::string& piece : pack_long(postings, layer_.before)) {
      pieces_.push_back(std::move(piece));
    }
  }
  last_term_ = term;
}

void DictionaryPacker::close_page() {
  const auto page = static_cast<std::uint32_t>(begins_.size() - 1);
  page_.append(kBlockPadding, '\0');
  store_(page_key(layer_.number, page), page_);
  for (std::uint32_t i = 0; i < pieces_.size(); ++i) {
    store_(piece_key(layer_.number, page, i), pieces_[i]);
  }
  page_.clear();
  pieces_.clear();
}

void DictionaryPacker::finish() {
  if (!page_.empty()) close_page();
  if (begins_.empty()) return;
  std::vector<std::uint32_t> begins;
  std::string terms;
  for (std::size_t first = 0; first < begins_.size(); first += kPagesInRow) {
    begins.push_back(static_cast<std::uint32_t>(terms.size()));
    terms += store_row(first);
  }
  std::string top;
  append_number(top, static_cast<std::uint32_t>(begins_.size()));
  store_(top_key(layer_.number), top + pack_terms(begins, terms));
}

// Of the pages from `first`, which begins one. Returns the first term.
std::string DictionaryPacker::store_row(std::size_t first) {
  const std::size_t pages = std::min(kPagesInRow, begins_.size() - first);
  const std::size_t end = first + pages;
  const std::string_view terms =
      std::string_view(first_terms_)
          .substr(0, end < begins_.size() ? begins_[end] : first_terms_.size());
  store_(firsts_key(layer_.number, static_cast<std::uint32_t>(first / kPagesInRow)),
         pack_terms(std::span(begins_).subspan(first, pages), terms));
  const std::size_t begin = begins_[first];
  return first_terms_.substr(begin, (pages > 1 ? begins_[first + 1] : terms.size()) - begin);
}

bool PageReader::at_end() const {
  Unpacker::expect(page_.size() >= kBlockPadding);
  return at_ >= page_.size() - kBlockPadding;
}

PageReader::Entry PageReader::read() {
  Entry entry;
  return read_small(entry) ? entry : read_any();
}

// Of an entry whose numbers are all of one byte, as most are; false, and nothing is taken, if they
// are not.
bool PageReader::read_small(Entry& entry) {
  constexpr std::size_t kNumbers = 4;
  static_assert(kBlockPadding >= kNumbers);
  constexpr unsigned kLarge = 0x80;  // marks a number of several bytes
  const auto byte = [this](std::size_t at) { return static_cast<unsigned char>(page_[at]); };
  const unsigned shared = byte(at_);
  const unsigned length = byte(at_ + 1);
  if (((shared | length) & kLarge) != 0 || page_.size() - at_ < length + kNumbers) return false;
  const std::size_t rest = at_ + 2;
  const unsigned articles = byte(rest + length);
  const unsigned size = byte(rest + length + 1);
  if (((articles | size) & kLarge) != 0 || articles == 0 || articles > kBlockPostings) return false;
  const std::size_t list = rest + length + 2;
  if (page_.size() - list < size + kBlockPadding) return false;
  entry.shared = shared;
  entry.rest = page_.substr(rest, length);
  entry.head.articles = articles;
  entry.head.short_list = page_.substr(list, size + kBlockPadding);
  at_ = list + size;
  return true;
}

PageReader::Entry PageReader::read_any() {
  Unpacker from(page_.substr(at_));
  Entry entry;
  entry.shared = from.number();
  entry.rest = from.bytes(from.number());
  entry.head.articles = from.small_number();
  Unpacker::expect(entry.head.articles > 0);
  if (entry.head.is_long()) {
    entry.head.first_piece = from.small_number();
  } else {
    const std::size_t size = from.number();
    entry.head.short_list = from.rest().substr(0, size + kBlockPadding);
    from.bytes(size);
  }
  at_ = page_.size() - from.rest().size();
  return entry;
}

bool PageReader::next() {
  if (at_end()) return false;
  const Entry entry = read();
  Unpacker::expect(entry.shared <= term_.size());
  term_.resize(entry.shared);
  term_ += entry.rest;
  head_ = entry.head;
  return true;
}

bool PageReader::next_alike(std::size_t size) {
  if (at_end()) return false;
  const Entry entry = read();
  if (entry.shared < size) return false;
  head_ = entry.head;
  return true;
}

// Terms need not be put together: what the term before shares with the one sought, and with the
// next, says where that one parts from the one sought.
std::optional<ListHead> PageReader::find(std::string_view term) {
  std::size_t alike = 0;  // bytes that the term before shares with the one sought
  while (!at_end()) {
    const Entry entry = read();
    if (entry.shared > alike) continue;             // it parts where the one before did
    if (entry.shared < alike) return std::nullopt;  // it parts earlier, and is behind
    const std::string_view sought = term.substr(alike);
    const std::size_t more = common_beginning(entry.rest, sought);
    if (more == sought.size()) {
      if (more == entry.rest.size()) return entry.head;
      return std::nullopt;  // it goes on where the one sought ends
    }
    if (more < entry.rest.size() &&
        static_cast<unsigned char>(entry.rest[more]) > static_cast<unsigned char>(sought[more])) {
      return std::nullopt;
    }
    alike += more;
  }
  return std::nullopt;
}

FirstTerms::FirstTerms(std::string_view data) : data_(data) {
  Unpacker::expect(data.size() >= sizeof count_);
  count_ = number(0);
  Unpacker::expect(count_ > 0 && (data.size() / sizeof count_) - 1 >= count_);
}

std::uint32_t FirstTerms::number(std::size_t at) const {
  std::uint32_t number = 0;
  std::memcpy(&number, data_.data() + at * sizeof number, sizeof number);
  return number;
}

std::string_view FirstTerms::term(std::uint32_t n) const {
  const std::string_view text = data_.substr((std::size_t{count_} + 1) * sizeof count_);
  const std::size_t begin = number(std::size_t{n} + 1);
  const std::size_t end = n + 1 < count_ ? number(std::size_t{n} + 2) : text.size();
  Unpacker::expect(begin < end && end <= text.size());
  return text.substr(begin, end - begin);
}

std::optional<std::uint32_t> FirstTerms::last_up_to(std::string_view sought) const {
  std::uint32_t low = 0;  // those before it are not behind `sought`
  std::uint32_t high = count_;
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (term(middle) <= sought) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low == 0) return std::nullopt;
  return low - 1;
}

DictionaryTop::DictionaryTop(std::string data) : data_(std::move(data)) {
  if (data_.empty()) return;
  Unpacker::expect(data_.size() >= sizeof pages_);
  std::memcpy(&pages_, data_.data(), sizeof pages_);
  Unpacker::expect(pages_ > 0);
}

std::optional<std::uint32_t> DictionaryTop::row_of(std::string_view term) const {
  if (pages_ == 0) return std::nullopt;
  return FirstTerms(std::string_view(data_).substr(sizeof pages_)).last_up_to(term);
}

std::uint32_t DictionaryTop::page_in(std::uint32_t row, std::string_view firsts,
                                     std::string_view term) const {
  const std::optional<std::uint32_t> n = FirstTerms(firsts).last_up_to(term);
  const std::size_t page = row * kPagesInRow + n.value_or(pages_);
  Unpacker::expect(page < pages_);
  return static_cast<std::uint32_t>(page);
}

DictionaryScan::DictionaryScan(const Layer& layer, Load load)
    : layer_(layer),
      load_(std::move(load)),
      pages_(DictionaryTop(load_(top_key(layer.number))).pages()) {}

bool DictionaryScan::next() {
  while (!reader_ || !reader_->next()) {
    if (page_number_ == pages_) return false;
    page_ = load_(page_key(layer_.number, page_number_++));
    reader_.emplace(page_);
  }
  return true;
}

void DictionaryScan::append_postings(std::vector<Posting>& into, Arena& texts) const {
  const ListHead& head = reader_->head();
  Block block;
  if (!head.is_long()) {
    unpack_short(head.short_list, head.articles, layer_.before, block);
    append(block, 0, block.size(), {block.behind(), block.before(), block.positions()}, into,
           texts);
    return;
  }
  const auto load_piece = [&](std::uint32_t n) {
    return load_(piece_key(layer_.number, page_number_ - 1, head.first_piece + n));
  };
  std::string piece = load_piece(0);
  std::uint32_t loaded = 0;
  std::uint32_t before = layer_.before;
  const Directory directory = unpack_directory(piece, before);
  BesideBlocks beside(directory.layout, load_piece);
  for (std::size_t n = 0; n < directory.entries.size(); ++n) {
    const BlockEntry& entry = directory.entries[n];
    if (entry.piece != loaded) piece = load_piece(loaded = entry.piece);
    unpack_block(piece, entry, before, block);
    for (std::size_t i = 0; i < block.size(); i += kGroupPostings) {
      const std::size_t last = std::min(block.size(), i + kGroupPostings);
      append(block, i, last, beside.of(n, i, last - i), into, texts);
    }
    before = entry.last;
  }
}

}  // namespace edicola
