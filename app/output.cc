#include "app/output.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <string>
#include <system_error>

#include "app/display.h"
#include "edicola/error.h"

namespace edicola {
namespace {

[[noreturn]] void output_failed(int error) {
  if (error == EPIPE) throw ClosedPipe{};
  throw Error(ErrorKind::kStorage,
              "cannot write to standard output: " + std::generic_category().message(error));
}

}  // namespace

void write_results(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) output_failed(errno);
}

void flush_results() {
  if (std::fflush(stdout) != 0) output_failed(errno);
}

void say(std::string_view line) { say_raw(clean(line) + "\n"); }

void say_raw(std::string_view bytes) {
  // A standard error that cannot be written leaves nobody to tell.
  [[maybe_unused]] const std::size_t written = std::fwrite(bytes.data(), 1, bytes.size(), stderr);
}

void keep_standard_streams() {
  for (int fd = 0; fd <= 2; ++fd) {
    if (::fcntl(fd, F_GETFD) != -1) continue;
    // The lowest free descriptor, hence `fd`. Read-only for standard output: writing then fails, as
    // it should.
    const int opened = ::open("/dev/null", fd == 2 ? O_WRONLY : O_RDONLY);
    if (opened == -1) return;
  }
}

}  // namespace edicola
