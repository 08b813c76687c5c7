#include "searcher/phrase.h"

#include <algorithm>
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

// The articles where a phrase stands. The rarest of its words leads; the lists of the others are
// read only for articles that what is known so far does not rule out, and positions last of all.
class PhraseSource : public Xapian::PostingSource {
 public:
  // `worths`: of articles that are full of each word. `memory`: of the whole index, if that is a
  // single database; else null.
  PhraseSource(Phrase phrase, std::vector<double> worths, IndexMemory* memory)
      : phrase_(std::move(phrase)), worths_(std::move(worths)), memory_(memory) {}

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
    positions_ = database.valuestream_begin(schema::kPositionsSlot);
    positions_end_ = database.valuestream_end(schema::kPositionsSlot);
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
    ImpactCursor& lead = *words_.front().at;
    const double enough = least * (1 - kRounding);
    while (!ended_) {
      id = pass_over(id, enough);
      lead.skip_to(id);
      if (lead.at_end()) {
        ended_ = true;
        return;
      }
      const Xapian::docid candidate = lead.id();
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

  [[nodiscard]] PhraseSource* clone() const override {
    return new PhraseSource(phrase_, worths_, memory_);
  }

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
  static constexpr std::uint8_t kAnyNeighbour = 0;

  struct Word {
    std::unique_ptr<ImpactCursor> at;
    std::uint8_t before = kAnyNeighbour;  // neighbour_code of the word before it in the phrase
    std::uint8_t behind = kAnyNeighbour;
    double worth = 0;

    [[nodiscard]] bool may_stand() const {
      const std::uint16_t neighbours = at->neighbours();
      return (before == kAnyNeighbour || edicola::may_stand(side_before(neighbours), before)) &&
             (behind == kAnyNeighbour || edicola::may_stand(side_behind(neighbours), behind));
    }
  };

  IndexMemory& memory() { return memory_ == nullptr ? *own_memory_ : *memory_; }

  void read_words() {
    const std::vector<std::string>& forms = phrase_.forms();
    for (std::size_t i = 0; i < forms.size(); ++i) {
      const std::string term = schema::form_term(edicola::field(phrase_.field()).prefix, forms[i]);
      Word word;
      word.at = std::make_unique<ImpactCursor>(memory(), term);
      word.before = i == 0 ? kAnyNeighbour : neighbour_code(forms[i - 1]);
      word.behind = i + 1 == forms.size() ? kAnyNeighbour : neighbour_code(forms[i + 1]);
      word.worth = worths_[i];
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

  // Whether the phrase stands in an article, if that weighs `enough`; ids ascend from call to call.
  bool stands_in(Xapian::docid id, double enough) {
    if (enough > 0 && most_within(id, id) < enough) return false;
    double weight = 0;
    for (Word& word : words_) {
      word.at->skip_to(id);
      if (word.at->at_end()) {
        ended_ = true;
        return false;
      }
      if (word.at->id() != id || !word.may_stand()) return false;
      weight += word.worth * word.at->impact() / kFullImpact;
    }
    if (weight < enough || layers_->is_gone(id)) return false;
    if (!positions_.check(id) || positions_ == positions_end_ || positions_.get_docid() != id) {
      return false;
    }
    if (!phrase_.stands_in(*positions_)) return false;
    weight_ = weight;
    return true;
  }

  Phrase phrase_;
  std::vector<double> worths_;
  IndexMemory* memory_;
  Xapian::Database database_;  // of own_memory_
  std::optional<IndexMemory> own_memory_;
  const Layers* layers_ = nullptr;
  std::vector<Word> words_;  // the rarest first
  Xapian::doccount articles_ = 0;
  Xapian::ValueIterator positions_;
  Xapian::ValueIterator positions_end_;
  Xapian::docid seen_ = 0;   // articles up to here need not be looked at again
  Xapian::docid found_ = 0;  // where it stands; 0 before the first
  double weight_ = 0;        // of the article found
  bool ended_ = false;
};

}  // namespace

std::shared_ptr<Xapian::PostingSource> phrase_source(IndexMemory& memory,
                                                     const std::vector<std::string>& forms,
                                                     FieldId field_id) {
  std::vector<double> worths;
  worths.reserve(forms.size());
  for (const std::string& form : forms) {
    const std::string term = schema::form_term(field(field_id).prefix, form);
    worths.push_back(idf(memory.articles(), memory.articles_with(term)));
  }
  IndexMemory* const single = memory.is_single() ? &memory : nullptr;
  return std::make_shared<PhraseSource>(Phrase(forms, field_id), std::move(worths), single);
}

}  // namespace edicola
