#include "edicola/error.h"

#include <array>
#include <cstddef>
#include <utility>

namespace edicola {
namespace {

struct KindRow {
  ErrorKind kind;
  std::string_view name;
  int exit_code;
};

// By exit code: 2 what was asked, 3 the index, 4 busy, 130 as the shell counts a SIGINT.
constexpr std::array kKinds = {
    KindRow{ErrorKind::kUsage, "usage", 2},
    KindRow{ErrorKind::kQuery, "query", 2},
    KindRow{ErrorKind::kInput, "input", 2},
    KindRow{ErrorKind::kIndexMissing, "index_missing", 3},
    KindRow{ErrorKind::kIndexCorrupt, "index_corrupt", 3},
    KindRow{ErrorKind::kIndexMismatch, "index_mismatch", 3},
    KindRow{ErrorKind::kIndexLocked, "index_locked", 4},
    KindRow{ErrorKind::kStorage, "storage", 3},
    KindRow{ErrorKind::kInterrupted, "interrupted", 130},
};

constexpr bool rows_follow_the_enum() {
  for (std::size_t i = 0; i < kKinds.size(); ++i) {
    if (static_cast<std::size_t>(kKinds[i].kind) != i) return false;
  }
  return kKinds.back().kind == ErrorKind::kInterrupted;
}

constexpr bool names_are_unique() {
  for (std::size_t i = 0; i < kKinds.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (kKinds[i].name == kKinds[j].name) return false;
    }
  }
  return true;
}

// 0 is success and 1 is left to the program (a search without hits, as in grep).
constexpr bool exit_codes_mean_failure() {
  for (const KindRow& row : kKinds) {
    if (row.exit_code < 2 || row.exit_code > 255) return false;
  }
  return true;
}

static_assert(rows_follow_the_enum() && names_are_unique() && exit_codes_mean_failure());

constexpr const KindRow& row_of(ErrorKind kind) { return kKinds[static_cast<std::size_t>(kind)]; }

}  // namespace

Error::Error(ErrorKind kind, const std::string& what, std::string hint)
    : std::runtime_error(what), kind_(kind), hint_(std::move(hint)) {}

int exit_code(ErrorKind kind) { return row_of(kind).exit_code; }

std::string_view name(ErrorKind kind) { return row_of(kind).name; }

}  // namespace edicola
