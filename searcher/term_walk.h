// The terms of an index in the order of their bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <xapian.h>

#include "common/dictionary.h"
#include "searcher/index_memory.h"
#include "searcher/kept_bytes.h"
#include "searcher/word_blocks.h"

namespace edicola {

// Goes forward only. Throws Xapian::Error, and Error(kIndexCorrupt) for what is stored damaged.
class TermWalk {
 public:
  // `memory`, which may be of several databases, outlives it. Before the first call it is at no
  // term.
  explicit TermWalk(IndexMemory& memory);

  // Goes to the first term that is not before `sought`, or stays at the one it is at; false if
  // there is none.
  bool skip_to(const std::string& sought);

  // Goes to the next term, which it is not at the last of; false if there is none.
  bool next();

  // The same if the next term shares the first `size` bytes of the one it is at; else false. It is
  // faster: term() must not be asked for any more, and behind false nothing must.
  bool next_alike(std::size_t size);

  // Of the term it is at; the term until it goes on.
  [[nodiscard]] const std::string& term() const { return layers_[first_].term(); }
  // That have it; some of them may be deleted.
  [[nodiscard]] Xapian::doccount articles() const { return articles_; }

  // Appends where its postings are, by layer: always to the same lists. Of a single database.
  void append_lists(WordLists& into);

 private:
  // The terms of one layer.
  class LayerWalk {
   public:
    LayerWalk(IndexMemory& memory, std::size_t layer) : memory_(&memory), layer_(layer) {}
    void skip_to(const std::string& sought);
    void next();
    bool next_alike(std::size_t size);
    [[nodiscard]] bool at_end() const { return ended_; }
    [[nodiscard]] const std::string& term() const { return reader_->term(); }
    [[nodiscard]] std::uint32_t articles() const { return reader_->head().articles; }
    void append_list(WordLists& into);

   private:
    void open(std::uint32_t page);

    IndexMemory* memory_;
    std::size_t layer_;
    std::uint32_t page_ = 0;
    KeptBytes data_;                       // of page_
    std::optional<std::uint32_t> listed_;  // its place among the pages of lists, if it is there
    std::optional<PageReader> reader_;     // nothing before the first term
    bool ended_ = false;
  };

  bool settle();
  [[nodiscard]] bool has_term(std::size_t layer) const;

  std::vector<LayerWalk> layers_;
  std::size_t first_ = 0;          // of the layers that have the term it is at
  Xapian::doccount articles_ = 0;  // 0: at no term
};

}  // namespace edicola
