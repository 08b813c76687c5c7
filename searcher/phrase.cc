#include "searcher/phrase.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "common/neighbours.h"
#include "common/positions.h"
#include "common/schema.h"
#include "searcher/impact_weight.h"

namespace edicola {
namespace {

// Weighs articles where a phrase stands, and lets some through that lack its words: it goes under
// an AND with them. The AND asks it last, for articles that have them all.
class PhraseSource : public Xapian::PostingSource {
 public:
  // `worths`: of articles that are full of each word.
  PhraseSource(Phrase phrase, std::vector<double> worths)
      : phrase_(std::move(phrase)), worths_(std::move(worths)) {
    for (const std::string& form : phrase_.forms()) {
      terms_.push_back(schema::form_term(edicola::field(phrase_.field()).prefix, form));
      bits_.push_back(neighbour_bit(form));
    }
  }

  void init(const Xapian::Database& database) override {
    // More than any term, so that it is never the list that leads.
    articles_ = database.get_doccount();
    set_maxweight(std::accumulate(worths_.begin(), worths_.end(), 0.0));
    at_ = database.valuestream_begin(schema::kPositionsSlot);
    end_ = database.valuestream_end(schema::kPositionsSlot);
    seen_ = 0;
    found_ = 0;
    postings_.clear();
    for (const std::string& term : terms_) postings_.push_back(database.postlist_begin(term));
    missing_ = std::any_of(terms_.begin(), terms_.end(), [&database](const std::string& term) {
      return !database.term_exists(term);
    });
  }

  [[nodiscard]] Xapian::doccount get_termfreq_min() const override { return 0; }
  [[nodiscard]] Xapian::doccount get_termfreq_est() const override { return articles_; }
  [[nodiscard]] Xapian::doccount get_termfreq_max() const override { return articles_; }

  void next(double min_weight) override { skip_to(seen_ + 1, min_weight); }

  void skip_to(Xapian::docid id, double /*min_weight*/) override {
    if (found_ >= id || at_ == end_) return;
    at_.skip_to(id);
    for (; at_ != end_; ++at_) {
      const Xapian::docid next = at_.get_docid();
      if (may_stand_in(next) && phrase_.stands_in(*at_)) {
        found_ = seen_ = next;
        return;
      }
    }
  }

  bool check(Xapian::docid id, double min_weight) override {
    if (found_ >= id || at_ == end_) return true;
    seen_ = id;
    if (!may_stand_in(id) || weight_ < min_weight * (1 - kRounding)) return false;
    if (!at_.check(id) || at_ == end_ || at_.get_docid() != id) return false;
    if (!phrase_.stands_in(*at_)) return false;
    found_ = id;
    return true;
  }

  // Of the article found last.
  [[nodiscard]] double get_weight() const override { return weight_; }

  [[nodiscard]] bool at_end() const override { return at_ == end_; }
  [[nodiscard]] Xapian::docid get_docid() const override { return found_; }

  [[nodiscard]] PhraseSource* clone() const override { return new PhraseSource(phrase_, worths_); }

  [[nodiscard]] std::string name() const override { return "edicola::PhraseSource"; }
  // Tells phrases apart; nothing reads it.
  [[nodiscard]] std::string serialise() const override { return get_description(); }
  [[nodiscard]] std::string get_description() const override {
    std::string text = "in a row";
    if (!field(phrase_.field()).prefix.empty()) {
      text.append(" in ").append(field(phrase_.field()).name);
    }
    text += ':';
    for (const std::string& form : phrase_.forms()) text.append(" ").append(form);
    return text;
  }

 private:
  // Xapian's limit is a difference of sums.
  static constexpr double kRounding = 1e-9;

  // What the neighbours of the words say. Weighs the article, if it has all of them.
  bool may_stand_in(Xapian::docid id) {
    if (missing_) return false;
    wdfs_.clear();
    for (Xapian::PostingIterator& posting : postings_) {
      posting.skip_to(id);
      if (posting == Xapian::PostingIterator() || *posting != id) return false;
      wdfs_.push_back(posting.get_wdf());
    }
    weight_ = 0;
    for (std::size_t i = 0; i < wdfs_.size(); ++i) {
      weight_ += worths_[i] * impact_of(wdfs_[i]) / kFullImpact;
    }
    for (std::size_t i = 1; i < wdfs_.size(); ++i) {
      if (!may_follow(wdfs_[i - 1], bits_[i]) || !may_precede(wdfs_[i], bits_[i - 1])) return false;
    }
    return true;
  }

  Phrase phrase_;
  std::vector<double> worths_;
  double weight_ = 0;
  std::vector<std::string> terms_;
  std::vector<unsigned> bits_;  // neighbour_bit of each form
  std::vector<Xapian::PostingIterator> postings_;
  std::vector<Xapian::termcount> wdfs_;
  bool missing_ = false;  // a form that no article has
  Xapian::doccount articles_ = 0;
  Xapian::ValueIterator at_;
  Xapian::ValueIterator end_;
  Xapian::docid seen_ = 0;   // articles up to here need not be looked at again
  Xapian::docid found_ = 0;  // where it stands; 0 before the first
};

}  // namespace

Xapian::Query phrase_query(TermCounts& counts, const std::vector<std::string>& forms,
                           FieldId field_id) {
  std::vector<Xapian::Query> terms;
  std::vector<double> worths;
  terms.reserve(forms.size());
  for (const std::string& form : forms) {
    const std::string term = schema::form_term(field(field_id).prefix, form);
    terms.emplace_back(term);
    worths.push_back(idf(counts.articles(), counts.of(term)));
  }
  auto* const source = new PhraseSource(Phrase(forms, field_id), std::move(worths));
  return {Xapian::Query::OP_FILTER, Xapian::Query(source->release()),
          Xapian::Query(Xapian::Query::OP_AND, terms.begin(), terms.end())};
}

}  // namespace edicola
