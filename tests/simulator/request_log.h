// Every request that came in under /api, in order. Bounded: the oldest go first, and the count goes on. The API key is
// not kept, only whether it was right.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "simulator/call.h"
#include "simulator/instant.h"

namespace campaignd::simulator {

struct LoggedRequest {
  std::uint64_t number = 0;                  // from 1; never used again
  Instant at;                                // by the simulator's clock
  std::chrono::milliseconds since_start{0};  // by the machine's steady clock
  std::uint64_t connection = 0;
  std::string method;
  std::string target;
  std::string campaign;  // the id in the path, or empty
  std::string body;
  std::string content_type;
  std::string user_agent;
  bool has_right_key = false;
  int status = 0;                    // what was answered; 0 where nothing was
  std::string fault;                 // the kinds that hit it, with a plus between
  std::optional<int> effect_status;  // what handling it gave, whatever was answered; absent: it was not handled (yet)
};

struct RequestFilter {
  std::optional<std::string> method;
  std::optional<std::string> campaign;
  std::uint64_t after = 0;  // numbers greater than this
};

class RequestLog {
 public:
  // The stored entry; valid until the next call.
  LoggedRequest& add(LoggedRequest request);
  // Null where it is forgotten.
  [[nodiscard]] LoggedRequest* find(std::uint64_t number);
  void clear() { requests_.clear(); }

  [[nodiscard]] std::vector<LoggedRequest> matching(const RequestFilter& filter) const;
  [[nodiscard]] std::uint64_t count() const { return last_number_; }  // of all that ever came

 private:
  std::deque<LoggedRequest> requests_;
  std::uint64_t last_number_ = 0;
};

// The body as JSON where it is JSON, else as a string.
[[nodiscard]] Json request_json(const LoggedRequest& request);

}  // namespace campaignd::simulator
