// A bag of words on a single database: which documents it accepts, and what they weigh.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <xapian.h>

#include "searcher/bag.h"
#include "searcher/impact_cursor.h"

namespace edicola {

// A bag, and how frequent its terms are in the whole index, which may be several databases.
struct CountedBag {
  struct Counts {
    Xapian::doccount articles = 0;  // with the term
    double weight = 0;              // of an article that is full of it
  };

  Bag bag;
  Xapian::doccount articles = 0;            // of the index
  std::vector<std::vector<Counts>> counts;  // of each term of each word
  std::vector<double> matching;             // articles that have each word, at most
};

// All functions throw Xapian::Error and Error(kIndexCorrupt). For ids that ascend from call to
// call.
class BagRun {
 public:
  static constexpr Xapian::docid kNone = UINT32_MAX;

  // All outlive it. `passing`: the documents that may match; null if all may.
  BagRun(const CountedBag& bag, IndexMemory& memory, const DocumentSet* passing);
  BagRun(const BagRun&) = delete;
  BagRun& operator=(const BagRun&) = delete;

  // What no document weighs more than.
  [[nodiscard]] double most() const;

  // The first document from `id` on that matches and weighs at least `least`, or kNone.
  Xapian::docid find(Xapian::docid id, double least);

  // Of the document found last. Where nothing was to be left out it is worked out now: who only
  // counts does not ask for it.
  double weight();
  [[nodiscard]] std::uint64_t words() const { return candidates_[at_].sum.words & kHas; }

 private:
  // Documents that are weighed at a time: as few as this, so that their sums stay in the
  // processor's first cache, and more where few of them have words.
  static constexpr Xapian::docid kLeastWindow = 1024;
  static constexpr Xapian::docid kMostWindow = 16'384;
  static_assert(kLeastWindow % 64 == 0);

  // Postings of the words that lead, of the whole database, that are sorted rather than summed.
  static constexpr double kFew = 256;

  // Weights are whole numbers here, so that sums do not depend on their order.
  using Weight = std::uint64_t;
  // In the lower half a bit for each word; in the upper half too if the document has the word by
  // Role::kOtherwise only.
  using WordBits = std::uint64_t;
  static_assert(kMostInBag <= 32);
  static constexpr WordBits kHas = UINT32_MAX;

  struct Term {
    ImpactCursor cursor;
    BagTerm::Role role;
    Weight per_step;         // of impact
    Weight bound = 0;        // in the window
    bool may_stand = false;  // in the window
  };
  struct Word {
    std::vector<Term> terms;
    WordBits bit;  // none of a word that is not wanted
    double articles;
    Weight bound = 0;        // in the window
    bool may_stand = false;  // in the window
    bool leads = false;      // documents are looked for by its terms
  };
  // What is known of a document.
  struct Sum {
    Weight weight = 0;
    WordBits words = 0;
  };
  struct Candidate {
    Xapian::docid id = 0;
    Sum sum;
    bool is_weighed = false;  // else the terms that only weigh have not been asked yet
  };
  // A posting of a word that leads.
  struct Lead {
    Xapian::docid id;
    unsigned impact;
    const Word* word;
    const Term* term;
  };
  // What is to be asked of candidates.
  struct Question {
    Word* word;
    Term* only_weighs;  // null: the terms by which the word matches
    Weight bound;
  };

  void search_window(Xapian::docid first, Xapian::docid end, Weight least);
  bool set_bounds(Xapian::docid first, Xapian::docid end, Weight least);
  static void set_bound(Xapian::docid first, Xapian::docid end, Word& word);
  double choose_leads(Weight least);
  void sum_leads(Xapian::docid first, Xapian::docid end);
  bool collect_passing(Xapian::docid first, Xapian::docid end, double leading);
  void note_questions();
  void collect(Xapian::docid first, Weight enough);
  void gather_leads(Xapian::docid first, Xapian::docid end, Weight enough);
  void ask_questions(Weight rest, Weight least);
  static void ask(const Question& question, Candidate& candidate);
  void weigh(Candidate& candidate);
  static void look_for(Term& term, const Word& word, Candidate& candidate);
  static void add(const Word& word, const Term& term, unsigned impact, Sum& sum);
  void keep_hopeful(Weight enough, WordBits may_have);
  void keep_accepted(Weight least);
  [[nodiscard]] bool accepts(WordBits words) const;
  [[nodiscard]] std::size_t most_leads() const;
  [[nodiscard]] double articles_of_leads() const;
  [[nodiscard]] Xapian::docid best_window(double articles) const;
  [[nodiscard]] static Weight whole(double weight);

  const Acceptance& accepted_;
  IndexMemory& memory_;
  const DocumentSet* passing_;
  std::vector<Word> words_;
  WordBits wanted_ = 0;
  WordBits telling_ = 0;
  bool wants_all_ = false;  // and so finds nothing where the rarest word does not stand
  std::vector<Word*> by_bound_;
  std::vector<Word*> by_articles_;  // the wanted ones
  std::vector<Word*> unwanted_;
  std::vector<Question> questions_;
  bool are_few_ = false;  // the postings of the leads
  Xapian::docid window_ = kLeastWindow;
  // Of the window; all 0 but while leads are summed.
  std::vector<Sum> sums_;
  std::vector<std::uint64_t> touched_;
  std::vector<Candidate> candidates_;
  std::size_t at_ = 0;  // of candidates_
  Xapian::docid window_end_ = 1;
};

}  // namespace edicola
