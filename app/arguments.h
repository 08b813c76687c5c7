// Command lines: options by CLI11, with the liberty that a query needs (`Rubio -Lavrov`).
#pragma once

#include <CLI/CLI.hpp>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace edicola {

// Arguments after the command's name.
using Arguments = std::vector<std::string>;

// What help says of a command beside its options.
struct Manual {
  std::string_view command;   // "search"
  std::string_view operands;  // "[options] QUERY..."
  std::string_view about;
  std::string_view examples;  // indented lines
};

// Thrown when -h or --help is met: print the text, all is well.
struct HelpWanted {
  std::string text;
};

// What an argument is that begins with one dash and is no option.
enum class Dash { kIsError, kIsWord };

// Sets what the options of `app` are bound to, and returns all other arguments, in order. After
// `--` every argument is one of these. Throws Error(kUsage) and HelpWanted.
std::vector<std::string> parse_arguments(CLI::App& app, const Manual& manual,
                                         const Arguments& arguments, Dash dash);

// Options. Given twice, the later value holds; a list collects.
struct Bounds {
  std::uint32_t least = 0;
  std::uint32_t most = UINT32_MAX;
};
void add_number(CLI::App& app, const std::string& name, std::uint32_t& target, Bounds bounds,
                const std::string& about);
CLI::Option* add_text(CLI::App& app, const std::string& name, std::string& target,
                      const std::string& about);
CLI::Option* add_list(CLI::App& app, const std::string& name, std::vector<std::string>& target,
                      const std::string& about);

// Names the nearest choice, or all of them; for choices of every kind.
[[noreturn]] void refuse_choice(const std::string& option, std::string_view typed,
                                const std::vector<std::string_view>& choices);

template <typename T, std::size_t N>
void add_choice(CLI::App& app, const std::string& name, T& target,
                const std::array<std::pair<std::string_view, T>, N>& choices,
                const std::string& about) {
  std::vector<std::string_view> names;
  std::string type;
  for (const auto& choice : choices) {
    names.push_back(choice.first);
    type += (type.empty() ? "" : "|") + std::string(choice.first);
  }
  const auto set = [name, names, choices, &target](const std::string& typed) {
    for (const auto& [text, value] : choices) {
      if (text != typed) continue;
      target = value;
      return;
    }
    refuse_choice(name, typed, names);
  };
  app.add_option_function<std::string>(name, set, about)->type_name(type)->take_last();
}

}  // namespace edicola
