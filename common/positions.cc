#include "common/positions.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "common/packing.h"
#include "common/text.h"

namespace edicola {
namespace {

using Code = Positions::Code;

// A perfect hash of the forms of one article, "compress, hash and displace" (Belazzougui, Botelho,
// Dietzfelbinger 2009): the salt parts the forms into buckets, and each bucket has a seed that
// gives its forms codes that no other has. A salt for which some bucket has none is passed over.
constexpr std::size_t kFormsPerBucket = 4;
constexpr unsigned kSeeds = 256;
constexpr std::size_t kSaltsPerWidth = 8;
constexpr unsigned kMostBits = 32;
constexpr std::size_t kMostSalts = kSaltsPerWidth * kMostBits;
constexpr std::uint32_t kNone = 0xFFFFFFFFU;
constexpr unsigned kLowBits = 8;

std::size_t buckets_of(std::size_t forms) { return forms / kFormsPerBucket + 1; }

// At most 7/8 of the codes are in use: seeds are found quickly, and one code is no form's. Salts
// tried in vain widen it, so that there is an end to them.
unsigned bits_of(std::size_t forms, std::size_t salt) {
  const std::size_t codes = forms + forms / 7 + 1;
  const auto bits = static_cast<unsigned>(std::bit_width(codes - 1)) +
                    static_cast<unsigned>(salt / kSaltsPerWidth);
  return std::max(kLowBits, bits);
}

// The finalizer of MurmurHash3.
std::uint64_t mixed(std::uint64_t value) {
  value = (value ^ (value >> 33U)) * 0xff51afd7ed558ccdU;
  value = (value ^ (value >> 33U)) * 0xc4ceb9fe1a85ec53U;
  return value ^ (value >> 33U);
}

std::uint64_t salted(std::uint64_t hash, std::size_t salt) {
  return mixed(hash + salt * 0x9e3779b97f4a7c15U);
}

std::size_t bucket_of(std::uint64_t salted_hash, std::size_t buckets) {
  return (salted_hash >> 32U) * buckets >> 32U;
}

Code code_of_seed(std::uint64_t salted_hash, unsigned seed, unsigned bits) {
  const std::uint64_t factor = 0xd6e8feb86659fd93U + seed * 0xa0761d6478bd642eU;
  return static_cast<Code>((salted_hash * factor) >> (64U - bits));
}

// The codes of the forms of one article.
class Codes {
 public:
  // `forms` are distinct fingerprints.
  explicit Codes(const std::vector<std::uint64_t>& forms) : forms_(forms), codes_(forms.size()) {
    while (!try_salt()) Unpacker::expect(bits_of(forms_.size(), ++salt_) <= kMostBits);
  }

  [[nodiscard]] std::size_t salt() const { return salt_; }
  [[nodiscard]] const std::string& seeds() const { return seeds_; }
  [[nodiscard]] unsigned bits() const { return bits_; }
  [[nodiscard]] Code operator[](std::uint32_t form) const { return codes_[form]; }

  // A code that no form has.
  [[nodiscard]] Code unused() const {
    Code code = 0;
    while (is_used(code)) ++code;
    return code;
  }

 private:
  bool try_salt() {
    bits_ = bits_of(forms_.size(), salt_);
    const std::size_t buckets = buckets_of(forms_.size());
    seeds_.assign(buckets, '\0');
    used_.assign((std::size_t{1} << bits()) / 64 + 1, 0);
    fill(buckets);
    // The fullest first, while most codes are free.
    std::vector<std::uint32_t> order(buckets);
    for (std::uint32_t i = 0; i < buckets; ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [this](std::uint32_t a, std::uint32_t b) {
      return size_of(a) != size_of(b) ? size_of(a) > size_of(b) : a < b;
    });
    return std::all_of(order.begin(), order.end(), [this](std::uint32_t bucket) {
      return size_of(bucket) == 0 || find_seed(bucket);
    });
  }

  // The forms in the order of their buckets.
  void fill(std::size_t buckets) {
    starts_.assign(buckets + 1, 0);
    salted_.clear();
    for (const std::uint64_t form : forms_) {
      salted_.push_back(salted(form, salt_));
      ++starts_[bucket_of(salted_.back(), buckets) + 1];
    }
    for (std::size_t i = 0; i < buckets; ++i) starts_[i + 1] += starts_[i];
    in_order_.resize(forms_.size());
    std::vector<std::uint32_t> next(starts_.begin(), starts_.end() - 1);
    for (std::uint32_t i = 0; i < forms_.size(); ++i) {
      in_order_[next[bucket_of(salted_[i], buckets)]++] = i;
    }
  }

  [[nodiscard]] std::uint32_t size_of(std::uint32_t bucket) const {
    return starts_[bucket + 1] - starts_[bucket];
  }

  bool find_seed(std::uint32_t bucket) {
    for (unsigned seed = 0; seed < kSeeds; ++seed) {
      if (!fits(bucket, seed)) continue;
      seeds_[bucket] = static_cast<char>(seed);
      return true;
    }
    return false;
  }

