#include "indexer/document.h"

#include "common/fields.h"
#include "common/schema.h"
#include "common/text.h"

namespace edicola {
namespace {

std::string eight_bytes(std::uint64_t value) {
  std::string bytes(8, '\0');
  for (unsigned i = 0; i < 8; ++i) bytes[i] = static_cast<char>(value >> (56 - 8 * i));
  return bytes;
}

bool has_term(const Xapian::Document& document, const std::string& term) {
  Xapian::TermIterator at = document.termlist_begin();
  at.skip_to(term);
  return at != document.termlist_end() && *at == term;
}

}  // namespace

Prepared DocumentBuilder::build(const Article& article) {
  document_ = Xapian::Document();
  position_ = 0;
  // The body first: what stands in the title only can then be told.
  add_text(article.body, 1);
  add_text(article.subtitle, 1);
  mark_title_only(article.title);
  add_text(article.title, schema::kTitleWeight);
  add_field_words(article.title, FieldId::kTitle);
  add_field(article.author, FieldId::kAuthor);
  add_field(article.source, FieldId::kSource);
  add_field(article.section, FieldId::kSection);
  for (const std::string& tag : article.tags) add_field(tag, FieldId::kTag);
  if (article.published) add_date(*article.published);

  Prepared prepared;
  std::string data = schema::encode(article);
  prepared.content = eight_bytes(fingerprint64(data));
  prepared.id_term = schema::id_term(article.id);
  document_.add_boolean_term(prepared.id_term);
  document_.add_value(schema::kContentSlot, prepared.content);
  document_.set_data(data);
  prepared.document = std::move(document_);
  return prepared;
}

void DocumentBuilder::add_text(const std::string& text, unsigned weight) {
  if (text.empty()) return;
  analyzer_.analyze(text, analysis_);
  for (const Token& token : analysis_.tokens()) {
    if (token.has(kElided)) continue;
    document_.add_posting(schema::form_term({}, token.form), position_ + token.position, weight);
    document_.add_term(schema::key_term({}, token.key), weight);
  }
  position_ += analysis_.positions() + schema::kFieldGap;
}

void DocumentBuilder::mark_title_only(const std::string& title) {
  analyzer_.analyze(title, analysis_);
  for (const Token& token : analysis_.tokens()) {
    if (token.has(kElided)) continue;
    if (!has_term(document_, schema::form_term({}, token.form))) {
      document_.add_boolean_term(schema::form_term(schema::kTitleOnlyPrefix, token.form));
    }
    if (!has_term(document_, schema::key_term({}, token.key))) {
      document_.add_boolean_term(schema::key_term(schema::kTitleOnlyPrefix, token.key));
    }
  }
}

void DocumentBuilder::add_field_words(const std::string& value, FieldId id) {
  analyzer_.analyze(value, analysis_);
  for (const Token& token : analysis_.tokens()) {
    if (token.has(kElided)) continue;
    // Of no weight: the words of a field do not lengthen the article.
    document_.add_posting(schema::form_term(field(id).prefix, token.form),
                          position_ + token.position, 0);
    document_.add_term(schema::key_term(field(id).prefix, token.key), 0);
  }
  position_ += analysis_.positions() + schema::kFieldGap;
}

void DocumentBuilder::add_field(const std::string& value, FieldId id) {
  if (value.empty()) return;
  add_field_words(value, id);
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
