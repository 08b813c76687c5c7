#include "indexer/stamp.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <optional>
#include <string_view>
#include <vector>

#include "common/schema.h"
#include "edicola/error.h"

namespace edicola {
namespace {

// "k1 1.2 and b 0.5": of the numbers asked for those that `rule` has otherwise.
std::string what_differs(const ImpactRule& rule, const IndexRanking& ranking) {
  std::vector<std::string> differing;
  const auto compare = [&differing](std::string_view name, double has,
                                    std::optional<double> asked) {
    if (asked && *asked != has) differing.push_back(fmt::format("{} {}", name, *asked));
  };
  compare("k1", rule.k1, ranking.k1);
  compare("b", rule.b, ranking.b);
  compare("length", rule.mean_length, ranking.mean_length);
  return fmt::format("{}", fmt::join(differing, " and "));
}

}  // namespace

void check_stamp(const Xapian::Database& database, const std::string& path,
                 const std::string& stamp) {
  const std::string found = database.get_metadata(std::string(schema::kStampKey));
  if (found == stamp) return;
  if (found.empty()) {
    throw Error(ErrorKind::kIndexMismatch,
                path + ": it is a Xapian database, but was not made by edicola",
                "name another folder with --db");
  }
  throw Error(ErrorKind::kIndexMismatch,
              fmt::format("{}: the index was made by another analyzer ({}; this is {})", path,
                          found, stamp),
              "make the index again from the articles, in a new folder");
}

ImpactRule make_impact_rule(const IndexRanking& ranking) {
  ImpactRule rule;
  rule.k1 = ranking.k1.value_or(rule.k1);
  rule.b = ranking.b.value_or(rule.b);
  rule.mean_length = ranking.mean_length.value_or(rule.mean_length);
  if (is_sound(rule)) return rule;
  throw Error(ErrorKind::kUsage,
              fmt::format("an index cannot weigh words by k1 {}, b {} and articles of {} bytes",
                          rule.k1, rule.b, rule.mean_length),
              "k1 is 0 or more, b from 0 to 1, the length more than 0");
}

ImpactRule impact_rule_of(const Xapian::Database& database, const std::string& path) {
  const std::string text = database.get_metadata(std::string(schema::kImpactKey));
  if (const std::optional<ImpactRule> rule = ImpactRule::from_text(text)) return *rule;
  throw Error(ErrorKind::kIndexCorrupt,
              fmt::format("{}: the index does not say how words were weighed ('{}')", path, text),
              "make the index again from the articles, in a new folder");
}

ImpactRule impact_rule_of(const Xapian::Database& database, const std::string& path,
                          const IndexRanking& ranking) {
  const ImpactRule rule = impact_rule_of(database, path);
  const std::string differing = what_differs(rule, ranking);
  if (differing.empty()) return rule;
  throw Error(
      ErrorKind::kUsage,
      fmt::format("{}: the index was made with the ranking k1 {}, b {} and length {}, not with {}",
                  path, rule.k1, rule.b, rule.mean_length, differing),
      "an index keeps its ranking: make a new one from the articles, or leave the ranking out");
}

}  // namespace edicola
