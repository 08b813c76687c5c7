#include "common/variants.h"

#include <algorithm>
#include <array>
#include <span>

#include "common/lexicon.h"
#include "common/lexicon_format.h"

namespace edicola {
namespace {

constexpr std::size_t kShortest = 4;

struct Spelling {
  std::string_view form;
  std::string_view key;
};

// Spellings that no rule of letters joins, or that rules would part. Sorted by form.
// clang-format off
constexpr auto kSpellings = std::to_array<Spelling>({
    {"abdallah", "abdullah"},
    {"ahmad", "ahmed"},
    {"beijing", "pechino"},
    {"cechov", "cechov"},
    {"cekhov", "cechov"},
    {"charkiv", "kharkiv"},
    {"charkov", "kharkiv"},
    {"chekhov", "cechov"},
    {"chernobyl", "cernobyl"},
    {"chornobyl", "cernobyl"},
    {"chruscev", "kruscev"},
    {"elcin", "eltsin"},
    {"eltsin", "eltsin"},
    {"gadafi", "gheddafi"},
    {"gaddafi", "gheddafi"},
    {"gorbacev", "gorbaciov"},
    {"gorbachev", "gorbaciov"},
    {"hasan", "hassan"},
    {"hizballah", "hezbollah"},
    {"hizbollah", "hezbollah"},
    {"hizbullah", "hezbollah"},
    {"hosein", "hussein"},
    {"hossein", "hussein"},
    {"houthi", "huthi"},
    {"houti", "huthi"},
    {"husayn", "hussein"},
    {"husein", "hussein"},
    {"hussain", "hussein"},
    {"huti", "huthi"},
    {"jelzin", "eltsin"},
    {"juri", "yuri"},
    {"jurij", "yuri"},
    {"kaddafi", "gheddafi"},
    {"kadhafi", "gheddafi"},
    {"khadafi", "gheddafi"},
    {"khaled", "khalid"},
    {"khalid", "khalid"},
    {"kharkiv", "kharkiv"},
    {"kharkov", "kharkiv"},
    {"khruschev", "kruscev"},
    {"khrushchev", "kruscev"},
    {"krusciov", "kruscev"},
    {"kyiv", "kiev"},
    {"kyjiv", "kiev"},
    {"lukascenko", "lukashenko"},
    {"lukasenko", "lukashenko"},
    {"lukashenko", "lukashenko"},
    {"maometto", "mohammed"},
    {"mohamad", "mohammed"},
    {"mohamed", "mohammed"},
    {"mohammad", "mohammed"},
    {"muhamad", "mohammed"},
    {"muhamed", "mohammed"},
    {"muhammad", "mohammed"},
    {"muhammed", "mohammed"},
    {"navalnij", "navalny"},
    {"navalny", "navalny"},
    {"navalnyj", "navalny"},
    {"pechino", "pechino"},
    {"qadafi", "gheddafi"},
    {"qaddafi", "gheddafi"},
    {"qadhafi", "gheddafi"},
    {"qaeda", "qaeda"},
    {"qaida", "qaeda"},
    {"rohani", "rouhani"},
    {"ruhani", "rouhani"},
    {"shoigu", "shojgu"},
    {"ski", "ski"},
    {"sojgu", "shojgu"},
    {"sulaiman", "suleiman"},
    {"suleyman", "suleiman"},
    {"usama", "osama"},
    {"vladimir", "vladimir"},
    {"volodymyr", "vladimir"},
    {"yeltsin", "eltsin"},
    {"yousef", "youssef"},
    {"youssuf", "youssef"},
    {"yuriy", "yuri"},
    {"yury", "yuri"},
    {"yussef", "youssef"},
    {"yusuf", "youssef"},
});
// clang-format on

bool ends_with_any(std::string_view text, std::span<const std::string_view> ends) {
  return std::any_of(ends.begin(), ends.end(),
                     [text](std::string_view end) { return text.ends_with(end); });
}

bool is_vowel(char c) { return std::string_view("aeiou").find(c) != std::string_view::npos; }

bool is_glide(char c) { return c == 'i' || c == 'j' || c == 'y'; }

void replace_all(std::string& word, std::string_view what, std::string_view by) {
  for (std::size_t at = word.find(what); at != std::string::npos;
       at = word.find(what, at + by.size())) {
    word.replace(at, what.size(), by);
  }
}

struct Ending {
  std::string_view written;
  std::string_view key;
};

// Longest first.
bool replace_ending(std::string& word, std::span<const Ending> endings) {
  for (const Ending& ending : endings) {
    if (word.size() < ending.written.size() + 2 || !word.ends_with(ending.written)) continue;
    word.replace(word.size() - ending.written.size(), ending.written.size(), ending.key);
    return true;
  }
  return false;
}

// Of adjectives (Zelenskyy, Zelenskij) and fathers' names (Janukovyč): they are Slavic beyond
// doubt.
constexpr auto kSlavicEndings = std::to_array<Ending>({
    {"vitch", "vic"},
    {"skaya", "skaia"},
    {"skaja", "skaia"},
    {"skyy", "ski"},
    {"skyj", "ski"},
    {"skiy", "ski"},
    {"skij", "ski"},
    {"skii", "ski"},
    {"vich", "vic"},
    {"vych", "vic"},
    {"vyc", "vic"},
    {"vic", "vic"},
    {"sky", "ski"},
    {"ski", "ski"},
});

constexpr std::array<std::string_view, 3> kSlavicSurnames = {"ov", "ev", "enko"};
constexpr std::array<std::string_view, 2> kSlavicFeminine = {"ova", "eva"};

// The glide that е, ё and я have after a vowel or at the beginning, and й and ы anywhere:
// Alekseyev is Alekseev, Yanukovich Janukovyč, Kadyrov Kadirov.
void level_glides(std::string& word) {
  std::string level;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const char next = i + 1 < word.size() ? word[i + 1] : '\0';
    const bool after_vowel = !level.empty() && is_vowel(level.back());
    if (is_glide(word[i]) && next == 'e' && (i == 0 || after_vowel)) continue;
    level += is_glide(word[i]) ? 'i' : word[i];
  }
  replace_all(level, "ii", "i");
  word = level;
}

void level_slavic_letters(std::string& word) {
  level_glides(word);
  replace_all(word, "kh", "k");
  replace_all(word, "zh", "z");
  replace_all(word, "shch", "sc");
  replace_all(word, "sh", "s");
}

// Given names whose last letter is й behind a consonant's и, which some write -y and some -ii.
// Other words in -y are as often English: Barry, Crispy, Stefany.
constexpr std::array<std::string_view, 9> kBeforeFinalGlide = {"ad", "al", "aler", "en", "igor",
                                                               "il", "ol", "rg",   "tr"};

// Sergej, Dmitrij, Nikolaj.
void level_final_glide(std::string& word) {
  const std::size_t size = word.size();
  if (size < 5) return;
  const std::string_view whole = word;
  const char last = whole[size - 1];
  const char before = whole[size - 2];
  if (last == 'y' && size >= 6 && ends_with_any(whole.substr(0, size - 1), kBeforeFinalGlide)) {
    word.back() = 'i';
  } else if (last == 'i' && before == 'i') {
    if (ends_with_any(whole.substr(0, size - 2), kBeforeFinalGlide)) word.pop_back();
  } else if (last == 'j' || last == 'y') {
    if (before == 'i' || before == 'y') word.pop_back();
    if (before == 'a' || before == 'e' || before == 'o' || before == 'i' || before == 'y') {
      word.back() = 'i';
    }
  }
}

// Mahmoud is Mahmud, Khartoum Khartum; Young and Louis are something else.
constexpr auto kArabicEndings = std::to_array<Ending>({
    {"oub", "ub"},
    {"oud", "ud"},
    {"oum", "um"},
    {"oun", "un"},
    {"our", "ur"},
});

// q is k but before u (Italian) and i (Chinese).
void level_q(std::string& word) {
  for (std::size_t i = 0; i < word.size(); ++i) {
    const char next = i + 1 < word.size() ? word[i + 1] : '\0';
    if (word[i] == 'q' && next != 'u' && next != 'i') word[i] = 'k';
  }
}

bool may_have_variants(std::string_view form) {
  return form.size() >= kShortest &&
         std::all_of(form.begin(), form.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

}  // namespace

std::string variant_key(std::string_view form) {
  if (!may_have_variants(form)) return {};
  const auto* const listed = std::lower_bound(
      kSpellings.begin(), kSpellings.end(), form,
      [](const Spelling& spelling, std::string_view sought) { return spelling.form < sought; });
  if (listed != kSpellings.end() && listed->form == form) return std::string(listed->key);
  std::string word(form);
  replace_all(word, "x", "ks");
  replace_all(word, "ghei", "gei");
  // đ of the Serbs and Croats, which folds to d.
  if (word.ends_with("ic")) replace_all(word, "dj", "d");
  const bool slavic_ending = replace_ending(word, kSlavicEndings);
  if (slavic_ending || ends_with_any(word, kSlavicSurnames)) {
    level_slavic_letters(word);
    replace_all(word, "ch", "c");
  } else if (ends_with_any(word, kSlavicFeminine)) {
    level_slavic_letters(word);
  } else {
    level_final_glide(word);
    if (word.size() > 5) replace_ending(word, kArabicEndings);
    replace_all(word, "kh", "k");
  }
  level_q(word);
  return word.size() < kShortest ? std::string() : word;
}

std::string first_letters_of_spellings(std::string_view key) {
  std::string letters(1, key.front());
  // By the rules above: x is ks, q is k, and a glide is i, or nothing before e.
  if (key.front() == 'k') letters += "qx";
  if (key.front() == 'i') letters += "jy";
  if (key.front() == 'e') letters += "ijy";
  for (const Spelling& spelling : kSpellings) {
    if (spelling.key == key) letters += spelling.form.front();
  }
  return letters;
}

// Of the rules above that of x alone makes a form longer.
std::size_t shortest_spelling(std::string_view key) {
  std::size_t shortest = key.size();
  for (std::size_t at = key.find("ks"); at != std::string_view::npos; at = key.find("ks", at + 2)) {
    --shortest;
  }
  for (const Spelling& spelling : kSpellings) {
    if (spelling.key == key) shortest = std::min(shortest, spelling.form.size());
  }
  return shortest;
}

bool is_common_word(std::string_view form) {
  return (find_lexeme({}, form).traits & lexicon::kCommon) != 0;
}

std::string variant_key(const Token& token) {
  if (!token.has(kMayBeName)) return {};
  std::string key = variant_key(token.form);
  if (token.has(kKnown) && !key.empty() && is_common_word(token.form)) return {};
  return key;
}

}  // namespace edicola
