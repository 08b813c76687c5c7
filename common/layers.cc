#include "common/layers.h"

#include <algorithm>

#include "common/packing.h"

namespace edicola {
namespace {

constexpr char kPostings = 'p';  // no other key of ours begins so

// The greatest byte first, so that keys are in the order of numbers.
void append(std::string& key, std::uint32_t number) {
  for (int shift = 24; shift >= 0; shift -= 8) {
    key += static_cast<char>((number >> static_cast<unsigned>(shift)) & 0xFFU);
  }
}

// `before` and a number that was packed as the difference.
std::uint32_t ascend(std::uint32_t before, Unpacker& from) {
  const std::uint32_t step = from.small_number();
  Unpacker::expect(step <= UINT32_MAX - before);
  return before + step;
}

}  // namespace

bool Layers::is_gone(std::uint32_t id) const {
  return !gone.empty() && std::binary_search(gone.begin(), gone.end(), id);
}

std::string Layers::pack() const {
  std::string data;
  pack_number(data, layers.size());
  std::uint32_t reached = 0;
  for (const Layer& layer : layers) {
    pack_number(data, layer.number);
    pack_number(data, layer.before - reached);
    pack_number(data, layer.last - layer.before);
    reached = layer.last;
  }
  std::uint32_t before = 0;
  for (const std::uint32_t id : gone) {
    pack_number(data, id - before);
    before = id;
  }
  return data;
}

Layers Layers::unpack(std::string_view data) {
  Layers read;
  if (data.empty()) return read;
  Unpacker from(data);
  std::uint32_t reached = 0;
  for (std::size_t left = from.number(); left > 0; --left) {
    Layer layer;
    layer.number = from.small_number();
    layer.before = ascend(reached, from);
    layer.last = reached = ascend(layer.before, from);
    read.layers.push_back(layer);
  }
  std::uint32_t before = 0;
  while (!from.rest().empty()) read.gone.push_back(before = ascend(before, from));
  return read;
}

std::string layer_prefix(std::uint32_t layer) {
  std::string key(1, kPostings);
  append(key, layer);
  return key;
}

std::string page_key(std::uint32_t layer, std::uint32_t page) {
  std::string key = layer_prefix(layer);
  append(key, page);
  return key;
}

std::string piece_key(std::uint32_t layer, std::uint32_t page, std::uint32_t piece) {
  std::string key = page_key(layer, page);
  append(key, piece);
  return key;
}

std::string firsts_key(std::uint32_t layer, std::uint32_t row) {
  return piece_key(layer, kFirstsPage, row);
}

std::string top_key(std::uint32_t layer) { return page_key(layer, kTopPage); }

}  // namespace edicola
