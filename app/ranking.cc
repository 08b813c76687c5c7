#include "app/ranking.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string_view>
#include <utility>

#include "edicola/error.h"

namespace edicola {
namespace {

template <typename T>
struct Parameter {
  std::string_view name;
  T member;
};

constexpr std::array<Parameter<double Ranking::*>, 14> kParameters = {{
    {"exact", &Ranking::exact_form},
    {"name", &Ranking::name},
    {"variant", &Ranking::variant},
    {"accent", &Ranking::accent},
    {"stop", &Ranking::stop_word},
    {"family", &Ranking::family},
    {"sentence", &Ranking::sentence},
    {"lead", &Ranking::lead},
    {"name-share", &Ranking::name_share},
    {"name-share-typed", &Ranking::name_share_typed},
    {"lone-name", &Ranking::lone_name},
    {"lone-name-share", &Ranking::lone_name_share},
    {"bearer-share", &Ranking::bearer_share},
    {"person-share", &Ranking::person_share},
}};

constexpr std::array<Parameter<std::optional<double> IndexRanking::*>, 3> kIndexParameters = {
    {{"k1", &IndexRanking::k1}, {"b", &IndexRanking::b}, {"length", &IndexRanking::mean_length}}};

[[noreturn]] void refuse(const std::string& setting, const std::vector<std::string_view>& names) {
  throw Error(ErrorKind::kUsage, fmt::format("--ranking: what is '{}'?", setting),
              fmt::format("NAME=NUMBER, with one of {}", fmt::join(names, ", ")));
}

// The number of `setting`, which is to have one of `names`, and the place of the name among them.
std::pair<std::size_t, double> read_setting(const std::string& setting,
                                            const std::vector<std::string_view>& names) {
  const std::size_t equals = setting.find('=');
  const auto name =
      std::find(names.begin(), names.end(), std::string_view(setting).substr(0, equals));
  if (equals == std::string::npos || name == names.end()) refuse(setting, names);
  const char* const end = setting.data() + setting.size();
  double value = 0;
  const auto read = std::from_chars(setting.data() + equals + 1, end, value);
  if (read.ec != std::errc() || read.ptr != end || !(value >= 0 && value < 1e6)) {
    refuse(setting, names);
  }
  return {static_cast<std::size_t>(name - names.begin()), value};
}

template <typename Parameters, typename T>
void set_parameters(const std::vector<std::string>& settings, const Parameters& parameters,
                    T& ranking) {
  std::vector<std::string_view> names;
  names.reserve(parameters.size());
  for (const auto& parameter : parameters) names.push_back(parameter.name);
  for (const std::string& setting : settings) {
    const auto [place, value] = read_setting(setting, names);
    ranking.*parameters[place].member = value;
  }
}

}  // namespace

void set_ranking(const std::vector<std::string>& settings, Ranking& ranking) {
  set_parameters(settings, kParameters, ranking);
}

void set_ranking(const std::vector<std::string>& settings, IndexRanking& ranking) {
  set_parameters(settings, kIndexParameters, ranking);
}

}  // namespace edicola
