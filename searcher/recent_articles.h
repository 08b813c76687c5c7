// The stored articles that were read of late: readers turn a page, narrow a search down, and many
// of them look at the news of the day.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <string_view>
#include <vector>

#include <tsl/robin_map.h>
#include <xapian.h>

namespace edicola {

// Copies of articles as they are stored, one behind the other in chunks of memory: articles of any
// length leave no holes between them, as they would in a heap. When there is no room for one more
// chunk, one is emptied: of three drawn by lot that which was begun first, as Redis does with what
// was used last. So what is old goes, and yet of a round of articles that is larger than the room a
// part is found again in the next round. Of one thread at a time.
class RecentArticles {
 public:
  // Bytes of a chunk.
  static constexpr std::size_t kChunk = std::size_t{16} << 10U;

  // What is kept of the document, until the next keep() or clear(); nothing if it is not known.
  [[nodiscard]] std::optional<std::string_view> find(Xapian::docid id) const;

  // Keeps a copy, unless the document is known or longer than a chunk. No chunk is added beyond
  // `room` bytes; if there is room for none, nothing is kept.
  void keep(Xapian::docid id, std::string_view stored, std::size_t room);

  void clear();

  [[nodiscard]] std::size_t size() const { return articles_.size(); }

 private:
  struct Chunk {
    std::vector<char> bytes;  // no more than kChunk, so that they stay where they are
    std::vector<Xapian::docid> ids;
    std::uint64_t begun = 0;  // ascends
  };

  void begin_chunk(std::size_t room);
  std::size_t drawn();

  std::vector<Chunk> chunks_;
  std::size_t now_ = 0;  // the chunk that is filled
  std::uint64_t begun_ = 0;
  std::minstd_rand lot_;
  tsl::robin_map<Xapian::docid, std::string_view> articles_;
};

}  // namespace edicola
