// The program's door: picks the command, and turns everything thrown into a message and an exit
// code.
#include <cxxabi.h>
#include <fmt/format.h>

#include <cstdlib>
#include <exception>
#include <string>
#include <string_view>
#include <typeinfo>
#include <vector>

#include "app/commands.h"
#include "app/help.h"
#include "app/output.h"
#include "app/suggest.h"
#include "edicola/error.h"

namespace {

using edicola::Arguments;

// What a shell reports of a program that SIGPIPE ended.
constexpr int kClosedPipe = 141;
constexpr int kUnexpected = 3;

int print(const std::string& text) {
  edicola::write_results(text);
  edicola::flush_results();
  return 0;
}

[[noreturn]] void refuse_command(const std::string& typed) {
  std::vector<std::string_view> names = {"help"};
  for (const edicola::Command& command : edicola::kCommands) names.push_back(command.name);
  const std::string_view near = edicola::closest(typed, names);
  const bool option = !typed.empty() && typed.front() == '-';
  std::string hint = "edicola --help lists the commands";
  if (!near.empty()) hint = fmt::format("did you mean {}?", near);
  if (option) hint = "options come after the command: edicola search --db DIR ...";
  throw edicola::Error(edicola::ErrorKind::kUsage, fmt::format("no command '{}'", typed), hint);
}

int run_command(const std::string& name, const Arguments& arguments) {
  const edicola::Command* const command = edicola::find_command(name);
  if (command == nullptr) refuse_command(name);
  return command->run(arguments);
}

int help(const Arguments& arguments) {
  if (arguments.empty()) return print(edicola::program_help());
  return run_command(arguments.front(), {"--help"});
}

int run(const Arguments& arguments) {
  if (arguments.empty()) {
    edicola::say_raw(edicola::program_help());
    return edicola::exit_code(edicola::ErrorKind::kUsage);
  }
  const std::string& first = arguments.front();
  const Arguments rest(arguments.begin() + 1, arguments.end());
  if (first == "-h" || first == "--help" || first == "help") return help(rest);
  if (first == "--version" || first == "-V") return print(edicola::version_text());
  return run_command(first, rest);
}

int complain(const edicola::Error& error) {
  edicola::say(fmt::format("edicola: {}", std::string_view(error.what())));
  if (!error.hint().empty()) edicola::say("  " + error.hint());
  return edicola::exit_code(error.kind());
}

int run_and_catch(const Arguments& arguments) {
  try {
    return run(arguments);
  } catch (const edicola::HelpWanted& wanted) {
    return print(wanted.text);
  }
}

// Xapian 1.4.22 writes its last values in a destructor: where that fails, on a full disk, it is not
// an error that could be caught.
[[noreturn]] void end_with_a_word() {
  const std::type_info* const thrown = abi::__cxa_current_exception_type();
  if (thrown == nullptr || std::string_view(thrown->name()).find("Xapian") == std::string::npos) {
    std::abort();
  }
  std::_Exit(complain({edicola::ErrorKind::kStorage, "the index cannot be written",
                       "check the space left; what was committed before is untouched"}));
}

}  // namespace

int main(int argc, char** argv) {
  std::set_terminate(end_with_a_word);
  try {
    edicola::keep_standard_streams();
    return run_and_catch(Arguments(argv + 1, argv + argc));
  } catch (const edicola::ClosedPipe&) {
    return kClosedPipe;
  } catch (const edicola::Error& error) {
    return complain(error);
  } catch (const std::exception& error) {
    edicola::say(fmt::format("edicola: unexpected: {}", std::string_view(error.what())));
    return kUnexpected;
  }
}
