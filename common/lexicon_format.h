// The compiled lexicon: one block of bytes, written by lexicon_compiler at build time and linked
// into the library, read in place. Native byte order: it never leaves the machine that built it.
//
//   Header | Slot[slots] | characters
//
// Slots are an open-addressing hash table (linear probing, a power of two). Forms are folded to
// lower case; a form without its accents is listed too where no other word is written so (citta ->
// città).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace edicola::lexicon {

inline constexpr std::uint32_t kMagic = 0x4c444531;  // "1EDL"

struct Header {
  std::uint32_t magic;
  std::uint32_t slots;
  std::uint32_t characters;  // bytes
  std::uint32_t entries;
  std::uint64_t fingerprint;  // of everything below
};

enum Trait : std::uint16_t {
  kStop = 1 << 0,         // function word
  kVerbBase = 1 << 1,     // infinitive, gerund or participle: may bear enclitic pronouns
  kImperative = 1 << 2,   // second person imperative: may bear them too (dimmi, fatevi)
  kNominal = 1 << 3,      // noun or adjective
  kProper = 1 << 4,       // may be a proper noun
  kCommon = 1 << 5,       // may be something other than a proper noun
  kRestored = 1 << 6,     // listed without the accents that the word has
  kAccentedToo = 1 << 7,  // with accents it is another word, and no mere form of a verb: meta, metà
  kGivenName = 1 << 8,    // with a capital before another name it is a person's given name
};

// Behind a form that bears enclitics: its verb, where the form alone has another key (fate).
inline constexpr char kBearerMark = '+';

struct Slot {
  std::uint32_t form;  // offset into the characters
  std::uint32_t key;
  std::uint8_t form_size;  // 0: an empty slot
  std::uint8_t key_size;
  std::uint16_t traits;
};

// A block of its own: the count of rows (std::uint32_t), then the rows, sorted by hash. A row says
// that a form of the key begins, folded, with other bytes than the key does: vado of andare. Two
// keys of one hash share their rows, so a row may belong to another key.
struct Stray {
  std::uint32_t key_hash;
  char text[3];
  std::uint8_t size;  // below 3: the whole form
};

// A block of its own: a bit each, set where six bytes with this join_hash stand in a row in a form.
inline constexpr std::uint32_t kJoinBits = 1U << 20U;  // an eighth of them are set
inline constexpr std::size_t kJoined = 3;              // bytes on either side

// As much of a folded word as a Stray holds.
constexpr std::string_view beginning(std::string_view form) { return form.substr(0, 3); }

// FNV-1a; words are short.
constexpr std::uint64_t hash(std::string_view form) {
  std::uint64_t value = 0xcbf29ce484222325U;
  for (const char c : form) {
    value ^= static_cast<unsigned char>(c);
    value *= 0x100000001b3U;
  }
  return value ^ (value >> 29U);
}

// Of the last kJoined bytes of one word and the first of another; both have as many.
inline std::uint32_t join_hash(std::string_view before, std::string_view after) {
  std::uint64_t bytes = 0;
  for (const char c : before.substr(before.size() - kJoined)) {
    bytes = bytes << 8U | static_cast<unsigned char>(c);
  }
  for (const char c : after.substr(0, kJoined)) bytes = bytes << 8U | static_cast<unsigned char>(c);
  return static_cast<std::uint32_t>(bytes * 0x9E3779B97F4A7C15U >> 44U);
}
static_assert(kJoinBits == 1U << (64U - 44U));

constexpr std::uint32_t stray_hash(std::string_view key) {
  return static_cast<std::uint32_t>(hash(key) >> 16U);
}

}  // namespace edicola::lexicon
