// The socket's connections, all of them on one thread that sleeps while nothing comes: it lets in, reads until a
// request is whole, hands that to a thread of its own, and writes the answer. Nobody who is silent, slow or many keeps
// the others waiting: only whole requests get a thread, and where there is no room left the one who has been silent
// longest makes it.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "adapters/control/connection.h"
#include "adapters/control/socket_place.h"
#include "adapters/files/descriptor.h"

namespace campaignd {

class Reception {
 public:
  using Limits = Connection::Limits;
  // Bytes of a whole request, and who sent them, to the bytes of the answer. Many threads at once.
  using Serve = std::function<std::string(std::string_view request, const std::string& person)>;

  static constexpr std::size_t kMostConnections = 64;
  static constexpr std::size_t kMostServed = 16;  // threads at once

  // Throws std::system_error where the machine has no descriptors or memory left.
  Reception(std::shared_ptr<const SocketPlace> place, Limits limits, Serve serve);
  ~Reception();  // waits for the requests that are being served
  Reception(const Reception&) = delete;
  Reception& operator=(const Reception&) = delete;

  // Another socket in place of the present one; connections stay. Any thread.
  void move_to(std::shared_ptr<const SocketPlace> place);

 private:
  using Time = Connection::Time;
  struct Visitor {
    Connection connection;
    std::thread server = {};  // while it is served
  };
  using Number = std::uint64_t;

  void run();
  [[nodiscard]] bool take_orders();  // false: it is over
  bool has_last_words();
  void let_in();
  bool make_room();
  void serve_those_who_wait();
  [[nodiscard]] int time_to_sleep(Time now) const;
  [[nodiscard]] std::size_t served() const;
  void wake();

  Limits limits_;
  Serve serve_;
  Descriptor wake_;

  std::mutex mutex_;  // of what comes from other threads
  std::vector<std::pair<Number, std::string>> answers_;
  std::shared_ptr<const SocketPlace> next_place_;
  bool is_over_ = false;

  // The thread's own.
  std::shared_ptr<const SocketPlace> place_;
  std::map<Number, Visitor> visitors_;
  Number last_ = 0;
  std::optional<Time> ends_at_;  // at the latest, once it is over
  Time lets_in_again_;           // not before: there were no descriptors left
  std::thread thread_;           // last: it uses all of the above
};

}  // namespace campaignd
