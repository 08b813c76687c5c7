// Checks JSON text (RFC 8259) and says where and why it breaks: for the messages about bad records,
// and for parts of a record that the fast parser passes over unread.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace edicola {

struct JsonFault {
  std::size_t at = 0;    // byte of the text; its size where the text ends too early
  std::string_view why;  // "expected a value", "a string without its closing quote"; static
};

// Values nested deeper than this are a fault.
inline constexpr int kMaxJsonDepth = 500;

// The first fault of `text` as one value with nothing but white space around it. `text` is valid
// UTF-8.
std::optional<JsonFault> find_json_fault(std::string_view text);

// Whether `text` begins with a well-formed value; what follows it does not matter.
bool begins_with_json_value(std::string_view text);

}  // namespace edicola
