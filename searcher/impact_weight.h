// Weighs terms whose wdf is an impact (common/impact.h): BM25 without looking at documents'
// lengths, which is half the cost of matching in Xapian.
#pragma once

#include <string>

#include <xapian.h>

#include "common/neighbours.h"

namespace edicola {

// log(1 + (N - n + 0.5) / (n + 0.5)) of N articles, n of them with a word: above 0.
double idf(double articles, double articles_with);

// The impact of a term in an article times its idf: Robertson and Sparck Jones's weight, kept above
// 0 as Lucene does.
class ImpactWeight : public Xapian::Weight {
 public:
  ImpactWeight();

  // What an article that is full of the term would score, times `factor`; the matcher calls it.
  void init(double factor) override;

  [[nodiscard]] double get_sumpart(Xapian::termcount wdf, Xapian::termcount length,
                                   Xapian::termcount unique_terms) const override;
  [[nodiscard]] double get_maxpart() const override;
  [[nodiscard]] double get_sumextra(Xapian::termcount length,
                                    Xapian::termcount unique_terms) const override;
  [[nodiscard]] double get_maxextra() const override;

  [[nodiscard]] std::string name() const override;
  [[nodiscard]] std::string serialise() const override;
  [[nodiscard]] ImpactWeight* unserialise(const std::string& serialised) const override;

 private:
  [[nodiscard]] ImpactWeight* clone() const override;

  double per_step_ = 0;  // of the impact
};

}  // namespace edicola
