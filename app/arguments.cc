#include "app/arguments.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "app/help.h"
#include "app/suggest.h"
#include "edicola/error.h"

namespace edicola {
namespace {

bool all_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool takes_value(const CLI::Option& option) { return option.get_expected_min() > 0; }

// Sorts the arguments into options, written as CLI11 reads them, and words.
class Sorter {
 public:
  Sorter(const CLI::App& app, const Manual& manual, Dash dash)
      : app_(app), manual_(manual), dash_(dash) {}

  void sort(const Arguments& arguments) {
    for (at_ = 0; at_ < arguments.size(); ++at_) {
      const std::string& argument = arguments[at_];
      if (argument == "--") {
        words_.insert(words_.end(), arguments.begin() + static_cast<std::ptrdiff_t>(at_) + 1,
                      arguments.end());
        return;
      }
      sort_one(argument, arguments);
    }
  }

  std::vector<std::string> options_;
  std::vector<std::string> words_;

 private:
  void sort_one(const std::string& argument, const Arguments& arguments) {
    if (argument.rfind("--", 0) == 0) {
      add_long(argument, arguments);
    } else if (argument.size() < 2 || argument[0] != '-' || !add_short(argument, arguments)) {
      words_.push_back(argument);
    }
  }

  void add_long(const std::string& argument, const Arguments& arguments) {
    const std::size_t equals = argument.find('=');
    const std::string name = argument.substr(0, equals);
    const CLI::Option* option = app_.get_option_no_throw(name);
    if (option == nullptr) refuse(name);
    if (equals == std::string::npos) {
      add(*option, name, arguments);
    } else if (takes_value(*option)) {
      add_value(name, argument.substr(equals + 1));
    } else {
      throw Error(ErrorKind::kUsage, name + " takes no value");
    }
  }

  // -h, -n 5, -n5; false if the argument is no option but a word.
  bool add_short(const std::string& argument, const Arguments& arguments) {
    const std::string name = argument.substr(0, 2);
    const CLI::Option* option = app_.get_option_no_throw(name);
    const bool attached = argument.size() > 2;
    if (option != nullptr && !attached) {
      add(*option, name, arguments);
      return true;
    }
    if (option != nullptr && takes_value(*option) && all_digits(argument.substr(2))) {
      add_value(name, argument.substr(2));
      return true;
    }
    refuse_lost_dash(argument);
    if (dash_ == Dash::kIsWord) return false;
    refuse(argument);
  }

  void add(const CLI::Option& option, const std::string& name, const Arguments& arguments) {
    if (!takes_value(option)) {
      if (option.check_name("--help")) throw HelpWanted{command_help(app_, manual_)};
      options_.push_back(name);
      return;
    }
    if (at_ + 1 == arguments.size()) throw Error(ErrorKind::kUsage, name + " needs a value");
    add_value(name, arguments[++at_]);
  }

  void add_value(const std::string& name, const std::string& value) {
    options_.push_back(name);
    options_.push_back(value);
  }

  [[nodiscard]] std::vector<std::string_view> long_names() const {
    std::vector<std::string_view> names;
    for (const CLI::Option* option : app_.get_options()) {
      for (const std::string& name : option->get_lnames()) names.push_back(name);
    }
    return names;
  }

  // -json is not a word that someone wants left out.
  void refuse_lost_dash(const std::string& argument) const {
    if (app_.get_option_no_throw("-" + argument) == nullptr) return;
    std::string hint = fmt::format("did you mean -{}?", argument);
    if (dash_ == Dash::kIsWord) {
      hint += fmt::format(" To leave the word out, write it after --: -- {}", argument);
    }
    throw Error(ErrorKind::kUsage, "unknown option " + argument, hint);
  }

  [[noreturn]] void refuse(const std::string& name) const {
    const std::size_t dashes = std::min<std::size_t>(name.find_first_not_of('-'), name.size());
    const std::string_view near = closest(std::string_view(name).substr(dashes), long_names());
    throw Error(ErrorKind::kUsage, "unknown option " + name,
                near.empty() ? fmt::format("edicola {} --help lists the options", manual_.command)
                             : fmt::format("did you mean --{}?", near));
  }

  const CLI::App& app_;
  const Manual& manual_;
  Dash dash_;
  std::size_t at_ = 0;
};

std::string value_name(const std::string& option) {
  return option.substr(option.find("--") == std::string::npos ? 0 : option.find("--"));
}

std::string range_text(const Bounds& bounds) {
  if (bounds.most == Bounds{}.most) return "a whole number";
  return fmt::format("a whole number from {} to {}", bounds.least, bounds.most);
}

}  // namespace

std::vector<std::string> parse_arguments(CLI::App& app, const Manual& manual,
                                         const Arguments& arguments, Dash dash) {
  Sorter sorter(app, manual, dash);
  sorter.sort(arguments);
  // CLI11 takes a vector from its end.
  std::reverse(sorter.options_.begin(), sorter.options_.end());
  try {
    app.parse(sorter.options_);
  } catch (const CLI::ParseError& error) {
    throw Error(ErrorKind::kUsage, error.what(),
                fmt::format("edicola {} --help lists the options", manual.command));
  }
  return std::move(sorter.words_);
}

void add_number(CLI::App& app, const std::string& name, std::uint32_t& target, Bounds bounds,
                const std::string& about) {
  const auto set = [name, bounds, &target](const std::string& typed) {
    std::uint32_t number = 0;
    const char* const end = typed.data() + typed.size();
    const auto [stop, error] = std::from_chars(typed.data(), end, number);
    if (error == std::errc() && stop == end && number >= bounds.least && number <= bounds.most) {
      target = number;
      return;
    }
    throw Error(ErrorKind::kUsage,
                fmt::format("{} wants {}, not '{}'", value_name(name), range_text(bounds), typed));
  };
  app.add_option_function<std::string>(name, set, about)->type_name("N")->take_last();
}

CLI::Option* add_text(CLI::App& app, const std::string& name, std::string& target,
                      const std::string& about) {
  return app.add_option(name, target, about)->type_name("TEXT")->take_last();
}

CLI::Option* add_list(CLI::App& app, const std::string& name, std::vector<std::string>& target,
                      const std::string& about) {
  // Without this CLI11 takes all that follows, and reads [a,b] as two values.
  return app.add_option(name, target, about)->type_name("TEXT")->allow_extra_args(false);
}

void refuse_choice(const std::string& option, std::string_view typed,
                   const std::vector<std::string_view>& choices) {
  const std::string_view near = closest(typed, choices);
  throw Error(
      ErrorKind::kUsage,
      fmt::format("{} is one of {}, not '{}'", value_name(option), fmt::join(choices, ", "), typed),
      near.empty() ? std::string() : fmt::format("did you mean {}?", near));
}

}  // namespace edicola
