#include "searcher/bag_run.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "common/impact.h"

namespace edicola {
namespace {

using Role = BagTerm::Role;

constexpr double kUnit = 1.0 / (std::uint64_t{1} << 32U);

// The sum of all terms' weights fits: who asks for more asks for no order that this would not give.
constexpr double kMostWeight = 1U << 24U;

// Xapian's limit is a difference of sums.
constexpr double kRounding = 1e-9;

// Asking all words about a document costs as much as this many postings of those that lead.
constexpr double kWorthAsking = 4;

}  // namespace

BagRun::Weight BagRun::whole(double weight) {
  return static_cast<Weight>(std::llround(std::clamp(weight, 0.0, kMostWeight) / kUnit));
}

BagRun::BagRun(const CountedBag& bag, IndexMemory& memory, const DocumentSet* passing)
    : accepted_(bag.bag.accepted), memory_(memory), passing_(passing) {
  for (std::size_t i = 0; i < bag.bag.words.size(); ++i) {
    const BagWord& from = bag.bag.words[i];
    Word& word = words_.emplace_back();
    word.articles = bag.matching[i];
    word.bit = from.wanted ? WordBits{1} << i : 0;
    wanted_ |= word.bit;
    if (i < accepted_.telling.size() && accepted_.telling[i]) telling_ |= word.bit;
    for (std::size_t j = 0; j < from.terms.size(); ++j) {
      const CountedBag::Counts& counts = bag.counts[i][j];
      if (counts.articles == 0) continue;
      word.terms.push_back({ImpactCursor(memory, from.terms[j].term), from.terms[j].role,
                            whole(counts.weight / kFullImpact)});
    }
  }
  for (Word& word : words_) {
    by_bound_.push_back(&word);
    (word.bit != 0 ? by_articles_ : unwanted_).push_back(&word);
  }
  wants_all_ = accepted_.least == by_articles_.size() && telling_ == 0;
  std::sort(by_articles_.begin(), by_articles_.end(),
            [](const Word* a, const Word* b) { return a->articles < b->articles; });
  const double leading = articles_of_leads();
  are_few_ = leading <= kFew;
  window_ = are_few_ ? std::max(memory_.last(), Xapian::docid{1}) : best_window(leading);
}

// How many of the rarest words are so many that an article needs one of them.
std::size_t BagRun::most_leads() const {
  const std::size_t words = by_articles_.size();
  if (telling_ != 0 || words == 0) return words;
  return words - std::min(words, accepted_.least) + 1;
}

// At most so many articles of the whole database have words that lead.
double BagRun::articles_of_leads() const {
  double articles = 0;
  for (std::size_t i = 0; i < most_leads(); ++i) articles += by_articles_[i]->articles;
  return articles;
}

// So that the rarest words that an article needs, which are in `articles`, are expected in some
// dozens of its documents: a window costs as much as these whatever is in it.
Xapian::docid BagRun::best_window(double articles) const {
  constexpr double kExpected = 64;
  Xapian::docid window = kLeastWindow;
  while (window < kMostWindow && window * articles < kExpected * memory_.last()) window *= 2;
  return window;
}

double BagRun::most() const {
  Weight sum = 0;
  for (const Word& word : words_) {
    for (const Term& term : word.terms) sum += term.per_step * kFullImpact;
  }
  return static_cast<double>(sum) * kUnit;
}

double BagRun::weight() {
  weigh(candidates_[at_]);
  return static_cast<double>(candidates_[at_].sum.weight) * kUnit;
}

void BagRun::weigh(Candidate& candidate) {
  if (candidate.is_weighed) return;
  for (const Question& question : questions_) {
    if (question.only_weighs != nullptr) ask(question, candidate);
  }
  candidate.is_weighed = true;
}

Xapian::docid BagRun::find(Xapian::docid id, double least) {
  const Weight enough = whole(std::max(0.0, least * (1 - kRounding)));
  for (;;) {
    for (; at_ < candidates_.size(); ++at_) {
      Candidate& candidate = candidates_[at_];
      if (candidate.id < id) continue;
      if (enough > 0) weigh(candidate);
      if (candidate.sum.weight >= enough) return candidate.id;
    }
    Xapian::docid first = std::max(id, window_end_);
    if (first > memory_.last()) return kNone;
    if (passing_ != nullptr) {
      // Windows without any are not looked at.
      first = passing_->next(first);
      if (first == DocumentSet::kNone) return kNone;
    }
    window_end_ = first + std::min(window_, memory_.last() + 1 - first);
    search_window(first, window_end_, enough);
  }
}

// Leaves the documents in [first, end) that match and weigh at least `least` in candidates_.
void BagRun::search_window(Xapian::docid first, Xapian::docid end, Weight least) {
  candidates_.clear();
  at_ = 0;
  if (!set_bounds(first, end, least)) return;
  const bool by_passing = collect_passing(first, end, choose_leads(least));
  note_questions();
  Weight rest = 0;
  for (const Question& question : questions_) rest += question.bound;
  if (!by_passing) {
    const Weight enough = least > rest ? least - rest : 0;
    if (are_few_) {
      gather_leads(first, end, enough);
    } else {
      sum_leads(first, end);
      collect(first, enough);
    }
  }
  ask_questions(rest, least);
  keep_accepted(least);
}

// What the leads leave open, with the most that it may add.
void BagRun::note_questions() {
  questions_.clear();
  for (Word& word : words_) {
    const bool wanted = word.bit != 0;
    if (wanted && !word.may_stand) continue;
    Weight matching = 0;
    for (Term& term : word.terms) {
      if (!wanted || term.role == Role::kWeighs) {
        if (term.may_stand) questions_.push_back({&word, &term, term.bound});
      } else {
        matching += term.bound;
      }
    }
    if (wanted && !word.leads) questions_.push_back({&word, nullptr, matching});
  }
  // What weighs where a word stands comes when it is known where that is.
  std::sort(questions_.begin(), questions_.end(), [](const Question& a, const Question& b) {
    const bool a_weighs = a.only_weighs != nullptr;
    const bool b_weighs = b.only_weighs != nullptr;
    return a_weighs != b_weighs ? b_weighs : a.bound > b.bound;
  });
}

// Whether the window may hold something.
bool BagRun::set_bounds(Xapian::docid first, Xapian::docid end, Weight least) {
  Weight sum = 0;
  WordBits may_stand = 0;
  for (Word* word : by_articles_) {
    set_bound(first, end, *word);
    if (word->may_stand) {
      sum += word->bound;
      may_stand |= word->bit;
    } else if (wants_all_) {
      return false;
    }
  }
  if (!accepts(may_stand)) return false;
  for (Word* word : unwanted_) {
    set_bound(first, end, *word);
    sum += word->bound;
  }
  return sum >= least;
}

void BagRun::set_bound(Xapian::docid first, Xapian::docid end, Word& word) {
  word.bound = 0;
  word.may_stand = false;
  for (Term& term : word.terms) {
    const bool matches = word.bit != 0 && term.role != Role::kWeighs;
    const unsigned most = term.cursor.most_within(first, end - 1);
    term.may_stand = most > 0;
    term.bound = most * term.per_step;
    word.bound += term.bound;
    word.may_stand = word.may_stand || (term.may_stand && matches);
  }
}

// Where few documents may match, these are the candidates, and no word leads. `leading`: articles
// of the whole database that the leads have.
bool BagRun::collect_passing(Xapian::docid first, Xapian::docid end, double leading) {
  if (passing_ == nullptr) return false;
  const double in_window = leading * (end - first) / memory_.last();
  if (kWorthAsking * passing_->count(first, end) > in_window) return false;
  for (Word& word : words_) word.leads = false;
  for (Xapian::docid id = passing_->next(first); id < end; id = passing_->next(id + 1)) {
    candidates_.push_back({id, {}});
  }
  return true;
}

// A document that has only words that do not lead has too few words, or weighs too little. Returns
// how many articles of the whole database the leads have.
double BagRun::choose_leads(Weight least) {
  // By number: a document with two of three words has one of any two.
  const std::size_t leading = most_leads();
  const double by_number = articles_of_leads();
  // By weight.
  std::sort(by_bound_.begin(), by_bound_.end(),
            [](const Word* a, const Word* b) { return a->bound < b->bound; });
  Weight sum = 0;
  double by_weight = 0;
  for (const Word* word : by_bound_) {
    if (word->bit == 0) sum += word->bound;
  }
  for (Word* word : by_bound_) {
    word->leads = false;
    if (word->bit == 0 || !word->may_stand) continue;
    sum += word->bound;
    word->leads = sum >= least;
    if (word->leads) by_weight += word->articles;
  }
  if (by_weight <= by_number) return by_weight;
  for (std::size_t i = 0; i < by_articles_.size(); ++i) {
    by_articles_[i]->leads = i < leading && by_articles_[i]->may_stand;
  }
  return by_number;
}

void BagRun::sum_leads(Xapian::docid first, Xapian::docid end) {
  // Where few documents may match there is never anything to sum.
  if (sums_.empty()) {
    sums_.resize(window_);
    touched_.resize(window_ / 64);
  }
  for (Word& word : words_) {
    if (!word.leads) continue;
    for (Term& term : word.terms) {
      if (term.role == Role::kWeighs || !term.may_stand) continue;
      term.cursor.each_within(first, end, [&](Xapian::docid id, unsigned impact) {
        const Xapian::docid at = id - first;
        touched_[at / 64] |= std::uint64_t{1} << (at % 64);
        add(word, term, impact, sums_[at]);
      });
    }
  }
}

// Makes candidates of the sums that are `enough`, and clears all.
void BagRun::collect(Xapian::docid first, Weight enough) {
  for (std::size_t i = 0; i < touched_.size(); ++i) {
    for (std::uint64_t bits = touched_[i]; bits != 0; bits &= bits - 1) {
      const std::size_t at = i * 64 + static_cast<std::size_t>(std::countr_zero(bits));
      const auto id = first + static_cast<Xapian::docid>(at);
      if (sums_[at].weight >= enough && (passing_ == nullptr || passing_->has(id))) {
        candidates_.push_back({id, sums_[at]});
      }
      sums_[at] = {};
    }
    touched_[i] = 0;
  }
}

// Makes candidates of what has the leads where that is so little that it can be sorted.
void BagRun::gather_leads(Xapian::docid first, Xapian::docid end, Weight enough) {
  std::vector<Lead> leads;
  for (Word& word : words_) {
    if (!word.leads) continue;
    for (Term& term : word.terms) {
      if (term.role == Role::kWeighs || !term.may_stand) continue;
      term.cursor.each_within(first, end, [&](Xapian::docid id, unsigned impact) {
        leads.push_back({id, impact, &word, &term});
      });
    }
  }
  std::stable_sort(leads.begin(), leads.end(),
                   [](const Lead& a, const Lead& b) { return a.id < b.id; });
  for (auto lead = leads.begin(); lead != leads.end();) {
    Candidate candidate{lead->id, {}};
    for (; lead != leads.end() && lead->id == candidate.id; ++lead) {
      add(*lead->word, *lead->term, lead->impact, candidate.sum);
    }
    if (candidate.sum.weight >= enough && (passing_ == nullptr || passing_->has(candidate.id))) {
      candidates_.push_back(candidate);
    }
  }
}

// `rest`: what all questions together may add. Where no weight is asked for, questions about weight
// wait.
void BagRun::ask_questions(Weight rest, Weight least) {
  WordBits may_have = 0;
  for (const Question& question : questions_) {
    if (question.only_weighs == nullptr) may_have |= question.word->bit;
  }
  for (const Question& question : questions_) {
    if (candidates_.empty()) return;
    if (question.only_weighs != nullptr && least == 0) continue;
    for (Candidate& candidate : candidates_) ask(question, candidate);
    rest -= question.bound;
    if (question.only_weighs == nullptr) may_have &= ~question.word->bit;
    keep_hopeful(least > rest ? least - rest : 0, may_have);
  }
  if (least == 0) return;
  for (Candidate& candidate : candidates_) candidate.is_weighed = true;
}

void BagRun::ask(const Question& question, Candidate& candidate) {
  if (question.only_weighs != nullptr) {
    look_for(*question.only_weighs, *question.word, candidate);
    return;
  }
  for (Term& term : question.word->terms) {
    if (term.role != Role::kWeighs && term.may_stand) look_for(term, *question.word, candidate);
  }
}

void BagRun::look_for(Term& term, const Word& word, Candidate& candidate) {
  term.cursor.skip_to(candidate.id);
  if (term.cursor.at_end() || term.cursor.id() != candidate.id) return;
  add(word, term, term.cursor.impact(), candidate.sum);
}

// What it means that a term stands in a document.
void BagRun::add(const Word& word, const Term& term, unsigned impact, Sum& sum) {
  const WordBits otherwise = word.bit << 32U;
  switch (term.role) {
    case Role::kMatches:
      sum.words |= word.bit;
      break;
    case Role::kOtherwise:
      if ((sum.words & word.bit) != 0) return;
      sum.words |= word.bit | otherwise;
      break;
    case Role::kWeighs:
      // A word that is not wanted has no bit.
      if ((sum.words & (word.bit | otherwise)) != word.bit) return;
      break;
  }
  sum.weight += impact * term.per_step;
}

void BagRun::keep_hopeful(Weight enough, WordBits may_have) {
  std::erase_if(candidates_, [&](const Candidate& candidate) {
    return candidate.sum.weight < enough || !accepts(candidate.sum.words | may_have);
  });
}

void BagRun::keep_accepted(Weight least) {
  std::erase_if(candidates_, [&](const Candidate& candidate) {
    return candidate.sum.weight < least || !accepts(candidate.sum.words) ||
           (accepted_.but_not_all && (candidate.sum.words & kHas) == wanted_) ||
           memory_.layers().is_gone(candidate.id);
  });
}

// Enough words; there may be too many.
bool BagRun::accepts(WordBits words) const {
  if (accepted_.least == 1) return (words & kHas) != 0;
  if (wants_all_) return (words & kHas) == wanted_;
  return static_cast<std::size_t>(std::popcount(words & kHas)) >= accepted_.least ||
         (words & telling_) != 0;
}

}  // namespace edicola
