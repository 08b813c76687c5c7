// Where an index keeps the postings of its terms: in layers, each with those of a range of its
// documents, under keys of the database's metadata. docs/decisions/0014-own-postings.md.
//
//   schema::kLayersKey          which layers there are, and which documents are gone
//   page_key(layer, page)       a page of a layer's dictionary of terms, see dictionary.h
//   piece_key(layer, page, n)   a piece of a long list of postings, see blocks.h
//   firsts_key(layer, row)      the first terms of a row of its pages
//   top_key(layer)              the first terms of all rows
//
// The keys of a layer ascend as they are written.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace edicola {

// The documents (before, last].
struct Layer {
  std::uint32_t number = 0;  // tells it from the others; never used again in a database
  std::uint32_t before = 0;
  std::uint32_t last = 0;

  [[nodiscard]] std::uint32_t documents() const { return last - before; }
  bool operator==(const Layer&) const = default;
};

struct Layers {
  std::vector<Layer> layers;        // in the order of their documents, which do not overlap
  std::vector<std::uint32_t> gone;  // documents deleted since their layer was written; ascending

  // The last document of the last layer; 0 if there is none.
  [[nodiscard]] std::uint32_t last() const { return layers.empty() ? 0 : layers.back().last; }
  [[nodiscard]] bool is_gone(std::uint32_t id) const;

  [[nodiscard]] std::string pack() const;
  // None if `data` is empty. Throws Error(kIndexCorrupt).
  static Layers unpack(std::string_view data);
};

// Stand for a page in keys, behind all pages: firsts_key(layer, row) is piece_key(layer,
// kFirstsPage, row).
inline constexpr std::uint32_t kFirstsPage = UINT32_MAX - 1;
inline constexpr std::uint32_t kTopPage = UINT32_MAX;

// Metadata keys.
std::string page_key(std::uint32_t layer, std::uint32_t page);
std::string piece_key(std::uint32_t layer, std::uint32_t page, std::uint32_t piece);
std::string firsts_key(std::uint32_t layer, std::uint32_t row);
std::string top_key(std::uint32_t layer);

// With which all keys of a layer begin.
std::string layer_prefix(std::uint32_t layer);

}  // namespace edicola
