#include "searcher/family.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "common/impact.h"
#include "common/schema.h"
#include "searcher/impact_weight.h"

namespace edicola {
namespace {

// Measured: keys that begin with the same five bytes, and as many as the last letter has more.
constexpr std::size_t kAlikeBytes = 5;
constexpr double kBesideTheWord = 0.5;

}  // namespace

Family family_of(std::string_view key, double worth) {
  Family family;
  family.own = schema::key_term({}, key);
  std::size_t alike = kAlikeBytes;
  while (alike < key.size() && (static_cast<unsigned char>(key[alike]) & 0xC0U) == 0x80) ++alike;
  if (key.size() >= alike) family.begin = schema::key_term({}, key.substr(0, alike));
  family.worth = worth;
  return family;
}

double family_worth(const std::vector<Family>& families, Xapian::docid article,
                    IndexMemory& memory) {
  double sum = 0;
  Xapian::TermIterator at = memory.database().termlist_begin(article);
  const Xapian::TermIterator end = memory.database().termlist_end(article);
  std::vector<std::pair<std::string, double>> relatives;  // with their impacts, of one beginning
  std::string_view begin;
  for (const Family& family : families) {
    if (family.begin != begin) {
      begin = family.begin;
      relatives.clear();
      for (at.skip_to(family.begin); at != end; ++at) {
        std::string term = *at;
        if (!term.starts_with(begin)) break;
        relatives.emplace_back(std::move(term), static_cast<double>(at.get_wdf()) / kFullImpact);
      }
    }
    double best = 0;
    double share = 1;
    for (const auto& [term, impact] : relatives) {
      if (term == family.own) {
        share = kBesideTheWord;
      } else {
        best = std::max(best, impact * std::min(family.worth, idf(memory.articles(),
                                                                  memory.articles_with(term))));
      }
    }
    sum += share * best;
  }
  return sum;
}

}  // namespace edicola
