#include "app/ranking.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

#include "edicola/error.h"

namespace edicola {
namespace {

struct Parameter {
  std::string_view name;
  double Ranking::*member;
};

constexpr std::array<Parameter, 9> kParameters = {{
    {"k1", &Ranking::k1},
    {"b", &Ranking::b},
    {"exact", &Ranking::exact_form},
    {"name", &Ranking::name},
    {"variant", &Ranking::variant},
    {"accent", &Ranking::accent},
    {"stop", &Ranking::stop_word},
    {"name-share", &Ranking::name_share},
    {"name-share-typed", &Ranking::name_share_typed},
}};

[[noreturn]] void refuse(const std::string& setting) {
  std::vector<std::string_view> names;
  names.reserve(kParameters.size());
  for (const Parameter& parameter : kParameters) names.push_back(parameter.name);
  throw Error(ErrorKind::kUsage, fmt::format("--ranking: what is '{}'?", setting),
              fmt::format("NAME=NUMBER, with one of {}", fmt::join(names, ", ")));
}

}  // namespace

void set_ranking(const std::vector<std::string>& settings, Ranking& ranking) {
  for (const std::string& setting : settings) {
    const std::size_t equals = setting.find('=');
    const std::string_view name = std::string_view(setting).substr(0, equals);
    const auto* parameter =
        std::find_if(kParameters.begin(), kParameters.end(),
                     [name](const Parameter& candidate) { return candidate.name == name; });
    if (equals == std::string::npos || parameter == kParameters.end()) refuse(setting);
    const char* const end = setting.data() + setting.size();
    double value = 0;
    const auto read = std::from_chars(setting.data() + equals + 1, end, value);
    if (read.ec != std::errc() || read.ptr != end || !(value >= 0 && value < 1e6)) refuse(setting);
    ranking.*parameter->member = value;
  }
}

}  // namespace edicola
