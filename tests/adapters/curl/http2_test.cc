// HTTP/2 where the server offers it.
#include <doctest/doctest.h>

#include "adapters/curl/caller.h"
#include "adapters/curl/http2_server.h"
#include "contract/temporary_directory.h"

namespace campaignd::curl_test {
namespace {

using Does = Http2Server::Does;

const Certificate& certificate_for_http2() {
  static const Certificate kCertificate = Certificate::of(kLoopbackNames);
  return kCertificate;
}

Http2Server::Script answering(std::size_t together = 1) {
  return {.body = R"({"success":true,"data":{"_id":")" + std::string(kDraft) + R"(","name":"Draft","status":"draft"}})",
          .together = together};
}

class Http2Caller {
 public:
  explicit Http2Caller(const Http2Server& server, std::chrono::milliseconds timeout = kPatience)
      : caller(trusting(server, timeout)) {}

 private:
  CurlOptions trusting(const Http2Server& server, std::chrono::milliseconds timeout) const {
    CurlOptions made = options(server.url(), timeout);
    made.ca_file = certificate_for_http2().written_to(directory_.path());
    return made;
  }

  TemporaryDirectory directory_;

 public:
  Caller caller;
};

TEST_CASE("over TLS HTTP/2 is offered, and used where the server takes it") {
  const Http2Server server(certificate_for_http2(), answering());
  Http2Caller http2(server);
  CHECK(http2.caller.campaign_of(get()).name == "Draft");
  CHECK(http2.caller.campaign_of(rename()).name == "Draft");
  CHECK(server.gets == 1);
  CHECK(server.patches == 1);
  CHECK(server.connections == 1);
}

TEST_CASE("calls in flight together share one HTTP/2 connection, the first ones, too") {
  const Http2Server server(certificate_for_http2(), answering(8));
  Http2Caller http2(server);
  for (int i = 0; i < 8; ++i) http2.caller.transport.send(i % 2 == 0 ? ApiCall(get()) : ApiCall(rename()));
  for (int i = 0; i < 8; ++i) CHECK(http2.caller.next().result);
  CHECK(server.connections == 1);
  CHECK(server.patches == 4);
}

TEST_CASE("a PATCH on a stream that the server refuses is not sent again by libcurl") {
  for (const bool is_first : {true, false}) {
    CAPTURE(is_first);
    Http2Server::Script script = answering();
    script.does = [](bool is_patch) { return is_patch ? Does::kRefuseStream : Does::kAnswer; };
    const Http2Server server(certificate_for_http2(), script);
    Http2Caller http2(server);
    if (!is_first) CHECK(http2.caller.campaign_of(get()).name == "Draft");
    const CallFailure failure = http2.caller.failure_of(rename());
    CHECK(failure.kind == FailureKind::kEffectUnknown);
    CHECK(server.patches == 1);
    CHECK(http2.caller.campaign_of(get()).name == "Draft");
  }
}

TEST_CASE("one call's time-out does not end the connection that others use") {
  const Http2Server server(certificate_for_http2(), answering(2));
  Http2Caller http2(server, 500ms);
  CHECK(http2.caller.failure_of(get()).kind == FailureKind::kEffectUnknown);
  http2.caller.transport.send(get());
  CHECK(http2.caller.next().result);
  CHECK(server.connections == 1);
}

}  // namespace
}  // namespace campaignd::curl_test
