// The part of compiling words that finds their other spellings: of names from other scripts, and of
// what some write in one and others apart.
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <xapian.h>

#include "common/schema.h"
#include "common/variants.h"
#include "searcher/any_of.h"
#include "searcher/operators.h"
#include "searcher/phrase.h"
#include "searcher/words_query.h"

namespace edicola {
namespace {

using Role = BagTerm::Role;
using Parts = std::pair<std::string, std::string>;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// First parts that are shorter than others may be.
bool is_short_part(std::string_view form) { return form == "no" || form == "ex" || form == "co"; }

// Where digits meet letters, if they do so once: 5stelle.
std::vector<Parts> ways_to_part_code(const std::string& form) {
  std::vector<Parts> ways;
  for (std::size_t i = 1; i < form.size(); ++i) {
    if (is_digit(form[i - 1]) != is_digit(form[i])) {
      ways.emplace_back(form.substr(0, i), form.substr(i));
    }
  }
  if (ways.size() != 1) ways.clear();
  return ways;
}

// The two words that one may be made of: at an ampersand, where digits meet letters, or anywhere
// with enough letters on both sides.
std::vector<Parts> ways_to_part(const std::string& form) {
  constexpr std::size_t kShortest = 3;
  if (const std::size_t sign = form.find('&'); sign != std::string::npos) {
    return {{form.substr(0, sign), form.substr(sign + 1)}};
  }
  if (std::any_of(form.begin(), form.end(), is_digit)) return ways_to_part_code(form);
  std::vector<Parts> ways;
  if (form.size() >= kShortest + 2 && is_short_part(form.substr(0, 2))) {
    ways.emplace_back(form.substr(0, 2), form.substr(2));
  }
  for (std::size_t i = kShortest; i + kShortest <= form.size(); ++i) {
    ways.emplace_back(form.substr(0, i), form.substr(i));
  }
  return ways;
}

bool matches_any(const IndexMemory& memory, const Xapian::Query& query) {
  Xapian::Enquire enquire(memory.database());
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  enquire.set_docid_order(Xapian::Enquire::DONT_CARE);
  enquire.set_query(query);
  return !enquire.get_mset(0, 1).empty();
}

}  // namespace

// Other spellings of a name count as one word, so that none outweighs the spelling typed by being
// rare.
void WordsCompiler::add_variants(const Token& token, CompiledWords& compiled) const {
  const std::string key = variant_key(token);
  if (key.empty()) return;
  std::vector<std::string> others = {schema::form_term(schema::kVariantPrefix, key)};
  // An article that writes the key itself has no other term for it.
  if (key != token.form && !is_common_word(key)) others.push_back(schema::form_term({}, key));
  std::erase_if(others,
                [this](const std::string& term) { return memory_.articles_with(term) == 0; });
  if (others.empty()) return;
  add_otherwise(token, others, compiled);
  Sought sought = sought_word(token, TokenPattern::Kind::kForm);
  sought.patterns.front() = {TokenPattern::Kind::kVariant, key};
  compiled.sought.push_back(std::move(sought));
}

// An article that has one of the terms `others` has the word, but weighs less.
void WordsCompiler::add_otherwise(const Token& token, const std::vector<std::string>& others,
                                  CompiledWords& compiled) const {
  compiled.bonus = {};
  std::vector<std::string> spellings = {schema::form_term({}, token.form)};
  spellings.insert(spellings.end(), others.begin(), others.end());
  for (const std::string& term : others) {
    const double factor = ranking_.variant * share_of_worth(memory_, term, spellings);
    compiled.scored = otherwise(compiled.scored, compiled.matched, scaled(factor, leaf(term)));
    compiled.matched = Xapian::Query(Xapian::Query::OP_OR, compiled.matched, leaf(term));
    compiled.terms.push_back({term, factor, Role::kOtherwise});
    compiled.evidence.push_back({term});
  }
}

// 5Stelle, of 5 stelle: an article that has it has both words.
void WordsCompiler::add_solids(const QueryNode& node, const Token& token,
                               CompiledWords& compiled) const {
  std::vector<std::string> terms;
  for (const Solid& solid : node.solids) {
    terms.push_back(schema::form_term({}, solid.form));
    terms.push_back(schema::key_term({}, solid.key));
    for (const TokenPattern& pattern : {TokenPattern{TokenPattern::Kind::kForm, solid.form},
                                        TokenPattern{TokenPattern::Kind::kKey, solid.key}}) {
      Sought sought = sought_word(token, TokenPattern::Kind::kForm);
      sought.patterns = {pattern};
      compiled.sought.push_back(std::move(sought));
    }
  }
  std::erase_if(terms,
                [this](const std::string& term) { return memory_.articles_with(term) == 0; });
  if (!terms.empty()) add_otherwise(token, terms, compiled);
}

// 5 stelle, of 5Stelle: what the index has side by side.
void WordsCompiler::add_parts(const Token& token, CompiledWords& compiled) const {
  if (token.has(kKnown) || !may_part_) return;
  std::vector<Parts> ways = ways_to_part(std::string(token.form));
  // 70enni is 70 enne too.
  if (token.has(kNumber) && token.key != token.form) {
    const std::vector<Parts> of_key = ways_to_part(std::string(token.key));
    ways.insert(ways.end(), of_key.begin(), of_key.end());
  }
  for (const auto& [first, second] : ways) {
    const std::vector<std::string> forms = {first, second};
    const auto is_nowhere = [this](const std::string& form) {
      return memory_.articles_with(schema::form_term({}, form)) == 0;
    };
    if (std::any_of(forms.begin(), forms.end(), is_nowhere)) continue;
    const auto source = phrase_source(memory_, forms, FieldId::kText);
    const Xapian::Query apart(source.get());
    if (!matches_any(memory_, apart)) continue;
    compiled.bonus = {};
    compiled.scored = otherwise(compiled.scored, compiled.matched, scaled(ranking_.variant, apart));
    compiled.matched = Xapian::Query(Xapian::Query::OP_OR, compiled.matched, apart);
    compiled.terms.clear();
    compiled.evidence.push_back(
        {schema::form_term({}, forms.front()), schema::form_term({}, forms.back())});
    Sought sought = sought_word(token, TokenPattern::Kind::kForm);
    sought.patterns = {{TokenPattern::Kind::kForm, forms.front()},
                       {TokenPattern::Kind::kForm, forms.back()}};
    compiled.sought.push_back(std::move(sought));
  }
}

void WordsCompiler::add_other_spellings(const QueryNode& node, const Token& token,
                                        CompiledWords& compiled) const {
  add_variants(token, compiled);
  add_solids(node, token, compiled);
  add_parts(token, compiled);
}

// no-vax is also novax, if the index has it.
void WordsCompiler::add_solid_of_phrase(const std::vector<Token>& words,
                                        CompiledWords& compiled) const {
  const std::string form = std::string(words.front().form) + std::string(words.back().form);
  const std::string term = schema::form_term({}, form);
  if (words.front().has(kNumber) == words.back().has(kNumber) && words.front().has(kNumber)) return;
  if (memory_.articles_with(term) == 0) return;
  compiled.source = nullptr;
  compiled.scored =
      otherwise(compiled.scored, compiled.matched, scaled(ranking_.variant, leaf(term)));
  compiled.matched = Xapian::Query(Xapian::Query::OP_OR, compiled.matched, leaf(term));
  compiled.evidence.push_back({term});
  Sought sought = sought_word(words.front(), TokenPattern::Kind::kForm);
  sought.patterns.front().text = form;
  compiled.sought.push_back(std::move(sought));
}

}  // namespace edicola
