#include "searcher/index_memory.h"

#include <utility>

#include "common/packing.h"
#include "common/schema.h"

namespace edicola {
namespace {

// A few thousand frequent words.
constexpr std::size_t kMostBytes = std::size_t{12} << 20U;
constexpr std::size_t kMostCounts = 50'000;

}  // namespace

IndexMemory::IndexMemory(const Xapian::Database& database)
    : database_(database), articles_(database.get_doccount()), last_(database.get_lastdocid()) {
  if (is_single()) {
    coverage_ = Coverage::unpack(database.get_metadata(std::string(schema::kBlocksKey)));
    Unpacker::expect(coverage_.last <= last_);
  }
}

// Nothing is remembered of a question that failed.
Xapian::doccount IndexMemory::articles_with(const std::string& term) {
  const auto known = counts_.find(term);
  if (known != counts_.end()) return known->second;
  const Xapian::doccount count = database_.get_termfreq(term);
  counts_.emplace(term, count);
  return count;
}

std::shared_ptr<const std::vector<BlockEntry>> IndexMemory::directory(const std::string& term) {
  const auto known = directories_.find(term);
  if (known != directories_.end()) return known->second;
  auto directory = std::make_shared<const std::vector<BlockEntry>>(
      unpack_directory(database_.get_metadata(directory_key(term))));
  // Who reads postings has room for the documents that there are.
  Unpacker::expect(directory->empty() || directory->back().last <= coverage_.last);
  bytes_ += directory->size() * sizeof(BlockEntry);
  directories_.emplace(term, directory);
  return directory;
}

std::shared_ptr<const std::string> IndexMemory::piece(const std::string& term, std::uint32_t n) {
  std::string key = piece_key(term, n);
  const auto known = pieces_.find(key);
  if (known != pieces_.end()) return known->second;
  auto piece = std::make_shared<const std::string>(database_.get_metadata(key));
  bytes_ += piece->size();
  pieces_.emplace(std::move(key), piece);
  return piece;
}

const FrequentWords* IndexMemory::frequent_words() {
  if (coverage_.last == 0 || coverage_.last != last_ || !coverage_.gone.empty()) return nullptr;
  if (!frequent_words_) {
    frequent_words_ =
        FrequentWords::unpack(database_.get_metadata(std::string(schema::kFrequentWordsKey)));
  }
  return &*frequent_words_;
}

// All of it, which is made again soon enough: what is asked for most comes back first.
void IndexMemory::trim() {
  if (counts_.size() > kMostCounts) counts_.clear();
  if (bytes_ <= kMostBytes) return;
  directories_.clear();
  pieces_.clear();
  bytes_ = 0;
}

}  // namespace edicola
