#include "common/frequent_words.h"

#include <algorithm>
#include <bit>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "common/packing.h"

namespace edicola {
namespace {

constexpr std::size_t kSets = 16;

// A bit a letter.
std::uint32_t letters_of(std::string_view word) {
  std::uint32_t letters = 0;
  for (const char c : word) letters |= 1U << (static_cast<unsigned char>(c) & 31U);
  return letters;
}

// Whether one edit, and not none, makes one of the other.
bool is_one_edit(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  const auto parting = std::mismatch(a.begin(), a.end(), b.begin());
  const auto at = static_cast<std::size_t>(parting.first - a.begin());
  if (a.size() != b.size()) return b.size() == a.size() + 1 && a.substr(at) == b.substr(at + 1);
  if (at == a.size()) return false;
  if (a.substr(at + 1) == b.substr(at + 1)) return true;
  return at + 1 < a.size() && a[at] == b[at + 1] && a[at + 1] == b[at] &&
         a.substr(at + 2) == b.substr(at + 2);
}

}  // namespace

std::uint32_t letters_alike_each(const std::uint32_t* sets, std::uint32_t letters) {
  std::uint32_t alike = 0;
  for (std::size_t i = 0; i < kSets; ++i) {
    alike |= (std::popcount(sets[i] ^ letters) <= 2 ? 1U : 0U) << i;
  }
  return alike;
}

#ifdef __SSE2__

std::uint32_t letters_alike(const std::uint32_t* sets, std::uint32_t letters) {
  const __m128i sought = _mm_set1_epi32(static_cast<int>(letters));
  const __m128i minus_one = _mm_set1_epi32(-1);
  const auto few = [&](std::size_t i) {
    __m128i x = _mm_loadu_si128(reinterpret_cast<const __m128i*>(sets + i));
    x = _mm_xor_si128(x, sought);
    x = _mm_and_si128(x, _mm_add_epi32(x, minus_one));  // less the lowest bit
    x = _mm_and_si128(x, _mm_add_epi32(x, minus_one));
    return _mm_cmpeq_epi32(x, _mm_setzero_si128());
  };
  const __m128i low = _mm_packs_epi32(few(0), few(4));
  const __m128i high = _mm_packs_epi32(few(8), few(12));
  return static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_packs_epi16(low, high)));
}

#else

std::uint32_t letters_alike(const std::uint32_t* sets, std::uint32_t letters) {
  return letters_alike_each(sets, letters);
}

#endif

// What it shares with the word before, the rest of it, its articles.
void FrequentWordsPacker::add(std::string_view word, std::uint32_t articles) {
  const auto parting = std::mismatch(word.begin(), word.end(), last_.begin(), last_.end());
  const auto shared = static_cast<std::size_t>(parting.first - word.begin());
  pack_number(packed_, shared);
  pack_text(packed_, word.substr(shared));
  pack_number(packed_, articles);
  last_ = word;
}

FrequentWords FrequentWords::unpack(std::string_view data) {
  FrequentWords words;
  Unpacker from(data);
  std::string word;
  while (!from.rest().empty()) {
    const std::size_t shared = from.number();
    Unpacker::expect(shared <= word.size());
    word.resize(shared);
    word += from.bytes(from.number());
    words.text_ += word;
    Unpacker::expect(words.text_.size() <= UINT32_MAX);
    words.begins_.push_back(static_cast<std::uint32_t>(words.text_.size()));
    words.articles_.push_back(static_cast<std::uint32_t>(from.number()));
    OfLength& alike = words.by_length_[std::min(word.size(), kLengths - 1)];
    alike.words.push_back(static_cast<std::uint32_t>(words.size() - 1));
    alike.letters.push_back(letters_of(word));
  }
  // Sixteen are read at a time.
  for (OfLength& alike : words.by_length_) alike.letters.resize(alike.letters.size() + kSets);
  return words;
}

void FrequentWords::add_edited(const OfLength& words, std::string_view sought,
                               std::vector<std::size_t>& out) const {
  const std::uint32_t letters = letters_of(sought);
  for (std::size_t i = 0; i < words.words.size(); i += kSets) {
    for (std::uint32_t alike = letters_alike(words.letters.data() + i, letters); alike != 0;
         alike &= alike - 1) {
      const std::size_t at = i + static_cast<std::size_t>(std::countr_zero(alike));
      if (at >= words.words.size()) break;
      if (is_one_edit(word(words.words[at]), sought)) out.push_back(words.words[at]);
    }
  }
}

std::vector<std::size_t> FrequentWords::one_edit_from(std::string_view word) const {
  std::vector<std::size_t> found;
  const auto first = std::min(word.size() < 2 ? 0 : word.size() - 1, kLengths - 1);
  const auto last = std::min(word.size() + 1, kLengths - 1);
  for (std::size_t length = first; length <= last; ++length) {
    add_edited(by_length_[length], word, found);
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::size_t FrequentWords::find(std::size_t from, std::string_view sought) const {
  // Most often it is near.
  std::size_t low = from;
  std::size_t step = 1;
  while (low + step < size() && word(low + step) < sought) {
    low += step;
    step *= 2;
  }
  std::size_t high = std::min(low + step + 1, size());
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (word(middle) < sought) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

}  // namespace edicola
