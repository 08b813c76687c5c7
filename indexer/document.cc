#include "indexer/document.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "common/fields.h"
#include "common/schema.h"
#include "common/text.h"
#include "common/variants.h"

namespace edicola {
namespace {

std::string eight_bytes(std::uint64_t value) {
  std::string bytes(8, '\0');
  for (unsigned i = 0; i < 8; ++i) bytes[i] = static_cast<char>(value >> (56 - 8 * i));
  return bytes;
}

bool has_form(const Analysis& analysis, std::string_view form) {
  const std::vector<Token>& tokens = analysis.tokens();
  return std::any_of(tokens.begin(), tokens.end(),
                     [form](const Token& token) { return token.form == form; });
}

bool has_key(const Analysis& analysis, std::string_view key) {
  const std::vector<Token>& tokens = analysis.tokens();
  return std::any_of(tokens.begin(), tokens.end(),
                     [key](const Token& token) { return token.key == key; });
}

}  // namespace

Prepared DocumentBuilder::build(const Article& article) {
  document_ = Xapian::Document();
  position_ = 0;
  analyzer_.analyze(article.body, body_);
  analyzer_.analyze(article.subtitle, subtitle_);
  analyzer_.analyze(article.title, other_);
  add_text(body_, 1);
  add_text(subtitle_, 1);
  add_text(other_, schema::kTitleWeight);
  add_field_words(other_, FieldId::kTitle);
  mark_title_only(other_);
  add_field(article.author, FieldId::kAuthor);
  add_field(article.source, FieldId::kSource);
  add_field(article.section, FieldId::kSection);
  for (const std::string& tag : article.tags) add_field(tag, FieldId::kTag);
  if (article.published) add_date(*article.published);

  Prepared prepared;
  const std::string data = schema::encode(article);
  prepared.content = eight_bytes(fingerprint64(data));
  prepared.id_term = schema::id_term(article.id);
  document_.add_boolean_term(prepared.id_term);
  document_.add_value(schema::kContentSlot, prepared.content);
  document_.set_data(data);
  prepared.document = std::move(document_);
  return prepared;
}

void DocumentBuilder::end_field(const Analysis& words) {
  if (words.positions() > 0) position_ += words.positions() + schema::kFieldGap;
}

void DocumentBuilder::add_text(const Analysis& words, unsigned weight) {
  for (const Token& token : words.tokens()) {
    if (token.has(kElided)) continue;
    document_.add_posting(schema::form_term({}, token.form), position_ + token.position, weight);
    document_.add_term(schema::key_term({}, token.key), weight);
    if (token.is_name()) {
      document_.add_term(schema::form_term(schema::kNamePrefix, token.form), weight);
    }
    if (const std::string key = variant_key(token); !key.empty() && key != token.form) {
      document_.add_term(schema::form_term(schema::kVariantPrefix, key));
    }
  }
  end_field(words);
}

void DocumentBuilder::mark_title_only(const Analysis& title) {
  for (const Token& token : title.tokens()) {
    if (token.has(kElided)) continue;
    if (!has_form(body_, token.form) && !has_form(subtitle_, token.form)) {
      document_.add_boolean_term(schema::form_term(schema::kTitleOnlyPrefix, token.form));
    }
    if (!has_key(body_, token.key) && !has_key(subtitle_, token.key)) {
      document_.add_boolean_term(schema::key_term(schema::kTitleOnlyPrefix, token.key));
    }
  }
}

void DocumentBuilder::add_field_words(const Analysis& words, FieldId id) {
  for (const Token& token : words.tokens()) {
    if (token.has(kElided)) continue;
    // Of no weight: the words of a field do not lengthen the article.
    document_.add_posting(schema::form_term(field(id).prefix, token.form),
                          position_ + token.position, 0);
    document_.add_term(schema::key_term(field(id).prefix, token.key), 0);
  }
  end_field(words);
}

void DocumentBuilder::add_field(const std::string& value, FieldId id) {
  if (is_blank(value)) return;
  analyzer_.analyze(value, other_);
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
