// Answers for spreadsheets: RFC 4180, a header row, CRLF line ends, UTF-8.
#pragma once

#include <string>
#include <string_view>

#include "app/render_text.h"

namespace edicola {

// `value` as one field: quoted if it holds a comma, a quote or a line break. Control characters
// other than tab and line breaks become U+FFFD.
std::string csv_field(std::string_view value);

// The header and a row a hit. Missing words are joined by "; ".
std::string render_csv(const Answer& answer);

}  // namespace edicola
