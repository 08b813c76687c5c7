// Numbers of dates as text. They are written for every hit and every day of a query, where
// fmt::format would be felt.
#pragma once

#include <string>

namespace edicola {

// `number`: below 100, with a leading zero.
inline void append_two_digits(std::string& text, unsigned number) {
  text += static_cast<char>('0' + number / 10);
  text += static_cast<char>('0' + number % 10);
}

// `number`: below 10,000, with leading zeros.
inline void append_four_digits(std::string& text, unsigned number) {
  append_two_digits(text, number / 100);
  append_two_digits(text, number % 100);
}

}  // namespace edicola
