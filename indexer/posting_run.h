// Run files: the terms of some consecutive documents with their postings, in order, until they are
// merged into a layer of the index (run_merge.h).
//
// In the blocks of a block_file.h, one behind the other, numbers in base 128:
//   first    the number before the first document's
//   a term:  bytes shared with the one before, bytes of the rest, the rest, postings; for each
//            posting: the step from the one before, its impact (7 bits; the eighth: neighbours
//            and positions follow), its neighbours (four bytes), bytes of its positions, they. The
//            last term has no posting
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/posting.h"
#include "indexer/block_file.h"
#include "indexer/term_source.h"

namespace edicola {

class RunWriter {
 public:
  // All documents are behind `before`. All functions throw Error(kStorage).
  RunWriter(const std::string& path, std::uint32_t before);

  // As TakeTerm.
  void add(std::string_view term, std::span<const Posting> postings);

  // To be called at the end. Nothing may be added any more.
  void finish();

 private:
  char* room(std::size_t bytes);
  void put_positions(std::string_view positions);
  void flush();

  BlockFileWriter file_;
  std::uint32_t before_;
  std::string last_term_;
  std::string block_;
  std::size_t used_ = 0;  // of block_
};

class RunReader : public TermSource {
 public:
  // All functions throw Error(kStorage), also where the file is not as it was written.
  explicit RunReader(const std::string& path);

  bool next() override;
  [[nodiscard]] std::string_view term() const override { return term_; }
  void append_postings(std::vector<Posting>& into, Arena& texts) override;

 private:
  const char* need(std::size_t bytes);
  std::uint32_t number();

  std::string path_;
  BlockFileReader file_;
  std::string data_;    // read and not used up
  std::size_t at_ = 0;  // of data_
  std::uint32_t before_ = 0;
  std::string term_;
  std::uint32_t postings_ = 0;
};

}  // namespace edicola
