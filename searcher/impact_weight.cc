#include "searcher/impact_weight.h"

#include <algorithm>
#include <cmath>

namespace edicola {

double idf(double articles, double articles_with) {
  return std::log(1 + (articles - articles_with + 0.5) / (articles_with + 0.5));
}

ImpactWeight::ImpactWeight() {
  need_stat(COLLECTION_SIZE);
  need_stat(TERMFREQ);
  need_stat(WDF);
  need_stat(WDF_MAX);
  need_stat(WQF);
}

void ImpactWeight::init(double factor) {
  per_step_ = factor * idf(get_collection_size(), get_termfreq()) * get_wqf() / kFullImpact;
}

double ImpactWeight::get_sumpart(Xapian::termcount wdf, Xapian::termcount,
                                 Xapian::termcount) const {
  return per_step_ * impact_of(wdf);
}

double ImpactWeight::get_maxpart() const {
  return per_step_ * std::min(get_wdf_upper_bound(), kFullImpact);
}

double ImpactWeight::get_sumextra(Xapian::termcount, Xapian::termcount) const { return 0; }
double ImpactWeight::get_maxextra() const { return 0; }

std::string ImpactWeight::name() const { return "edicola::ImpactWeight"; }
std::string ImpactWeight::serialise() const { return {}; }

ImpactWeight* ImpactWeight::unserialise(const std::string&) const { return clone(); }
ImpactWeight* ImpactWeight::clone() const { return new ImpactWeight(); }

}  // namespace edicola
