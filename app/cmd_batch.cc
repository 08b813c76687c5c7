#include "app/cmd_batch.h"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "app/batch.h"
#include "app/output.h"
#include "app/stopwatch.h"
#include "edicola/error.h"

namespace edicola {
namespace {

struct Result {
  std::string text;
  std::string error;  // for standard error; empty if the query ran
  double microseconds = 0;
};

// Hands out queries to the threads and prints results in the order of the file, each as soon as all
// before it are there. The first error that is not one query's own stops everything.
class Queue {
 public:
  explicit Queue(std::size_t size) : results_(size), times_(size) {}

  // The next query to run, or nothing: all are taken, or a thread failed.
  std::optional<std::size_t> take() {
    const std::lock_guard lock(mutex_);
    if (failure_ != nullptr || taken_ == results_.size()) return std::nullopt;
    return taken_++;
  }

  void put(std::size_t index, Result result) {
    const std::lock_guard lock(mutex_);
    times_[index] = result.microseconds;
    results_[index] = std::move(result);
    for (; printed_ < results_.size() && results_[printed_].has_value(); ++printed_) {
      print(*results_[printed_]);
      results_[printed_]->text = {};
    }
  }

  void fail(std::exception_ptr failure) {
    const std::lock_guard lock(mutex_);
    if (failure_ == nullptr) failure_ = std::move(failure);
  }

  // For when the threads have ended.
  void rethrow_failure() const {
    if (failure_ != nullptr) std::rethrow_exception(failure_);
  }
  [[nodiscard]] const std::vector<double>& times() const { return times_; }
  [[nodiscard]] bool any_refused() const { return refused_; }

 private:
  void print(const Result& result) {
    write_results(result.text);
    if (result.error.empty()) return;
    refused_ = true;
    say(result.error);
  }

  std::mutex mutex_;
  std::vector<std::optional<Result>> results_;
  std::vector<double> times_;
  std::size_t taken_ = 0;
  std::size_t printed_ = 0;
  bool refused_ = false;
  std::exception_ptr failure_;
};

Request request_for(const SearchOptions& options, const BatchQuery& query) {
  Request request = options.request;
  request.query = query.text;
  request.syntax = Syntax::kPlain;
  if (options.batch->format == BatchFormat::kTrec) request.snippet_chars = 0;
  return request;
}

std::string render(BatchFormat format, std::string_view id, const Answer& answer) {
  return format == BatchFormat::kTrec ? render_trec(id, answer) : render_batch_json(id, answer);
}

Result refused(const BatchOptions& batch, const BatchQuery& query, const Error& error) {
  Result result;
  result.error =
      fmt::format("edicola: {}:{}: {}", batch.queries, query.line, std::string_view(error.what()));
  if (batch.format == BatchFormat::kJsonl) {
    result.text = render_batch_error_json(query.id, query.text, error.what());
  }
  return result;
}

Result run_one(Searcher& searcher, const SearchOptions& options, const BatchQuery& query) {
  const Request request = request_for(options, query);
  Result result;
  const Stopwatch watch;
  try {
    const Response response = searcher.search(request);
    result.microseconds = watch.microseconds();
    result.text =
        render(options.batch->format, query.id, {request, response, result.microseconds / 1e3});
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::kQuery) throw;
    result = refused(*options.batch, query, error);
    result.microseconds = watch.microseconds();
  }
  return result;
}

void work(Searcher& searcher, const SearchOptions& options, const std::vector<BatchQuery>& queries,
          Queue& queue) {
  try {
    while (const std::optional<std::size_t> index = queue.take()) {
      queue.put(*index, run_one(searcher, options, queries[*index]));
    }
  } catch (...) {
    queue.fail(std::current_exception());
  }
}

unsigned thread_count(const BatchOptions& batch, std::size_t queries) {
  const unsigned wanted = batch.threads == 0 ? std::thread::hardware_concurrency() : batch.threads;
  const auto most = static_cast<unsigned>(std::min<std::size_t>(queries, 256));
  return std::max(1U, std::min(wanted, most));
}

}  // namespace

int run_batch(const SearchOptions& options) {
  const std::vector<BatchQuery> queries = read_batch_file(options.batch->queries);
  const unsigned threads = thread_count(*options.batch, queries.size());
  Searcher searcher(options.indexes);
  // Before any thread begins: what fails here is said at once.
  std::vector<std::unique_ptr<Searcher>> more;
  for (unsigned i = 1; i < threads; ++i) more.push_back(searcher.another());
  Queue queue(queries.size());
  {
    std::vector<std::jthread> others;
    for (const std::unique_ptr<Searcher>& other : more) {
      others.emplace_back([&] { work(*other, options, queries, queue); });
    }
    work(searcher, options, queries, queue);
  }
  queue.rethrow_failure();
  flush_results();
  if (options.batch->timings) say_raw(render_timings_json(summarize(queue.times(), threads)));
  return queue.any_refused() ? exit_code(ErrorKind::kQuery) : 0;
}

}  // namespace edicola
