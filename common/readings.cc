#include "common/readings.h"

#include <cstdint>
#include <cstring>
#include <optional>

#include "common/lexicon_table.h"

extern "C" const char edicola_readings_data[];  // lexicon_data.S

namespace edicola {
namespace {

using lexicon::kCandidateBytes;
using lexicon::ReadingsHeader;

const ReadingsHeader& header() {
  return *reinterpret_cast<const ReadingsHeader*>(edicola_readings_data);
}
const char* blocks() { return edicola_readings_data + sizeof(ReadingsHeader); }
const unsigned char* records() {
  return reinterpret_cast<const unsigned char*>(blocks() + header().blocks * sizeof(std::uint32_t));
}

const unsigned char* next_record(const unsigned char* record) {
  return record + 2 + record[1] * kCandidateBytes;
}

const unsigned char* record_of(std::uint32_t slot) {
  const std::uint32_t block = slot / lexicon::kSlotsInBlock;
  std::uint32_t begin = 0;
  std::memcpy(&begin, blocks() + block * sizeof begin, sizeof begin);
  const unsigned char* record = records() + begin;
  for (std::uint32_t i = block * lexicon::kSlotsInBlock; i < slot; ++i) {
    if (lexicon::slots()[i].form_size != 0) record = next_record(record);
  }
  return record;
}

std::string_view lemma_at(std::uint32_t offset, std::size_t size) {
  const std::uint32_t listed = lexicon::header().characters;
  if (offset < listed) return {lexicon::characters() + offset, size};
  const auto* own = reinterpret_cast<const char*>(records() + header().records);
  return {own + (offset - listed), size};
}

Candidate decode(const unsigned char* bytes) {
  Candidate candidate;
  candidate.lemma =
      lemma_at(bytes[3] | (bytes[4] << 8U) | (std::uint32_t{bytes[5]} << 16U), bytes[0]);
  const unsigned parts = bytes[1] | (unsigned{bytes[2]} << 8U);
  for (std::size_t i = 0; i < lexicon::kParts.size(); ++i) {
    if ((parts >> i & 1U) != 0) candidate.parts.push_back(lexicon::kParts[i]);
  }
  return candidate;
}

}  // namespace

Readings find_readings(std::string_view entry) {
  const std::optional<std::uint32_t> slot = lexicon::find_slot(entry);
  if (!slot) return {};
  const unsigned char* record = record_of(*slot);
  Readings readings;
  readings.why = static_cast<lexicon::Choice>(record[0]);
  for (std::size_t i = 0; i < record[1]; ++i) {
    readings.candidates.push_back(decode(record + 2 + i * kCandidateBytes));
  }
  return readings;
}

}  // namespace edicola
