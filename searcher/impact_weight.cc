#include "searcher/impact_weight.h"

#include <algorithm>
#include <cmath>

#include "common/impact.h"

namespace edicola {

ImpactWeight::ImpactWeight() {
  need_stat(COLLECTION_SIZE);
  need_stat(TERMFREQ);
  need_stat(WDF);
  need_stat(WDF_MAX);
  need_stat(WQF);
}

void ImpactWeight::init(double factor) {
  const double articles = get_collection_size();
  const double with_term = get_termfreq();
  const double idf = std::log(1 + (articles - with_term + 0.5) / (with_term + 0.5));
  per_step_ = factor * idf * get_wqf() / kFullImpact;
}

double ImpactWeight::get_sumpart(Xapian::termcount wdf, Xapian::termcount,
                                 Xapian::termcount) const {
  // Several terms taken as one (OP_SYNONYM) may have more than one can.
  return per_step_ * std::min(wdf, kFullImpact);
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
