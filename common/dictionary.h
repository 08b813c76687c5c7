// The terms of a layer (layers.h) with their postings, in the order of their bytes, in pages: front
// coded, short lists of postings beside their terms (I. Witten, A. Moffat and T. Bell, Managing
// Gigabytes, 1999, 4.1). The first terms of pages say in which page a term is. They are kept in
// rows, as a tree of two steps: of a million articles they are megabytes, of which a query asks for
// a few rows.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/arena.h"
#include "common/blocks.h"
#include "common/layers.h"
#include "common/posting.h"

namespace edicola {

// Packs a layer.
class DictionaryPacker {
 public:
  // Takes what is to be kept under a key; keys ascend from call to call.
  using Store = std::function<void(const std::string& key, const std::string& value)>;

  DictionaryPacker(const Layer& layer, Store store) : layer_(layer), store_(std::move(store)) {}

  // Terms ascend from call to call. `postings` are at least one, of documents of the layer; ids
  // ascend.
  void add(std::string_view term, std::span<const Posting> postings);

  // Stores what is left. Nothing may be added any more.
  void finish();

 private:
  void close_page();
  std::string store_row(std::size_t first);

  Layer layer_;
  Store store_;
  std::string page_;
  std::string last_term_;
  std::vector<std::string> pieces_;    // of the long lists of page_
  std::vector<std::uint32_t> begins_;  // of the pages' first terms in first_terms_
  std::string first_terms_;
};

// What a page says of a term. Views of the page.
struct ListHead {
  std::uint32_t articles = 0;     // that have it
  std::string_view short_list;    // and kBlockPadding bytes behind it; see unpack_short
  std::uint32_t first_piece = 0;  // of a long list

  [[nodiscard]] bool is_long() const { return articles > kBlockPostings; }
};

// The terms of a page, one after the other. The page outlives it. All throw Error(kIndexCorrupt).
class PageReader {
 public:
  explicit PageReader(std::string_view page) : page_(page) {}

  // Goes to the next term, before the first call to the first; false if there is none.
  bool next();

  // The same while terms share their first `size` bytes: false also if the next one does not begin
  // as term() does. Terms are not put together, so that from then on term() holds for these bytes
  // alone; behind false nothing is told any more but at_end().
  bool next_alike(std::size_t size);

  [[nodiscard]] bool at_end() const;

  // Of the term it is at.
  [[nodiscard]] const std::string& term() const { return term_; }
  [[nodiscard]] const ListHead& head() const { return head_; }

  // Of the page's terms; nothing if it is not among them. From a new reader.
  std::optional<ListHead> find(std::string_view term);

 private:
  struct Entry {
    std::size_t shared = 0;  // bytes, with the term before
    std::string_view rest;
    ListHead head;
  };
  Entry read();
  bool read_small(Entry& entry);
  Entry read_any();

  std::string_view page_;
  std::size_t at_ = 0;
  std::string term_;
  ListHead head_;
};

// Terms in ascending order. Views `data`. All functions throw Error(kIndexCorrupt).
class FirstTerms {
 public:
  explicit FirstTerms(std::string_view data);

  // The number, from 0, of the last one that is not behind `term`; nothing if all are.
  [[nodiscard]] std::optional<std::uint32_t> last_up_to(std::string_view term) const;

 private:
  [[nodiscard]] std::uint32_t number(std::size_t at) const;
  [[nodiscard]] std::string_view term(std::uint32_t n) const;

  std::string_view data_;
  std::uint32_t count_ = 0;
};

// Says where the first terms of a dictionary's pages are. Moves; reading is for any thread. All
// functions throw Error(kIndexCorrupt).
class DictionaryTop {
 public:
  // Of no pages if `data` is empty.
  explicit DictionaryTop(std::string data);

  [[nodiscard]] std::uint32_t pages() const { return pages_; }

  // The row of the page that has `term` if any has it; nothing if it is before all terms.
  [[nodiscard]] std::optional<std::uint32_t> row_of(std::string_view term) const;

  // That page; `firsts` is what is kept for row_of(term).
  [[nodiscard]] std::uint32_t page_in(std::uint32_t row, std::string_view firsts,
                                      std::string_view term) const;

 private:
  std::string data_;
  std::uint32_t pages_ = 0;
};

// All terms of a layer with their postings, in order.
class DictionaryScan {
 public:
  // What is kept under a key.
  using Load = std::function<std::string(const std::string& key)>;

  // All functions throw Error(kIndexCorrupt), and what `load` throws.
  DictionaryScan(const Layer& layer, Load load);

  // Goes to the next term, before the first call to the first; false if there is none.
  bool next();

  // Of the term it is at.
  [[nodiscard]] const std::string& term() const { return reader_->term(); }
  [[nodiscard]] std::uint32_t articles() const { return reader_->head().articles; }
  // Ids ascend; positions are kept in `texts`.
  void append_postings(std::vector<Posting>& into, Arena& texts) const;

 private:
  Layer layer_;
  Load load_;
  std::uint32_t pages_;
  std::uint32_t page_number_ = 0;  // of the page behind page_
  std::string page_;
  std::optional<PageReader> reader_;
};

}  // namespace edicola
