// What happens before, below and around an HTTP answer.
#include <doctest/doctest.h>

#include <string>

#include "adapters/curl/caller.h"
#include "adapters/curl/loopback.h"
#include "adapters/curl/raw_server.h"

namespace campaignd::curl_test {
namespace {

std::string draft_body() {
  return R"({"success":true,"data":{"_id":")" + std::string(kDraft) + R"(","name":"Draft","status":"draft"}})";
}
std::string ok(const std::string& headers, const std::string& body) {
  return "HTTP/1.1 200 OK\r\n" + headers + "\r\n" + body;
}
std::string with_length(const std::string& body) {
  return ok("Content-Length: " + std::to_string(body.size()) + "\r\n", body);
}

TEST_CASE("a port that refuses means that nothing was sent") {
  Caller caller(options("http://127.0.0.1:" + std::to_string(port_that_refuses())));
  for (const ApiCall& call : {ApiCall(get()), ApiCall(rename())}) {
    const CallFailure failure = caller.failure_of(call);
    CHECK(failure.kind == FailureKind::kNeverSent);
    CHECK(says(failure.detail, "not sent: Failed to connect to 127.0.0.1 port "));
  }
}

TEST_CASE("a name that does not resolve means that nothing was sent") {
  Caller caller(options("http://no-such-host.invalid/api", 4s));
  const CallFailure failure = caller.failure_of(rename());
  CHECK(failure.kind == FailureKind::kNeverSent);
  CHECK(says(failure.detail, "not sent: "));
}

TEST_CASE("a socket that nobody serves ends in a time-out") {
  const SilentListener listener;
  Caller caller(options("http://127.0.0.1:" + std::to_string(listener.port()), 200ms));
  const CallFailure failure = caller.failure_of(rename());
  CHECK(failure.kind == FailureKind::kEffectUnknown);
  CHECK(says(failure.detail, "timed out"));
}

TEST_CASE("an address that is none, or of another protocol, is told and nothing is sent") {
  for (const char* url : {"http://", "ftp://127.0.0.1/", "file:///etc/passwd", "http://user:secret@127.0.0.1:1/",
                          "http://127.0.0.1:1/a b\r\nX-Evil: 1"}) {
    CAPTURE(url);
    Caller caller(options(url, 2s));
    const CallFailure failure = caller.failure_of(get());
    CHECK(failure.kind == FailureKind::kNeverSent);
    CHECK_FALSE(says(failure.detail, "Failed to connect"));
  }
}

TEST_CASE("a Content-Length that lies gives no answer that counts") {
  struct Case {
    const char* name;
    std::string says;
  };
  const std::string body = draft_body();
  for (const Case& is : {
           Case{"too small", ok("Content-Length: 5\r\n", body)},
           Case{"too large", ok("Content-Length: 5000\r\n", body)},
           Case{"larger than anything", ok("Content-Length: 99999999999999999999999\r\n", body)},
           Case{"larger than the limit", ok("Content-Length: 1099511627776\r\n", body)},
           Case{"no number", ok("Content-Length: many\r\n", body)},
       }) {
    CAPTURE(is.name);
    const RawServer server(Said{.bytes = is.says, .hangs_up = true});
    Caller caller(options(server.url()));
    CHECK(caller.failure_of(rename()).kind == FailureKind::kEffectUnknown);
    CHECK(server.requests() == 1);
  }
}

TEST_CASE("bytes behind an answer are not taken for the next one") {
  const RawServer server(Said{.bytes = with_length(draft_body()) + with_length(R"({"success":true,"data":null})")});
  Caller caller(options(server.url()));
  CHECK(caller.campaign_of(get()).name == "Draft");
  CHECK(caller.campaign_of(get()).name == "Draft");
}

TEST_CASE("an answer without a length ends where the connection does") {
  const RawServer server(Said{.bytes = ok("", draft_body()), .hangs_up = true});
  Caller caller(options(server.url()));
  CHECK(caller.campaign_of(get()).name == "Draft");
}

TEST_CASE("headers without end are not taken") {
  const RawServer server(
      Said{.bytes = "HTTP/1.1 200 OK\r\n", .then_for_ever = "X-More: " + std::string(900, 'x') + "\r\n"});
  Caller caller(options(server.url()));
  const CallFailure failure = caller.failure_of(get());
  CHECK(failure.kind == FailureKind::kEffectUnknown);
  CHECK(says(failure.detail, "it is larger than we take"));
}

TEST_CASE("provisional answers are passed over, and without end they are not taken") {
  const std::string provisional = "HTTP/1.1 103 Early Hints\r\nRetry-After: 9\r\nLink: </a>\r\n\r\n";
  const RawServer server(Said{.bytes = provisional + with_length(draft_body())});
  Caller caller(options(server.url()));
  CHECK(caller.campaign_of(rename()).name == "Draft");

  const RawServer busy(Said{.bytes = provisional + "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n"});
  Caller patient(options(busy.url()));
  const CallFailure failure = patient.failure_of(get());
  CHECK(failure.http_status == 503);
  CHECK_FALSE(failure.retry_after);  // that was the provisional one's

  const RawServer endless(Said{.bytes = provisional, .then_for_ever = provisional});
  Caller other(options(endless.url()));
  CHECK(says(other.failure_of(rename()).detail, "it is larger than we take"));
}

TEST_CASE("of an error without end the status counts, and a megabyte of it is enough") {
  const RawServer server(Said{.bytes = "HTTP/1.1 503 Busy\r\nRetry-After: 7\r\nContent-Type: text/html\r\n\r\n<h1>",
                              .then_for_ever = std::string(10'000, 'x')});
  Caller caller(options(server.url()));
  const Reply reply = caller.call(rename());
  REQUIRE_FALSE(reply.result);
  CHECK(reply.result.error().kind == FailureKind::kEffectUnknown);
  CHECK(reply.result.error().retry_after == 7s);
  CHECK(says(reply.result.error().detail, R"(HTTP 503: text/html, "<h1>xxx)"));
  CHECK(reply.bytes <= 1U << 20U);
}

TEST_CASE("an answer that the connection itself packs is bounded after it was unpacked") {
  httplib::detail::gzip_compressor zip;
  std::string packed;
  const std::string spaces(16U << 20U, ' ');
  zip.compress(spaces.data(), spaces.size(), true, [&](const char* data, std::size_t size) {
    packed.append(data, size);
    return true;
  });
  REQUIRE(packed.size() < 100'000);
  for (const char* header : {"Transfer-Encoding: gzip\r\n", "Content-Encoding: gzip\r\n"}) {
    CAPTURE(header);
    const RawServer server(Said{.bytes = ok(header, packed), .hangs_up = true});
    CurlOptions narrow = options(server.url());
    narrow.answer_limit = 1U << 20U;
    Caller caller(narrow);
    const Reply reply = caller.call(get());
    REQUIRE_FALSE(reply.result);
    CHECK(reply.result.error().kind == FailureKind::kEffectUnknown);
    CHECK(reply.bytes <= 1U << 20U);
  }
}

TEST_CASE("a PATCH whose kept connection ends before a byte of it is read leaves once") {
  const RawServer server([](int number, const std::string& /*head*/) {
    if (number == 1) return Said{.bytes = with_length(draft_body())};
    return Said{.hangs_up = true};
  });
  Caller caller(options(server.url()));
  CHECK(caller.campaign_of(get()).name == "Draft");
  const CallFailure failure = caller.failure_of(rename());
  CHECK(failure.kind == FailureKind::kEffectUnknown);
  CHECK(failure.detail == "no whole answer: the kept connection died, and the request is not sent a second time");
  CHECK(server.requests() == 2);
}

TEST_CASE("the key is in one header, and nothing waits for 100 Continue") {
  std::string seen;
  const RawServer server([&](int /*number*/, const std::string& head) {
    seen = head;
    return Said{.bytes = with_length(draft_body())};
  });
  Caller caller(options(server.url()));
  CHECK(caller.campaign_of(rename()).name == "Draft");
  CHECK(seen.starts_with("PATCH /whatsapp/campaigns/" + std::string(kDraft) + " HTTP/1.1\r\n"));
  CHECK(says(seen, "\r\nAuthorization: Bearer " + std::string(kKey) + "\r\n"));
  CHECK(seen.find(kKey) == seen.rfind(kKey));
  CHECK(says(seen, "\r\nContent-Length: 18\r\n"));
  CHECK_FALSE(says(seen, "Expect:"));
  CHECK_FALSE(says(seen, "Accept-Encoding:"));
  CHECK_FALSE(says(seen, "Cookie:"));
}

}  // namespace
}  // namespace campaignd::curl_test
