#include "indexer/document.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/compression.h"
#include "common/fields.h"
#include "common/neighbours.h"
#include "common/schema.h"
#include "common/stored.h"
#include "common/text.h"
#include "common/variants.h"
#include "indexer/bearers.h"

namespace edicola {
namespace {

// Articles whose first steps are taken together, by their text and number: enough to find the
// lexicon in the cache, few enough that what is known of them is still there when their documents
// are built.
constexpr std::size_t kTogetherBytes = std::size_t{256} << 10U;
constexpr std::size_t kMostTogether = 128;

// How many of the first articles: at least one, if there is one.
std::size_t count_together(std::span<const Article> articles) {
  const std::size_t most = std::min(articles.size(), kMostTogether);
  std::size_t bytes = 0;
  std::size_t count = 0;
  for (; count < most && bytes < kTogetherBytes; ++count) {
    bytes += articles[count].body.size() + articles[count].subtitle.size();
  }
  return count;
}

// How often an article names somebody who bears the word. Where it stands alone it may be another
// thing (Fede e Luce), so that once in full it counts a few times only.
std::uint32_t named(const WordSum& form) {
  constexpr std::uint32_t kMostAlone = 4;
  return std::max(form.borne, std::min(form.as_name, kMostAlone * form.borne));
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
  Prepared prepared;
  build_each({&article, 1}, [&prepared](Prepared built) { prepared = std::move(built); });
  return prepared;
}

void DocumentBuilder::build_each(std::span<const Article> articles,
                                 const std::function<void(Prepared)>& take) {
  while (!articles.empty()) {
    const std::size_t count = count_together(articles);
    if (drafts_.size() < count) drafts_.resize(count);
    for (std::size_t i = 0; i < count; ++i) store(articles[i], drafts_[i]);
    for (std::size_t i = 0; i < count; ++i) analyze(articles[i], drafts_[i]);
    for (std::size_t i = 0; i < count; ++i) take(finish(articles[i], drafts_[i]));
    articles = articles.subspan(count);
  }
}

void DocumentBuilder::store(const Article& article, Draft& draft) {
  const std::string bytes = schema::bytes_of(article);
  draft.fingerprint = fingerprint64(bytes);
  draft.stored = compress(bytes);
}

void DocumentBuilder::analyze(const Article& article, Draft& draft) {
  analyzer_.analyze(article.body, draft.body);
  analyzer_.analyze(article.subtitle, draft.subtitle);
  analyzer_.analyze(article.title, draft.title);
}

Prepared DocumentBuilder::finish(const Article& article, Draft& draft) {
  document_ = Xapian::Document();
  set_length(text_length(article));
  add_text(article.body, draft.body, 1, FieldId::kText);
  add_text(article.subtitle, draft.subtitle, 1, FieldId::kText);
  add_text(article.title, draft.title, schema::kTitleWeight, FieldId::kTitle);
  add_variants();
  add_sums({});
  set_length(rule_.mean_length);  // fields are short: their length says nothing
  hash_words(draft.title);
  add_field_words(draft.title, FieldId::kTitle);
  add_field(article.author, FieldId::kAuthor);
  add_field(article.source, FieldId::kSource);
  add_field(article.section, FieldId::kSection);
  for (const std::string& tag : article.tags) add_field(tag, FieldId::kTag);
  if (article.published) add_date(*article.published);
  const std::string positions = positions_.take();
  if (!positions.empty()) document_.add_value(schema::kPositionsSlot, positions);

  Prepared prepared;
  prepared.content = content_value(draft.fingerprint);
  prepared.id_term = schema::id_term(article.id);
  document_.add_boolean_term(prepared.id_term);
  document_.add_value(schema::kContentSlot, prepared.content);
  edicola::store(draft.stored, document_);
  prepared.document = std::move(document_);
  return prepared;
}

void DocumentBuilder::set_length(double length) {
  length_ = length;
  impacts_.fill(0);
}

std::uint32_t DocumentBuilder::impact(std::uint32_t count) {
  if (count >= impacts_.size()) return rule_.impact(count, length_);
  std::uint8_t& known = impacts_[count];
  if (known == 0) known = static_cast<std::uint8_t>(rule_.impact(count, length_));
  return known;
}

void DocumentBuilder::hash_words(const Analysis& words) {
  hashes_.clear();
  for (const Token& token : words.tokens()) hashes_.push_back(fingerprint64(token.form));
}

void DocumentBuilder::add_text(std::string_view text, const Analysis& words, unsigned weight,
                               FieldId id) {
  hash_words(words);
  positions_.add(words, hashes_, id);
  sum_up(words, weight, id == FieldId::kTitle);
  note_variants(words);
  note_bearers(text, words, weight);
}

// One neighbour more at both ends, where nothing stands: the words at position p are at p + 1.
void DocumentBuilder::sum_up(const Analysis& words, unsigned weight, bool in_title) {
  const std::vector<Token>& tokens = words.tokens();
  neighbours_.assign(std::size_t{words.positions()} + 2, 0);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].has(kElided)) continue;
    std::uint8_t& bits = neighbours_[tokens[i].position + 1];
    bits = static_cast<std::uint8_t>(bits | neighbour_bit(hashes_[i]));
  }
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    if (token.has(kElided)) continue;
    WordSum& form = forms_.of(token.form, hashes_[i]);
    form.count += weight;
    if (token.is_name()) form.as_name += weight;
    form.before = static_cast<std::uint8_t>(form.before | neighbours_[token.position]);
    form.behind = static_cast<std::uint8_t>(form.behind | neighbours_[token.position + 2]);
    form.title_only = form.title_only && in_title;
    WordSum& key = keys_.of(token.key, fingerprint64(token.key));
    key.count += weight;
    key.title_only = key.title_only && in_title;
  }
}

