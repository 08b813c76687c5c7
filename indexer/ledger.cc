#include "indexer/ledger.h"

#include "common/schema.h"
#include "common/text.h"
#include "indexer/document.h"

namespace edicola {
namespace {

// Place of an article of the live index that has been met unchanged; the others are numbers.
constexpr std::uint32_t kLive = 0xFFFFFFFFU;

}  // namespace

AddOutcome Ledger::enter(const Article& article) {
  const std::uint64_t id = fingerprint64(article.id);
  const std::uint64_t content = content_fingerprint(article);
  IdTable::Entry known;
  if (table_.find(id, known)) return enter_again(id, known, article, content);
  const Xapian::docid live = find_live(article);
  if (live == 0) {
    table_.put(id, {content, next_++});
    return AddOutcome::kAdded;
  }
  if (live_->get_document(live).get_value(schema::kContentSlot) == content_value(content)) {
    table_.put(id, {content, kLive});
    return AddOutcome::kUnchanged;
  }
  table_.put(id, {content, next_++});
  outdated_live_.push_back(live);
  return AddOutcome::kReplaced;
}

AddOutcome Ledger::enter_again(std::uint64_t id, const IdTable::Entry& known,
                               const Article& article, std::uint64_t content) {
  if (known.content == content) return AddOutcome::kUnchanged;
  if (known.place == kLive) {
    outdated_live_.push_back(find_live(article));
  } else {
    outdated_.push_back(known.place);
  }
  table_.put(id, {content, next_++});
  return AddOutcome::kReplaced;
}

// 0 if there is none.
Xapian::docid Ledger::find_live(const Article& article) const {
  if (!live_) return 0;
  const std::string term = schema::id_term(article.id);
  const Xapian::PostingIterator at = live_->postlist_begin(term);
  return at == live_->postlist_end(term) ? 0 : *at;
}

}  // namespace edicola
