#include "indexer/posting_run.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "common/front_coding.h"
#include "indexer/storage_error.h"

namespace edicola {
namespace {

constexpr std::size_t kMostNumberBytes = 5;
// Without its positions.
constexpr std::size_t kMostPostingBytes = 2 * kMostNumberBytes + 1 + sizeof(Neighbours);
constexpr unsigned kHasNeighbours = 0x80;

char* put_number(char* at, std::uint32_t number) {
  for (; number >= 0x80; number >>= 7U) *at++ = static_cast<char>((number & 0x7FU) | 0x80U);
  *at++ = static_cast<char>(number);
  return at;
}

char* put_posting(char* at, const Posting& posting, std::uint32_t before) {
  at = put_number(at, posting.id - before);
  const bool neighbours = posting.neighbours != 0;
  *at++ = static_cast<char>(posting.impact | (neighbours ? kHasNeighbours : 0U));
  if (!neighbours) return at;
  std::memcpy(at, &posting.neighbours, sizeof posting.neighbours);
  at += sizeof posting.neighbours;
  return put_number(at, static_cast<std::uint32_t>(posting.positions.size()));
}

// A number that lies in memory as a whole; `at` is moved behind it.
std::uint32_t take_number(const char*& at) {
  std::uint32_t number = 0;
  for (unsigned shift = 0; shift < 35; shift += 7) {
    const auto byte = static_cast<unsigned char>(*at++);
    number |= std::uint32_t{byte & 0x7FU} << shift;
    if (byte < 0x80) break;
  }
  return number;
}

struct TakenPosting {
  Posting posting;
  std::size_t positions = 0;  // bytes that follow
};

TakenPosting take_posting(const char*& at, std::uint32_t before) {
  TakenPosting taken;
  Posting& posting = taken.posting;
  posting.id = before + take_number(at);
  const auto impact = static_cast<unsigned char>(*at++);
  posting.impact = static_cast<std::uint8_t>(impact & (kHasNeighbours - 1));
  if ((impact & kHasNeighbours) != 0) {
    std::memcpy(&posting.neighbours, at, sizeof posting.neighbours);
    at += sizeof posting.neighbours;
    taken.positions = take_number(at);
  }
  return taken;
}

}  // namespace

RunWriter::RunWriter(const std::string& path, std::uint32_t before)
    : file_(path), before_(before), block_(kMostBlockBytes, '\0') {
  used_ = static_cast<std::size_t>(put_number(block_.data(), before) - block_.data());
}

// For as many bytes, of which not all need be used.
char* RunWriter::room(std::size_t bytes) {
  if (block_.size() - used_ < bytes) flush();
  return block_.data() + used_;
}

void RunWriter::flush() {
  file_.write(std::string_view(block_).substr(0, used_));
  used_ = 0;
}

void RunWriter::add(std::string_view term, std::span<const Posting> postings) {
  const std::size_t shared = common_beginning(term, last_term_);
  char* at = room(3 * kMostNumberBytes + term.size());
  at = put_number(at, static_cast<std::uint32_t>(shared));
  at = put_number(at, static_cast<std::uint32_t>(term.size() - shared));
  at = std::copy(term.begin() + static_cast<std::ptrdiff_t>(shared), term.end(), at);
  at = put_number(at, static_cast<std::uint32_t>(postings.size()));
  last_term_ = term;
  std::uint32_t before = before_;
  for (const Posting& posting : postings) {
    used_ = static_cast<std::size_t>(at - block_.data());
    at = put_posting(room(kMostPostingBytes), posting, before);
    before = posting.id;
    if (posting.neighbours == 0 || posting.positions.empty()) continue;
    used_ = static_cast<std::size_t>(at - block_.data());
    put_positions(posting.positions);
    at = block_.data() + used_;
  }
  used_ = static_cast<std::size_t>(at - block_.data());
}

// Of a long text they may be more than a block holds.
void RunWriter::put_positions(std::string_view positions) {
  while (!positions.empty()) {
    if (used_ == block_.size()) flush();
    const std::size_t size = positions.copy(block_.data() + used_, block_.size() - used_);
    used_ += size;
    positions.remove_prefix(size);
  }
}

// A term without postings ends the run; bytes behind it, so that numbers near the end are read like
// others, as many as they may take.
void RunWriter::finish() {
  add({}, {});
  constexpr std::size_t kPadding = 2 * kMostPostingBytes;
  std::fill_n(room(kPadding), kPadding, '\0');
  used_ += kPadding;
  flush();
  file_.finish();
}

RunReader::RunReader(const std::string& path) : path_(path), file_(path) { before_ = number(); }

// Has so many bytes ready.
const char* RunReader::need(std::size_t bytes) {
  while (data_.size() - at_ < bytes) {
    data_.erase(0, std::exchange(at_, 0));
    if (!file_.read(data_)) throw_damaged(path_);
  }
  return data_.data() + at_;
}

std::uint32_t RunReader::number() {
  const char* at = need(kMostNumberBytes);
  const std::uint32_t number = take_number(at);
  at_ = static_cast<std::size_t>(at - data_.data());
  return number;
}

bool RunReader::next() {
  const std::uint32_t shared = number();
  const std::uint32_t rest = number();
  if (shared > term_.size()) throw_damaged(path_);
  term_.resize(shared);
  term_.append(need(rest), rest);
  at_ += rest;
  postings_ = number();
  if (postings_ > 0) return true;
  if (file_.read(data_)) throw_damaged(path_);
  return false;
}

void RunReader::append_postings(std::vector<Posting>& into, Arena& texts) {
  std::uint32_t before = before_;
  for (std::uint32_t left = postings_; left > 0; --left) {
    const char* at = need(kMostPostingBytes);
    TakenPosting taken = take_posting(at, before);
    at_ = static_cast<std::size_t>(at - data_.data());
    if (taken.positions > 0) {
      taken.posting.positions = texts.store({need(taken.positions), taken.positions});
      at_ += taken.positions;
    }
    before = taken.posting.id;
    into.push_back(taken.posting);
  }
}

}  // namespace edicola
