#include <fmt/format.h>

#include <atomic>
#include <csignal>

#include "app/commands.h"
#include "app/index_report.h"
#include "app/options.h"
#include "app/output.h"
#include "app/stopwatch.h"
#include "app/terminal.h"
#include "edicola/index.h"

namespace edicola {
namespace {

constexpr int kNothingIndexed = 1;

// Global, since a signal handler can reach nothing else.
std::atomic<bool> stop_wanted{false};
static_assert(std::atomic<bool>::is_always_lock_free);

extern "C" void ask_to_stop(int) { stop_wanted.store(true); }

// The first SIGINT or SIGTERM stops the run in good order; the second ends the program at once.
void catch_signals() {
  struct sigaction action {};
  action.sa_handler = ask_to_stop;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  // A reader of our messages that goes away (2>&1 | head) is no reason to leave an archive half
  // indexed.
  std::signal(SIGPIPE, SIG_IGN);
}

// One line at the bottom of the terminal, or nothing at all.
class Progress {
 public:
  Progress(bool shown, std::uint64_t total_bytes) : shown_(shown), total_bytes_(total_bytes) {}
  ~Progress() { erase(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void draw(const IndexCounts& counts) {
    if (!shown_) return;
    say_raw("\r\x1b[K" + progress_line(counts, total_bytes_, watch_.seconds()));
    drawn_ = true;
  }

  // Makes room for a line of another kind.
  void erase() {
    if (drawn_) say_raw("\r\x1b[K");
    drawn_ = false;
  }

 private:
  bool shown_;
  std::uint64_t total_bytes_;
  Stopwatch watch_;
  bool drawn_ = false;
};

// The size of all inputs; 0 if that of one is not known.
std::uint64_t total_bytes(const std::vector<InputFile>& inputs) {
  std::uint64_t total = 0;
  for (const InputFile& input : inputs) {
    if (input.bytes == 0) return 0;
    total += input.bytes;
  }
  return total;
}

IndexRequest request_for(const IndexOptions& options, Progress& progress) {
  IndexRequest request;
  request.index = options.index;
  request.threads = options.threads;
  request.strict = options.strict;
  request.ranking = options.ranking;
  request.stop = &stop_wanted;
  request.on_progress = [&progress](const IndexCounts& counts) { progress.draw(counts); };
  request.on_discarded = [&options] { say(discarded_text(options.index)); };
  // In a strict run the error that stops it says the same.
  if (!options.strict) {
    request.on_bad_record = [&progress](const Record& record) {
      progress.erase();
      say(place(record, std::get<BadRecord>(record.content).why));
    };
  }
  if (options.verbose) {
    request.on_repaired = [&progress](const Record& record) {
      progress.erase();
      say(place(record, "bytes that are not UTF-8 were replaced"));
    };
  }
  return request;
}

}  // namespace

int run_index(const Arguments& arguments) {
  const IndexOptions options = read_index_options(arguments);
  std::vector<InputFile> inputs = find_inputs(options.paths);
  catch_signals();
  const Stopwatch watch;
  Progress progress(!options.quiet && can_draw_progress(), total_bytes(inputs));
  IndexRequest request = request_for(options, progress);
  request.inputs = std::move(inputs);
  const IndexCounts counts = index_files(request);
  progress.erase();
  if (!options.quiet) say(index_summary(options.index, counts, watch.seconds()));
  // A file of another kind, all of it skipped, is no success.
  return counts.articles() == 0 && counts.skipped > 0 ? kNothingIndexed : 0;
}

}  // namespace edicola
