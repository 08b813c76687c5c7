// Segments: the small databases that a run makes of consecutive articles and merges into an index,
// one a thread at a time. Within a segment Xapian writes every few articles: what it has not
// written it keeps in trees of strings, which are quick only while they stay in the processor's
// cache.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <xapian.h>

#include "common/impact.h"
#include "edicola/analyzer.h"
#include "edicola/article.h"

namespace edicola {

// When a segment is full; measured, docs/decisions/0003-bulk-path.md. The first ones of a run are
// smaller, so that a short run keeps all threads busy too.
inline constexpr std::size_t kSegmentArticles = 1000;
inline constexpr std::size_t kFirstSegmentArticles = 250;
inline constexpr std::size_t kFirstSegments = 8;
inline constexpr std::size_t kSegmentBytes = std::size_t{4} << 20U;  // of text

// These throw Xapian::Error; `path` and `into` are folders to be made.

// Document n + 1 is articles[n]. May be left half written by a loss of power: it is a temporary.
void build_segment(const Analyzer& analyzer, const ImpactRule& rule,
                   const std::vector<Article>& articles, const std::string& path);

// The documents of `parts` one after the other, compacted.
void merge_segments(const std::vector<std::string>& parts, const std::string& into, unsigned flags);

// An index without articles, with the stamp of `analyzer`.
void make_empty_database(const Analyzer& analyzer, const ImpactRule& rule, const std::string& path);

// Deletes documents of the database `path`.
void delete_documents(const std::string& path, const std::vector<Xapian::docid>& ids);

}  // namespace edicola
