// From an article to what Xapian stores: the whole schema on one page. Pure, no database.
#pragma once

#include <cstdint>
#include <string>

#include <xapian.h>

#include "common/fields.h"
#include "edicola/analyzer.h"
#include "edicola/article.h"

namespace edicola {

// A document ready to be added, and what is needed to find the one it replaces.
struct Prepared {
  std::string id_term;
  std::string content;  // value of schema::kContentSlot
  Xapian::Document document;
};

// Tells an article that is stored already from another version of it.
std::uint64_t content_fingerprint(const Article& article);
// The same as a value of schema::kContentSlot.
std::string content_value(std::uint64_t fingerprint);

// Builds documents; reuses its buffers. One a thread. A Prepared may move to another thread.
class DocumentBuilder {
 public:
  explicit DocumentBuilder(const Analyzer& analyzer) : analyzer_(analyzer) {}

  Prepared build(const Article& article);

 private:
  void add_text(const Analysis& words, unsigned weight);
  void mark_title_only(const Analysis& title);
  void add_field_words(const Analysis& words, FieldId id);
  void add_field(const std::string& value, FieldId id);
  void add_date(const Published& published);
  void end_field(const Analysis& words);

  const Analyzer& analyzer_;
  Analysis body_;
  Analysis subtitle_;
  Analysis other_;
  Xapian::Document document_;
  std::uint32_t position_ = 0;  // where the next field begins
};

}  // namespace edicola
