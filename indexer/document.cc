#include "indexer/document.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "common/compression.h"
#include "common/fields.h"
#include "common/fold.h"
#include "common/neighbours.h"
#include "common/schema.h"
#include "common/stored.h"
#include "common/text.h"
#include "common/variants.h"
#include "indexer/bearers.h"
#include "indexer/checksum.h"

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
  return checksum64(schema::bytes_of(article));
}

std::string content_value(std::uint64_t fingerprint) {
  std::string bytes(8, '\0');
  for (unsigned i = 0; i < 8; ++i) bytes[i] = static_cast<char>(fingerprint >> (56 - 8 * i));
  return bytes;
}

DocumentBuilder::Prefix::Prefix(std::string_view before)
    : text(before), hash(fingerprint64(before)) {}

DocumentBuilder::WordPrefix::WordPrefix(std::string_view before)
    : form(before), key(schema::key_term(before, {})) {}

DocumentBuilder::DocumentBuilder(const Analyzer& analyzer, const ImpactRule& rule)
    : analyzer_(analyzer),
      rule_(rule),
      title_only_(schema::kTitleOnlyPrefix),
      name_(schema::kNamePrefix),
      bearer_(schema::kBearerPrefix),
      variant_(schema::kVariantPrefix),
      accent_(schema::kAccentPrefix) {
  for (const Field& field : kFields) fields_.emplace_back(field.prefix);
}

const Prepared& DocumentBuilder::build(const Article& article) {
  build_each({&article, 1}, [](const Prepared&) {});
  return prepared_;
}

void DocumentBuilder::build_each(std::span<const Article> articles,
                                 const std::function<void(const Prepared&)>& take) {
  while (!articles.empty()) {
    const std::size_t count = count_together(articles);
    if (drafts_.size() < count) drafts_.resize(count);
    for (std::size_t i = 0; i < count; ++i) store(articles[i], drafts_[i]);
    for (std::size_t i = 0; i < count; ++i) analyze(articles[i], drafts_[i]);
    for (std::size_t i = 0; i < count; ++i) {
      finish(articles[i], drafts_[i]);
      take(prepared_);
    }
    articles = articles.subspan(count);
  }
}

void DocumentBuilder::store(const Article& article, Draft& draft) {
  const std::string bytes = schema::bytes_of(article);
  draft.fingerprint = checksum64(bytes);
  draft.stored = compress(bytes);
}

void DocumentBuilder::analyze(const Article& article, Draft& draft) {
  analyzer_.analyze(article.body, draft.body);
  analyzer_.analyze(article.subtitle, draft.subtitle);
  analyzer_.analyze(article.title, draft.title);
}

void DocumentBuilder::finish(const Article& article, const Draft& draft) {
  begin(article);
  add_text(article.body, draft.body, 1);
  add_text(article.subtitle, draft.subtitle, 1);
  add_text(article.title, draft.title, schema::kTitleWeight, true);
  add_variants();
  add_accents();
  add_marks();
  add_sums(field_prefix(FieldId::kText));
  set_length(rule_.mean_length);  // fields are short: their length says nothing
  add_title(draft.title);
  add_field({&article.author, 1}, FieldId::kAuthor);
  add_field({&article.source, 1}, FieldId::kSource);
  add_field({&article.section, 1}, FieldId::kSection);
  add_field(article.tags, FieldId::kTag);
  if (article.published) add_date(*article.published);
  complete(article, draft);
}

void DocumentBuilder::begin(const Article& article) {
  prepared_.document = Xapian::Document();
  prepared_.postings.clear();
  texts_.clear();
  others_used_ = 0;
  set_length(text_length(article));
}

void DocumentBuilder::complete(const Article& article, const Draft& draft) {
  prepared_.content = content_value(draft.fingerprint);
  prepared_.id_term = schema::id_term(article.id);
  Xapian::Document& document = prepared_.document;
  document.add_boolean_term(prepared_.id_term);
  document.add_value(schema::kContentSlot, prepared_.content);
  edicola::store(draft.stored, document);
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
                               bool in_title) {
  hash_words(words);
  sum_up(words, weight, in_title);
  note_variants(words);
  note_bearers(text, words, weight);
  note_accents(text, words);
}

void DocumentBuilder::sum_up(const Analysis& words, unsigned weight, bool in_title) {
  const std::vector<Token>& tokens = words.tokens();
  sides_.read(words, hashes_);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    if (token.has(kElided)) continue;
    WordSum& form = forms_.of(token.form, hashes_[i]);
    form.count += weight;
    if (token.is_name()) form.as_name += weight;
    form.before = joined_side(form.before, sides_.before(token.position));
    form.behind = joined_side(form.behind, sides_.behind(token.position));
    form.title_only = form.title_only && in_title;
    positions_.add(static_cast<std::size_t>(&form - forms_.all().data()), token.position);
    WordSum& key = keys_.of(token.key, fingerprint64(token.key));
    key.count += weight;
    key.title_only = key.title_only && in_title;
  }
  positions_.end_text(words.positions());
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

