// Bytes looked at many at once are what they are one by one.
#include "common/byte_masks.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace edicola {
namespace {

std::string print(const ByteMasks& masks) {
  return std::to_string(masks.words) + " " + std::to_string(masks.latin) + " " +
         std::to_string(masks.signs) + " " + std::to_string(masks.marks) + " " +
         std::to_string(masks.blanks);
}

TEST(ByteMasksTest, EveryByteInEveryPlace) {
  for (unsigned byte = 0; byte < 256; ++byte) {
    for (std::size_t at = 0; at < kMaskedBytes; ++at) {
      std::string bytes(kMaskedBytes, '-');
      bytes[at] = static_cast<char>(byte);
      ASSERT_EQ(print(masks_of(bytes.data())), print(masks_of_each(bytes.data()))) << byte;
    }
  }
}

TEST(ByteMasksTest, RandomBytes) {
  std::mt19937 random(1);
  for (int round = 0; round < 1000; ++round) {
    std::string bytes(kMaskedBytes, ' ');
    for (char& c : bytes) c = static_cast<char>(random());
    ASSERT_EQ(print(masks_of(bytes.data())), print(masks_of_each(bytes.data()))) << round;
    for (const char* const letters : {"", "a", "z", "gov", "abcdefgh"}) {
      ASSERT_EQ(LettersAmong(letters)(bytes.data()), letters_among_each(bytes.data(), letters))
          << round;
    }
  }
}

TEST(ByteMasksTest, CountsUpToBlanksAndWideCharacters) {
  for (const char* const end : {"", " ", "\n", "è", "\x7F è"}) {
    for (std::size_t size = 0; size < 40; ++size) {
      const std::string text = "  " + std::string(size, 'a') + end + "aaaaaaaaaaaaaaaaaaaaa";
      const std::size_t behind = end[0] == '\0' ? 21 : end[0] == '\x7F' ? 1 : 0;
      ASSERT_EQ(count_printed(text, 2), size + behind) << size << end;
    }
  }
}

TEST(ByteMasksTest, CountsLetters) {
  for (const char* const end : {"", " ", "1", "@", "[", "`", "{", "è", "\xE1", "\xFA"}) {
    for (std::size_t size = 0; size < 40; ++size) {
      std::string text = "  ";
      for (std::size_t i = 0; i < size; ++i) text += "azAZm"[i % 5];
      text += std::string(end) + " aaaaaaaaaaaaaaaaaaaaa";
      ASSERT_EQ(count_letters(text, 2), size) << size << end;
      ASSERT_EQ(count_letters(text.substr(0, size + 2), 2), size) << size;
    }
  }
}

TEST(ByteMasksTest, CountsCharacters) {
  std::string text;
  for (std::size_t size = 0; size < 200; ++size) {
    ASSERT_EQ(count_characters(text), size) << text;
    text += size % 3 == 0 ? "è" : size % 7 == 0 ? "€" : size % 11 == 0 ? "👩" : "a";
  }
}

}  // namespace
}  // namespace edicola
