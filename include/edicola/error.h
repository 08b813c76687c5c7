// Errors of the library: what happened, where, and what to do about it.
//
// Every function of edicola that can fail throws edicola::Error and nothing else of its own; errors
// of Xapian, ICU and the file system are translated where they arise. A damaged record in the input
// is not an Error but a value (BadRecord, article.h), so that one bad line does not stop a million.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace edicola {

enum class ErrorKind {
  kUsage,          // a wrong argument: an unknown option, a malformed day
  kQuery,          // a query that cannot be run
  kInput,          // a file or record that cannot be read
  kIndexMissing,   // no index where one was named
  kIndexCorrupt,   // something there, but not a readable index of ours
  kIndexMismatch,  // an index written by another version of the analyzer or the schema
  kIndexLocked,    // another process is writing
  kStorage,        // the index cannot be written: disk full, no permission
  kInterrupted,    // stopped by a signal
};

class Error : public std::runtime_error {
 public:
  // `what`: one sentence, what happened and where. `hint`: what to do, may be empty.
  Error(ErrorKind kind, const std::string& what, std::string hint = {});

  [[nodiscard]] ErrorKind kind() const { return kind_; }
  [[nodiscard]] const std::string& hint() const { return hint_; }

 private:
  ErrorKind kind_;
  std::string hint_;
};

// The exit code of the program for an error of this kind (README, "Exit codes").
int exit_code(ErrorKind kind);

// The kind's stable name in machine output: "index_missing", "usage", ...
std::string_view name(ErrorKind kind);

}  // namespace edicola
