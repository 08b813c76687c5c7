#include "app/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <string_view>

namespace edicola {
namespace {

constexpr std::size_t kDefaultWidth = 80;

std::string_view text_of(const char* value) { return value == nullptr ? "" : value; }

std::size_t columns_of_environment() {
  const std::string_view text = text_of(std::getenv("COLUMNS"));
  std::size_t columns = 0;
  std::from_chars(text.data(), text.data() + text.size(), columns);
  return columns;
}

std::size_t columns_of_terminal() {
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return 0;
  return size.ws_col;
}

bool is_dumb(std::string_view term) { return term.empty() || term == "dumb"; }

}  // namespace

bool wants_color(ColorMode mode, const ColorEnvironment& environment) {
  if (mode != ColorMode::kAuto) return mode == ColorMode::kAlways;
  return environment.is_terminal && text_of(environment.no_color).empty() &&
         !is_dumb(text_of(environment.term));
}

bool results_in_color(ColorMode mode) {
  return wants_color(mode, {.is_terminal = ::isatty(STDOUT_FILENO) == 1,
                            .no_color = std::getenv("NO_COLOR"),
                            .term = std::getenv("TERM")});
}

std::size_t results_width() {
  std::size_t columns = columns_of_environment();
  if (columns == 0) columns = columns_of_terminal();
  if (columns == 0) columns = kDefaultWidth;
  return std::clamp<std::size_t>(columns, 40, 120);
}

bool can_draw_progress() {
  return ::isatty(STDERR_FILENO) == 1 && !is_dumb(text_of(std::getenv("TERM")));
}

}  // namespace edicola
