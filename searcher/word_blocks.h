// The postings of many words together, block by block in whatever order is of use.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "common/blocks.h"
#include "common/dictionary.h"
#include "common/layers.h"
#include "searcher/index_memory.h"
#include "searcher/kept_bytes.h"

namespace edicola {

// A word's postings in one layer: where they are. Small, as beginnings have thousands of words.
struct WordList {
  std::uint32_t articles = 0;  // that have it
  std::uint32_t page = 0;      // by its place among the pages
  std::uint32_t place = 0;  // of a long list its first piece, of a short one its byte of the data

  [[nodiscard]] bool is_long() const { return articles > kBlockPostings; }
};

// Of some words. No terms are kept: of thousands of words they would take longer than the postings.
struct WordLists {
  struct Page {
    Layer layer;
    std::uint32_t number = 0;  // by which the pieces of long lists are told
    KeptBytes data;            // that short lists are in, and kBlockPadding bytes behind each

    [[nodiscard]] bool is(const Page& other) const {
      return layer == other.layer && number == other.number;
    }
  };

  std::vector<WordList> lists;
  std::vector<Page> pages;
  std::size_t words = 0;  // that there are, of which some may have been left out

  [[nodiscard]] const Page& page_of(const WordList& list) const { return pages[list.page]; }
  // Of a short list, and what is behind it.
  [[nodiscard]] std::string_view postings(const WordList& list) const {
    return page_of(list).data->substr(list.place);
  }

  // The same postings, of short lists with ids and impacts alone: it holds no page.
  [[nodiscard]] WordLists bare() const;

  // About, of one that holds no page.
  [[nodiscard]] std::size_t bytes() const;
};

// That of a word whose head stands in `data`, the page's.
WordList word_list(const ListHead& head, std::uint32_t page, const KeptBytes& data);

// Of those of `terms` that the index has, which is a single database. Throws what IndexMemory does.
WordLists lists_of(IndexMemory& memory, const std::vector<std::string>& terms);

struct WordBlock {
  BlockEntry entry;
  std::uint32_t before = 0;    // no document of the block up to this one
  std::uint32_t postings = 0;  // of deleted documents too
  std::uint32_t list = 0;      // by its place among the lists

  // Whether it may have documents from `first` to `last`.
  [[nodiscard]] bool reaches(Xapian::docid first, Xapian::docid last) const {
    return before < last && entry.last >= first;
  }
};

// Of a single database. `memory` and `lists` outlive it. All functions throw Xapian::Error, and
// Error(kIndexCorrupt) for what is stored damaged.
class WordBlocks {
 public:
  WordBlocks(IndexMemory& memory, const WordLists& lists);

  // One list's after the other's, in the order of documents; none behind IndexMemory::last.
  [[nodiscard]] const std::vector<WordBlock>& all() const { return all_; }

  // The postings of a block, until the next call.
  const Block& unpack(const WordBlock& block);

  [[nodiscard]] bool is_gone(Xapian::docid id) const { return any_gone_ && layers_.is_gone(id); }

 private:
  void add_long(std::uint32_t number);

  IndexMemory& memory_;
  const Layers& layers_;
  const WordLists& lists_;
  std::vector<WordBlock> all_;
  bool any_gone_;
  // What was unpacked last.
  Block block_;
  KeptBytes piece_;
  std::uint32_t piece_list_ = UINT32_MAX;
  std::uint32_t piece_number_ = 0;
};

}  // namespace edicola
