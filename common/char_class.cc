#include "common/char_class.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

namespace edicola {
namespace {

bool is_unspaced(UChar32 c) {
  if (c == 0x30FC || c == 0xFF70) return true;  // the long vowel of kana, of no one script
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(c, &status)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR:
      return true;
    default:
      return false;
  }
}

// CO₂, m²: digits that fold to plain ones; not ½.
bool is_raised_digit(UChar32 c) {
  return c == 0xB2 || c == 0xB3 || c == 0xB9 || (c >= 0x2070 && c <= 0x2089);
}

CharClass classify_by_type(UChar32 c) {
  switch (u_charType(c)) {
    case U_UPPERCASE_LETTER:
    case U_LOWERCASE_LETTER:
    case U_TITLECASE_LETTER:
      return CharClass::kLetter;
    case U_MODIFIER_LETTER:
    case U_OTHER_LETTER:
      return is_unspaced(c) ? CharClass::kUnspaced : CharClass::kLetter;
    case U_DECIMAL_DIGIT_NUMBER:
      return CharClass::kDigit;
    case U_OTHER_NUMBER:
      return is_raised_digit(c) ? CharClass::kDigit : CharClass::kOther;
    case U_NON_SPACING_MARK:
    case U_COMBINING_SPACING_MARK:
    case U_ENCLOSING_MARK:
      return CharClass::kMark;
    case U_SPACE_SEPARATOR:
      return CharClass::kBlank;
    default:
      return CharClass::kOther;
  }
}

}  // namespace

CharClass classify(UChar32 c) {
  switch (c) {
    case 0x2018:  // left quotation mark: an apostrophe turned by a word processor, between letters
    case 0x2019:
    case 0x201B:  // turned
    case 0x2032:  // the sign of minutes
    case 0x02BC:
    case 0x00B4:
    case 0xFF07:
      return CharClass::kApostrophe;
    case 0x2010:
    case 0x2011:
      return CharClass::kHyphen;
    case 0x2026:
      return CharClass::kSentenceEnd;
    case 0x00AB:
    case 0x201C:
    case 0x201E:
      return CharClass::kOpeningQuote;
    case 0x00A0:
    case 0x2009:
    case 0x202F:
      return CharClass::kNarrowBlank;
    case 0x0085:
    case 0x2028:
    case 0x2029:
      return CharClass::kLineBreak;
    case 0x00AD:
    case 0x200C:
    case 0x200D:
    case 0x2060:
      return CharClass::kIgnorable;
    case 0x00AA:  // ª and º: 2ª is 2
    case 0x00BA:
      return CharClass::kOther;
    default:
      return classify_by_type(c);
  }
}

}  // namespace edicola
