// The texts of --help and --version.
#pragma once

#include <string>

#include "app/arguments.h"

namespace edicola {

// Usage, options in the order they were declared, examples.
std::string command_help(const CLI::App& app, const Manual& manual);

// The program on one screen: every command of the table, three examples.
std::string program_help();

std::string version_text();

}  // namespace edicola
