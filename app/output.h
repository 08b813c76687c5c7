// Standard output and standard error, the one place that writes to them.
#pragma once

#include <string_view>

namespace edicola {

// Thrown when whoever read our standard output went away: `edicola search ... | head`. Not an
// error.
struct ClosedPipe {};

// Results. Throws Error(kStorage) if they cannot be written (a full disk), ClosedPipe if nobody
// reads. What is written may wait in a buffer: only flush_results says that all went well.
void write_results(std::string_view text);
void flush_results();

// One line for people on standard error, cleaned of control characters. Never fails.
void say(std::string_view line);

// The same bytes on standard error, unchanged and at once; for our own cursor movements.
void say_raw(std::string_view bytes);

// Gives file descriptors 0 to 2 a file where the caller closed them, so that a file of the index
// can never be opened as one of them and receive our messages. Writing to a closed standard output
// stays an error.
void keep_standard_streams();

}  // namespace edicola
