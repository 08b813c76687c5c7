#include "common/impact.h"

#include <algorithm>
#include <cmath>
#include <sstream>

#include <fmt/format.h>

namespace edicola {

std::uint32_t ImpactRule::impact(double occurrences, double length) const {
  const double norm = k1 * (1 - b + b * length / mean_length);
  const double saturated = occurrences / (occurrences + norm);
  const auto steps = static_cast<std::uint32_t>(std::lround(saturated * kFullImpact));
  return std::clamp<std::uint32_t>(steps, 1, kFullImpact);
}

std::string ImpactRule::to_text() const {
  return fmt::format("k1={} b={} mean_length={}", k1, b, mean_length);
}

std::optional<ImpactRule> ImpactRule::from_text(std::string_view text) {
  ImpactRule rule;
  std::istringstream in{std::string(text)};
  in.imbue(std::locale::classic());
  const auto read = [&in](std::string_view name, double& value) {
    std::string found;
    return static_cast<bool>(std::getline(in >> std::ws, found, '=')) && found == name &&
           static_cast<bool>(in >> value);
  };
  if (!read("k1", rule.k1) || !read("b", rule.b) || !read("mean_length", rule.mean_length)) {
    return std::nullopt;
  }
  if (!is_sound(rule)) return std::nullopt;
  return rule;
}

bool is_sound(const ImpactRule& rule) {
  return std::isfinite(rule.k1) && rule.k1 >= 0 && rule.b >= 0 && rule.b <= 1 &&
         std::isfinite(rule.mean_length) && rule.mean_length > 0;
}

}  // namespace edicola
