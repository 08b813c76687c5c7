// The protocol of peer.h.
#include <time.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <exception>
#include <functional>
#include <iostream>
#include <iterator>
#include <sstream>
#include <stdexcept>

#include "bench/peers/peer.h"
#include "bench/peers/threads.h"

namespace edicola::bench::peers {
namespace {

using Clock = std::chrono::steady_clock;

constexpr const char* kUsage =
    "usage: PROGRAM index ARTICLES.jsonl FOLDER THREADS\n"
    "       PROGRAM once FOLDER QUERY\n"
    "       PROGRAM search FOLDER QUERIES.jsonl   (commands on standard input)\n";

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

// Processor time in microseconds: of this process and all its threads, and of `server` if there is
// one.
double processor_us(int server) {
  timespec time{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  double us = 1e6 * static_cast<double>(time.tv_sec) + 1e-3 * static_cast<double>(time.tv_nsec);
  if (server == 0) return us;
  std::ifstream file("/proc/" + std::to_string(server) + "/schedstat");
  double nanoseconds = 0;
  if (file >> nanoseconds) us += 1e-3 * nanoseconds;
  return us;
}

std::vector<PeerQuery> read_queries(const std::string& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot read " + path);
  std::vector<PeerQuery> queries;
  for (std::string line; std::getline(file, line);) {
    queries.push_back(parse_query(line, static_cast<unsigned>(queries.size())));
  }
  if (queries.empty()) throw std::runtime_error(path + " has no queries");
  return queries;
}

class Server {
 public:
  Server(Peer& peer, std::string folder, const std::string& queries)
      : peer_(peer),
        folder_(std::move(folder)),
        queries_(read_queries(queries)),
        session_(peer.open(folder_)) {}

  void answer(const std::string& command) {
    std::istringstream words(command);
    std::string verb;
    words >> verb;
    if (verb == "time") {
      each(words, [this](const PeerQuery& query) { time(query); });
    } else if (verb == "count") {
      each(words, [this](const PeerQuery& query) { count(query); });
    } else if (verb == "mixed") {
      mixed(words);
    } else if (verb == "memory") {
      std::printf("{\"process\": %d}\n", session_->server_process());
    } else {
      throw std::runtime_error("what is '" + command + "'?");
    }
    std::puts("{\"done\": true}");
    std::fflush(stdout);
  }

 private:
  void each(std::istringstream& words, const std::function<void(const PeerQuery&)>& work) const {
    std::string kind;
    std::size_t most = 0;
    double seconds = 0;
    if (!(words >> kind >> most >> seconds)) throw std::runtime_error("not CLASS COUNT SECONDS");
    const Clock::time_point start = Clock::now();
    for (const PeerQuery& query : queries_) {
      if (query.kind != kind || most == 0) continue;
      if (seconds > 0 && seconds_since(start) > seconds) return;
      work(query);
      --most;
    }
  }

  void time(const PeerQuery& query) {
    const int server = session_->server_process();
    const double processor = processor_us(server);
    const Clock::time_point start = Clock::now();
    const std::vector<PeerHit> hits = session_->search(query);
    const double us = 1e6 * seconds_since(start);
    const double cpu_us = processor_us(server) - processor;
    const auto marked = std::count_if(hits.begin(), hits.end(), [](const PeerHit& hit) {
      return hit.snippet.find(kMarkBegin) != std::string::npos;
    });
    std::size_t bytes = 0;
    for (const PeerHit& hit : hits) bytes += hit.snippet.size();
    std::printf(
        "{\"id\": %u, \"us\": %.1f, \"cpu_us\": %.1f, \"hits\": %zu, \"marked\": %td, \"bytes\": "
        "%zu}\n",
        query.id, us, cpu_us, hits.size(), marked, bytes);
  }

  void count(const PeerQuery& query) {
    std::printf("{\"id\": %u, \"total\": %llu}\n", query.id,
                static_cast<unsigned long long>(session_->count(query)));
  }

  // Sessions are opened before the clock starts.
  void mixed(std::istringstream& words) {
    unsigned threads = 0;
    double seconds = 0;
    if (!(words >> threads >> seconds)) throw std::runtime_error("not THREADS SECONDS");
    std::vector<PeerQuery> order;
    std::copy_if(queries_.begin(), queries_.end(), std::back_inserter(order),
                 [](const PeerQuery& query) { return query.combine != Combine::kAuto; });
    std::vector<std::unique_ptr<Session>> sessions;
    for (unsigned i = 0; i < threads; ++i) sessions.push_back(peer_.open(folder_));
    std::atomic<std::size_t> next{0};
    std::atomic<std::size_t> answered{0};
    const Clock::time_point start = Clock::now();
    in_threads(threads, [&](unsigned part) {
      while (seconds_since(start) < seconds) {
        sessions[part]->search(order[next++ % order.size()]);
        ++answered;
      }
    });
    std::printf("{\"queries\": %zu, \"seconds\": %.3f}\n", answered.load(), seconds_since(start));
  }

  Peer& peer_;
  std::string folder_;
  std::vector<PeerQuery> queries_;
  std::unique_ptr<Session> session_;
};

void search_once(Peer& peer, const std::string& folder, const std::string& query) {
  for (const PeerHit& hit : peer.open(folder)->search(parse_query(query, 0))) {
    std::cout << hit.published << '\t' << hit.source << '\t' << hit.title << '\n'
              << hit.snippet << '\n';
  }
}

int run(const std::vector<std::string>& arguments, Peer& peer) {
  const std::string verb = arguments.empty() ? "" : arguments[0];
  if (verb == "index" && arguments.size() == 4) {
    peer.index(arguments[1], arguments[2], static_cast<unsigned>(std::stoul(arguments[3])));
  } else if (verb == "once" && arguments.size() == 3) {
    search_once(peer, arguments[1], arguments[2]);
  } else if (verb == "search" && arguments.size() == 3) {
    Server server(peer, arguments[1], arguments[2]);
    for (std::string command; std::getline(std::cin, command);) server.answer(command);
  } else {
    std::fputs(kUsage, stderr);
    return 2;
  }
  return 0;
}

}  // namespace

int peer_main(int argc, char** argv, Peer& peer) {
  try {
    return run({argv + 1, argv + argc}, peer);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s: %s\n", argv[0], error.what());
  }
  return 1;
}

}  // namespace edicola::bench::peers
