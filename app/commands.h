// The table of commands: main runs by it, help prints it.
#pragma once

#include <array>
#include <string_view>

#include "app/arguments.h"

namespace edicola {

// Each takes the arguments after its name and returns the exit code; errors are thrown.
int run_index(const Arguments& arguments);
int run_search(const Arguments& arguments);
int run_explain(const Arguments& arguments);
int run_analyze(const Arguments& arguments);
int run_info(const Arguments& arguments);
int run_delete(const Arguments& arguments);

struct Command {
  std::string_view name;
  std::string_view help;
  int (*run)(const Arguments& arguments);
};

inline constexpr std::array<Command, 6> kCommands = {{
    {"index", "add articles from files, folders or standard input", run_index},
    {"search", "find articles, or run a file of queries (--batch)", run_search},
    {"explain", "show how a query is understood", run_explain},
    {"analyze", "show the words that a text is cut into", run_analyze},
    {"info", "show what an index holds", run_info},
    {"delete", "take articles out of an index by their ids", run_delete},
}};

// The row with that name, or nullptr.
constexpr const Command* find_command(std::string_view name) {
  for (const Command& command : kCommands) {
    if (command.name == name) return &command;
  }
  return nullptr;
}

static_assert(find_command("search") == &kCommands[1] && find_command("") == nullptr);

}  // namespace edicola
