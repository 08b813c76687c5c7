// What standard output and standard error are connected to.
#pragma once

#include <cstddef>

namespace edicola {

enum class ColorMode { kAuto, kAlways, kNever };

// What decides about colour when nobody asked; pointers as getenv gives them.
struct ColorEnvironment {
  bool is_terminal = false;
  const char* no_color =
      nullptr;                 // NO_COLOR, https://no-color.org: any text but the empty one says no
  const char* term = nullptr;  // TERM
};

bool wants_color(ColorMode mode, const ColorEnvironment& environment);

// The same for our standard output.
bool results_in_color(ColorMode mode);

// Columns to fill on standard output: $COLUMNS, else the terminal's width, else 80; from 40 to 120,
// since longer lines are hard to read.
std::size_t results_width();

// True if progress can be drawn and erased on standard error.
bool can_draw_progress();

}  // namespace edicola
