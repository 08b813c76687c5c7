// From an article to what Xapian stores: the whole schema on one page. Pure, no database.
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

#include "common/fields.h"
#include "common/impact.h"
#include "common/positions.h"
#include "edicola/analyzer.h"
#include "edicola/article.h"
#include "indexer/word_sums.h"

namespace edicola {

// A document ready to be added, and what is needed to find the one it replaces.
struct Prepared {
  std::string id_term;
  std::string content;  // value of schema::kContentSlot
  Xapian::Document document;
};

// The length of an article for ImpactRule: bytes of text, the title as often as it counts.
double text_length(const Article& article);

// Tells an article that is stored already from another version of it.
std::uint64_t content_fingerprint(const Article& article);
// The same as a value of schema::kContentSlot.
std::string content_value(std::uint64_t fingerprint);

// Builds documents; reuses its buffers. One a thread. A Prepared may move to another thread.
class DocumentBuilder {
 public:
  // The analyzer outlives it; `rule` is the index's.
  DocumentBuilder(const Analyzer& analyzer, const ImpactRule& rule)
      : analyzer_(analyzer), rule_(rule) {}

  Prepared build(const Article& article);

  // Calls `take` with the document of each article, in order. Less work than build() for each: a
  // step is taken for several articles before the next, while what it looks up (the dictionary of
  // stored text, the lexicon) is in the processor's caches. What `take` throws ends it.
  void build_each(std::span<const Article> articles, const std::function<void(Prepared)>& take);

 private:
  // What the first steps make of an article.
  struct Draft {
    std::uint64_t fingerprint = 0;
    std::string stored;
    Analysis body;
    Analysis subtitle;
    Analysis title;
  };

  void store(const Article& article, Draft& draft);
  void analyze(const Article& article, Draft& draft);
  Prepared finish(const Article& article, Draft& draft);
  void add_text(std::string_view text, const Analysis& words, unsigned weight, FieldId id);
  void sum_up(const Analysis& words, unsigned weight, bool in_title = false);
  void hash_words(const Analysis& words);
  void add_form(std::string_view prefix, std::string_view form, std::uint32_t wdf);
  void add_key(std::string_view prefix, std::string_view key, std::uint32_t wdf);
  void note_variants(const Analysis& words);
  void note_bearers(std::string_view text, const Analysis& words, unsigned weight);
  void add_variants();
  void add_sums(std::string_view prefix);
  void add_forms(std::string_view prefix);
  void add_keys(std::string_view prefix);
  void add_field_words(const Analysis& words, FieldId id);
  void add_field(const std::string& value, FieldId id);
  void add_date(const Published& published);
  void set_length(double length);
  std::uint32_t impact(std::uint32_t count);

  const Analyzer& analyzer_;
  ImpactRule rule_;
  double length_ = 0;                       // for impacts
  std::array<std::uint8_t, 32> impacts_{};  // of small counts at this length; 0: not known yet
  std::vector<Draft> drafts_;
  Analysis other_;
  WordSums forms_;
  WordSums keys_;
  std::vector<std::uint64_t> hashes_;              // of the forms of a text
  std::vector<std::uint8_t> neighbours_;           // bits of the words at each position of a text
  std::map<std::string, std::uint32_t> variants_;  // occurrences of keys
  PositionsWriter positions_;
  std::string term_;
  Xapian::Document document_;
};

}  // namespace edicola
