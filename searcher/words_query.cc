#include "searcher/words_query.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <utility>

#include "common/fold.h"
#include "common/foreign.h"
#include "common/lexicon.h"
#include "common/schema.h"
#include "common/variants.h"
#include "searcher/any_of.h"
#include "searcher/idf.h"
#include "searcher/operators.h"
#include "searcher/phrase.h"
#include "searcher/term_source.h"
#include "searcher/word_nodes.h"

namespace edicola {
namespace {

// A prefix stands for its most frequent words, so that `a*` stays quick; rarer ones add nothing
// that a reader of the first pages would see.
constexpr std::size_t kMostExpansions = 1000;

using Role = BagTerm::Role;

std::string_view prefix_of(const QueryNode& node) {
  return node.field ? field(*node.field).prefix : std::string_view();
}

std::shared_ptr<Xapian::PostingSource> phrase(IndexMemory& memory, const std::vector<Token>& words,
                                              const QueryNode& node) {
  if (words.size() == 1) {
    return term_source(memory, schema::form_term(prefix_of(node), words.front().form));
  }
  std::vector<std::string> forms;
  forms.reserve(words.size());
  for (const Token& word : words) forms.emplace_back(word.form);
  return phrase_source(memory, forms, node.field.value_or(FieldId::kText));
}

// Typed without accents it is a word, but maybe not the one that is meant: papa, papà. Function
// words (e, si, da) are typed too often to ask.
bool may_lack_accents(const Token& word) {
  return !word.has(kAccented) && !word.has(kStopWord) && has_accented_twin(word.form);
}

// Whether the word would be taken for a name inside a sentence, for the accents that it is typed
// with.
bool is_name_with_accents(const QueryNode& node, const Token& word) {
  const Folded typed = fold(std::string_view(node.text).substr(word.begin, word.end - word.begin));
  return is_foreign(find_lexeme(typed.lower, typed.form), typed.lower, true);
}

// Has marks that the common word of the same letters has not: Hồ, which many write Ho.
bool bears_foreign_marks(const Token& word) {
  return word.has(kAccented) && !word.has(kKnown) && is_common_word(word.form);
}

std::string with_field(const QueryNode& node, std::string text) {
  return node.field ? fmt::format("{}:{}", field(*node.field).name, text) : text;
}

}  // namespace

std::optional<CompiledWords> WordsCompiler::compile(const QueryNode& node,
                                                    std::vector<std::string>& notes) {
  analyzer_.analyze(node.text, analysis_);
  const std::vector<Token> words = words_of(analysis_);
  if (words.empty()) return std::nullopt;
  CompiledWords compiled;
  switch (node.kind) {
    case QueryNode::Kind::kExact:
      compiled = compile_exact(node, words);
      break;
    case QueryNode::Kind::kPhrase:
      compiled = compile_phrase(node, words);
      break;
    case QueryNode::Kind::kPrefix:
      compiled = compile_prefix(node, words, notes);
      break;
    default:
      compiled = compile_word(node, words);
      break;
  }
  if (node.field == FieldId::kText) compiled.source = nullptr;
  compiled.scored = in_field(compiled.scored, node, words);
  compiled.matched = in_field(compiled.matched, node, words);
  if (node.field == FieldId::kText) compiled.terms.clear();
  finish(compiled, node);
  return compiled;
}

// Such a word has one key where it stands as a name, its form, and another elsewhere. Of words that
// are names with accents only (mere, Merè) the index knows.
bool WordsCompiler::is_ambiguous(const QueryNode& node, const Token& word) const {
  if (word.key == word.form) return false;
  if (word.has(kMayBeName)) return true;
  if (memory_.articles_with(schema::form_term(schema::kNamePrefix, word.form)) == 0) return false;
  return !word.has(kAccented) || is_name_with_accents(node, word);
}

// Of the articles that have the form, the share that has it as a name; less than 0 if none has it.
double WordsCompiler::share_as_name(const Token& token) const {
  const double articles = memory_.articles_with(schema::form_term({}, token.form));
  if (articles == 0) return -1;
  return memory_.articles_with(schema::form_term(schema::kNamePrefix, token.form)) / articles;
}

// Whether the reader means a name. The index knows best: how often the word is one there. A capital
// in the query tips the scales, but not alone: queries begin with capitals too.
bool WordsCompiler::is_name(const QueryNode& node, const Token& token) const {
  if (!token.has(kMayBeName) || node.field) return false;
  const bool typed_as_name = token.has(kCapitalized);
  const double share = share_as_name(token);
  if (share < 0) return typed_as_name;
  return share >= (typed_as_name ? ranking_.name_share_typed : ranking_.name_share);
}

// fini may be Fini: all that match as before, and more where the word stands as a name. Who asks
// for the common word asks for fine, and beside other words it did harm: see docs/relevance.md.
void WordsCompiler::weigh_lone_name(const QueryNode& node, const Token& token,
                                    CompiledWords& compiled) const {
  if (!alone_ || node.field || ranking_.lone_name <= 0) return;
  if (share_as_name(token) < ranking_.lone_name_share) return;
  const Xapian::Query as_name = leaf(schema::form_term(schema::kNamePrefix, token.form));
  compiled.scored = Xapian::Query(Xapian::Query::OP_AND_MAYBE, compiled.scored,
                                  scaled(ranking_.lone_name, as_name));
  compiled.terms.push_back(
      {schema::form_term(schema::kNamePrefix, token.form), ranking_.lone_name, Role::kWeighs});
}

// conti, forte: a common word that people bear too. If enough articles name one of them, the first
// hit is the one that does so most.
void WordsCompiler::seek_bearer(const QueryNode& node, const Token& token,
                                CompiledWords& compiled) const {
  const std::string borne = schema::form_term(schema::kBearerPrefix, token.form);
  if (share_of_bearers(node, token, borne) < ranking_.bearer_share) return;
  compiled.bearer = leaf(borne);
}

// gelmini, messina: a name of a person, but of a street or a town too. If it is often enough a
// person's, the first hit is the first of those that name one.
void WordsCompiler::seek_person(const QueryNode& node, const Token& token,
                                CompiledWords& compiled) const {
  if (is_common_word(token.form)) {
    seek_bearer(node, token, compiled);
    return;
  }
  const std::string borne = schema::form_term(schema::kBearerPrefix, token.form);
  if (share_of_bearers(node, token, borne) < ranking_.person_share) return;
  compiled.bearer = Xapian::Query(Xapian::Query::OP_FILTER, compiled.scored, leaf(borne));
}

// Of the articles that have the form, the share that names somebody who bears it; less than 0 if
// none does, or if the word is not the whole query.
double WordsCompiler::share_of_bearers(const QueryNode& node, const Token& token,
                                       const std::string& borne) const {
  if (!alone_ || node.field) return -1;
  const double with_bearer = memory_.articles_with(borne);
  if (with_bearer == 0) return -1;
  return with_bearer / memory_.articles_with(schema::form_term({}, token.form));
}

void WordsCompiler::set_one_word(const QueryNode& node, const Token& token,
                                 CompiledWords& compiled) const {
  const std::string_view prefix = prefix_of(node);
  const std::string form = schema::form_term(prefix, token.form);
  const std::string key = schema::key_term(prefix, token.key);
  if (is_name(node, token)) {
    // Conte is not conti: this form only, and more where it stands as a name.
    const std::string name = schema::form_term(schema::kNamePrefix, token.form);
    compiled.matched = leaf(form);
    compiled.bonus = scaled(ranking_.name, leaf(name));
    compiled.scored = Xapian::Query(Xapian::Query::OP_AND_MAYBE, compiled.matched, compiled.bonus);
    compiled.terms = {{form, 1, Role::kMatches}, {name, ranking_.name, Role::kWeighs}};
    compiled.evidence = {{form}};
    compiled.sought = {sought_word(token, TokenPattern::Kind::kForm)};
    seek_person(node, token, compiled);
    return;
  }
  seek_bearer(node, token, compiled);
  compiled.evidence = {{key}};
  compiled.sought = {sought_word(token, TokenPattern::Kind::kKey)};
  const Xapian::Query exact = scaled(ranking_.exact_form, leaf(form));
  if (is_ambiguous(node, token)) {
    // Where the word stands as a name its key is its form: Comuni, Conti.
    compiled.matched = Xapian::Query(Xapian::Query::OP_OR, leaf(key), leaf(form));
    compiled.scored = Xapian::Query(Xapian::Query::OP_OR, leaf(key), exact);
    compiled.terms = {{key, 1, Role::kMatches}, {form, ranking_.exact_form, Role::kMatches}};
    compiled.evidence.push_back({form});
    compiled.sought.push_back(sought_word(token, TokenPattern::Kind::kForm));
    weigh_lone_name(node, token, compiled);
    return;
  }
  compiled.matched = leaf(key);
  compiled.bonus = exact;
  compiled.scored = Xapian::Query(Xapian::Query::OP_AND_MAYBE, compiled.matched, exact);
  compiled.terms = {{key, 1, Role::kMatches}, {form, ranking_.exact_form, Role::kWeighs}};
  if (node.field != FieldId::kText && (may_lack_accents(token) || bears_foreign_marks(token))) {
    add_accented_twin(token, form, compiled);
  }
}

// Erdoğan before Erdogan, if it was typed so. Keys of Italian words tell their accents by
// themselves.
void WordsCompiler::weigh_accents(const QueryNode& node, const Token& token,
                                  CompiledWords& compiled) const {
  if (node.field || !token.has(kAccented) || token.key != token.form) return;
  const Folded typed =
      fold(std::string_view(node.text).substr(token.begin, token.end - token.begin));
  const std::string term = schema::form_term(schema::kAccentPrefix, typed.lower);
  if (memory_.articles_with(term) == 0) return;
  const Xapian::Query with_marks = scaled(ranking_.accent, leaf(term));
  compiled.scored = Xapian::Query(Xapian::Query::OP_AND_MAYBE, compiled.scored, with_marks);
  if (!compiled.bonus.empty()) compiled.bonus |= with_marks;
  compiled.terms.push_back({term, ranking_.accent, Role::kWeighs});
}

// metà after meta, Ho after Hồ.
void WordsCompiler::add_accented_twin(const Token& token, const std::string& form,
                                      CompiledWords& compiled) const {
  const Xapian::Query any = leaf(form);
  compiled.bonus = {};
  compiled.scored = otherwise(compiled.scored, compiled.matched, scaled(ranking_.accent, any));
  compiled.matched = Xapian::Query(Xapian::Query::OP_OR, compiled.matched, any);
  compiled.terms.push_back({form, ranking_.accent, Role::kOtherwise});
  compiled.evidence.push_back({form});
  compiled.sought.push_back(sought_word(token, TokenPattern::Kind::kForm));
}

CompiledWords WordsCompiler::compile_word(const QueryNode& node, const std::vector<Token>& words) {
  CompiledWords compiled;
  if (words.size() == 1) {
    set_one_word(node, words.front(), compiled);
    weigh_accents(node, words.front(), compiled);
    if (!node.field) add_other_spellings(node, words.front(), compiled);
    compiled.is_stop_word = words.front().has(kStopWord);
    if (!words.front().has(kNumber)) compiled.key = words.front().key;
  } else {
    // e-mail, 10/07/2025: one thing to the reader, several words to the index.
    compiled = compile_phrase(node, words);
  }
  compiled.shown = with_field(node, node.text);
  if (const std::optional<Token> joined = joined_of(analysis_)) {
    compiled.bonus = {};
    compiled.source = nullptr;
    // A name keeps its form, but the word may stand where it is none: laquila.
    const bool name = joined->has(kMayBeName);
    const std::string term = name ? schema::form_term(prefix_of(node), joined->form)
                                  : schema::key_term(prefix_of(node), joined->key);
    const Xapian::Query solid = leaf(term);
    compiled.scored = Xapian::Query(Xapian::Query::OP_OR, compiled.scored, solid);
    compiled.matched = Xapian::Query(Xapian::Query::OP_OR, compiled.matched, solid);
    if (!compiled.terms.empty()) compiled.terms.push_back({term, 1, Role::kMatches});
    compiled.evidence.push_back({term});
    compiled.sought.push_back(
        sought_word(*joined, name ? TokenPattern::Kind::kForm : TokenPattern::Kind::kKey));
  } else if (words.size() == 2 && !node.field) {
    add_solid_of_phrase(words, compiled);
  }
  return compiled;
}

// The form, and the key too: =papa is not papà, which is written alike without accents.
CompiledWords WordsCompiler::compile_exact(const QueryNode& node, const std::vector<Token>& words) {
  if (words.size() > 1) return compile_phrase(node, words);
  const Token& word = words.front();
  const std::string form = schema::form_term(prefix_of(node), word.form);
  CompiledWords compiled;
  compiled.shown = with_field(node, "=" + node.text);
  Xapian::Query key = leaf(schema::key_term(prefix_of(node), word.key));
  // Where the word stands as a name its key is its form.
  if (is_ambiguous(node, word)) key |= leaf(schema::key_term(prefix_of(node), word.form));
  compiled.scored = Xapian::Query(Xapian::Query::OP_FILTER, leaf(form), key);
  compiled.matched = compiled.scored;
  compiled.evidence = {{form}};
  compiled.sought = {sought_word(word, TokenPattern::Kind::kForm)};
  return compiled;
}

CompiledWords WordsCompiler::compile_phrase(const QueryNode& node,
                                            const std::vector<Token>& words) {
  CompiledWords compiled;
  compiled.shown = with_field(node, fmt::format("\"{}\"", node.text));
  compiled.source = phrase(memory_, words, node);
  compiled.reads_articles = words.size() > 1;
  compiled.scored = Xapian::Query(compiled.source.get());
  compiled.matched = compiled.scored;
  compiled.evidence.emplace_back();
  for (const Token& word : words) {
    compiled.evidence.back().push_back(schema::form_term(prefix_of(node), word.form));
  }
  Sought sought = sought_word(words.front(), TokenPattern::Kind::kForm);
  for (std::size_t i = 1; i < words.size(); ++i) {
    const Sought next = sought_word(words[i], TokenPattern::Kind::kForm);
    sought.patterns.push_back(next.patterns.front());
    sought.weight += next.weight;
  }
  compiled.sought = {std::move(sought)};
  return compiled;
}

CompiledWords WordsCompiler::compile_prefix(const QueryNode& node, const std::vector<Token>& words,
                                            std::vector<std::string>& notes) {
  const Token& last = words.back();
  const std::string begin = schema::form_term(prefix_of(node), last.form);
  Beginning beginning = words_beginning(memory_, begin, kMostExpansions);
  if (beginning.words > kMostExpansions) {
    notes.push_back(
        fmt::format("\"{}*\" begins more than {} words: the most frequent were searched", node.text,
                    kMostExpansions));
  }
  CompiledWords compiled;
  compiled.shown = with_field(node, node.text + "*");
  compiled.nowhere = beginning.words == 0;
  compiled.gathers = true;
  compiled.source = std::move(beginning.source);
  compiled.scored = Xapian::Query(compiled.source.get());
  compiled.sought = {sought_word(last, TokenPattern::Kind::kPrefix)};
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {  // centro-des*: the words before it whole
    compiled.source = nullptr;
    compiled.scored &= leaf(schema::form_term(prefix_of(node), words[i].form));
    compiled.sought.push_back(sought_word(words[i], TokenPattern::Kind::kForm));
  }
  compiled.matched = compiled.scored;
  return compiled;
}

// `testo:` is every word of an article but those that stand in its title only.
Xapian::Query WordsCompiler::in_field(Xapian::Query query, const QueryNode& node,
                                      const std::vector<Token>& words) const {
  if (node.field != FieldId::kText) return query;
  if (node.kind == QueryNode::Kind::kWord && words.size() == 1 &&
      is_ambiguous(node, words.front())) {
    const Token& word = words.front();
    const auto in_text = [this](const std::string& term, const std::string& title_only) {
      return without(leaf(term), leaf(title_only));
    };
    return {Xapian::Query::OP_FILTER, query,
            in_text(schema::key_term({}, word.key),
                    schema::key_term(schema::kTitleOnlyPrefix, word.key)) |
                in_text(schema::form_term({}, word.form),
                        schema::form_term(schema::kTitleOnlyPrefix, word.form))};
  }
  std::vector<Xapian::Query> title_only;
  title_only.reserve(words.size());
  for (const Token& word : words) {
    title_only.push_back(leaf(node.kind == QueryNode::Kind::kWord && words.size() == 1
                                  ? schema::key_term(schema::kTitleOnlyPrefix, word.key)
                                  : schema::form_term(schema::kTitleOnlyPrefix, word.form)));
  }
  return without(query, Xapian::Query(Xapian::Query::OP_OR, title_only.begin(), title_only.end()));
}

Xapian::Query WordsCompiler::leaf(const std::string& term) const {
  return term_query(memory_, term);
}

double WordsCompiler::idf(const std::string& term) const {
  return edicola::idf(memory_.articles(), memory_.articles_with(term));
}

// At most; of a phrase, those with its rarest word.
double WordsCompiler::articles_with(const CompiledWords& words) const {
  double sum = 0;
  for (const std::vector<std::string>& terms : words.evidence) {
    double least = memory_.articles();
    for (const std::string& term : terms) {
      least = std::min<double>(least, memory_.articles_with(term));
    }
    sum += least;
  }
  return sum;
}

Sought WordsCompiler::sought_word(const Token& token, TokenPattern::Kind kind) const {
  const bool by_key = kind == TokenPattern::Kind::kKey;
  Sought sought;
  sought.patterns = {{kind, std::string(by_key ? token.key : token.form)}};
  // The least weight keeps words that every article has worth marking.
  sought.weight = std::max(
      0.1, idf(by_key ? schema::key_term({}, token.key) : schema::form_term({}, token.form)));
  return sought;
}

void WordsCompiler::finish(CompiledWords& words, const QueryNode& node) const {
  if (!words.evidence.empty()) {
    words.nowhere = std::none_of(words.evidence.begin(), words.evidence.end(),
                                 [this](const std::vector<std::string>& terms) {
                                   return std::all_of(terms.begin(), terms.end(),
                                                      [this](const std::string& term) {
                                                        return memory_.articles_with(term) > 0;
                                                      });
                                 });
  }
  words.articles = articles_with(words);
  words.idf = edicola::idf(memory_.articles(), words.articles);
  words.in_title = !node.field || node.field == FieldId::kTitle;
  words.in_text = !node.field || node.field == FieldId::kText;
  if (!words.in_title && !words.in_text) words.sought.clear();
}

}  // namespace edicola
