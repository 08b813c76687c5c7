#include "common/compression.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <thread>
#include <vector>

#include "common/packing.h"
#include "common/schema.h"
#include "common/text.h"
#include "corpus/generator.h"
#include "edicola/error.h"

extern "C" const char edicola_dictionary_data[];  // dictionary_data.S
extern "C" const char edicola_dictionary_end[];

namespace edicola {
namespace {

std::string noise(std::size_t size) {
  std::mt19937 random(static_cast<unsigned>(size));
  std::string bytes(size, '\0');
  for (char& byte : bytes) byte = static_cast<char>(random());
  return bytes;
}

bool is_refused(std::string_view bytes) {
  Decompressor decompress;
  try {
    decompress(bytes);
  } catch (const Error& error) {
    return error.kind() == ErrorKind::kIndexCorrupt;
  }
  return false;
}

TEST(Compression, AnyBytesComeBack) {
  Decompressor decompress;
  for (const std::size_t size : {0, 1, 2, 100, 5'000, 300'000, 3'000'000, 0, 100, 5'000}) {
    EXPECT_EQ(decompress(compress(noise(size))), noise(size)) << size;
    const std::string blanks(size, ' ');
    EXPECT_EQ(decompress(compress(blanks)), blanks) << size;
  }
}

// The fingerprint is made with the dictionary, not when it is asked for.
TEST(Compression, TheFingerprintIsOfTheDictionary) {
  const std::string fingerprint = dictionary_fingerprint();
  std::string_view dictionary(edicola_dictionary_data, edicola_dictionary_end);
  dictionary.remove_suffix(fingerprint.size());
  EXPECT_EQ(fingerprint, hex64(fingerprint64(dictionary)));
}

// Articles that the dictionary was not made of.
TEST(Compression, ArticlesTakeTwoThirds) {
  corpus::GeneratorOptions options;
  options.articles = 200;
  corpus::Generator generator(options);
  std::size_t whole = 0;
  std::size_t stored = 0;
  Article article;
  for (std::uint64_t i = 0; i < options.articles; ++i) {
    generator.write(i, article);
    whole += schema::bytes_of(article).size();
    stored += schema::encode(article).size();
    ASSERT_EQ(schema::decode(schema::encode(article)), article);
  }
  EXPECT_GT(whole, 300'000U);
  EXPECT_LT(stored, whole * 70 / 100);
}

// Sizes that no text of so few bytes has must not be believed.
TEST(Compression, WrongSizesAreRefused) {
  const std::string stored = compress(noise(1'000));
  EXPECT_TRUE(is_refused(""));
  EXPECT_TRUE(is_refused("not compressed"));
  EXPECT_TRUE(is_refused(stored + stored));
  EXPECT_TRUE(is_refused(stored.substr(0, stored.size() - 1)));
  std::string huge;
  pack_number(huge, std::size_t{1} << 60U);
  EXPECT_TRUE(is_refused(huge + stored));
}

TEST(Compression, ThreadsDoNotDisturbEachOther) {
  std::vector<std::thread> threads;
  std::vector<int> wrong(4, 0);
  for (std::size_t i = 0; i < wrong.size(); ++i) {
    threads.emplace_back([&wrong, i] {
      Decompressor decompress;
      for (std::size_t size = 0; size < 300; ++size) {
        const std::string text = noise(size * (i + 1));
        if (decompress(compress(text)) != text) ++wrong[i];
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, std::vector<int>(4, 0));
}

}  // namespace
}  // namespace edicola
