#include "indexer/inverter.h"

#include <algorithm>
#include <cstring>

#include "indexer/term_head.h"

namespace edicola {
namespace {

constexpr std::size_t kFewestSlots = std::size_t{1} << 12U;

// So many terms are looked for together: their slots are on the way from memory at the same time.
constexpr std::size_t kTogether = 32;

std::uint32_t tag_of(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32U); }

}  // namespace

void Inverter::add(std::uint32_t id, std::span<const TermPosting> postings) {
  make_room(terms_.size() + postings.size());
  while (!postings.empty()) {
    const auto some = postings.first(std::min(postings.size(), kTogether));
    find(some);
    postings = postings.subspan(some.size());
  }
  documents_.push_back({id, entries_.size()});
}

void Inverter::find(std::span<const TermPosting> some) {
  const std::size_t mask = slots_.size() - 1;
  for (const TermPosting& posting : some) __builtin_prefetch(&slots_[posting.hash & mask]);
  for (const TermPosting& posting : some) {
    const Slot& slot = slots_[posting.hash & mask];
    if (slot.term != 0) __builtin_prefetch(&terms_[slot.term - 1]);
  }
  for (const TermPosting& posting : some) {
    entries_.push_back({number_of(posting), static_cast<std::uint32_t>(posting.positions.size()),
                        posting.neighbours, posting.impact});
    positions_ += posting.positions;
  }
}

std::uint32_t Inverter::number_of(const TermPosting& posting) {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = posting.hash & mask;; at = (at + 1) & mask) {
    Slot& slot = slots_[at];
    if (slot.term == 0) {
      slot = {tag_of(posting.hash), add_term(posting) + 1};
      return slot.term - 1;
    }
    if (slot.tag != tag_of(posting.hash)) continue;
    Term& term = terms_[slot.term - 1];
    if (!is_same(term, posting)) continue;
    ++term.count;
    return slot.term - 1;
  }
}

bool Inverter::is_same(const Term& term, const TermPosting& posting) {
  if (term.hash != posting.hash || term.size != posting.size()) return false;
  const char* const text = term.text();
  const std::string_view prefix = posting.prefix;
  for (std::size_t i = 0; i < prefix.size(); ++i) {
    if (text[i] != prefix[i]) return false;
  }
  return std::memcmp(text + prefix.size(), posting.text.data(), posting.text.size()) == 0;
}

std::uint32_t Inverter::add_term(const TermPosting& posting) {
  Term& term = terms_.emplace_back();
  term.hash = posting.hash;
  term.count = 1;
  term.size = static_cast<std::uint16_t>(posting.size());
  if (term.size > Term::kShort) {
    term.long_text = long_texts_.store(posting.prefix, posting.text).data();
  } else {
    posting.prefix.copy(term.short_text.data(), posting.prefix.size());
    posting.text.copy(term.short_text.data() + posting.prefix.size(), posting.text.size());
  }
  return static_cast<std::uint32_t>(terms_.size() - 1);
}

void Inverter::make_room(std::size_t terms) {
  if (slots_.size() >= 2 * terms) return;
  std::size_t size = std::max(kFewestSlots, slots_.size());
  while (size < 2 * terms) size *= 2;
  slots_.assign(size, {});
  for (std::uint32_t i = 0; i < terms_.size(); ++i) {
    std::size_t at = terms_[i].hash & (size - 1);
    while (slots_[at].term != 0) at = (at + 1) & (size - 1);
    slots_[at] = {tag_of(terms_[i].hash), i + 1};
  }
}

std::vector<std::uint32_t> Inverter::sorted_terms() const {
  struct Key {
    std::uint64_t head;
    std::uint32_t term;
  };
  std::vector<Key> keys(terms_.size());
  for (std::uint32_t i = 0; i < keys.size(); ++i) keys[i] = {head_of(terms_[i].view()), i};
  std::sort(keys.begin(), keys.end(), [this](const Key& a, const Key& b) {
    return a.head != b.head ? a.head < b.head : terms_[a.term].view() < terms_[b.term].view();
  });
  std::vector<std::uint32_t> order(keys.size());
  std::transform(keys.begin(), keys.end(), order.begin(), [](const Key& key) { return key.term; });
  return order;
}

// All postings, those of a term together, terms in `order`.
std::vector<Posting> Inverter::grouped(const std::vector<std::uint32_t>& order) {
  std::uint32_t begin = 0;
  for (const std::uint32_t term : order) {
    terms_[term].end = begin;
    begin += terms_[term].count;
  }
  std::vector<Posting> all(entries_.size());
  auto entry = entries_.begin();
  std::string_view positions = positions_;
  for (const Document& document : documents_) {
    const auto last = entries_.begin() + static_cast<std::ptrdiff_t>(document.end);
    for (; entry != last; ++entry) {
      all[terms_[entry->term].end++] = {document.id, entry->impact, entry->neighbours,
                                        positions.substr(0, entry->positions)};
      positions.remove_prefix(entry->positions);
    }
  }
  return all;
}

Inverter::Terms Inverter::sorted() {
  std::vector<std::uint32_t> order = sorted_terms();
  std::vector<Posting> all = grouped(order);
  return {*this, std::move(order), std::move(all)};
}

void Inverter::clear() {
  std::fill(slots_.begin(), slots_.end(), Slot());
  terms_.clear();
  long_texts_.clear();
  documents_.clear();
  entries_.clear();
  positions_.clear();
}

bool Inverter::Terms::next() {
  if (next_ == order_.size()) return false;
  ++next_;
  return true;
}

std::span<const Posting> Inverter::Terms::postings() const {
  return std::span(postings_).subspan(at().end - at().count, at().count);
}

void Inverter::Terms::append_postings(std::vector<Posting>& into, Arena& /*texts*/) {
  const std::span<const Posting> own = postings();
  into.insert(into.end(), own.begin(), own.end());
}

}  // namespace edicola
