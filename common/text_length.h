// How long an article is, for ImpactRule.
#pragma once

#include "common/schema.h"
#include "edicola/article.h"

namespace edicola {

// Bytes of text, the title as often as it counts.
inline double text_length(const Article& article) {
  return static_cast<double>(article.body.size() + article.subtitle.size() +
                             schema::kTitleWeight * article.title.size());
}

}  // namespace edicola
