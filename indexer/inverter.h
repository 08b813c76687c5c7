// The postings of some consecutive documents in memory, on their way from the order of documents to
// that of terms.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/arena.h"
#include "common/posting.h"
#include "indexer/term_posting.h"
#include "indexer/term_source.h"

namespace edicola {

// One a thread. Takes some 40 bytes a posting.
class Inverter {
 public:
  // Ids ascend from call to call. Of no document may a term come twice.
  void add(std::uint32_t id, std::span<const TermPosting> postings);

  [[nodiscard]] std::size_t documents() const { return documents_.size(); }
  [[nodiscard]] std::size_t postings() const { return entries_.size(); }

  class Terms;
  // All that was added; holds until clear(), before which nothing may be added.
  Terms sorted();

  // Keeps the memory for reuse.
  void clear();

 private:
  // A line of the processor's cache, with the whole term in it unless that is long.
  struct alignas(64) Term {
    static constexpr std::size_t kShort = 38;

    std::uint64_t hash = 0;
    const char* long_text = nullptr;
    std::uint32_t count = 0;  // of postings
    std::uint32_t end = 0;    // of them, once they are grouped
    std::uint16_t size = 0;   // bytes
    std::array<char, kShort> short_text{};

    [[nodiscard]] const char* text() const {
      return size <= kShort ? short_text.data() : long_text;
    }
    [[nodiscard]] std::string_view view() const { return {text(), size}; }
  };
  struct Slot {
    std::uint32_t tag = 0;   // a part of the term's hash
    std::uint32_t term = 0;  // 1 + its number; 0: free
  };
  struct Entry {
    std::uint32_t term = 0;
    std::uint32_t positions = 0;  // bytes
    Neighbours neighbours = 0;
    std::uint8_t impact = 0;
  };
  struct Document {
    std::uint32_t id = 0;
    std::size_t end = 0;  // of its entries
  };

  void find(std::span<const TermPosting> some);
  std::uint32_t number_of(const TermPosting& posting);
  static bool is_same(const Term& term, const TermPosting& posting);
  std::uint32_t add_term(const TermPosting& posting);
  void make_room(std::size_t terms);
  [[nodiscard]] std::vector<std::uint32_t> sorted_terms() const;
  std::vector<Posting> grouped(const std::vector<std::uint32_t>& order);

  std::vector<Slot> slots_;  // hash table; a power of two, half full at most
  std::vector<Term> terms_;
  Arena long_texts_;
  std::vector<Document> documents_;
  std::vector<Entry> entries_;  // in the order they came
  std::string positions_;       // of all of them, likewise
};

// Its terms in order. The inverter outlives it.
class Inverter::Terms : public TermSource {
 public:
  bool next() override;
  [[nodiscard]] std::string_view term() const override { return at().view(); }
  void append_postings(std::vector<Posting>& into, Arena& texts) override;

  // The same in place.
  [[nodiscard]] std::span<const Posting> postings() const;

 private:
  friend class Inverter;
  Terms(const Inverter& inverter, std::vector<std::uint32_t> order, std::vector<Posting> postings)
      : inverter_(inverter), order_(std::move(order)), postings_(std::move(postings)) {}
  [[nodiscard]] const Term& at() const { return inverter_.terms_[order_[next_ - 1]]; }

  const Inverter& inverter_;
  std::vector<std::uint32_t> order_;  // numbers of terms
  std::vector<Posting> postings_;     // those of a term together
  std::size_t next_ = 0;              // the index into order_ of the one behind
};

}  // namespace edicola
