#include "corpus/coinage.h"

#include <array>
#include <span>
#include <string_view>

namespace edicola::corpus {
namespace {

using Parts = std::span<const std::string_view>;

// clang-format off
constexpr std::array<std::string_view, 72> kSurnameHeads = {
    "Ba", "Be", "Bi", "Bo", "Bu", "Bra", "Bre", "Bru", "Ca", "Ce", "Chia", "Ci", "Co", "Cra", "Cu", "Da",
    "De", "Di", "Do", "Du", "Fa", "Fe", "Fi", "Fo", "Fra", "Fu", "Ga", "Ghe", "Gi", "Go", "Gra", "Gua",
    "Gu", "La", "Le", "Li", "Lo", "Lu", "Ma", "Me", "Mi", "Mo", "Mu", "Na", "Ne", "Ni", "No", "Pa",
    "Pe", "Pi", "Po", "Pra", "Pu", "Ra", "Re", "Ri", "Ro", "Ru", "Sa", "Sca", "Se", "Si", "So", "Spa",
    "Sta", "Ta", "Te", "Ti", "To", "Tra", "Va", "Ve"};
constexpr std::array<std::string_view, 64> kItalianMiddles = {
    "ba", "bel", "bi", "ca", "cal", "can", "car", "ce", "chi", "ci", "co", "cu", "da", "di", "do", "fa",
    "fer", "fi", "ga", "gel", "ghi", "gna", "go", "la", "lan", "le", "li", "lo", "lu", "ma", "man", "me",
    "mi", "mo", "na", "ne", "ni", "no", "nu", "pa", "pel", "pi", "po", "ra", "ran", "re", "ri", "ro",
    "ru", "sa", "san", "se", "si", "so", "sta", "ta", "te", "ti", "to", "tra", "va", "ve", "vi", "zo"};
constexpr std::array<std::string_view, 48> kSurnameTails = {
    "betti", "bini", "boni", "cardi", "cchi", "ccio", "celli", "chini", "ciani", "cini", "dini", "doni",
    "ghi", "gnani", "gnoli", "lardi", "letti", "lini", "lla", "llo", "lotti", "lucci", "mbo", "minelli",
    "nardi", "ndi", "netti", "nari", "nelli", "ngo", "nini", "nucci", "randi", "relli", "retti", "ri",
    "rini", "rotti", "scotti", "sini", "sso", "tani", "telli", "tini", "ttoni", "vani", "zzi", "zzini"};
constexpr std::array<std::string_view, 32> kPlaceTails = {
    "gnano", "nate", "sco", "neto", "naro", "lla", "nia", "na", "nigo", "rengo", "gno", "rate", "nza",
    "vera", "rolo", "scia", "dena", "ssano", "tta", "volta", "chio", "sina", "no", "ria", "gliano", "ra",
    "llara", "zzo", "lfi", "ccia", "nova", "stro"};
constexpr std::array<std::string_view, 12> kPlaceBefore = {
    "San ", "Santa ", "Castel", "Monte", "Villa", "Borgo", "Rocca", "Pieve ", "Torre", "Campo", "Colle ", "Val"};
constexpr std::array<std::string_view, 64> kForeignHeads = {
    "Ab", "Al", "Ander", "Ash", "Bach", "Black", "Brand", "Cher", "Clark", "Dan", "Dov", "Dru", "El", "Erd",
    "Fitz", "Fried", "Gold", "Green", "Had", "Ham", "Har", "Hol", "Hus", "Ibr", "Ivan", "Jack", "Jan",
    "Kar", "Khal", "Kim", "Klein", "Kov", "Kra", "Lar", "Levi", "Mac", "Mar", "Mah", "Mik", "Moh", "Mül",
    "Naz", "Nguy", "Ol", "Or", "Park", "Pet", "Rad", "Ram", "Rich", "Rob", "Sal", "Schu", "Shev", "Smi",
    "Stein", "Sul", "Szcz", "Tch", "Thom", "Var", "Wal", "West", "Yam"};
constexpr std::array<std::string_view, 32> kForeignMiddles = {
    "a", "e", "i", "o", "en", "er", "in", "ov", "ah", "ai", "all", "el", "ha", "id", "im", "is",
    "ko", "ma", "mi", "na", "ne", "ra", "ri", "sha", "ta", "ti", "vi", "wo", "ya", "yo", "ze", "zhi"};
constexpr std::array<std::string_view, 48> kForeignTails = {
    "son", "man", "berg", "stein", "ski", "sky", "ov", "enko", "ić", "vić", "ez", "sen", "ton", "field",
    "dottir", "wood", "ford", "ley", "mann", "er", "ers", "kov", "dze", "yan", "oğlu", "ou", "akis",
    "escu", "ak", "ek", "ani", "awi", "eddine", "allah", "moto", "mura", "shima", "zhou", "wang", "tech",
    "soft", "net", "ware", "ing", "bank", "line", "corp", "lab"};
constexpr std::array<std::string_view, 16> kPrefixes = {
    "anti", "super", "pre", "ri", "contro", "ex", "auto", "pro", "mini", "maxi", "post", "inter",
    "neo", "sotto", "multi", "extra"};
constexpr std::array<std::string_view, 10> kNounTails = {
    "ista", "ismo", "ità", "ino", "etto", "one", "accio", "uccio", "eria", "aggio"};
constexpr std::array<std::string_view, 8> kAdjectiveTails = {
    "istico", "ale", "esco", "oso", "ico", "ario", "izzato", "abile"};
constexpr std::array<std::string_view, 12> kClitics = {
    "lo", "la", "li", "le", "si", "ne", "ci", "gli", "mi", "ti", "vi", "celo"};
// clang-format on

std::string_view pick(Parts parts, Random& random) {
  return parts[random.below(static_cast<std::uint32_t>(parts.size()))];
}

// How many middle syllables make words of that rank distinct enough.
int middles(std::uint64_t rank, Random& random) {
  if (rank < 700) return 0;
  if (rank < 20000) return 1;
  return random.percent(20) ? 3 : 2;
}

std::string coin(std::uint64_t rank, Parts heads, Parts middle, Parts tails, Random& random) {
  std::string word(pick(heads, random));
  for (int i = middles(rank, random); i > 0; --i) word += pick(middle, random);
  return word += pick(tails, random);
}

Random random_of(std::uint64_t kind, std::uint64_t rank) { return Random(mix(kind, rank)); }

// The word without its last vowel, ready for a suffix; its h goes too (banch-ista).
std::string root_of(std::string_view word) {
  while (!word.empty() && std::string_view("aeiou").find(word.back()) != std::string_view::npos) {
    word.remove_suffix(1);
  }
  return std::string(word);
}

template <typename Item>
const Item& any(const Bag<Item>& bag, Random& random) {
  return bag.items()[random.below(static_cast<std::uint32_t>(bag.items().size()))];
}

template <typename Item>
const Item& any(const BySection<Bag<Item>>& bags, Random& random) {
  return any(bags[random.below(static_cast<std::uint32_t>(bags.size()))], random);
}

}  // namespace

std::string coin_surname(std::uint64_t rank) {
  Random random = random_of(1, rank);
  return coin(rank, kSurnameHeads, kItalianMiddles, kSurnameTails, random);
}

std::string coin_place(std::uint64_t rank) {
  Random random = random_of(2, rank);
  std::string place = coin(rank, kSurnameHeads, kItalianMiddles, kPlaceTails, random);
  if (!random.percent(30)) return place;
  std::string name(pick(kPlaceBefore, random));
  name += place;
  // One word: Castelbracciano.
  if (name.find(' ') == std::string::npos) {
    char& joint = name[name.size() - place.size()];
    joint = static_cast<char>(joint | 0x20);
  }
  return name;
}

std::string coin_foreign(std::uint64_t rank) {
  Random random = random_of(3, rank);
  return coin(rank, kForeignHeads, kForeignMiddles, kForeignTails, random);
}

std::string coin_acronym(std::uint64_t rank) {
  Random random = random_of(4, rank);
  const std::uint32_t letters = rank < 500 ? 3 : rank < 20000 ? 4 : 5;
  std::string acronym(1, static_cast<char>('A' + random.below(26)));
  while (acronym.size() < letters) {
    const std::string_view common = "aeiorstlncpdmufgbv";
    acronym += common[random.below(static_cast<std::uint32_t>(common.size()))];
  }
  return acronym;
}

Noun Derivation::noun(std::uint64_t rank) const {
  Random random = random_of(5, rank);
  const Noun& base = any(lexis_.nouns, random);
  std::string word;
  if (random.percent(70)) word = pick(kPrefixes, random);
  if (rank > 3000 && random.percent(50)) word += pick(kPrefixes, random);
  if (random.percent(35) && !word.empty()) {
    return make_noun(word + base.forms[kSingular], base.gender, word + base.forms[kPlural]);
  }
  word += root_of(base.forms[kSingular]);
  word += pick(kNounTails, random);
  return make_noun(word, gender_of(word));
}

Adjective Derivation::adjective(std::uint64_t rank) const {
  Random random = random_of(6, rank);
  std::string word;
  if (random.percent(60)) word = pick(kPrefixes, random);
  if (rank > 3000 && random.percent(40)) word += pick(kPrefixes, random);
  if (random.percent(50) && !word.empty()) {
    const Adjective& base = any(lexis_.adjectives, random);
    return make_adjective(word + base.form({kMasculine, kSingular}),
                          word + base.form({kMasculine, kPlural}));
  }
  word += root_of(any(lexis_.nouns, random).forms[kSingular]);
  word += pick(kAdjectiveTails, random);
  return make_adjective(word);
}

std::string Derivation::infinitive(std::uint64_t rank) const {
  Random random = random_of(7, rank);
  std::string word;
  if (random.percent(50)) word = pick(kPrefixes, random);
  if (random.percent(50)) {
    word += root_of(any(lexis_.nouns, random).forms[kSingular]);
    word += random.percent(60) ? "izzar" : "eggiar";
  } else {
    word += any(lexis_.verbs, random).infinitive;
    word.pop_back();
    if (word.ends_with("rr")) word.pop_back();
  }
  if (random.percent(40)) return word += 'e';
  return word += pick(kClitics, random);
}

}  // namespace edicola::corpus
