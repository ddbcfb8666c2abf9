// What systemd would hear: a socket for $NOTIFY_SOCKET that takes every message as it comes, with its time.
#pragma once

#include <chrono>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace campaignd::testing {

class NotifySocket {
 public:
  explicit NotifySocket(std::string path);
  ~NotifySocket();
  NotifySocket(const NotifySocket&) = delete;
  NotifySocket& operator=(const NotifySocket&) = delete;

  struct Message {
    std::string text;
    std::chrono::steady_clock::time_point at;
  };

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::vector<Message> messages() const;
  [[nodiscard]] std::size_t heard(std::string_view part) const;                  // how many messages hold it
  [[nodiscard]] bool hears(std::string_view part, std::size_t times = 1) const;  // waits for it
  [[nodiscard]] std::string last(std::string_view part) const;                   // the newest that holds it

 private:
  void follow();

  std::string path_;
  int socket_;
  int end_;  // readable: it is over
  mutable std::mutex mutex_;
  std::vector<Message> messages_;
  std::thread thread_;
};

}  // namespace campaignd::testing
