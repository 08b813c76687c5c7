// Segments: what a run makes of some consecutive articles, one a thread at a time, and merges into
// an index at its end. A segment is a small database of documents and a run file of their postings
// (posting_run.h).
#pragma once

#include <cstddef>
#include <cstdint>
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

// Flags of a database that nobody reads before it is whole, and that is not kept.
inline constexpr int kTemporaryDatabase =
    Xapian::DB_CREATE | Xapian::DB_NO_SYNC | Xapian::DB_BACKEND_GLASS;

// Consecutive documents: [first, first + count).
struct Segment {
  std::string path;  // what it consists of is beside this
  std::uint32_t first = 0;
  std::uint32_t count = 0;

  [[nodiscard]] std::string database() const { return path + ".db"; }
  [[nodiscard]] std::string run() const { return path + ".run"; }
};

// These throw Xapian::Error and Error(kStorage). What they make may be left half written by a loss
// of power: segments are temporary.

// Document segment.first + n is articles[n].
void build_segment(const Analyzer& analyzer, const ImpactRule& rule,
                   const std::vector<Article>& articles, const Segment& segment);

// Makes `whole` of `parts`, which are in order, and removes them.
void merge_segments(const std::vector<Segment>& parts, const Segment& whole);

void remove_segment(const Segment& segment);

// An index without articles, with the stamp of `analyzer`.
void make_empty_database(const Analyzer& analyzer, const ImpactRule& rule, const std::string& path);

}  // namespace edicola