  // Takes the codes that the seed gives, or none of them.
  bool fits(std::uint32_t bucket, unsigned seed) {
    const std::uint32_t end = starts_[bucket + 1];
    std::uint32_t at = starts_[bucket];
    for (; at < end; ++at) {
      const std::uint32_t form = in_order_[at];
      codes_[form] = code_of_seed(salted_[form], seed, bits());
      if (is_used(codes_[form])) break;
      turn(codes_[form]);
    }
    if (at == end) return true;
    while (at-- > starts_[bucket]) turn(codes_[in_order_[at]]);
    return false;
  }

  [[nodiscard]] bool is_used(Code code) const {
    return (used_[code / 64] >> (code % 64) & 1U) != 0;
  }
  void turn(Code code) { used_[code / 64] ^= std::uint64_t{1} << (code % 64); }

  const std::vector<std::uint64_t>& forms_;
  std::size_t salt_ = 0;
  unsigned bits_ = 0;
  std::string seeds_;
  std::vector<Code> codes_;
  std::vector<std::uint64_t> used_;  // a bit a code
  std::vector<std::uint64_t> salted_;
  std::vector<std::uint32_t> starts_;    // of the buckets in in_order_
  std::vector<std::uint32_t> in_order_;  // numbers of forms
};

// Appends the high bits of `codes` to `data`.
void pack_high_bits(const std::vector<Code>& codes, unsigned bits, std::string& data) {
  std::uint64_t pending = 0;
  unsigned filled = 0;
  for (const Code code : codes) {
    pending |= std::uint64_t{code >> kLowBits} << filled;
    for (filled += bits; filled >= 8; filled -= 8, pending >>= 8U) {
      data += static_cast<char>(pending);
    }
  }
  if (filled > 0) data += static_cast<char>(pending);
}

}  // namespace

void PositionsWriter::add(const Analysis& words, FieldId field) {
  std::vector<std::uint64_t> hashes;
  for (const Token& token : words.tokens()) hashes.push_back(fingerprint64(token.form));
  add(words, hashes, field);
}

void PositionsWriter::add(const Analysis& words, const std::vector<std::uint64_t>& hashes,
                          FieldId field) {
  if (words.positions() == 0) return;
  const auto begin = static_cast<std::uint32_t>(places_.size());
  texts_.push_back({field, words.positions()});
  places_.resize(begin + words.positions(), kNone);
  for (std::size_t i = 0; i < hashes.size(); ++i) {
    const Token& token = words.tokens()[i];
    if (token.has(kElided)) continue;
    const std::uint32_t place = begin + token.position;
    const std::uint32_t form = number_of(hashes[i]);
    if (places_[place] == kNone) {
      places_[place] = form;
    } else if (places_[place] != form) {
      seconds_.push_back({place, form});
    }
  }
}

// A hash table with free slots after full ones; at most half of it is full.
std::uint32_t PositionsWriter::number_of(std::uint64_t hash) {
  if (slots_.size() < 2 * (forms_.size() + 1)) make_room();
  for (std::size_t slot = mixed(hash);; ++slot) {
    std::uint32_t& number = slots_[slot & (slots_.size() - 1)];
    if (number == kNone) {
      number = static_cast<std::uint32_t>(forms_.size());
      forms_.push_back(hash);
      return number;
    }
    if (forms_[number] == hash) return number;
  }
}

void PositionsWriter::make_room() {
  slots_.assign(std::max<std::size_t>(1024, 2 * slots_.size()), kNone);
  for (std::uint32_t i = 0; i < forms_.size(); ++i) {
    std::size_t slot = mixed(forms_[i]) & (slots_.size() - 1);
    while (slots_[slot] != kNone) slot = (slot + 1) & (slots_.size() - 1);
    slots_[slot] = i;
  }
}

std::string PositionsWriter::take() {
  std::string data;
  if (forms_.empty()) {
    clear();
    return data;
  }
  const Codes codes(forms_);
  data.reserve(32 + codes.seeds().size() + (places_.size() * codes.bits()) / 8);
  pack_number(data, forms_.size());
  pack_number(data, codes.salt());
  data += codes.seeds();
  pack_number(data, texts_.size());
  for (const Text& text : texts_) {
    pack_number(data, (std::size_t{text.words} << 3U) | static_cast<std::size_t>(text.field));
  }
  std::stable_sort(seconds_.begin(), seconds_.end(),
                   [](const Second& a, const Second& b) { return a.place < b.place; });
  pack_number(data, seconds_.size());
  std::uint32_t last = 0;
  for (const Second& second : seconds_) {
    pack_number(data, second.place - std::exchange(last, second.place));
    pack_number(data, codes[second.form]);
  }
  // From here on they are codes.
  const Code nothing = codes.unused();
  for (std::uint32_t& place : places_) place = place == kNone ? nothing : codes[place];
  for (const Code code : places_) data += static_cast<char>(code);
  if (codes.bits() > kLowBits) pack_high_bits(places_, codes.bits() - kLowBits, data);
  clear();
  return data;
}

void PositionsWriter::clear() {
  texts_.clear();
  places_.clear();
  seconds_.clear();
  forms_.clear();
  slots_.clear();
}

Positions::Positions(std::string_view data) {
  Unpacker in(data);
  const std::size_t forms = in.number();
  const std::size_t salt = in.number();
  // There are more bytes than words, and more words than forms.
  Unpacker::expect(forms > 0 && forms < data.size() && salt < kMostSalts);
  Unpacker::expect(bits_of(forms, salt) <= kMostBits);
  salt_ = static_cast<std::uint32_t>(salt);
  high_bits_ = bits_of(forms, salt) - kLowBits;
  buckets_ = static_cast<std::uint32_t>(buckets_of(forms));
  seeds_ = in.bytes(buckets_);
  std::size_t places = 0;
  for (std::size_t left = in.number(); left > 0; --left) {
    const std::size_t text = in.number();
    const std::size_t end = places + (text >> 3U);
    Unpacker::expect((text & 7U) < kFields.size() && end < data.size());
    texts_.push_back({static_cast<FieldId>(text & 7U), static_cast<std::uint32_t>(places),
                      static_cast<std::uint32_t>(end)});
    places = end;
  }
  std::size_t place = 0;
  for (std::size_t left = in.number(); left > 0; --left) {
    place += in.number();
    const std::size_t code = in.number();
    Unpacker::expect(place < places && code <= kNone);
    seconds_.push_back({static_cast<std::uint32_t>(place), static_cast<Code>(code)});
  }
  low_ = in.bytes(places);
  high_ = in.bytes((places * high_bits_ + 7) / 8);
  in.expect_end();
}

Code Positions::code_of(std::uint64_t hash) const {
  const std::uint64_t with_salt = salted(hash, salt_);
  const auto seed = static_cast<unsigned char>(seeds_[bucket_of(with_salt, buckets_)]);
  return code_of_seed(with_salt, seed, high_bits_ + kLowBits);
}

Code Positions::code_at(std::uint32_t place) const {
  std::uint64_t high = 0;
  const std::size_t bit = std::size_t{place} * high_bits_;
  const std::size_t end = (bit + high_bits_ + 7) / 8;
  for (std::size_t byte = end; byte > bit / 8; --byte) {
    high = (high << 8U) | static_cast<unsigned char>(high_[byte - 1]);
  }
  high = (high >> (bit % 8)) & ((std::uint64_t{1} << high_bits_) - 1);
  return static_cast<Code>(high << kLowBits) | static_cast<unsigned char>(low_[place]);
}

std::uint32_t Positions::find(std::uint32_t begin, std::uint32_t end, Code code) const {
  const std::string_view low = low_.substr(0, end);
  for (std::size_t at = begin; at < end; ++at) {
    at = low.find(static_cast<char>(code), at);
    if (at == std::string_view::npos) break;
    if (high_bits_ == 0 || code_at(static_cast<std::uint32_t>(at)) == code) {
      return static_cast<std::uint32_t>(at);
    }
  }
  return end;
}

bool Positions::has(std::uint32_t place, Code code) const {
  if (code_at(place) == code) return true;
  auto second = std::lower_bound(seconds_.begin(), seconds_.end(), place,
                                 [](const Second& a, std::uint32_t b) { return a.place < b; });
  for (; second != seconds_.end() && second->place == place; ++second) {
    if (second->code == code) return true;
  }
  return false;
}

Phrase::Phrase(std::vector<std::string> forms, FieldId field)
    : forms_(std::move(forms)), field_(field) {
  for (const std::string& form : forms_) hashes_.push_back(fingerprint64(form));
}

namespace {

class PhraseSearch {
 public:
  PhraseSearch(const Positions& positions, const std::vector<std::uint64_t>& hashes)
      : positions_(positions) {
    codes_.reserve(hashes.size());
    for (const std::uint64_t hash : hashes) codes_.push_back(positions.code_of(hash));
  }

