#include "searcher/phrase.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

#include "common/impact.h"
#include "common/neighbours.h"
#include "common/positions.h"
#include "common/schema.h"
#include "searcher/idf.h"
#include "searcher/impact_cursor.h"

namespace edicola {
namespace {

struct Phrase {
  std::vector<std::string> forms;
  FieldId field;
  std::vector<double> worths;  // of articles that are full of each word
};

// The articles where a phrase stands. The rarest of its words leads; the lists of the others are
// read only for articles that what is known so far does not rule out, and positions last of all.
class PhraseSource : public Xapian::PostingSource {
 public:
  // `memory`: of the whole index, if that is a single database; else null.
  PhraseSource(std::shared_ptr<const Phrase> phrase, IndexMemory* memory)
      : phrase_(std::move(phrase)), memory_(memory) {}

  void init(const Xapian::Database& database) override {
    words_.clear();
    database_ = database;
    if (memory_ == nullptr) own_memory_.emplace(database_);
    layers_ = &memory().layers();
    articles_ = database.get_doccount();
    read_words();
    std::stable_sort(words_.begin(), words_.end(), [](const Word& a, const Word& b) {
      return a.at->postings() < b.at->postings();
    });
    set_maxweight(most_within(1, UINT32_MAX));
    seen_ = 0;
    found_ = 0;
    ended_ = words_.front().at->postings() == 0;
  }

  [[nodiscard]] Xapian::doccount get_termfreq_min() const override { return 0; }
  // As if each word chose its articles for itself.
  [[nodiscard]] Xapian::doccount get_termfreq_est() const override {
    double share = articles_ == 0 ? 0 : 1;
    for (const Word& word : words_) {
      share *= std::min(1.0, static_cast<double>(word.at->postings()) / articles_);
    }
    return static_cast<Xapian::doccount>(share * articles_);
  }
  [[nodiscard]] Xapian::doccount get_termfreq_max() const override {
    return std::min(articles_, words_.front().at->postings());
  }

  void next(double least) override { skip_to(seen_ + 1, least); }

  void skip_to(Xapian::docid id, double least) override {
    if (found_ >= id) return;
    const Word& lead = words_.front();
    const double enough = least * (1 - kRounding);
    while (!ended_) {
      id = pass_over(id, enough);
      if (!lead.at->find_in_block(id, least_impact(enough), lead.between)) {
        const Xapian::docid end = lead.at->block_end(id);
        ended_ = end == UINT32_MAX;
        id = end + 1;
        continue;
      }
      const Xapian::docid candidate = lead.at->id();
      if (stands_in(candidate, enough)) {
        found_ = seen_ = candidate;
        return;
      }
      id = candidate + 1;
    }
  }

  // Of the article found last.
  [[nodiscard]] double get_weight() const override { return weight_; }

  [[nodiscard]] bool at_end() const override { return ended_; }
  [[nodiscard]] Xapian::docid get_docid() const override { return found_; }

  [[nodiscard]] PhraseSource* clone() const override { return new PhraseSource(phrase_, memory_); }

  [[nodiscard]] std::string name() const override { return "edicola::PhraseSource"; }
  // Tells phrases apart; nothing reads it.
  [[nodiscard]] std::string serialise() const override { return get_description(); }
  [[nodiscard]] std::string get_description() const override {
    std::string text = "in a row";
    if (!field(phrase_->field).prefix.empty()) {
      text.append(" in ").append(field(phrase_->field).name);
    }
    text += ':';
    for (const std::string& form : phrase_->forms) text.append(" ").append(form);
    return text;
  }

 private:
  // Xapian's limit is a difference of sums.
  static constexpr double kRounding = 1e-9;

  struct Word {
    std::unique_ptr<ImpactCursor> at;
    std::uint32_t offset = 0;  // of the word in the phrase
    Between between;           // the words beside it in the phrase
    double worth = 0;
    double most = 0;   // that it weighs anywhere
    double bound = 0;  // likewise, in the article looked at
  };

  IndexMemory& memory() { return memory_ == nullptr ? *own_memory_ : *memory_; }

  void read_words() {
    const std::vector<std::string>& forms = phrase_->forms;
    for (std::uint32_t i = 0; i < forms.size(); ++i) {
      const std::string term = schema::form_term(field(phrase_->field).prefix, forms[i]);
      Word word;
      word.at = std::make_unique<ImpactCursor>(memory(), term);
      word.offset = i;
      if (i > 0) word.between.before = neighbour_code(forms[i - 1]);
      if (i + 1 < forms.size()) word.between.behind = neighbour_code(forms[i + 1]);
      word.worth = phrase_->worths[i];
      word.most = word.worth * word.at->most() / kFullImpact;
      words_.push_back(std::move(word));
    }
  }