void DocumentBuilder::note_accents(std::string_view text, const Analysis& words) {
  for (const Token& token : words.tokens()) {
    if (!token.has(kAccented) || token.has(kElided) || token.key != token.form) continue;
    ++accents_[std::string(fold(text.substr(token.begin, token.end - token.begin)).lower)];
  }
}

void DocumentBuilder::add_accents() {
  for (const auto& [word, count] : accents_) {
    add_term(accent_, texts_.store(word), fingerprint64(word), impact(count));
  }
  accents_.clear();
}

void DocumentBuilder::add_variants() {
  for (const auto& [key, count] : variants_) {
    add_term(variant_, texts_.store(key), fingerprint64(key), impact(count));
  }
  variants_.clear();
}

const DocumentBuilder::WordPrefix& DocumentBuilder::field_prefix(FieldId id) const {
  return fields_[static_cast<std::size_t>(id)];
}

// Where words stand, not how often.
void DocumentBuilder::add_marks() {
  for (const WordSum& form : forms_.all()) {
    if (form.as_name > 0) add_term(name_, form.text, form.hash, impact(form.as_name));
    if (form.borne > 0) add_term(bearer_, form.text, form.hash, impact(named(form)));
    if (form.title_only) add_term(title_only_.form, form.text, form.hash, 1);
  }
  for (const WordSum& key : keys_.all()) {
    if (key.title_only) add_term(title_only_.key, key.text, key.hash, 1);
  }
}

void DocumentBuilder::add_sums(const WordPrefix& prefix) {
  const std::vector<WordSum>& forms = forms_.all();
  const std::vector<std::string_view>& positions = positions_.packed(forms.size());
  for (std::size_t i = 0; i < forms.size(); ++i) {
    const WordSum& form = forms[i];
    Beside beside = {};
    beside.neighbours = neighbours_of(form.behind, form.before);
    // Who has no neighbours stands in no phrase.
    if (beside.neighbours != 0) beside.positions = texts_.store(positions[i]);
    add_term(prefix.form, form.text, form.hash, impact(form.count), beside);
  }
  for (const WordSum& key : keys_.all()) {
    add_term(prefix.key, key.text, key.hash, impact(key.count));
  }
  forms_.clear();
  keys_.clear();
  positions_.clear();
}

void DocumentBuilder::add_title(const Analysis& words) {
  hash_words(words);
  sum_up(words, 1);
  add_sums(field_prefix(FieldId::kTitle));
}

// All values together: a word of two tags is one term.
void DocumentBuilder::add_field(std::span<const std::string> values, FieldId id) {
  for (const std::string& value : values) {
    if (is_blank(value)) continue;
    const Analysis& words = analyzed(value);
    hash_words(words);
    sum_up(words, 1);
  }
  add_sums(field_prefix(id));
  if (!field(id).value_prefix.empty()) add_values(values, field(id));
}

void DocumentBuilder::add_values(std::span<const std::string> values, const Field& field) {
  std::set<std::string> terms;
  for (const std::string& value : values) {
    if (!is_blank(value)) terms.insert(schema::value_term(field, value));
  }
  for (const std::string& term : terms) add_whole_term(term);
}

void DocumentBuilder::add_date(const Published& published) {
  const auto day = published.day;
  prepared_.document.add_value(schema::kDateSlot, schema::date_key(published));
  add_whole_term(schema::day_term(day));
  add_whole_term(schema::month_term(day.year() / day.month()));
  add_whole_term(schema::year_term(day.year()));
}

void DocumentBuilder::add_term(const Prefix& prefix, std::string_view text, std::uint64_t hash,
                               std::uint32_t impact, const Beside& beside) {
  if (prefix.text.size() + text.size() > schema::kLongestTerm) {
    add_whole_term(schema::form_term(prefix.text, text), impact, beside);
    return;
  }
  prepared_.postings.push_back({prefix.text, text, hash_of_term(prefix.hash, hash),
                                static_cast<std::uint8_t>(impact), beside.neighbours,
                                beside.positions});
}

void DocumentBuilder::add_whole_term(const std::string& term, std::uint32_t impact,
                                     const Beside& beside) {
  prepared_.postings.push_back({{},
                                texts_.store(term),
                                hash_of_term(0, fingerprint64(term)),
                                static_cast<std::uint8_t>(impact),
                                beside.neighbours,
                                beside.positions});
}

// Holds until the next article.
const Analysis& DocumentBuilder::analyzed(const std::string& value) {
  if (others_used_ == others_.size()) others_.emplace_back();
  Analysis& words = others_[others_used_++];
  analyzer_.analyze(value, words);
  return words;
}

}  // namespace edicola
