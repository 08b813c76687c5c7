#include "indexer/document.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/compression.h"
#include "common/fields.h"
#include "common/lexicon.h"
#include "common/neighbours.h"
#include "common/schema.h"
#include "common/text.h"
#include "common/variants.h"

namespace edicola {
namespace {

std::uint64_t head_of(std::string_view text) {
  std::uint64_t head = 0;
  for (std::size_t i = 0; i < sizeof head; ++i) {
    const unsigned byte = i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
    head = (head << 8U) | byte;
  }
  return head;
}

// Calls `handle` with each run of occurrences of one text.
template <typename Occurrences, typename Handle>
void for_each_text(const Occurrences& sorted, Handle handle) {
  for (auto at = sorted.begin(); at != sorted.end();) {
    const auto end = std::find_if(at, sorted.end(), [at](const auto& next) {
      return next.head != at->head || next.text != at->text;
    });
    handle(at, end);
    at = end;
  }
}

template <typename Iterator>
bool only_in_title(Iterator at, Iterator end) {
  return std::all_of(at, end, [](const auto& occurrence) { return occurrence.in_title; });
}

// Whether `token` stands as a name directly behind the given name `before`, and in small letters
// is a common word: of a name that is nothing else nobody need ask who bears it.
bool is_borne(const Token& token, const Token* before) {
  return before != nullptr && token.is_name() && token.has(kKnown) && before->has(kCapitalized) &&
         token.begin == before->end + 1 && is_common_word(token.form) &&
         is_given_name(before->form);
}

}  // namespace

double text_length(const Article& article) {
  return static_cast<double>(article.body.size() + article.subtitle.size() +
                             schema::kTitleWeight * article.title.size());
}

std::uint64_t content_fingerprint(const Article& article) {
  return fingerprint64(schema::bytes_of(article));
}

std::string content_value(std::uint64_t fingerprint) {
  std::string bytes(8, '\0');
  for (unsigned i = 0; i < 8; ++i) bytes[i] = static_cast<char>(fingerprint >> (56 - 8 * i));
  return bytes;
}

Prepared DocumentBuilder::build(const Article& article) {
  document_ = Xapian::Document();
  length_ = text_length(article);
  analyzer_.analyze(article.body, body_);
  analyzer_.analyze(article.subtitle, subtitle_);
  analyzer_.analyze(article.title, title_);
  gather(body_, 1);
  gather(subtitle_, 1);
  gather(title_, schema::kTitleWeight, true);
  positions_.add(body_, FieldId::kText);
  positions_.add(subtitle_, FieldId::kText);
  positions_.add(title_, FieldId::kTitle);
  add_variants();
  add_gathered({});
  length_ = rule_.mean_length;  // fields are short: their length says nothing
  add_field_words(title_, FieldId::kTitle);
  add_field(article.author, FieldId::kAuthor);
  add_field(article.source, FieldId::kSource);
  add_field(article.section, FieldId::kSection);
  for (const std::string& tag : article.tags) add_field(tag, FieldId::kTag);
  if (article.published) add_date(*article.published);
  const std::string positions = positions_.take();
  if (!positions.empty()) document_.add_value(schema::kPositionsSlot, positions);

  Prepared prepared;
  const std::string bytes = schema::bytes_of(article);
  prepared.content = content_value(fingerprint64(bytes));
  prepared.id_term = schema::id_term(article.id);
  document_.add_boolean_term(prepared.id_term);
  document_.add_value(schema::kContentSlot, prepared.content);
  document_.set_data(compress(bytes));
  prepared.document = std::move(document_);
  return prepared;
}

bool DocumentBuilder::Occurrence::operator<(const Occurrence& other) const {
  if (head != other.head) return head < other.head;
  return text < other.text;
}

void DocumentBuilder::gather(const Analysis& words, unsigned weight, bool in_title) {
  note_neighbours(words);
  const Token* last = nullptr;
  for (const Token& token : words.tokens()) {
    const Token* const before = std::exchange(last, &token);
    if (token.has(kElided)) continue;
    Occurrence occurrence;
    occurrence.before = neighbours_[token.position];
    occurrence.behind = neighbours_[token.position + 2];
    occurrence.weight = static_cast<std::uint16_t>(weight);
    occurrence.in_title = in_title;
    occurrence.is_name = token.is_name();
    occurrence.is_borne = is_borne(token, before);
    occurrence.text = token.form;
    occurrence.head = head_of(token.form);
    forms_.push_back(occurrence);
    occurrence.text = token.key;
    occurrence.head = head_of(token.key);
    keys_.push_back(occurrence);
  }
}

// One more at both ends, where nothing stands: the words at position p are at p + 1.
void DocumentBuilder::note_neighbours(const Analysis& words) {
  neighbours_.assign(std::size_t{words.positions()} + 2, 0);
  for (const Token& token : words.tokens()) {
    if (token.has(kElided)) continue;
    std::uint8_t& bits = neighbours_[token.position + 1];
    bits = static_cast<std::uint8_t>(bits | neighbour_bit(token.form));
  }
}

void DocumentBuilder::add_variants() {
  std::map<std::string, double> occurrences;
  for (const Analysis* words : {&body_, &subtitle_, &title_}) {
    for (const Token& token : words->tokens()) {
      const std::string key = token.has(kElided) ? std::string() : variant_key(token);
      if (!key.empty() && key != token.form) ++occurrences[key];
    }
  }
  for (const auto& [key, count] : occurrences) {
    document_.add_term(schema::form_term(schema::kVariantPrefix, key), impact(count));
  }
}

void DocumentBuilder::add_gathered(std::string_view prefix) {
  add_forms(prefix);
  add_keys(prefix);
}

void DocumentBuilder::add_forms(std::string_view prefix) {
  std::sort(forms_.begin(), forms_.end());
  for_each_text(forms_, [&](auto at, auto end) {
    const std::string term = schema::form_term(prefix, at->text);
    double count = 0;
    double as_name = 0;
    bool is_borne = false;
    unsigned behind = 0;
    unsigned before = 0;
    for (auto each = at; each != end; ++each) {
      count += each->weight;
      if (each->is_name) as_name += each->weight;
      is_borne = is_borne || each->is_borne;
      behind |= each->behind;
      before |= each->before;
    }
    document_.add_term(term, wdf_of(impact(count), behind, before));
    if (prefix.empty() && as_name > 0) {
      document_.add_term(schema::form_term(schema::kNamePrefix, at->text), impact(as_name));
    }
    if (prefix.empty() && is_borne) {
      document_.add_term(schema::form_term(schema::kBearerPrefix, at->text), impact(as_name));
    }
    if (only_in_title(at, end)) {
      document_.add_boolean_term(schema::form_term(schema::kTitleOnlyPrefix, at->text));
    }
  });
  forms_.clear();
}

void DocumentBuilder::add_keys(std::string_view prefix) {
  std::sort(keys_.begin(), keys_.end());
  for_each_text(keys_, [&](auto at, auto end) {
    double count = 0;
    for (auto each = at; each != end; ++each) count += each->weight;
    document_.add_term(schema::key_term(prefix, at->text), impact(count));
    if (only_in_title(at, end)) {
      document_.add_boolean_term(schema::key_term(schema::kTitleOnlyPrefix, at->text));
    }
  });
  keys_.clear();
}

void DocumentBuilder::add_field_words(const Analysis& words, FieldId id) {
  gather(words, 1);
  add_gathered(field(id).prefix);
}

void DocumentBuilder::add_field(const std::string& value, FieldId id) {
  if (is_blank(value)) return;
  analyzer_.analyze(value, other_);
  positions_.add(other_, id);
  add_field_words(other_, id);
  if (!field(id).value_prefix.empty()) {
    document_.add_boolean_term(schema::value_term(field(id), value));
  }
}

void DocumentBuilder::add_date(const Published& published) {
  const auto day = published.day;
  document_.add_value(schema::kDateSlot, schema::date_key(published));
  document_.add_boolean_term(schema::day_term(day));
  document_.add_boolean_term(schema::month_term(day.year() / day.month()));
  document_.add_boolean_term(schema::year_term(day.year()));
}

}  // namespace edicola
