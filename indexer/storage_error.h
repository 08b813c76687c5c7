// Errors of the file system, in our words.
#pragma once

#include <string>
#include <string_view>

namespace edicola {

// Throws Error(kStorage): `what` of the file or folder `path`, for the reason `code` (an errno).
[[noreturn]] void throw_storage_error(const std::string& path, std::string_view what, int code);

// Throws Error(kStorage): the temporary file `path` is not as it was written.
[[noreturn]] void throw_damaged(const std::string& path);

}  // namespace edicola