  double most_within(Xapian::docid first, Xapian::docid last) {
    double most = 0;
    for (const Word& word : words_) {
      most += word.worth * word.at->most_within(first, last) / kFullImpact;
    }
    return most;
  }

  // Where the first block of the lead from `id` on begins that may hold an article which weighs
  // `enough`.
  Xapian::docid pass_over(Xapian::docid id, double enough) {
    if (enough <= 0) return id;
    for (;;) {
      const Xapian::docid end = words_.front().at->block_end(id);
      if (end == UINT32_MAX || most_within(id, end) >= enough) return id;
      id = end + 1;
    }
  }

  // The impact without which the lead's articles do not weigh `enough`.
  [[nodiscard]] unsigned least_impact(double enough) const {
    const Word& lead = words_.front();
    double rest = enough;
    for (std::size_t i = 1; i < words_.size(); ++i) rest -= words_[i].most;
    if (rest <= 0 || lead.worth <= 0) return 0;
    const double impact = std::ceil(rest / lead.worth * kFullImpact * (1 - kRounding));
    return static_cast<unsigned>(std::min(impact, double{kFullImpact} + 1));
  }

  // Whether the phrase stands in an article, if that weighs `enough`. The lead is at it, and may
  // stand there; ids ascend from call to call.
  bool stands_in(Xapian::docid id, double enough) {
    double weight = 0;  // at most; becomes what it is
    for (Word& word : words_) {
      word.bound = enough > 0 ? word.worth * word.at->most_within(id, id) / kFullImpact : 0;
      weight += word.bound;
    }
    for (Word& word : words_) {
      if (weight < enough) return false;
      if (&word != &words_.front() && !goes_to(id, word)) return false;
      weight += word.worth * word.at->impact() / kFullImpact - word.bound;
    }
    if (weight < enough || layers_->is_gone(id) || !are_in_a_row()) return false;
    weight_ = weight_of_article();
    return true;
  }

  // Whether a word is in an article and may stand there as in the phrase.
  bool goes_to(Xapian::docid id, const Word& word) {
    word.at->skip_to(id);
    ended_ = word.at->at_end();
    return !ended_ && word.at->id() == id && may_stand(word.at->neighbours(), word.between);
  }

  // In the sum's own order: the same article weighs the same whatever was enough.
  [[nodiscard]] double weight_of_article() const {
    double weight = 0;
    for (const Word& word : words_) weight += word.worth * word.at->impact() / kFullImpact;
    return weight;
  }

  // In the article that all cursors are at.
  bool are_in_a_row() {
    const Word& lead = words_.front();
    unpack_positions(lead.at->positions(), lead.offset, starts_);
    for (std::size_t i = 1; i < words_.size() && !starts_.empty(); ++i) {
      retain_positions(words_[i].at->positions(), words_[i].offset, starts_);
    }
    return !starts_.empty();
  }

  std::shared_ptr<const Phrase> phrase_;
  IndexMemory* memory_;
  Xapian::Database database_;  // of own_memory_
  std::optional<IndexMemory> own_memory_;
  const Layers* layers_ = nullptr;
  std::vector<Word> words_;  // the rarest first
  Xapian::doccount articles_ = 0;
  std::vector<std::uint32_t> starts_;  // of the phrase in an article
  Xapian::docid seen_ = 0;             // articles up to here need not be looked at again
  Xapian::docid found_ = 0;            // where it stands; 0 before the first
  double weight_ = 0;                  // of the article found
  bool ended_ = false;
};

}  // namespace

std::shared_ptr<Xapian::PostingSource> phrase_source(IndexMemory& memory,
                                                     const std::vector<std::string>& forms,
                                                     FieldId field_id) {
  auto phrase = std::make_shared<Phrase>();
  phrase->forms = forms;
  phrase->field = field_id;
  for (const std::string& form : forms) {
    const std::string term = schema::form_term(field(field_id).prefix, form);
    phrase->worths.push_back(idf(memory.articles(), memory.articles_with(term)));
  }
  IndexMemory* const single = memory.is_single() ? &memory : nullptr;
  return std::make_shared<PhraseSource>(std::move(phrase), single);
}

}  // namespace edicola