  [[nodiscard]] bool stands_in(const Positions::Text& text) const {
    if (text.end - text.begin < codes_.size()) return false;
    const std::uint32_t end = text.end - static_cast<std::uint32_t>(codes_.size()) + 1;
    for (std::uint32_t place = text.begin; place < end; ++place) {
      place = positions_.find(place, end, codes_.front());
      if (place < end && goes_on_from(place)) return true;
    }
    return std::any_of(positions_.seconds().begin(), positions_.seconds().end(),
                       [&](const Positions::Second& second) {
                         return second.code == codes_.front() && second.place >= text.begin &&
                                second.place < end && goes_on_from(second.place);
                       });
  }

 private:
  // Where the first word stands.
  [[nodiscard]] bool goes_on_from(std::uint32_t place) const {
    for (std::size_t i = 1; i < codes_.size(); ++i) {
      if (!positions_.has(place + static_cast<std::uint32_t>(i), codes_[i])) return false;
    }
    return true;
  }

  const Positions& positions_;
  std::vector<Code> codes_;
};

}  // namespace

bool Phrase::stands_in(std::string_view data) const {
  const Positions positions(data);
  const PhraseSearch search(positions, hashes_);
  return std::any_of(positions.texts().begin(), positions.texts().end(),
                     [&](const Positions::Text& text) {
                       return searches(field_, text.field) && search.stands_in(text);
                     });
}

}  // namespace edicola
