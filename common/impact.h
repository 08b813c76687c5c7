// How much an occurrence count says about an article: the part of BM25 that depends on the article
// alone, kept in the index with each posting. A query then needs neither lengths of documents
// nor a weighting scheme that knows them: it adds impacts times what its words are worth.
//
// S. Robertson and H. Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009),
// formula 3.15; quantized as in V. Anh and A. Moffat, Vector-Space Ranking with Effective Early
// Termination (SIGIR 2001). docs/decisions/0008-impacts.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace edicola {

// The scale of impacts: an impact of kFullImpact is what infinitely many occurrences would have.
// 63 steps rank as well as exact values do; 31 nearly.
inline constexpr unsigned kFullImpact = 63;

// How occurrences become impacts; the same for all articles of an index, and part of it.
struct ImpactRule {
  double k1 = 0.9;            // saturation of repeated words
  double b = 0.6;             // how much long articles are held back
  double mean_length = 2000;  // bytes of text of a usual article; see length_of

  // From 1 to kFullImpact. `occurrences` > 0 may be weighted; `length` as mean_length.
  [[nodiscard]] std::uint32_t impact(double occurrences, double length) const;

  // Kept in the index's metadata: "k1=0.9 b=0.6 mean_length=1834".
  [[nodiscard]] std::string to_text() const;
  // Nothing if `text` is no rule.
  static std::optional<ImpactRule> from_text(std::string_view text);
};

// Whether its numbers make sense: k1 >= 0, 0 <= b <= 1, mean_length > 0, all finite.
bool is_sound(const ImpactRule& rule);

}  // namespace edicola
