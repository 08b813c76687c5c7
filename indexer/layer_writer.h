// Writes the postings of an index, in layers (common/layers.h), and merges small ones: a search
// looks into each.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <xapian.h>

#include "common/layers.h"
#include "indexer/run_merge.h"

namespace edicola {

// All throw Xapian::Error and Error(kIndexCorrupt), and what sources throw.

// Of a database; what was stored last, committed or not.
Layers layers_of(const Xapian::Database& database);
void store_layers(const Layers& layers, Xapian::WritableDatabase& database);

// For a layer behind these.
std::uint32_t next_number(const Layers& layers);

// Sources of all layers from the one at index `first` on; the database outlives them.
TermSources layer_sources(const Xapian::Database& database, const Layers& layers,
                          std::size_t first);

// The layers of an index of `layers` with `documents` more behind them, before which layers are
// merged with them: the index of the first of those; layers.size() if there is none.
std::size_t first_to_merge(const Layers& layers, std::uint32_t documents);

// Puts `layer` into `database`, with the terms of `sources` save for postings of documents that are
// `gone`; with the frequent words (common/frequent_words.h) if it begins with the first document.
// To be told of by store_layers.
void write_layer(const Layer& layer, const TermSources& sources,
                 const std::vector<std::uint32_t>& gone, Xapian::WritableDatabase& database);

// Takes the keys of a layer away.
void remove_layer(const Layer& layer, Xapian::WritableDatabase& database);

// Puts the postings of the documents behind the last layer up to `last` into `database`, in a
// layer of their own or merged with small ones before it. `layers` becomes what is to be stored;
// documents of its `gone` that the new layer leaves out are no longer named.
void append_layer(std::uint32_t last, TermSources fresh, Layers& layers,
                  Xapian::WritableDatabase& database);

// Adds to those that are gone.
void note_gone(std::vector<std::uint32_t> ids, Layers& layers);

}  // namespace edicola
