// UTF-8: validity, repair, counting characters; fingerprints of bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace edicola {

bool is_valid_utf8(std::string_view bytes);

// `bytes` with every maximal ill-formed subsequence replaced by one U+FFFD (Unicode 15, 3.9,
// "U+FFFD Substitution of Maximal Subparts"). Valid text comes back unchanged.
std::string repair_utf8(std::string_view bytes);

// Characters (code points) of valid UTF-8.
std::size_t count_characters(std::string_view text);

// Whether there is nothing to read in `text`, which is valid UTF-8: only white space, control and
// format characters (a no-break space, a soft hyphen).
bool is_blank(std::string_view text);

// A number of 64 bits that depends on the bytes only, the same on every machine (FNV-1a).
constexpr std::uint64_t fingerprint64(std::string_view bytes) {
  constexpr std::uint64_t kOffsetBasis = 0xcbf29ce484222325U;
  constexpr std::uint64_t kPrime = 0x100000001b3U;
  std::uint64_t hash = kOffsetBasis;
  for (const char byte : bytes) {
    hash = (hash ^ static_cast<unsigned char>(byte)) * kPrime;
  }
  return hash;
}

// Lower-case hexadecimal, 16 digits.
std::string hex64(std::uint64_t value);

}  // namespace edicola
