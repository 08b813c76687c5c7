#include <utility>

#include "edicola/error.h"
#include "edicola/index.h"
#include "indexer/document.h"
#include "indexer/stamp.h"
#include "indexer/writer.h"

namespace edicola {

class Indexer::Impl {
 public:
  Impl(const std::string& path, const IndexRanking& ranking)
      : writer_(path, analyzer_, ranking), builder_(analyzer_, writer_.impact_rule()) {}

  AddOutcome add(const Article& article) {
    if (article.id.empty()) {
      throw Error(ErrorKind::kInput, "an article without an id cannot be stored",
                  "give each article an id of its own");
    }
    return writer_.apply(builder_.build(article));
  }

  Writer& writer() { return writer_; }

 private:
  Analyzer analyzer_;
  Writer writer_;
  DocumentBuilder builder_;
};

Indexer::Indexer(const std::string& path, const IndexRanking& ranking)
    : impl_(std::make_unique<Impl>(path, ranking)) {}
Indexer::~Indexer() = default;

bool Indexer::has_discarded() const { return impl_->writer().has_discarded(); }
AddOutcome Indexer::add(const Article& article) { return impl_->add(article); }
bool Indexer::remove(std::string_view id) { return impl_->writer().remove(id); }
void Indexer::commit() { impl_->writer().commit(); }

}  // namespace edicola
