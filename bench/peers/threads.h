#pragma once

#include <exception>
#include <thread>
#include <vector>

namespace edicola::bench::peers {

// Calls work(part) for every part from 0, each in a thread of its own. Throws what one of them
// threw.
template <typename Work>
void in_threads(unsigned parts, Work work) {
  std::vector<std::exception_ptr> failures(parts);
  std::vector<std::thread> threads;
  for (unsigned part = 0; part < parts; ++part) {
    threads.emplace_back([&work, &failures, part] {
      try {
        work(part);
      } catch (...) {
        failures[part] = std::current_exception();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::exception_ptr& failure : failures) {
    if (failure) std::rethrow_exception(failure);
  }
}

}  // namespace edicola::bench::peers
