// As much of an HTTP/2 server as the transport's promises need: TLS that agrees on h2, and to each request whole JSON,
// or a refused stream. One connection after another, so that calls which are to be answered together must share one.
// Reads no header: a request with a body counts as a PATCH.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "adapters/curl/certificate.h"

namespace campaignd::curl_test {

class Http2Server {
 public:
  enum class Does { kAnswer, kRefuseStream };
  struct Script {
    std::string body;
    std::size_t together = 1;                      // so many requests are awaited before they are answered
    std::function<Does(bool is_patch)> does = {};  // empty: kAnswer
  };

  Http2Server(const Certificate& certificate, Script script);
  ~Http2Server();
  Http2Server(const Http2Server&) = delete;
  Http2Server& operator=(const Http2Server&) = delete;

  [[nodiscard]] std::string url() const { return "https://127.0.0.1:" + std::to_string(port_) + "/api"; }

  std::atomic<int> connections{0};
  std::atomic<int> gets{0};
  std::atomic<int> patches{0};

 private:
  struct Request {
    std::uint32_t stream = 0;
    bool is_patch = false;
  };
  struct Free {
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
    void operator()(SSL* connection) const { SSL_free(connection); }
  };

  void serve();
  void serve_one(SSL* connection);
  void ended(SSL* connection, Request request);
  void answer(SSL* connection, const Request& request) const;

  Script script_;
  std::unique_ptr<SSL_CTX, Free> context_;
  int listener_ = -1;
  int port_ = 0;
  std::atomic<int> socket_{-1};
  std::atomic<bool> ends_{false};
  std::vector<Request> waiting_;
  std::thread thread_;
};

}  // namespace campaignd::curl_test
