#include "common/fold.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf16.h>

#include <cstdint>

#include "common/latin_letters.h"
#include "edicola/error.h"

namespace edicola {
namespace {

const icu::Normalizer2& normalizer(const icu::Normalizer2* (*get)(UErrorCode&)) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* found = get(status);
  if (U_FAILURE(status)) {
    throw Error(ErrorKind::kUsage, "ICU has no normalization data", "reinstall the package libicu");
  }
  return *found;
}

// Letters that carry their mark inside, so that decomposition does not part them.
// Spellings: as Italian papers and passports write them (ICAO Doc 9303, section 6).
const char* spelt_out(UChar32 c) {
  switch (c) {
    case 0xE6:  // æ
      return "ae";
    case 0x153:  // œ
      return "oe";
    case 0xF8:  // ø
      return "o";
    case 0x142:  // ł
      return "l";
    case 0x111:  // đ
    case 0xF0:   // ð
      return "d";
    case 0xFE:  // þ
      return "th";
    case 0x131:  // ı
      return "i";
    case 0x127:  // ħ
      return "h";
    case 0x14B:  // ŋ
      return "n";
    case 0x138:  // ĸ
      return "k";
    case 0x167:  // ŧ
      return "t";
    default:
      return nullptr;
  }
}

std::string without_marks(const icu::UnicodeString& lower) {
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString decomposed;
  normalizer(icu::Normalizer2::getNFDInstance).normalize(lower, decomposed, status);
  icu::UnicodeString plain;
  for (std::int32_t i = 0; i < decomposed.length();) {
    const UChar32 c = decomposed.char32At(i);
    i += U16_LENGTH(c);
    if (u_charType(c) == U_NON_SPACING_MARK) continue;
    if (const char* letters = spelt_out(c)) {
      plain.append(icu::UnicodeString(letters));
    } else {
      plain.append(c);
    }
  }
  icu::UnicodeString composed;  // Hangul and the like go back together
  normalizer(icu::Normalizer2::getNFCInstance).normalize(plain, composed, status);
  std::string out;
  composed.toUTF8String(out);
  return out;
}

// Digits of all scripts are one: ٢٠٢٥ is 2025.
icu::UnicodeString with_our_digits(const icu::UnicodeString& text) {
  icu::UnicodeString out;
  for (std::int32_t i = 0; i < text.length();) {
    const UChar32 c = text.char32At(i);
    i += U16_LENGTH(c);
    const std::int32_t value = u_charDigitValue(c);
    out.append(value < 0 ? c : static_cast<UChar32>('0' + value));
  }
  return out;
}

icu::UnicodeString lower_of(std::string_view word) {
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString lower;
  normalizer(icu::Normalizer2::getNFKCCasefoldInstance)
      .normalize(icu::UnicodeString::fromUTF8(
                     icu::StringPiece(word.data(), static_cast<std::int32_t>(word.size()))),
                 lower, status);
  return with_our_digits(lower);
}

}  // namespace

Folded fold(std::string_view word) {
  const icu::UnicodeString lower = lower_of(word);
  Folded folded;
  lower.toUTF8String(folded.lower);
  folded.form = without_marks(lower);
  return folded;
}

std::string fold_case(std::string_view word) {
  std::string lower;
  lower_of(word).toUTF8String(lower);
  return lower;
}

bool FastFolder::fold_ascii(std::string_view word) {
  form_.resize(word.size());
  unsigned seen = 0;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const auto byte = static_cast<unsigned char>(word[i]);
    seen |= byte;
    form_[i] = static_cast<char>(byte >= 'A' && byte <= 'Z' ? byte + 32 : byte);
  }
  accented_ = false;
  return seen < 0x80;
}

bool FastFolder::fold_latin(std::string_view word) {
  form_.clear();
  lower_.clear();
  accented_ = false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const auto byte = static_cast<unsigned char>(word[i]);
    if (byte < 0x80) {
      const char c = static_cast<char>(byte >= 'A' && byte <= 'Z' ? byte + 32 : byte);
      form_ += c;
      lower_ += c;
      continue;
    }
    if (byte < 0xC2 || byte > 0xC5 || i + 1 == word.size()) return false;
    const std::uint32_t c =
        ((byte & 0x1FU) << 6U) | (static_cast<unsigned char>(word[++i]) & 0x3FU);
    if (c < kFirstLatinLetter) return false;
    const LatinLetter& letter = kLatinLetters[c - kFirstLatinLetter];
    if (letter.form().empty()) return false;
    form_ += letter.form();
    lower_ += letter.lower();
    accented_ = accented_ || letter.form() != letter.lower();
  }
  return true;
}

FastFolder::Views FastFolder::operator()(std::string_view word) {
  if (!fold_ascii(word) && !fold_latin(word)) {
    Folded folded = fold(word);
    accented_ = folded.form != folded.lower;
    form_ = std::move(folded.form);
    lower_ = std::move(folded.lower);
  }
  return {form_, accented_ ? std::string_view(lower_) : std::string_view()};
}

}  // namespace edicola
