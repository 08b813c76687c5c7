#include "common/schema.h"

#include <fmt/format.h>

#include <array>

#include "common/compression.h"
#include "common/digits.h"
#include "common/fold.h"
#include "common/packing.h"
#include "common/text.h"
#include "edicola/date.h"

namespace edicola::schema {
namespace {

void shorten(std::string& term) {
  if (term.size() <= kLongestTerm) return;
  const std::string whole = hex64(fingerprint64(term));
  term.resize(kLongestTerm - whole.size());
  term += whole;
}

void join(std::string& term, std::string_view a, std::string_view b, std::string_view c = {}) {
  term.assign(a).append(b).append(c);
  shorten(term);
}

std::string joined(std::string_view a, std::string_view b, std::string_view c = {}) {
  std::string term;
  term.reserve(a.size() + b.size() + c.size());
  join(term, a, b, c);
  return term;
}

// Typographic apostrophes (U+2019 and U+02BC in UTF-8) as typed on a keyboard.
std::string with_plain_apostrophes(std::string_view text) {
  std::string plain;
  while (!text.empty()) {
    const std::string_view start = text.substr(0, 3);
    const bool typographic = start == "\u2019" || start.substr(0, 2) == "\u02BC";
    plain += typographic ? '\'' : text.front();
    text.remove_prefix(!typographic ? 1 : start == "\u2019" ? 3 : 2);
  }
  return plain;
}

// Case, accents, the kind of apostrophe and runs of blanks do not tell values apart.
std::string normalized_value(std::string_view value) {
  std::string words;
  for (const char c : with_plain_apostrophes(fold(value).form)) {
    const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!blank) {
      words += c;
    } else if (!words.empty() && words.back() != ' ') {
      words += ' ';
    }
  }
  if (!words.empty() && words.back() == ' ') words.pop_back();
  return words;
}

// Years are of four digits.
std::string in_year(char letter, std::chrono::year year) {
  const auto number = static_cast<unsigned>(static_cast<int>(year));
  std::string term(1, letter);
  append_four_digits(term, number);
  return term;
}

std::string in_month(char letter, std::chrono::year_month month) {
  std::string term = in_year(letter, month.year());
  append_two_digits(term, unsigned(month.month()));
  return term;
}

}  // namespace

std::string form_term(std::string_view prefix, std::string_view form) {
  return joined(prefix, form);
}

std::string key_term(std::string_view prefix, std::string_view key) {
  return joined("Z", prefix, key);
}

bool is_ranked_word(std::string_view term) {
  const auto names_a_prefix = [](std::string_view text) {
    return !text.empty() && text.front() >= 'A' && text.front() <= 'Z';
  };
  for (const std::string_view prefix : {std::string_view("Z"), kNamePrefix}) {
    if (!term.starts_with(prefix)) continue;
    term.remove_prefix(prefix.size());
    break;
  }
  return !term.empty() && !names_a_prefix(term);
}

void form_term(std::string_view prefix, std::string_view form, std::string& term) {
  join(term, prefix, form);
}

void key_term(std::string_view prefix, std::string_view key, std::string& term) {
  join(term, "Z", prefix, key);
}

std::string value_term(const Field& field, std::string_view value) {
  return joined(field.value_prefix, normalized_value(value));
}

std::string id_term(std::string_view id) { return joined("Q", id); }

std::string day_term(std::chrono::year_month_day day) {
  std::string term = in_month('D', day.year() / day.month());
  append_two_digits(term, unsigned(day.day()));
  return term;
}
std::string month_term(std::chrono::year_month month) { return in_month('M', month); }
std::string year_term(std::chrono::year year) { return in_year('Y', year); }

std::string date_key(const Published& published) {
  auto instant = std::chrono::sys_seconds(std::chrono::sys_days(published.day));
  if (published.time) instant += *published.time;
  if (published.offset) instant -= *published.offset;
  // The sign bit turned makes days before 1970 sort first.
  const auto value =
      static_cast<std::uint64_t>(instant.time_since_epoch().count()) ^ (std::uint64_t{1} << 63U);
  std::string key(8, '\0');
  for (unsigned i = 0; i < 8; ++i) key[i] = static_cast<char>(value >> (56 - 8 * i));
  return key;
}

std::chrono::sys_seconds instant_of_key(std::string_view key) {
  std::uint64_t value = 0;
  for (const char c : key.substr(0, 8)) value = (value << 8U) | static_cast<unsigned char>(c);
  return std::chrono::sys_seconds(
      std::chrono::seconds(static_cast<std::int64_t>(value ^ (std::uint64_t{1} << 63U))));
}

std::string stamp(const Analyzer& analyzer) {
  return fmt::format("schema-{}/text-{}/{}", kVersion, dictionary_fingerprint(),
                     analyzer.fingerprint());
}

std::string bytes_of(const Article& article) {
  std::string data;
  data.reserve(article.body.size() + article.title.size() + article.subtitle.size() + 256);
  const std::string date = article.published ? format_published(*article.published) : std::string();
  for (const std::string* text : {&article.id, &article.url, &article.title, &article.subtitle,
                                  &article.source, &article.section, &article.author, &date}) {
    pack_text(data, *text);
  }
  pack_number(data, article.tags.size());
  for (const std::string& tag : article.tags) pack_text(data, tag);
  pack_text(data, article.body);
  return data;
}

std::string encode(const Article& article) { return compress(bytes_of(article)); }

Article decode(std::string_view stored) {
  Decompressor decompress;
  return decode(stored, decompress);
}

Article decode(std::string_view stored, Decompressor& decompress) {
  Unpacker in(decompress(stored));
  Article article;
  std::string date;
  for (std::string* text : {&article.id, &article.url, &article.title, &article.subtitle,
                            &article.source, &article.section, &article.author, &date}) {
    *text = in.text();
  }
  if (!date.empty()) article.published = parse_published(date);
  for (std::size_t left = in.number(); left > 0; --left) article.tags.push_back(in.text());
  article.body = in.text();
  in.expect_end();
  return article;
}

}  // namespace edicola::schema
