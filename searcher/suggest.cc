#include "searcher/suggest.h"

#include <algorithm>

#include "common/lexicon.h"
#include "common/lexicon_format.h"
#include "common/schema.h"
#include "common/variants.h"
#include "searcher/term_source.h"

namespace edicola {
namespace {

constexpr std::size_t kShortest = 4;
constexpr std::size_t kTwoEditsFrom = 6;    // letters
constexpr std::size_t kOtherFirstFrom = 8;  // and another first letter
constexpr std::size_t kLongest = 40;

// A word that the index has is doubted only beside one that so many times more articles have.
constexpr Xapian::doccount kRarer = 50;
static_assert(kRarer >= kFrequentArticles, "else they are looked for in the whole dictionary");

// What a longer query lacks is not worth the time.
constexpr std::size_t kMostSuspects = 3;

// How much less a word comes to mind for each letter typed that it lacks. A letter left out, or
// swapped with the next, is one slip; a wrong letter is one of many.
constexpr double kWrongLetter = 10;

// How many words of one distance are looked for beside the others, the most frequent ones.
constexpr std::size_t kMostCompared = 8;

bool is_plain_word(std::string_view form) {
  return form.size() >= kShortest && form.size() <= kLongest &&
         std::all_of(form.begin(), form.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

// città for citta: as people write it.
std::string with_accents(const std::string& form) {
  if ((find_lexeme({}, form).traits & lexicon::kRestored) == 0) return form;
  const std::string_view accented = restore_accent(form);
  return std::string(accented.empty() ? std::string_view(form) : accented);
}

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

// `form` in the capitals of `typed`.
std::string in_capitals_of(const Token& typed, std::string_view slice, const std::string& form) {
  if (typed.has(kAllCaps)) {
    std::string capitals = form;
    std::transform(capitals.begin(), capitals.end(), capitals.begin(), upper);
    return capitals;
  }
  std::string word = with_accents(form);
  if (slice.front() >= 'A' && slice.front() <= 'Z') word.front() = upper(word.front());
  return word;
}

// The articles that have `candidate`, fewer for each letter of `typed` that it lacks.
double plausibility(std::string_view typed, const Neighbour& candidate) {
  std::string left = candidate.form;
  double articles = candidate.articles;
  for (const char letter : typed) {
    const std::size_t at = left.find(letter);
    if (at == std::string::npos) {
      articles /= kWrongLetter;
    } else {
      left.erase(at, 1);
    }
  }
  return articles;
}

}  // namespace

std::string Suggester::suggest(std::string_view text, const ParsedQuery& parsed) {
  suspects_.clear();
  others_.clear();
  collect(parsed.root);
  if (suspects_.empty() || suspects_.size() > kMostSuspects) return {};
  std::map<std::string, std::string, std::less<>> by;
  for (const Suspect& suspect : suspects_) {
    std::string better = replacement(suspect);
    if (!better.empty()) by.emplace(suspect.form, std::move(better));
  }
  return by.empty() ? std::string() : rewritten(text, by);
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the parser lets a query be
void Suggester::collect(const QueryNode& node) {
  using Kind = QueryNode::Kind;
  if (node.kind == Kind::kNot || node.field) return;
  if (node.kind == Kind::kWord || node.kind == Kind::kPhrase) collect_words(node);
  for (const QueryNode& child : node.children) collect(child);
}

void Suggester::collect_words(const QueryNode& node) {
  analyzer_.analyze(node.text, analysis_);
  for (const Token& token : analysis_.tokens()) {
    if (token.has(kElided) || token.has(kJoined) || token.has(kStopWord) || token.has(kNumber)) {
      continue;
    }
    if (std::optional<Suspect> found = suspect(token)) {
      suspects_.push_back(std::move(*found));
    } else {
      others_.emplace_back(token.form);
    }
  }
}

std::optional<Suggester::Suspect> Suggester::suspect(const Token& token) const {
  if (!is_plain_word(token.form)) return std::nullopt;
  // A word that exists is no slip. It is left alone without a look at the index, as most words are.
  if (token.has(kKnown) && !token.has(kMayBeName)) return std::nullopt;
  const auto articles_with = [this](const std::string& term) {
    return memory_.articles_with(term);
  };
  const Xapian::doccount articles = std::max(articles_with(schema::form_term({}, token.form)),
                                             articles_with(schema::key_term({}, token.key)));
  Suspect suspect;
  suspect.form = token.form;
  if (articles == 0) {
    const std::string key = variant_key(token);
    if (!key.empty() && (articles_with(schema::form_term(schema::kVariantPrefix, key)) > 0 ||
                         articles_with(schema::form_term({}, key)) > 0)) {
      return std::nullopt;
    }
    // A word that exists is more likely meant.
    const bool two = token.form.size() >= kTwoEditsFrom && !token.has(kKnown);
    suspect.most_edits = two ? 2 : 1;
    return suspect;
  }
  // The slips of the articles themselves. What stands as a name is none.
  const bool is_rare = articles <= memory_.articles() / kRarer;
  if (token.has(kKnown) || !is_rare) return std::nullopt;
  if (articles_with(schema::form_term(schema::kNamePrefix, token.form)) > 0) return std::nullopt;
  suspect.is_in_index = true;
  suspect.least_articles = articles * kRarer;
  return suspect;
}

// All of the smallest distance that has any; those with the first letter of the word, if there are.
std::vector<Neighbour> Suggester::nearest(const Suspect& suspect) const {
  for (unsigned edits = 1; edits <= suspect.most_edits; ++edits) {
    for (const FirstLetter first : {FirstLetter::kSame, FirstLetter::kOther}) {
      if (first == FirstLetter::kOther && edits == 2 && suspect.form.size() < kOtherFirstFrom)
        break;
      std::vector<Neighbour> found =
          neighbours(memory_, suspect.form, edits, first, suspect.least_articles);
      if (suspect.is_in_index) {
        std::erase_if(found, [&suspect](const Neighbour& candidate) {
          return plausibility(suspect.form, candidate) < suspect.least_articles;
        });
      }
      if (!found.empty()) return found;
    }
  }
  return {};
}

Xapian::doccount Suggester::beside_others(const Neighbour& candidate) const {
  if (others_.empty()) return 0;
  std::vector<Xapian::Query> terms;
  for (const std::string& other : others_) {
    terms.push_back(term_query(memory_, schema::form_term({}, other)));
  }
  Xapian::Enquire enquire(memory_.database());
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  enquire.set_query({Xapian::Query::OP_AND,
                     term_query(memory_, schema::form_term({}, candidate.form)),
                     Xapian::Query(Xapian::Query::OP_OR, terms.begin(), terms.end())});
  return enquire.get_mset(0, 0, memory_.articles()).get_matches_estimated();
}

std::string Suggester::replacement(const Suspect& suspect) const {
  std::vector<Neighbour> found = nearest(suspect);
  std::sort(found.begin(), found.end(), [&suspect](const Neighbour& a, const Neighbour& b) {
    return plausibility(suspect.form, a) > plausibility(suspect.form, b);
  });
  if (found.empty()) return {};
  found.resize(std::min(found.size(), kMostCompared));
  std::string best;
  Xapian::doccount most = 0;
  for (const Neighbour& candidate : found) {
    const Xapian::doccount together = found.size() > 1 ? beside_others(candidate) : 0;
    if (!best.empty() && together <= most) continue;
    best = candidate.form;
    most = together;
  }
  return best;
}

std::string Suggester::rewritten(std::string_view text,
                                 const std::map<std::string, std::string, std::less<>>& by) {
  analyzer_.analyze(text, analysis_);
  std::string query;
  std::size_t done = 0;
  for (const Token& token : analysis_.tokens()) {
    const auto found = by.find(token.form);
    if (found == by.end() || token.has(kElided) || token.has(kJoined)) continue;
    const std::string_view slice = text.substr(token.begin, token.end - token.begin);
    query.append(text.substr(done, token.begin - done));
    query += in_capitals_of(token, slice, found->second);
    done = token.end;
  }
  return query.append(text.substr(done));
}

}  // namespace edicola
