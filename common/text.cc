#include "common/text.h"

#include <simdjson.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <array>

namespace edicola {
namespace {

constexpr std::string_view kReplacement = "\uFFFD";

// What a first byte promises: how long the character is and which second bytes may follow.
struct Lead {
  std::size_t length = 0;  // 0: no character begins so
  unsigned char lowest = 0x80;
  unsigned char highest = 0xBF;
};

// Unicode 15, table 3-7, "Well-Formed UTF-8 Byte Sequences".
Lead lead_of(unsigned char byte) {
  if (byte < 0x80) return {.length = 1};
  if (byte < 0xC2) return {};
  if (byte < 0xE0) return {.length = 2};
  if (byte == 0xE0) return {.length = 3, .lowest = 0xA0};
  if (byte == 0xED) return {.length = 3, .highest = 0x9F};
  if (byte < 0xF0) return {.length = 3};
  if (byte == 0xF0) return {.length = 4, .lowest = 0x90};
  if (byte < 0xF4) return {.length = 4};
  if (byte == 0xF4) return {.length = 4, .highest = 0x8F};
  return {};
}

// The character that the well-formed sequence `bytes` encodes.
UChar32 decode(std::string_view bytes) {
  constexpr std::array<unsigned, 5> kLeadMask = {0, 0x7F, 0x1F, 0x0F, 0x07};
  unsigned character = static_cast<unsigned char>(bytes[0]) & kLeadMask[bytes.size()];
  for (const char byte : bytes.substr(1)) {
    character = (character << 6U) | (static_cast<unsigned char>(byte) & 0x3FU);
  }
  return static_cast<UChar32>(character);
}

bool is_visible(UChar32 character) {
  return u_isUWhiteSpace(character) == 0 && u_iscntrl(character) == 0 &&
         u_charType(character) != U_FORMAT_CHAR;
}

struct Step {
  std::size_t length;
  bool well_formed;
};

// The character at the front of `bytes`, or the maximal subpart of one that is broken off there.
Step first_step(std::string_view bytes) {
  const auto at = [bytes](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  const Lead lead = lead_of(at(0));
  if (lead.length == 0) return {1, false};
  for (std::size_t i = 1; i < lead.length; ++i) {
    const unsigned char lowest = i == 1 ? lead.lowest : 0x80;
    const unsigned char highest = i == 1 ? lead.highest : 0xBF;
    if (i == bytes.size() || at(i) < lowest || at(i) > highest) return {i, false};
  }
  return {lead.length, true};
}

}  // namespace

bool is_valid_utf8(std::string_view bytes) {
  return simdjson::validate_utf8(bytes.data(), bytes.size());
}

std::string repair_utf8(std::string_view bytes) {
  if (is_valid_utf8(bytes)) return std::string(bytes);
  std::string repaired;
  repaired.reserve(bytes.size() + 16);
  while (!bytes.empty()) {
    const Step step = first_step(bytes);
    repaired += step.well_formed ? bytes.substr(0, step.length) : kReplacement;
    bytes.remove_prefix(step.length);
  }
  return repaired;
}

std::size_t count_characters(std::string_view text) {
  const auto begins_character = [](char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
  };
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins_character));
}

bool is_blank(std::string_view text) {
  while (!text.empty()) {
    const Step step = first_step(text);
    if (!step.well_formed || is_visible(decode(text.substr(0, step.length)))) return false;
    text.remove_prefix(step.length);
  }
  return true;
}

std::string hex64(std::uint64_t value) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string digits(16, '0');
  for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit) {
    *digit = kDigits[value & 0xFU];
    value >>= 4U;
  }
  return digits;
}

}  // namespace edicola
