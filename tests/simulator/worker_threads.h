// httplib's task queue with as many threads as there are connections: a connection that idles or waits out a delay
// never keeps another one waiting. Threads are reused and end with the queue; beyond the limit connections queue.
#pragma once

#include <httplib.h>

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace campaignd::simulator {

class WorkerThreads final : public httplib::TaskQueue {
 public:
  explicit WorkerThreads(std::size_t most_threads) : most_threads_(most_threads) {}

  void enqueue(std::function<void()> task) override;
  void shutdown() override;  // returns when all tasks have ended

 private:
  void work();

  const std::size_t most_threads_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> tasks_;
  std::vector<std::thread> threads_;
  std::size_t idle_ = 0;
  bool is_over_ = false;
};

}  // namespace campaignd::simulator