void DocumentBuilder::note_variants(const Analysis& words) {
  for (std::size_t i = 0; i < hashes_.size(); ++i) {
    const Token& token = words.tokens()[i];
    if (!token.has(kMayBeName) || token.has(kElided)) continue;
    WordSum& form = forms_.of(token.form, hashes_[i]);
    if (form.is_spelt_one_way) continue;
    const std::string key = variant_key(token);
    if (key.empty() || key == token.form) {
      // Without a key a known word may only be a common one where it stands.
      form.is_spelt_one_way = !key.empty() || !token.has(kKnown);
    } else {
      ++variants_[key];
    }
  }
}

void DocumentBuilder::note_bearers(std::string_view text, const Analysis& words, unsigned weight) {
  const std::vector<Token>& tokens = words.tokens();
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (is_borne(text, tokens, i)) forms_.of(tokens[i].form, hashes_[i]).borne += weight;
  }
}

void DocumentBuilder::add_variants() {
  for (const auto& [key, count] : variants_) {
    add_form(schema::kVariantPrefix, key, impact(count));
  }
  variants_.clear();
}

void DocumentBuilder::add_sums(std::string_view prefix) {
  add_forms(prefix);
  add_keys(prefix);
}

void DocumentBuilder::add_forms(std::string_view prefix) {
  for (const WordSum& form : forms_.sorted()) {
    add_form(prefix, form.text, wdf_of(impact(form.count), form.behind, form.before));
    if (prefix.empty() && form.as_name > 0) {
      add_form(schema::kNamePrefix, form.text, impact(form.as_name));
    }
    if (prefix.empty() && form.borne > 0) {
      add_form(schema::kBearerPrefix, form.text, impact(named(form)));
    }
    if (form.title_only) add_form(schema::kTitleOnlyPrefix, form.text, 0);
  }
  forms_.clear();
}

void DocumentBuilder::add_form(std::string_view prefix, std::string_view form, std::uint32_t wdf) {
  schema::form_term(prefix, form, term_);
  document_.add_term(term_, wdf);
}

void DocumentBuilder::add_key(std::string_view prefix, std::string_view key, std::uint32_t wdf) {
  schema::key_term(prefix, key, term_);
  document_.add_term(term_, wdf);
}

void DocumentBuilder::add_keys(std::string_view prefix) {
  for (const WordSum& key : keys_.sorted()) {
    add_key(prefix, key.text, impact(key.count));
    if (key.title_only) add_key(schema::kTitleOnlyPrefix, key.text, 0);
  }
  keys_.clear();
}

void DocumentBuilder::add_field_words(const Analysis& words, FieldId id) {
  sum_up(words, 1);
  add_sums(field(id).prefix);
}

void DocumentBuilder::add_field(const std::string& value, FieldId id) {
  if (is_blank(value)) return;
  analyzer_.analyze(value, other_);
  hash_words(other_);
  positions_.add(other_, hashes_, id);
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
