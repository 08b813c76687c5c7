// What an index holds: terms, value slots, stored articles and metadata. Writing and reading agree
// here.
//
// Terms (docs/decisions/0002-terms.md):
//   citta        the folded form: exact matching, phrases, prefixes
//   Zcittà       Z + key: matching by lemma
//   Scitta, ZScittà ... the same for a field (common/fields.h)
//   XTcitta, ZXTcittà   a word that stands in the title only: `testo:` leaves such articles out
//   XNconte      a word that is taken for a name in the article (Token::is_name)
//   XBconte      a word that somebody in the article bears as a surname (indexer/bearers.h)
//   XPkadirov    the key of a name whose spelling here is another (common/variants.h): Kadyrov
//   XAerdoğan    a word with its marks, where its key does not keep them
//   XSVla voce ...      a whole value, folded, for filters
//   Qid          the article's id;  Y2025, M202507, D20250710  its date
// Positions stand in the postings of forms (docs/decisions/0016-positions-in-lists.md).
// Documents of the database have the term of their id only. The postings of all others are kept
// in its metadata, see layers.h (docs/decisions/0014-own-postings.md).
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "common/compression.h"
#include "common/fields.h"
#include "edicola/analyzer.h"
#include "edicola/article.h"

namespace edicola::schema {

inline constexpr int kVersion = 15;

enum Slot : unsigned {
  kDateSlot = 0,     // sort key of the date, see date_key; absent when undated
  kContentSlot = 1,  // fingerprint of the stored article: the same again is left alone
  kStoredSlot = 2,   // the stored article, see stored.h; absent where it is long
};

// Keys of the database's metadata.
inline constexpr std::string_view kStampKey = "edicola";
inline constexpr std::string_view kImpactKey = "edicola impacts";  // an ImpactRule
inline constexpr std::string_view kFrequentWordsKey = "edicola frequent words";
inline constexpr std::string_view kLayersKey = "edicola layers";  // see layers.h

// How many times a word of the title counts in ranking; docs/relevance.md.
inline constexpr unsigned kTitleWeight = 2;

// Xapian refuses terms over 245 bytes; longer values end in a fingerprint of the whole.
inline constexpr std::size_t kLongestTerm = 200;

// Word terms. `prefix` is a Field::prefix or one of these.
inline constexpr std::string_view kTitleOnlyPrefix = "XT";
inline constexpr std::string_view kNamePrefix = "XN";
inline constexpr std::string_view kBearerPrefix = "XB";
inline constexpr std::string_view kVariantPrefix = "XP";
inline constexpr std::string_view kAccentPrefix = "XA";

std::string form_term(std::string_view prefix, std::string_view form);
std::string key_term(std::string_view prefix, std::string_view key);
// The same, made in `term`, whose memory serves again.
void form_term(std::string_view prefix, std::string_view form, std::string& term);
void key_term(std::string_view prefix, std::string_view key, std::string& term);

// Whether it is the term of a form, a key or a name that no field is named for.
bool is_ranked_word(std::string_view term);

// The filter term of a whole value: `Gazzetta di Modena` and `GAZZETTA  DI MODENA` are one.
std::string value_term(const Field& field, std::string_view value);

std::string id_term(std::string_view id);

// Terms of days, months and years.
std::string day_term(std::chrono::year_month_day day);
std::string month_term(std::chrono::year_month month);
std::string year_term(std::chrono::year year);

// A key of 8 bytes that sorts by instant (days without a time at their beginning, times without an
// offset as UTC).
std::string date_key(const Published& published);
std::chrono::sys_seconds instant_of_key(std::string_view key);

// Names the schema and the analyzer that wrote an index.
std::string stamp(const Analyzer& analyzer);

// All that an article says, as bytes: equal for equal articles only.
std::string bytes_of(const Article& article);

// The stored form of an article, bytes_of compressed, and back. decode throws Error(kIndexCorrupt).
std::string encode(const Article& article);
Article decode(std::string_view stored, Decompressor& decompress);
// The same of one article, with a decompressor of its own.
Article decode(std::string_view stored);

}  // namespace edicola::schema
