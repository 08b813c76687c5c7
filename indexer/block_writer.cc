#include "indexer/block_writer.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "common/blocks.h"
#include "common/frequent_words.h"
#include "common/neighbours.h"
#include "common/schema.h"

namespace edicola {
namespace {

// Beyond this share of the documents, searches would spend more on those without blocks.
constexpr std::uint64_t kSmallShare = 8;

Coverage coverage_of(const Xapian::Database& database) {
  return Coverage::unpack(database.get_metadata(std::string(schema::kBlocksKey)));
}

void store_coverage(const Coverage& coverage, Xapian::WritableDatabase& database) {
  database.set_metadata(std::string(schema::kBlocksKey), coverage.pack());
}

bool is_word_of_letters(std::string_view term) {
  return std::all_of(term.begin(), term.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

// `from` is what was last committed to `database`.
void remove_blocks(const Xapian::Database& from, Xapian::WritableDatabase& database) {
  const std::string begin(schema::kBlocksKey);
  const Xapian::TermIterator end = from.metadata_keys_end(begin);
  for (auto key = from.metadata_keys_begin(begin); key != end; ++key) {
    database.set_metadata(*key, std::string());
  }
}

void write_blocks(const Xapian::Database& from, const std::string& term, BlockPacker& packer,
                  Xapian::WritableDatabase& database) {
  const Xapian::PostingIterator end = from.postlist_end(term);
  for (auto at = from.postlist_begin(term); at != end; ++at) {
    packer.add({*at, static_cast<std::uint8_t>(impact_of(at.get_wdf()))});
  }
  const BlockPacker::Packed packed = packer.take();
  database.set_metadata(directory_key(term), packed.directory);
  for (std::uint32_t i = 0; i < packed.pieces.size(); ++i) {
    database.set_metadata(piece_key(term, i), packed.pieces[i]);
  }
}

}  // namespace

void make_blocks(const std::string& path) {
  const Xapian::Database from(path);
  Xapian::WritableDatabase database(path, Xapian::DB_OPEN);
  database.begin_transaction();
  remove_blocks(from, database);
  const std::uint32_t least = worth_blocks(from.get_doccount());
  BlockPacker packer;
  FrequentWordsPacker frequent;
  for (auto term = from.allterms_begin(); term != from.allterms_end(); ++term) {
    if (term.get_termfreq() >= least && schema::is_ranked_word(*term)) {
      write_blocks(from, *term, packer, database);
    }
    if (term.get_termfreq() >= kFrequentArticles && is_word_of_letters(*term)) {
      frequent.add(*term, term.get_termfreq());
    }
  }
  database.set_metadata(std::string(schema::kFrequentWordsKey), frequent.packed());
  store_coverage({from.get_lastdocid(), {}, least}, database);
  database.commit_transaction();
}

bool needs_blocks(const Xapian::Database& database) {
  const std::uint64_t documents = database.get_doccount();
  const std::uint64_t since = database.get_lastdocid() - coverage_of(database).last;
  return documents >= worth_blocks(0) && since * kSmallShare > documents;
}

void note_deleted(std::vector<Xapian::docid> ids, Xapian::WritableDatabase& database) {
  Coverage coverage = coverage_of(database);
  std::erase_if(ids, [&coverage](Xapian::docid id) { return id > coverage.last; });
  if (ids.empty()) return;
  coverage.gone.insert(coverage.gone.end(), ids.begin(), ids.end());
  std::sort(coverage.gone.begin(), coverage.gone.end());
  store_coverage(coverage, database);
}

}  // namespace edicola
