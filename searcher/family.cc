#include "searcher/family.h"

#include <algorithm>
#include <cstddef>

#include "common/fold.h"
#include "common/impact.h"
#include "common/schema.h"
#include "common/text_length.h"
#include "searcher/idf.h"

namespace edicola {
namespace {

// Measured: keys that begin with the same five bytes, and as many as the last letter has more.
constexpr std::size_t kAlikeBytes = 5;
constexpr double kBesideTheWord = 0.5;

// With which the forms of their words begin: a letter less, as some differ from their keys there
// (prodotta, produrre).
std::vector<std::string> beginnings_of(const std::vector<Family>& families) {
  std::vector<std::string> beginnings;
  for (const Family& family : families) {
    const std::string form(fold(family.begin).form.substr(0, kAlikeBytes - 1));
    if (beginnings.empty() || beginnings.back() != form) beginnings.push_back(form);
  }
  return beginnings;
}

}  // namespace

Family family_of(std::string_view key, double worth) {
  Family family;
  family.own = key;
  std::size_t alike = kAlikeBytes;
  while (alike < key.size() && (static_cast<unsigned char>(key[alike]) & 0xC0U) == 0x80) ++alike;
  if (key.size() >= alike) family.begin = key.substr(0, alike);
  family.worth = worth;
  return family;
}

FamilyReader::FamilyReader(const std::vector<Family>& families, IndexMemory& memory,
                           PartialText& text)
    : families_(families), memory_(memory), counter_(beginnings_of(families), text) {}

double FamilyReader::worth(const Article& article) {
  counter_.clear();
  counter_.count(article.title, schema::kTitleWeight);
  counter_.count(article.subtitle, 1);
  counter_.count(article.body, 1);
  if (counter_.counts().empty()) return 0;
  const double length = text_length(article);
  double sum = 0;
  for (const Family& family : families_) sum += worth_of(family, length);
  return sum;
}

double FamilyReader::worth_of(const Family& family, double length) {
  double best = 0;
  double share = 1;
  for (const auto& [key, count] : counter_.counts()) {
    if (!key.starts_with(family.begin)) continue;
    if (key == family.own) {
      share = kBesideTheWord;
      continue;
    }
    const double impact = memory_.impact_rule().impact(count, length);
    const double worth = idf(memory_.articles(), memory_.articles_with(schema::key_term({}, key)));
    best = std::max(best, impact / kFullImpact * std::min(family.worth, worth));
  }
  return share * best;
}

}  // namespace edicola
