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
#include "common/text.h"
#include "searcher/idf.h"
#include "searcher/impact_cursor.h"

namespace edicola {
namespace {

struct Phrase {
  std::vector<std::string> forms;
  FieldId field;
  std::vector<double> worths;  // of articles that are full of each word; 0: it weighs nothing
};

bool is_light_form(const std::string& form) { return word_beside(fingerprint64(form)).is_light; }

// What stands next to the i-th of some words in a row, `step` away.
SidePattern next_to(const std::vector<WordBeside>& words, std::size_t i, std::ptrdiff_t step) {
  const auto at = [&](std::ptrdiff_t steps) {
    const std::ptrdiff_t place = static_cast<std::ptrdiff_t>(i) + steps * step;
    const bool is_one = place >= 0 && place < static_cast<std::ptrdiff_t>(words.size());
    return is_one ? &words[static_cast<std::size_t>(place)] : nullptr;
  };
  const WordBeside* const next = at(1);
  return next == nullptr ? SidePattern() : pattern_of(*next, at(2));
}

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
    in_a_row_.resize(words_.size());
    for (Word& word : words_) in_a_row_[word.offset] = &word;
    set_maxweight(most());
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
    bool is_light = false;
    double worth = 0;
    double most = 0;  // that it weighs anywhere
    // Of the article looked at.
    double bound = 0;         // the most that it weighs there
    bool is_told = false;     // another word's side says that it stands where it has to
    bool is_certain = false;  // and for sure: it is light

    // It is only asked where it stands. What weighs weighs more than 0, see idf.h.
    [[nodiscard]] bool only_stands() const { return worth == 0; }
  };

  IndexMemory& memory() { return memory_ == nullptr ? *own_memory_ : *memory_; }

  void read_words() {
    const std::vector<std::string>& forms = phrase_->forms;
    std::vector<WordBeside> words;
    words.reserve(forms.size());
    for (const std::string& form : forms) words.push_back(word_beside(fingerprint64(form)));
    for (std::uint32_t i = 0; i < forms.size(); ++i) {
      const std::string term = schema::form_term(field(phrase_->field).prefix, forms[i]);
      Word word;
      word.at = std::make_unique<ImpactCursor>(memory(), term);
      word.offset = i;
      word.between.behind = next_to(words, i, 1);
      word.between.before = next_to(words, i, -1);
      word.is_light = words[i].is_light;
      word.worth = phrase_->worths[i];
      word.most = word.worth * word.at->most() / kFullImpact;
      words_.push_back(std::move(word));
    }
  }

  [[nodiscard]] double most() const {
    double most = 0;
    for (const Word& word : words_) most += word.most;
    return most;
  }

  double most_within(Xapian::docid first, Xapian::docid last) {
    double most = 0;
    for (const Word& word : words_) {
      if (!word.only_stands()) most += word.worth * word.at->most_within(first, last) / kFullImpact;
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
      const bool asked = enough > 0 && !word.only_stands();
      word.bound = asked ? word.worth * word.at->most_within(id, id) / kFullImpact : 0;
      word.is_told = word.is_certain = false;
      weight += word.bound;
    }
    for (Word& word : words_) {
      if (weight < enough) return false;
      if (need_not_be_read(word)) continue;
      if (&word != &words_.front() && !goes_to(id, word)) return false;
      weight += word.worth * word.at->impact() / kFullImpact - word.bound;
      if (!word.is_told) learn_from(word);
    }
    if (weight < enough || layers_->is_gone(id) || !are_in_a_row()) return false;
    weight_ = weight_of_article();
    return true;
  }

  // Whether a word is in an article and may stand there as in the phrase.
  bool goes_to(Xapian::docid id, const Word& word) {
    word.at->skip_to(id);
    ended_ = word.at->at_end();
    if (ended_ || word.at->id() != id) return false;
    return word.is_told || word.at->may_stand(word.between);
  }

  static bool need_not_be_read(const Word& word) { return word.is_certain && word.only_stands(); }

  // What stands beside a word, where that is the same wherever it stands in the article.
  void learn_from(const Word& word) {
    const auto learn = [&](Side side, const SidePattern& asked, int step) {
      if (!is_one_word(side)) return;
      Word& next = *in_a_row_[word.offset + static_cast<unsigned>(step)];
      next.is_told = true;
      next.is_certain = next.is_light;
      const std::size_t beyond = word.offset + static_cast<unsigned>(2 * step);
      if (next.is_light && !asked.any_beyond) in_a_row_[beyond]->is_told = true;
    };
    const auto& [behind, before] = word.between;
    if (behind.side != 0) learn(word.at->behind(), behind, 1);
    if (before.side != 0) learn(word.at->before(), before, -1);
  }

  // In the sum's own order: the same article weighs the same whatever was enough.
  [[nodiscard]] double weight_of_article() const {
    double weight = 0;
    for (const Word& word : words_) {
      if (!word.only_stands()) weight += word.worth * word.at->impact() / kFullImpact;
    }
    return weight;
  }

  // In the article that the cursors are at.
  bool are_in_a_row() {
    const Word& lead = words_.front();
    unpack_positions(lead.at->positions(), lead.offset, starts_);
    for (std::size_t i = 1; i < words_.size() && !starts_.empty(); ++i) {
      if (need_not_be_read(words_[i])) continue;
      retain_positions(words_[i].at->positions(), words_[i].offset, starts_);
    }
    return !starts_.empty();
  }

  std::shared_ptr<const Phrase> phrase_;
  IndexMemory* memory_;
  Xapian::Database database_;  // of own_memory_
  std::optional<IndexMemory> own_memory_;
  const Layers* layers_ = nullptr;
  std::vector<Word> words_;      // the rarest first
  std::vector<Word*> in_a_row_;  // as in the phrase
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
  const bool all_light = std::all_of(forms.begin(), forms.end(), is_light_form);
  for (const std::string& form : forms) {
    const std::string term = schema::form_term(field(field_id).prefix, form);
    const bool weighs = all_light || !is_light_form(form);
    phrase->worths.push_back(weighs ? idf(memory.articles(), memory.articles_with(term)) : 0);
  }
  IndexMemory* const single = memory.is_single() ? &memory : nullptr;
  return std::make_shared<PhraseSource>(std::move(phrase), single);
}

}  // namespace edicola
