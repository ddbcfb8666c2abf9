// One of libcurl's easy handles with the buffers of one call; used for one call after another, because the handle and
// its buffers are costly to make. Sends its request once at most, and stops an answer that is too large while it comes.
// It knows when an answer that began has stopped coming, but does not watch the time itself.
#pragma once

#include <curl/curl.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/api/answers.h"
#include "adapters/api/requests.h"
#include "adapters/curl/credentials.h"
#include "adapters/curl/curl_transport.h"
#include "core/instant.h"

namespace campaignd {

MonotonicTime monotonic_now();

class EasyCall {
 public:
  static constexpr std::size_t kHeaderLimit = 256U << 10U;  // bytes of all header lines together
  static constexpr std::size_t kErrorLimit = 1U << 20U;     // bytes of the body of an answer that is no success

  // Throws std::runtime_error where libcurl refuses an option: one of them may be what keeps the key safe.
  explicit EasyCall(const CurlOptions& options);
  EasyCall(const EasyCall&) = delete;  // libcurl holds its address
  EasyCall& operator=(const EasyCall&) = delete;

  // Makes it ready for `request`; `credentials` must live until `clear`. Throws like the constructor.
  void prepare(const HttpRequest& request, const Credentials& credentials);
  void clear();
  void note_stall() { has_stalled_ = true; }

  [[nodiscard]] CURL* handle() const { return handle_.get(); }

  // What came of it.
  [[nodiscard]] bool has_left() const { return has_left_; }  // the request began to be sent
  [[nodiscard]] bool is_too_large() const { return is_too_large_; }
  [[nodiscard]] bool has_stalled() const { return has_stalled_; }
  // How long an answer that has begun may be silent: libcurl's own measure, an average over some seconds, would tell
  // later than the time-out does.
  [[nodiscard]] std::chrono::milliseconds longest_silence() const { return options_.timeout / 2; }
  [[nodiscard]] std::optional<MonotonicTime> stalls_at() const;  // empty before the answer begins
  [[nodiscard]] HttpAnswer& answer() { return answer_; }         // what there is of it
  [[nodiscard]] const std::optional<WallTime>& server_date() const { return server_date_; }
  [[nodiscard]] std::string_view error_text() const { return error_.data(); }  // libcurl's; may hold anything
  [[nodiscard]] std::chrono::microseconds duration() const;

 private:
  struct Cleanup {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  };

  template <class Value>
  void set(CURLoption option, Value value);
  void set_up();
  bool take_header(std::string_view line);
  bool take_body(std::string_view bytes);
  [[nodiscard]] std::size_t body_limit() const;
  void begin_answer();

  static std::size_t on_header(char* data, std::size_t size, std::size_t count, void* self);
  static std::size_t on_body(char* data, std::size_t size, std::size_t count, void* self);
  static std::size_t on_read(char* to, std::size_t size, std::size_t count, void* self);
  static int on_request(void* self, char* remote, char* local, int remote_port, int local_port);
  static int on_socket(void* self, curl_socket_t socket, curlsocktype purpose);

  const CurlOptions& options_;
  std::unique_ptr<CURL, Cleanup> handle_;
  std::array<char, CURL_ERROR_SIZE> error_{};
  // What was sent and is not acknowledged for so long ends its connection. Sooner than a call's time-out, so that its
  // retry finds it gone; later than the longest wait for a connection, which has words of its own.
  std::chrono::milliseconds longest_unacknowledged_{0};
  std::string request_body_;
  std::size_t request_sent_ = 0;  // bytes of the body that libcurl took
  HttpAnswer answer_;
  std::optional<WallTime> server_date_;
  std::size_t header_bytes_ = 0;
  bool has_left_ = false;
  bool is_too_large_ = false;
  bool has_stalled_ = false;
  std::optional<MonotonicTime> last_heard_;  // when bytes of the answer came
};

}  // namespace campaignd
