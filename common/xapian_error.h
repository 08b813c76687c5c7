// From Xapian's errors to ours, in one place.
#pragma once

#include <string>
#include <utility>

#include <xapian.h>

namespace edicola {

// Throws the Error that stands for `error`, met while working on the index `path`.
[[noreturn]] void throw_translated(const Xapian::Error& error, const std::string& path);

// Runs `work` and returns what it returns; Xapian's errors come out as ours.
template <typename Work>
auto translating(const std::string& path, Work&& work) -> decltype(std::forward<Work>(work)()) {
  try {
    return std::forward<Work>(work)();
  } catch (const Xapian::Error& error) {
    throw_translated(error, path);
  }
}

}  // namespace edicola
