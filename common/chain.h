// One run of the analysis chain over one text: the steps between words and tokens.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "common/beginnings.h"
#include "common/elision.h"
#include "common/fold.h"
#include "common/words.h"
#include "edicola/analyzer.h"

namespace edicola {

class Chain {
 public:
  // All must outlive the run. The explainer, if there is one, is told of each step.
  Chain(std::string_view text, Analysis& analysis, Explainer* explainer = nullptr);

  void run();

  // From here on words that `sought` refuses need not be looked up. A token without a key was not:
  // of its flags only those are set that its shape gives, and its form may lie in the text. Second
  // readings that begin with such a word may be missing.
  // `sought` must outlive the run.
  void read_only(const Beginnings& sought) { sought_ = &sought; }

  // Adds the tokens of bytes [begin, end), which is a Stretch (common/skim.h) of the text.
  // `single_quote`: whether a single quote is open there; after the call, behind it.
  void run_stretch(std::uint32_t begin, std::uint32_t end, bool& single_quote);

 private:
  void add_word(const Word& word);
  unsigned shape_flags(const Word& word);
  void add_number(const Word& word);
  void add_unspaced(const Word& word);
  bool add_elision(const Word& word);
  void note_name_elision(const Word& word);
  bool add_parted_elision(const Word& word);
  [[nodiscard]] bool genitive_follows(const Word& word) const;
  [[nodiscard]] std::string_view unknown_key(const Word& word, std::string_view form);
  bool add_accent_restored(const Word& word);
  bool closes_single_quote(std::string_view form);
  void add_around_apostrophes(Word word);
  void add_compound(const Word& word);
  void add_mixed(const Word& word);
  void add_grouped(const Word& word);
  void add_parts(const Word& word);
  void add_rejoined();
  void insert_joined(std::size_t after, std::string_view form, std::string_view key,
                     unsigned flags);
  void add_joined_name();
  void add_genitive();
  void add_plain(const Word& word, FastFolder::Views views, unsigned flags);
  void add_unsought(const Word& word, std::string_view form, unsigned flags);
  void finish_word(const Word& word);
  // Whether no word that begins there is sought.
  [[nodiscard]] bool is_unsought(std::uint32_t begin) const {
    return sought_ != nullptr && !sought_->may_begin(text_, begin);
  }
  void note(std::string_view step, std::string_view result);
  void decide(std::string_view by);
  Token& push(const Word& word, std::string_view form, std::string_view key, unsigned flags);

  [[nodiscard]] std::string_view slice(const Word& word) const {
    return text_.substr(word.begin, word.end - word.begin);
  }

  std::string_view text_;
  Analysis& analysis_;
  Explainer* explainer_;
  const Beginnings* sought_ = nullptr;
  WordScanner scanner_;
  FastFolder fold_;
  // The elision just before, when it and the word to come may be one name: D'Alema.
  std::optional<std::size_t> name_elision_;
  std::optional<std::size_t> previous_;  // token of the word before, for compounds
  bool single_quote_ = false;            // one was opened and not closed: 'Tutti a casa'
  bool lower_case_sentence_ = false;     // a word before in this sentence begins in lower case
};

}  // namespace edicola
