// What is remembered from query to query, and what of it stays when room is made: what was asked
// for most often.
//
// Uses are counted as in TinyLFU (Einziger, Friedman and Manes, ACM Transactions on Storage 13, 4,
// 2017): halved from time to time, so that what nobody asks for any more goes. Of what was asked
// for equally often the newest goes first, so that of a round of queries that is larger than the
// room a part is found again in the next round; what was used last would be none of it.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <utility>

#include <tsl/robin_set.h>

namespace edicola {

// Uses are counted up to here, as there: by four bits.
inline constexpr unsigned kMostUses = 15;

// Of one thread at a time; the values may be held by others. BytesOf()(pointer) tells how much room
// a value takes; it is asked again when the value goes.
template <typename Key, typename Value, typename BytesOf, typename Hash = std::hash<Key>>
class KeptValues {
 public:
  KeptValues() {
    for (Link& row : rows_) row.next = row.before = &row;
  }
  KeptValues(const KeptValues&) = delete;
  KeptValues& operator=(const KeptValues&) = delete;

  // The value kept for `key`, and counts the use; nothing if there is none. Until the next call.
  [[nodiscard]] const std::shared_ptr<Value>* find(const Key& key) {
    const auto known = kept_.find(key);
    if (known == kept_.end()) return nullptr;
    Kept& kept = **known;
    // What is used often is not written to any more: other threads have it at hand too.
    if (const unsigned uses = uses_of(kept); uses < kMostUses) {
      kept.uses = static_cast<std::uint8_t>(uses + 1);
      kept.halvings = halvings_;
    }
    return &kept.value;
  }

  // Keeps a value for `key`, which may be null, unless there is one already. Returns what is kept.
  std::shared_ptr<Value> keep(const Key& key, std::shared_ptr<Value> value) {
    const auto known = kept_.find(key);
    if (known != kept_.end()) return (*known)->value;
    Kept& kept = **kept_.insert(std::make_unique<Kept>(key)).first;
    bytes_ += BytesOf()(value.get());
    kept.value = std::move(value);
    kept.uses = 1;
    kept.halvings = halvings_;
    link(kept, 1);
    return kept.value;
  }

  // A value that is kept takes so many more bytes than when it came.
  void grew(std::size_t bytes) { bytes_ += bytes; }

  [[nodiscard]] std::size_t size() const { return kept_.size(); }
  [[nodiscard]] std::size_t bytes() const { return bytes_; }

  // How often what goes next was used; above kMostUses if nothing can go, as all is held by others.
  [[nodiscard]] unsigned least_uses() {
    for (unsigned uses = 0; uses <= kMostUses; ++uses) {
      Link& row = rows_[uses];
      for (Link* at = row.next; at != &row;) {
        Kept& kept = *static_cast<Kept*>(at);
        at = at->next;
        const unsigned now = uses_of(kept);
        if (now == uses && kept.value.use_count() <= 1) return uses;
        if (now == uses) continue;
        // It has been used since it was put there.
        unlink(kept);
        link(kept, now);
      }
    }
    return kMostUses + 1;
  }

  // Forgets the value that goes next, which was used `uses` times: least_uses() has just said so.
  void forget(unsigned uses) {
    Link& row = rows_[uses];
    Link* at = row.next;
    while (static_cast<Kept*>(at)->value.use_count() > 1) at = at->next;
    Kept& kept = *static_cast<Kept*>(at);
    const std::size_t bytes = BytesOf()(kept.value.get());
    bytes_ -= bytes;
    forgotten_ += bytes;
    unlink(kept);
    kept_.erase(kept_.find(kept.key));
  }

  // Halves the counts where more than `most` bytes were forgotten since they were last halved.
  void age(std::size_t most) {
    if (forgotten_ <= most) return;
    forgotten_ = 0;
    ++halvings_;
    for (unsigned uses = 1; uses <= kMostUses; ++uses) append_row(rows_[uses], rows_[uses / 2]);
  }

 private:
  // In a row of values that were used equally often, when they were last looked at: the newest
  // first.
  struct Link {
    Link* next = nullptr;
    Link* before = nullptr;
  };
  struct Kept : Link {
    explicit Kept(const Key& of) : key(of) {}
    const Key key;
    std::shared_ptr<Value> value;
    std::uint8_t uses = 0;  // when counts had been halved so often:
    std::uint32_t halvings = 0;
  };

  // Two places in memory tell where a value is, the slot and what is kept: of many, all that a look
  // takes is waiting for memory.
  struct HashOf {
    std::size_t operator()(const Key& key) const { return Hash()(key); }
    std::size_t operator()(const std::unique_ptr<Kept>& kept) const { return Hash()(kept->key); }
  };
  struct Same {
    using is_transparent = void;
    bool operator()(const std::unique_ptr<Kept>& a, const std::unique_ptr<Kept>& b) const {
      return a->key == b->key;
    }
    bool operator()(const std::unique_ptr<Kept>& kept, const Key& key) const {
      return kept->key == key;
    }
    bool operator()(const Key& key, const std::unique_ptr<Kept>& kept) const {
      return kept->key == key;
    }
  };
  using Table = tsl::robin_set<std::unique_ptr<Kept>, HashOf, Same,
                               std::allocator<std::unique_ptr<Kept>>, true>;

  [[nodiscard]] unsigned uses_of(const Kept& kept) const {
    return kept.uses >> std::min(halvings_ - kept.halvings, 4U);
  }

  void link(Kept& kept, unsigned uses) {
    Link& row = rows_[uses];
    kept.next = row.next;
    kept.before = &row;
    row.next->before = &kept;
    row.next = &kept;
  }

  static void unlink(Kept& kept) {
    kept.before->next = kept.next;
    kept.next->before = kept.before;
  }

  // Leaves `from` empty.
  static void append_row(Link& from, Link& to) {
    if (from.next == &from) return;
    from.next->before = to.before;
    to.before->next = from.next;
    from.before->next = &to;
    to.before = from.before;
    from.next = from.before = &from;
  }

  Table kept_;
  std::array<Link, kMostUses + 1> rows_;
  std::size_t bytes_ = 0;
  std::size_t forgotten_ = 0;  // bytes, since counts were halved
  std::uint32_t halvings_ = 0;
};

// Forgets what was used least of these, until they take `most` bytes together; false if they do
// not, as others hold what is left.
template <typename... Kept>
bool make_room(std::size_t most, Kept&... kept) {
  while ((kept.bytes() + ...) > most) {
    const unsigned uses = std::min({kept.least_uses()...});
    if (uses > kMostUses) break;
    bool is_done = false;
    const auto forget = [&](auto& one) {
      if (is_done || one.least_uses() != uses) return;
      one.forget(uses);
      is_done = true;
    };
    (forget(kept), ...);
  }
  (kept.age(2 * most), ...);
  return (kept.bytes() + ...) <= most;
}

}  // namespace edicola
