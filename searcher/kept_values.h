// What is remembered from query to query, and what of it stays when room is made: what was asked
// for most often.
//
// Uses are counted as in TinyLFU (Einziger, Friedman and Manes, ACM Transactions on Storage 13, 4,
// 2017): halved from time to time, so that what nobody asks for any more goes. Of what was asked
// for equally often always the same part stays, so that of a round of queries that is larger than
// the room a part is found again in the next round; what was used last would be none of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <unordered_map>
#include <utility>

namespace edicola {

// Uses are counted up to here.
inline constexpr unsigned kMostUses = 255;

// Of one thread at a time. BytesOf()(pointer) tells how much room a value takes; it is asked again
// when the value goes.
template <typename Key, typename Value, typename BytesOf, typename Hash = std::hash<Key>>
class KeptValues {
 public:
  // The value kept for `key`, and counts the use; nothing if there is none. Until the next call.
  [[nodiscard]] const std::shared_ptr<Value>* find(const Key& key) {
    const auto known = kept_.find(key);
    if (known == kept_.end()) return nullptr;
    Kept& kept = known->second;
    if (kept.uses < kMostUses) ++kept.uses;
    return &kept.value;
  }

  // `key` is not kept yet. The value may be null.
  void keep(const Key& key, std::shared_ptr<Value> value) {
    bytes_ += BytesOf()(value.get());
    kept_.emplace(key, Kept{std::move(value), 1});
  }

  // A value takes so many more bytes than when it came.
  void grew(std::size_t bytes) { bytes_ += bytes; }

  [[nodiscard]] std::size_t size() const { return kept_.size(); }
  [[nodiscard]] std::size_t bytes() const { return bytes_; }

  // Forgets values that were used `uses` times at most and that nobody else holds, until enough()
  // holds.
  template <typename Enough>
  void forget(unsigned uses, Enough enough) {
    for (auto at = kept_.begin(); at != kept_.end() && !enough();) {
      const Kept& kept = at->second;
      if (kept.uses > uses || kept.value.use_count() > 1) {
        ++at;
        continue;
      }
      bytes_ -= BytesOf()(kept.value.get());
      at = kept_.erase(at);
    }
  }

  // Halves the counts.
  void age() {
    for (auto& [key, kept] : kept_) kept.uses /= 2;
  }

  // Room was made: some of these times counts are halved.
  void note_room_made() {
    constexpr unsigned kTimesToAge = 8;
    if (++times_room_was_made_ % kTimesToAge == 0) age();
  }

 private:
  struct Kept {
    std::shared_ptr<Value> value;
    std::uint8_t uses = 0;
  };

  std::unordered_map<Key, Kept, Hash> kept_;
  std::size_t bytes_ = 0;
  unsigned times_room_was_made_ = 0;
};

// If these take more than `most` bytes together: forgets what was used least, until they take three
// quarters of it.
template <typename... Kept>
void make_room(std::size_t most, Kept&... kept) {
  const auto bytes = [&] { return (kept.bytes() + ...); };
  if (bytes() <= most) return;
  const auto is_enough = [&] { return bytes() <= most / 4 * 3; };
  for (unsigned uses = 1; !is_enough() && uses / 2 < kMostUses; uses *= 2) {
    (kept.forget(uses, is_enough), ...);
  }
  (kept.note_room_made(), ...);
}

}  // namespace edicola
