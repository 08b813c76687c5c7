#include "app/display.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace edicola {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr char32_t kInvalid = 0xFFFFFFFF;

struct Decoded {
  char32_t code = kInvalid;
  std::size_t size = 1;
};

struct Lead {
  std::size_t size;  // of the sequence it begins; 0 if it begins none
  char32_t bits;
  char32_t least;  // the smallest code that needs so many bytes
};

Lead lead(unsigned char byte) {
  if (byte < 0x80) return {1, byte, 0};
  if (byte >= 0xC2 && byte <= 0xDF) return {2, byte & 0x1FU, 0x80};
  if (byte >= 0xE0 && byte <= 0xEF) return {3, byte & 0x0FU, 0x800};
  if (byte >= 0xF0 && byte <= 0xF4) return {4, byte & 0x07U, 0x10000};
  return {0, 0, 0};
}

// The character at `at`; kInvalid, one byte long, if there is none.
Decoded decode(std::string_view text, std::size_t at) {
  const Lead first = lead(static_cast<unsigned char>(text[at]));
  if (first.size == 0 || at + first.size > text.size()) return {};
  char32_t code = first.bits;
  for (std::size_t i = 1; i < first.size; ++i) {
    const auto byte = static_cast<unsigned char>(text[at + i]);
    if ((byte & 0xC0U) != 0x80U) return {};
    code = (code << 6U) | (byte & 0x3FU);
  }
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (code < first.least || code > 0x10FFFF || surrogate) return {};
  return {code, first.size};
}

using Ranges = std::pair<char32_t, char32_t>;

template <std::size_t N>
bool within(char32_t code, const std::array<Ranges, N>& ranges) {
  return std::any_of(ranges.begin(), ranges.end(), [code](const Ranges& range) {
    return range.first <= code && code <= range.second;
  });
}

// Characters that break lines or move the cursor by a distance we cannot know.
constexpr std::array<Ranges, 4> kBlanks = {
    {{0x09, 0x0D}, {0x20, 0x20}, {0x85, 0x85}, {0x2028, 0x2029}}};
// Controls, and the directional overrides that can make a line read as what it is not.
constexpr std::array<Ranges, 4> kHarmful = {
    {{0x00, 0x1F}, {0x7F, 0x9F}, {0x202A, 0x202E}, {0x2066, 0x2069}}};
constexpr std::array<Ranges, 8> kZeroWidth = {{{0x0300, 0x036F},
                                               {0x1AB0, 0x1AFF},
                                               {0x1DC0, 0x1DFF},
                                               {0x200B, 0x200F},
                                               {0x2060, 0x2060},
                                               {0x20D0, 0x20FF},
                                               {0xFE00, 0xFE0F},
                                               {0xFE20, 0xFE2F}}};
constexpr std::array<Ranges, 9> kWide = {{{0x1100, 0x115F},
                                          {0x2E80, 0xA4CF},
                                          {0xAC00, 0xD7A3},
                                          {0xF900, 0xFAFF},
                                          {0xFE30, 0xFE6F},
                                          {0xFF00, 0xFF60},
                                          {0xFFE0, 0xFFE6},
                                          {0x1F300, 0x1FAFF},
                                          {0x20000, 0x3FFFD}}};

std::size_t width_of(char32_t code) {
  if (code < 0x300) return 1;
  if (within(code, kZeroWidth)) return 0;
  return within(code, kWide) ? 2 : 1;
}

// One character as it will be shown.
struct Cell {
  std::string_view bytes;
  std::size_t width = 1;
  bool blank = false;
  bool marked = false;
};

Cell cell_for(std::string_view text, std::size_t at, const Decoded& decoded) {
  if (decoded.code == kInvalid) return {kReplacement};
  if (within(decoded.code, kBlanks)) return {" ", 1, true};
  if (within(decoded.code, kHarmful)) return {kReplacement};
  return {text.substr(at, decoded.size), width_of(decoded.code)};
}

std::vector<Cell> to_cells(std::string_view text, const Marks& marks) {
  std::vector<Cell> cells;
  cells.reserve(text.size());
  auto mark = marks.begin();
  for (std::size_t at = 0; at < text.size();) {
    const Decoded decoded = decode(text, at);
    while (mark != marks.end() && mark->second <= at) ++mark;
    Cell cell = cell_for(text, at, decoded);
    cell.marked = mark != marks.end() && mark->first <= at;
    cells.push_back(cell);
    at += decoded.size;
  }
  return cells;
}

std::string paint(const std::vector<Cell>& cells, const Style& style) {
  std::string painted;
  bool on = false;
  for (const Cell& cell : cells) {
    if (cell.marked != on) painted += cell.marked ? style.on : style.off;
    on = cell.marked;
    painted += cell.bytes;
  }
  if (on) painted += style.off;
  return painted;
}

std::size_t total_width(const std::vector<Cell>& cells) {
  std::size_t width = 0;
  for (const Cell& cell : cells) width += cell.width;
  return width;
}

// Fills lines with words.
class Filler {
 public:
  Filler(const Style& style, std::size_t width) : style_(style), width_(width) {}

  void add(const std::vector<Cell>& word) {
    if (word.empty()) return;
    const std::size_t needed = total_width(word);
    if (!line_.empty() && used_ + 1 + needed > width_) end_line();
    if (!line_.empty()) add_blank(word.front().marked);
    line_.insert(line_.end(), word.begin(), word.end());
    used_ += needed;
  }

  std::vector<std::string> finish() {
    if (!line_.empty()) end_line();
    return std::move(lines_);
  }

 private:
  // A blank between two marked words belongs to the mark: phrases look like phrases.
  void add_blank(bool marked_after) {
    line_.push_back({" ", 1, true, marked_after && line_.back().marked});
    ++used_;
  }

  void end_line() {
    lines_.push_back(paint(line_, style_));
    line_.clear();
    used_ = 0;
  }

  Style style_;
  std::size_t width_;
  std::vector<std::string> lines_;
  std::vector<Cell> line_;
  std::size_t used_ = 0;
};

}  // namespace

std::string clean(std::string_view text) { return styled(text, {}, {}); }

std::size_t display_width(std::string_view text) { return total_width(to_cells(text, {})); }

std::string pad(std::string_view text, std::size_t width) {
  std::string padded = clean(text);
  const std::size_t used = display_width(text);
  if (used < width) padded.append(width - used, ' ');
  return padded;
}

std::string styled(std::string_view text, const Marks& marks, const Style& style) {
  return paint(to_cells(text, marks), style);
}

std::vector<std::string> wrap(std::string_view text, const Marks& marks, const Style& style,
                              std::size_t width) {
  Filler filler(style, width);
  std::vector<Cell> word;
  for (const Cell& cell : to_cells(text, marks)) {
    if (!cell.blank) {
      word.push_back(cell);
      continue;
    }
    filler.add(word);
    word.clear();
  }
  filler.add(word);
  return filler.finish();
}

}  // namespace edicola
