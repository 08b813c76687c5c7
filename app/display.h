// Text made fit for a terminal: no control characters, measured, wrapped, words marked.
//
// Articles come from anywhere. A title with an escape sequence must not move the cursor, rename the
// window or turn the line around.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "edicola/search.h"

namespace edicola {

// Escape sequences put before and after a marked stretch; both empty without colour.
struct Style {
  std::string_view on;
  std::string_view off;
};

// `text` with line breaks and tabs turned into blanks, and other controls (C0, C1, DEL, directional
// overrides) and bytes that are not UTF-8 into U+FFFD.
std::string clean(std::string_view text);

// Columns that `text` takes once cleaned: combining marks none, East Asian characters and emoji
// two.
std::size_t display_width(std::string_view text);

// `text` cleaned, with blanks added up to `width` columns.
std::string pad(std::string_view text, std::size_t width);

// `text` cleaned, on one line, `style` around the stretches `marks`.
std::string styled(std::string_view text, const Marks& marks, const Style& style);

// The same in lines of at most `width` columns, broken at blanks, which collapse. A longer word has
// a line of its own. Marks end with each line and begin again, so lines may be indented freely.
std::vector<std::string> wrap(std::string_view text, const Marks& marks, const Style& style,
                              std::size_t width);

}  // namespace edicola
