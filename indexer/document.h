// From an article to what Xapian stores: the whole schema on one page. Pure, no database.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "common/fields.h"
#include "common/impact.h"
#include "common/positions.h"
#include "edicola/analyzer.h"
#include "edicola/article.h"

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

 private:
  // A word where it stands. Sorted, so that each term is built and looked up in Xapian's tree
  // once; measured, that is no clear gain in time.
  struct Occurrence {
    std::uint64_t head = 0;  // the first bytes of `text`: most comparisons need no more
    std::string_view text;
    std::uint16_t weight = 0;
    std::uint8_t behind = 0;  // neighbour_bits of the words next to it
    std::uint8_t before = 0;
    bool is_name = false;
    bool is_borne = false;  // as a name, behind a given name
    bool in_title = false;

    bool operator<(const Occurrence& other) const;
  };
  using Occurrences = std::vector<Occurrence>;

  void gather(const Analysis& words, unsigned weight, bool in_title = false);
  void note_neighbours(const Analysis& words);
  void add_variants();
  void add_gathered(std::string_view prefix);
  void add_forms(std::string_view prefix);
  void add_keys(std::string_view prefix);
  void add_field_words(const Analysis& words, FieldId id);
  void add_field(const std::string& value, FieldId id);
  void add_date(const Published& published);

  [[nodiscard]] std::uint32_t impact(double count) const { return rule_.impact(count, length_); }

  const Analyzer& analyzer_;
  ImpactRule rule_;
  double length_ = 0;  // for impacts
  Analysis body_;
  Analysis subtitle_;
  Analysis title_;
  Analysis other_;
  Occurrences forms_;
  Occurrences keys_;
  std::vector<std::uint8_t> neighbours_;  // bits of the words at each position of a text
  PositionsWriter positions_;
  Xapian::Document document_;
};

}  // namespace edicola
