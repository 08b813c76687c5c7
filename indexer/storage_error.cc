#include "indexer/storage_error.h"

#include <fmt/format.h>

#include <cstring>

#include "edicola/error.h"

namespace edicola {

void throw_storage_error(const std::string& path, std::string_view what, int code) {
  throw Error(ErrorKind::kStorage, fmt::format("{}: {}: {}", path, what, std::strerror(code)),
              "check the space left and the permissions; what was committed before is untouched");
}

void throw_damaged(const std::string& path) {
  throw Error(ErrorKind::kStorage, path + ": it is not as it was written",
              "check the disk; what was committed before is untouched");
}

}  // namespace edicola
