// Words of scripts that put no blanks between them: Chinese, Japanese, Thai, Khmer, ...
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

namespace edicola {

// Cuts `run`, well-formed UTF-8 of at most 2^31 - 1 bytes, into words by ICU's dictionaries and
// rules, whatever the locale. `take` is called with each word in turn, bytes [begin, end) of `run`;
// together they are all of it, and none is empty. For any thread. Throws Error(kInput) before the
// first word if ICU's data are not there.
void cut_unspaced(std::string_view run,
                  const std::function<void(std::uint32_t begin, std::uint32_t end)>& take);

}  // namespace edicola
