#include "app/help.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/commands.h"
#include "app/display.h"
#include "edicola/version.h"

namespace edicola {
namespace {

constexpr std::size_t kHelpWidth = 80;
constexpr std::size_t kMostLabel = 26;

std::string label(const CLI::Option& option) {
  std::string text;
  for (const std::string& name : option.get_snames()) text += fmt::format("-{}, ", name);
  if (text.empty()) text = "    ";
  for (const std::string& name : option.get_lnames()) text += fmt::format("--{}, ", name);
  text.erase(text.find_last_not_of(", ") + 1);
  if (option.get_expected_min() > 0) text += " " + option.get_type_name();
  return text;
}

// Name and explanation in two columns; a long name has a line of its own.
std::string row(const std::string& name, const std::string& about, std::size_t column) {
  std::string text = "  " + name;
  const std::vector<std::string> lines = wrap(about, {}, {}, kHelpWidth - column);
  bool first = name.size() + 4 <= column;
  if (first) text.append(column - text.size(), ' ');
  for (const std::string& line : lines) {
    text += first ? line : "\n" + std::string(column, ' ') + line;
    first = false;
  }
  return text + "\n";
}

std::string options_help(const CLI::App& app) {
  std::size_t widest = 0;
  for (const CLI::Option* option : app.get_options()) {
    const std::size_t size = label(*option).size();
    if (size <= kMostLabel) widest = std::max(widest, size);
  }
  std::string text;
  for (const CLI::Option* option : app.get_options()) {
    text += row(label(*option), option->get_description(), widest + 4);
  }
  return text;
}

}  // namespace

std::string command_help(const CLI::App& app, const Manual& manual) {
  std::string text = fmt::format("Usage: edicola {} {}\n\n", manual.command, manual.operands);
  for (const std::string& line : wrap(manual.about, {}, {}, kHelpWidth)) text += line + "\n";
  return text + "\nOptions:\n" + options_help(app) + "\nExamples:\n" + std::string(manual.examples);
}

std::string program_help() {
  std::string commands;
  for (const Command& command : kCommands) {
    commands += row(std::string(command.name), std::string(command.help), 12);
  }
  return "Full-text search for Italian news.\n\n"
         "Usage: edicola COMMAND [options] [arguments]\n\n"
         "Commands:\n" +
         commands +
         "\nExamples:\n"
         "  edicola index articoli.jsonl\n"
         "  edicola search Rubio -Lavrov --from 2025-07\n"
         "  edicola search '\"via libera\" governo' --json | jq -r '.hits[].title'\n"
         "\nThe index is the folder --db DIR, else $EDICOLA_DB, else edicola.db here.\n"
         "Exit codes: 0 found or done, 1 nothing found, 2 wrong usage or query, 3 index\n"
         "missing, damaged or of another version, 4 index locked, 130 interrupted.\n"
         "edicola COMMAND --help shows a command's options; --version the versions.\n";
}

std::string version_text() { return fmt::format("edicola {}\n{}", version(), version_details()); }

}  // namespace edicola
