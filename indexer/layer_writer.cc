#include "indexer/layer_writer.h"

#include <algorithm>
#include <memory>
#include <string_view>
#include <utility>

#include "common/dictionary.h"
#include "common/frequent_words.h"
#include "common/schema.h"

namespace edicola {
namespace {

// A layer is merged with the one behind it when that has at least this part of its documents: there
// are never more than a few, and each document is written again but a few times.
constexpr std::uint64_t kWorthMerging = 4;

bool is_word_of_letters(std::string_view term) {
  return std::all_of(term.begin(), term.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

}  // namespace

Layers layers_of(const Xapian::Database& database) {
  return Layers::unpack(database.get_metadata(std::string(schema::kLayersKey)));
}

void store_layers(const Layers& layers, Xapian::WritableDatabase& database) {
  database.set_metadata(std::string(schema::kLayersKey), layers.pack());
}

std::uint32_t next_number(const Layers& layers) {
  return layers.layers.empty() ? 0 : layers.layers.back().number + 1;
}

TermSources layer_sources(const Xapian::Database& database, const Layers& layers,
                          std::size_t first) {
  TermSources sources;
  for (std::size_t i = first; i < layers.layers.size(); ++i) {
    sources.push_back(std::make_unique<LayerSource>(database, layers.layers[i]));
  }
  return sources;
}

std::size_t first_to_merge(const Layers& layers, std::uint32_t documents) {
  std::uint64_t behind = documents;
  std::size_t first = layers.layers.size();
  while (first > 0 && behind * kWorthMerging >= layers.layers[first - 1].documents()) {
    behind += layers.layers[--first].documents();
  }
  return first;
}

void write_layer(const Layer& layer, const TermSources& sources,
                 const std::vector<std::uint32_t>& gone, Xapian::WritableDatabase& database) {
  DictionaryPacker dictionary(layer, [&database](const std::string& key, const std::string& value) {
    database.set_metadata(key, value);
  });
  FrequentWordsPacker frequent;
  merge_terms(sources, gone, [&](std::string_view term, std::span<const Posting> postings) {
    dictionary.add(term, postings);
    if (postings.size() >= kFrequentArticles && is_word_of_letters(term)) {
      frequent.add(term, static_cast<std::uint32_t>(postings.size()));
    }
  });
  dictionary.finish();
  if (layer.before > 0) return;
  database.set_metadata(std::string(schema::kFrequentWordsKey), frequent.packed());
}

void remove_layer(const Layer& layer, Xapian::WritableDatabase& database) {
  const std::string prefix = layer_prefix(layer.number);
  std::vector<std::string> keys;
  const Xapian::TermIterator end = database.metadata_keys_end(prefix);
  for (auto key = database.metadata_keys_begin(prefix); key != end; ++key) keys.push_back(*key);
  for (const std::string& key : keys) database.set_metadata(key, std::string());
}

void append_layer(std::uint32_t last, TermSources fresh, Layers& layers,
                  Xapian::WritableDatabase& database) {
  const std::size_t first = first_to_merge(layers, last - layers.last());
  TermSources sources = layer_sources(database, layers, first);
  std::move(fresh.begin(), fresh.end(), std::back_inserter(sources));
  const auto begin = layers.layers.begin() + static_cast<std::ptrdiff_t>(first);
  const std::vector<Layer> merged(begin, layers.layers.end());
  Layer layer;
  layer.number = next_number(layers);
  layer.before = merged.empty() ? layers.last() : merged.front().before;
  layer.last = last;
  write_layer(layer, sources, layers.gone, database);
  for (const Layer& old : merged) remove_layer(old, database);
  layers.layers.erase(begin, layers.layers.end());
  layers.layers.push_back(layer);
  std::erase_if(layers.gone, [&layer](std::uint32_t id) { return id > layer.before; });
}

void note_gone(std::vector<std::uint32_t> ids, Layers& layers) {
  layers.gone.insert(layers.gone.end(), ids.begin(), ids.end());
  std::sort(layers.gone.begin(), layers.gone.end());
}

}  // namespace edicola
