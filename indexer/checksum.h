// A number of 64 bits that depends on many bytes, quickly: eight at a time, where fingerprint64
// (common/text.h) takes one. Kept in indexes.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace edicola {

static_assert(std::endian::native == std::endian::little, "the same on every machine");

// Every step can be undone, so texts that differ in one place only never share it. Nobody is meant
// to be kept from finding two that do.
inline std::uint64_t checksum64(std::string_view bytes) {
  constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15U;
  std::uint64_t sum = bytes.size() * kOdd;
  const auto add = [&sum](std::uint64_t word) {
    sum = (sum ^ word) * kOdd;
    sum ^= sum >> 29U;
  };
  for (; bytes.size() >= sizeof sum; bytes.remove_prefix(sizeof sum)) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data(), sizeof word);
    add(word);
  }
  std::uint64_t rest = 0;
  if (!bytes.empty()) std::memcpy(&rest, bytes.data(), bytes.size());
  add(rest);
  add(0);
  return sum;
}

}  // namespace edicola
