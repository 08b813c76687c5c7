// From an article to what an index stores: the whole schema on one page. Pure, no database.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "common/arena.h"
#include "common/fields.h"
#include "common/impact.h"
#include "edicola/analyzer.h"
#include "edicola/article.h"
#include "indexer/term_posting.h"
#include "indexer/text_sides.h"
#include "indexer/word_positions.h"
#include "indexer/word_sums.h"

namespace edicola {

// A document ready to be added, its postings, and what is needed to find the one it replaces.
struct Prepared {
  std::string id_term;
  std::string content;  // value of schema::kContentSlot
  Xapian::Document document;
  std::vector<TermPosting> postings;  // in no order
};

// The length of an article for ImpactRule: bytes of text, the title as often as it counts.
double text_length(const Article& article);

// Tells an article that is stored already from another version of it.
std::uint64_t content_fingerprint(const Article& article);
// The same as a value of schema::kContentSlot.
std::string content_value(std::uint64_t fingerprint);

// Builds documents; reuses its buffers. One a thread.
class DocumentBuilder {
 public:
  // The analyzer outlives it; `rule` is the index's.
  DocumentBuilder(const Analyzer& analyzer, const ImpactRule& rule);

  // What it returns holds until the next call.
  const Prepared& build(const Article& article);

  // Calls `take` with the document of each article, in order, which holds for that call only. Less
  // work than build() for each: a step is taken for several articles before the next, while what it
  // looks up (the dictionary of stored text, the lexicon) is in the processor's caches. What `take`
  // throws ends it.
  void build_each(std::span<const Article> articles,
                  const std::function<void(const Prepared&)>& take);

 private:
  // What the first steps make of an article.
  struct Draft {
    std::uint64_t fingerprint = 0;
    std::string stored;
    Analysis body;
    Analysis subtitle;
    Analysis title;
  };

  // What stands before the text of a term, and its fingerprint64.
  struct Prefix {
    explicit Prefix(std::string_view before);
    std::string text;
    std::uint64_t hash;
  };
  // What a posting says beside its impact.
  struct Beside {
    Neighbours neighbours;
    std::string_view positions;
  };
  // Of the terms of a word by its form and by its key.
  struct WordPrefix {
    explicit WordPrefix(std::string_view before);
    Prefix form;
    Prefix key;
  };

  void store(const Article& article, Draft& draft);
  void analyze(const Article& article, Draft& draft);
  void finish(const Article& article, const Draft& draft);
  void begin(const Article& article);
  void complete(const Article& article, const Draft& draft);
  void add_text(std::string_view text, const Analysis& words, unsigned weight,
                bool in_title = false);
  void sum_up(const Analysis& words, unsigned weight, bool in_title = false);
  void hash_words(const Analysis& words);
  void note_variants(const Analysis& words);
  void note_accents(std::string_view text, const Analysis& words);
  void note_bearers(std::string_view text, const Analysis& words, unsigned weight);
  void add_variants();
  void add_accents();
  void add_marks();
  [[nodiscard]] const WordPrefix& field_prefix(FieldId id) const;
  void add_sums(const WordPrefix& prefix);
  void add_title(const Analysis& words);
  void add_field(std::span<const std::string> values, FieldId id);
  void add_values(std::span<const std::string> values, const Field& field);
  void add_date(const Published& published);
  void add_term(const Prefix& prefix, std::string_view text, std::uint64_t hash,
                std::uint32_t impact, const Beside& beside = {});
  void add_whole_term(const std::string& term, std::uint32_t impact = 1, const Beside& beside = {});
  const Analysis& analyzed(const std::string& value);
  void set_length(double length);
  std::uint32_t impact(std::uint32_t count);

  const Analyzer& analyzer_;
  ImpactRule rule_;
  double length_ = 0;                       // for impacts
  std::array<std::uint8_t, 32> impacts_{};  // of small counts at this length; 0: not known yet
  std::vector<Draft> drafts_;
  std::vector<Analysis> others_;  // of an article's fields; the first others_used_ hold
  std::size_t others_used_ = 0;
  WordSums forms_;
  WordSums keys_;
  std::vector<std::uint64_t> hashes_;              // of the forms of a text
  TextSides sides_;                                // of a text
  std::map<std::string, std::uint32_t> variants_;  // occurrences of keys
  std::map<std::string, std::uint32_t> accents_;   // of words with marks that their keys lack
  WordPositions positions_;                        // of forms_
  Arena texts_;  // of terms that are not words, and packed positions
  Prepared prepared_;
  std::vector<WordPrefix> fields_;  // by FieldId
  WordPrefix title_only_;
  Prefix name_;
  Prefix bearer_;
  Prefix variant_;
  Prefix accent_;
};

}  // namespace edicola
