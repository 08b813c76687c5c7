// Numbers and texts one after the other in a string: what is stored of an article.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "edicola/error.h"

namespace edicola {

// In base 128, the lowest digits first: short and quick to read.
inline void pack_number(std::string& data, std::size_t number) {
  while (number >= 0x80) {
    data += static_cast<char>((number & 0x7FU) | 0x80U);
    number >>= 7U;
  }
  data += static_cast<char>(number);
}

inline void pack_text(std::string& data, std::string_view text) {
  pack_number(data, text.size());
  data += text;
}

// Takes from the front what was packed. Throws Error(kIndexCorrupt) where it cannot be.
class Unpacker {
 public:
  explicit Unpacker(std::string_view data) : data_(data) {}

  // What is not taken yet.
  [[nodiscard]] std::string_view rest() const { return data_; }

  std::size_t number() {
    std::size_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (data_.empty()) fail();
      const auto byte = static_cast<unsigned char>(data_.front());
      data_.remove_prefix(1);
      value |= static_cast<std::size_t>(byte & 0x7FU) << shift;
      if (byte < 0x80) return value;
    }
    fail();
  }

  std::uint32_t small_number() {
    const std::size_t value = number();
    expect(value <= UINT32_MAX);
    return static_cast<std::uint32_t>(value);
  }

  std::string_view bytes(std::size_t count) {
    if (count > data_.size()) fail();
    const std::string_view taken = data_.substr(0, count);
    data_.remove_prefix(count);
    return taken;
  }

  std::string text() { return std::string(bytes(number())); }

  void expect_end() const { expect(data_.empty()); }

  static void expect(bool holds) {
    if (!holds) fail();
  }

 private:
  [[noreturn]] static void fail() {
    throw Error(ErrorKind::kIndexCorrupt, "something stored in the index is damaged",
                "make the index again from the articles");
  }

  std::string_view data_;
};

}  // namespace edicola
