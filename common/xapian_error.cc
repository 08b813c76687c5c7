#include "common/xapian_error.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <string_view>

#include "edicola/error.h"

namespace edicola {
namespace {

struct Meaning {
  std::string_view type;  // Xapian::Error::get_type
  ErrorKind kind;
  std::string_view what;
  std::string_view hint;
};

constexpr Meaning kMeanings[] = {
    {"DatabaseLockError", ErrorKind::kIndexLocked, "another process is writing to it",
     "wait for it to end, then run this again"},
    {"DatabaseNotFoundError", ErrorKind::kIndexMissing, "there is no index",
     "make one with `edicola index PATH...`, or name another with --db"},
    {"DatabaseOpeningError", ErrorKind::kIndexCorrupt, "it cannot be opened as an index",
     "name another folder with --db, or make the index again"},
    {"DatabaseVersionError", ErrorKind::kIndexMismatch,
     "it was written by another version of Xapian", "make the index again with this version"},
    {"DatabaseCorruptError", ErrorKind::kIndexCorrupt, "it is damaged",
     "make the index again from the articles"},
    // A file that ends too early.
    {"DatabaseError", ErrorKind::kIndexCorrupt, "it is damaged",
     "make the index again from the articles"},
    {"DatabaseModifiedError", ErrorKind::kIndexCorrupt, "it keeps changing while it is read",
     "run this again when less is being written"},
    {"NetworkError", ErrorKind::kIndexMissing, "its server does not answer",
     "check the server and the network"},
    {"NetworkTimeoutError", ErrorKind::kIndexMissing, "its server does not answer in time",
     "check the server and the network"},
};

// What the operating system said, where Xapian kept it.
const char* system_reason(const Xapian::Error& error) {
  return error.get_error_string() == nullptr ? "" : error.get_error_string();
}

bool is_storage_trouble(const Xapian::Error& error) {
  const std::string_view reason = system_reason(error);
  for (const int code : {ENOSPC, EDQUOT, EFBIG, EROFS, EACCES, EIO}) {
    if (reason == std::strerror(code)) return true;
  }
  return false;
}

}  // namespace

void throw_translated(const Xapian::Error& error, const std::string& path) {
  if (is_storage_trouble(error)) {
    throw Error(
        ErrorKind::kStorage,
        fmt::format("{}: the index cannot be read or written: {}", path, system_reason(error)),
        "check the space left and the permissions; what was committed before is untouched");
  }
  for (const Meaning& meaning : kMeanings) {
    if (meaning.type != error.get_type()) continue;
    throw Error(meaning.kind, fmt::format("{}: {} ({})", path, meaning.what, error.get_msg()),
                std::string(meaning.hint));
  }
  throw Error(ErrorKind::kStorage, fmt::format("{}: {}", path, error.get_description()),
              "if it happens again, report it with the command you ran");
}

}  // namespace edicola
