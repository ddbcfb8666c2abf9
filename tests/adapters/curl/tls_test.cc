// Who the service is: what libcurl refuses, what that means, and what a private authority needs.
#include <doctest/doctest.h>

#include <atomic>
#include <cstdlib>
#include <string>
#include <thread>

#include "adapters/curl/caller.h"
#include "adapters/curl/certificate.h"
#include "adapters/curl/loopback.h"
#include "adapters/curl/raw_server.h"
#include "contract/temporary_directory.h"

namespace campaignd::curl_test {
namespace {

// Answers every call with the draft, over TLS.
class TlsServer {
 public:
  explicit TlsServer(const Certificate& certificate)
      : server_(certificate.certificate.get(), certificate.key.get()), port_(server_.bind_to_any_port("127.0.0.1")) {
    const auto answer = [this](const httplib::Request& request, httplib::Response& response) {
      ++requests;
      was_key_right = request.get_header_value("Authorization") == "Bearer " + std::string(kKey);
      response.set_content(
          R"({"success":true,"data":{"_id":")" + std::string(kDraft) + R"(","name":"Draft","status":"draft"}})",
          "application/json");
    };
    server_.Get(".*", answer);
    server_.Patch(".*", answer);
    thread_ = std::thread([this] { server_.listen_after_bind(); });
    while (!server_.is_running()) std::this_thread::yield();
  }
  ~TlsServer() {
    server_.stop();
    thread_.join();
  }
  TlsServer(const TlsServer&) = delete;
  TlsServer& operator=(const TlsServer&) = delete;

  [[nodiscard]] std::string url(const std::string& host = "127.0.0.1") const {
    return "https://" + host + ":" + std::to_string(port_) + "/api";
  }

  std::atomic<int> requests{0};
  std::atomic<bool> was_key_right{false};

 private:
  httplib::SSLServer server_;
  int port_;
  std::thread thread_;
};

CurlOptions trusting(const TlsServer& server, const std::string& file) {
  CurlOptions trusting = options(server.url());
  trusting.ca_file = file;
  return trusting;
}

TEST_CASE("a service whose certificate is trusted is called") {
  const Certificate certificate = Certificate::of(kLoopbackNames);
  const TlsServer server(certificate);
  const TemporaryDirectory directory;
  Caller caller(trusting(server, certificate.written_to(directory.path())));
  CHECK(caller.campaign_of(get()).name == "Draft");
  CHECK(caller.campaign_of(rename()).name == "Draft");
  CHECK(server.was_key_right);
}

TEST_CASE("a certificate that nobody vouches for is refused before the key leaves, and the way out is told") {
  const TlsServer server(Certificate::of(kLoopbackNames));
  Caller caller(options(server.url()));
  for (const ApiCall& call : {ApiCall(get()), ApiCall(rename())}) {
    const CallFailure failure = caller.failure_of(call);
    CHECK(failure.kind == FailureKind::kTls);
    CHECK(says(failure.detail, "not sent, TLS: SSL certificate problem: self-signed certificate"));
    CHECK(says(failure.detail, "SSL_CERT_FILE"));
  }
  CHECK(server.requests == 0);
}

TEST_CASE("somebody else's certificate is refused, though it is trusted") {
  const Certificate certificate = Certificate::of("DNS:other.example,IP:127.0.0.9");
  const TlsServer server(certificate);
  const TemporaryDirectory directory;
  Caller caller(trusting(server, certificate.written_to(directory.path())));
  const CallFailure failure = caller.failure_of(rename());
  CHECK(failure.kind == FailureKind::kTls);
  CHECK(says(failure.detail, "127.0.0.1"));
  CHECK_FALSE(says(failure.detail, "SSL_CERT_FILE"));
  CHECK(server.requests == 0);
}

TEST_CASE("a certificate that has expired is refused, though it is trusted") {
  const Certificate certificate = Certificate::of(kLoopbackNames, -1);
  const TlsServer server(certificate);
  const TemporaryDirectory directory;
  Caller caller(trusting(server, certificate.written_to(directory.path())));
  const CallFailure failure = caller.failure_of(rename());
  CHECK(failure.kind == FailureKind::kTls);
  CHECK(says(failure.detail, "certificate has expired"));
  CHECK(server.requests == 0);
}

TEST_CASE("SSL_CERT_FILE names the authorities, as for the curl program, and a missing file is a matter of TLS") {
  const Certificate certificate = Certificate::of(kLoopbackNames);
  const TlsServer server(certificate);
  const TemporaryDirectory directory;
  ::setenv("SSL_CERT_FILE", certificate.written_to(directory.path()).c_str(), 1);
  Caller caller(options(server.url()));
  CHECK(caller.campaign_of(get()).name == "Draft");
  ::setenv("SSL_CERT_FILE", (directory.path() / "missing.pem").c_str(), 1);
  Caller misled(options(server.url()));
  const CallFailure failure = misled.failure_of(get());
  CHECK(failure.kind == FailureKind::kTls);
  CHECK(says(failure.detail, "missing.pem"));
  ::unsetenv("SSL_CERT_FILE");
}

TEST_CASE("a server that speaks no TLS is a matter of TLS, and one that hangs up is a connection that was not made") {
  const auto over_tls = [](const std::string& url) { return options("https" + url.substr(4)); };
  Served served;  // to which the beginning of TLS is no HTTP
  Caller to_plain(over_tls(url_of(served)));
  CHECK(to_plain.failure_of(rename()).kind == FailureKind::kTls);
  const RawServer rude(RawServer::Script{});
  Caller to_rude(over_tls(rude.url()));
  const CallFailure failure = to_rude.failure_of(rename());
  CHECK(failure.kind == FailureKind::kNeverSent);
}

TEST_CASE("a handshake that is never answered ends in a time-out, and nothing was sent") {
  const SilentListener listener;
  Caller caller(options("https://127.0.0.1:" + std::to_string(listener.port()), 300ms));
  const CallFailure failure = caller.failure_of(rename());
  CHECK(failure.kind == FailureKind::kNeverSent);
  CHECK(says(failure.detail, "not sent: "));
}

}  // namespace
}  // namespace campaignd::curl_test
