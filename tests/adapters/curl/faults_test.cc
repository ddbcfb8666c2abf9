// Each fault that the simulated service can make, as the transport tells it, and what became of a PATCH behind it.
#include <doctest/doctest.h>

#include <string>

#include "adapters/curl/caller.h"

namespace campaignd::curl_test {
namespace {

constexpr std::chrono::milliseconds kShort{200};

TEST_CASE("a status that is no success says what it means, for a read and for a write") {
  struct Case {
    int status;
    FailureKind kind;
    std::string detail;
  };
  Served served;
  Caller caller(served);
  for (const Case& is : {
           Case{400, FailureKind::kRefused, "HTTP 400: Invalid request"},
           Case{401, FailureKind::kUnauthorized, "HTTP 401: Unauthorized, please use your project api key"},
           Case{403, FailureKind::kForbidden,
                "HTTP 403: This IP address is not allowed; add this machine's address to the project's allow-list at "
                "OTPIQ"},
           Case{404, FailureKind::kNotFound, "HTTP 404: Campaign not found"},
           Case{408, FailureKind::kNeverSent, "HTTP 408: Status 408"},
           Case{429, FailureKind::kNeverSent, "HTTP 429: Too many requests, please try again later"},
           Case{500, FailureKind::kEffectUnknown, "HTTP 500: Internal server error"},
           Case{503, FailureKind::kEffectUnknown, "HTTP 503: Status 503"},
       }) {
    CAPTURE(is.status);
    served.inject({{"kind", "status"}, {"status", is.status}, {"times", 2}});
    for (const ApiCall& call : {ApiCall(get()), ApiCall(rename())}) {
      const CallFailure failure = caller.failure_of(call);
      CHECK(failure.kind == is.kind);
      CHECK(failure.http_status == is.status);
      CHECK(failure.detail == is.detail);
    }
  }
  CHECK(caller.campaign_of(get()).name == "Draft");
}

TEST_CASE("Retry-After in seconds, as a date, and waitMinutes are waits from the answer's own time") {
  Served served;
  Caller caller(served);
  const auto wait_of = [&](Json fault) {
    fault["kind"] = "status";
    served.inject(fault);
    return caller.failure_of(get()).retry_after;
  };
  CHECK(wait_of({{"status", 429}, {"retryAfter", 90}}) == 90s);
  CHECK(wait_of({{"status", 429}, {"retryAfter", 90}, {"retryAfterForm", "date"}}) == 90s);
  CHECK(wait_of({{"status", 429}, {"waitMinutes", 2}}) == 2min);
  CHECK(wait_of({{"status", 429}, {"retryAfter", 7}, {"waitMinutes", 2}}) == 2min);
  CHECK(wait_of({{"status", 503}, {"retryAfter", 5}}) == 5s);
  CHECK(wait_of({{"status", 503}}) == std::nullopt);
}

TEST_CASE("a redirect is not followed") {
  Served served;
  Caller caller(served);
  for (const int status : {301, 302, 303, 307, 308}) {
    CAPTURE(status);
    served.simulator().clear_requests();
    served.inject({{"kind", "status"},
                   {"status", status},
                   {"times", 2},
                   {"body", ""},
                   {"headers", {{"Location", url_of(served) + "/info"}}}});
    CHECK(caller.failure_of(get()).kind == FailureKind::kRefused);
    const CallFailure failure = caller.failure_of(rename());
    CHECK(failure.kind == FailureKind::kRefused);
    CHECK(says(failure.detail, "no redirect is followed, check api.baseUrl"));
    CHECK(served.simulator().requests().size() == 2);
  }
}

TEST_CASE("an answer that comes too late ends in a time-out, and a write may have happened") {
  Served served;
  Caller caller(served, kShort);
  served.inject({{"kind", "delay"}, {"delayMs", 60'000}, {"method", "PATCH"}});
  const CallFailure failure = caller.failure_of(rename());
  CHECK(failure.kind == FailureKind::kEffectUnknown);
  CHECK(failure.http_status == 0);
  CHECK(says(failure.detail, "timed out"));
  CHECK(requests(served, "PATCH") == 1);
}

TEST_CASE("a service that accepts and says nothing ends in a time-out") {
  Served served;
  Caller caller(served, kShort);
  served.inject({{"kind", "silent"}});
  const CallFailure failure = caller.failure_of(get());
  CHECK(failure.kind == FailureKind::kEffectUnknown);
  CHECK(says(failure.detail, "timed out"));
}

TEST_CASE("a call on a kept connection that dies is not repeated by anybody below us") {
  for (const bool by_reset : {false, true}) {
    for (const char* applies : {"no", "yes"}) {
      CAPTURE(by_reset);
      CAPTURE(applies);
      Served served;
      Caller caller(served);
      CHECK(caller.campaign_of(get()).name == "Draft");  // the connection is kept from here on
      served.inject({{"kind", "drop"}, {"reset", by_reset}, {"method", "PATCH"}, {"applies", applies}});
      const CallFailure failure = caller.failure_of(rename());
      CHECK(failure.kind == FailureKind::kEffectUnknown);
      CHECK(failure.http_status == 0);
      CHECK(requests(served, "PATCH") == 1);
      const auto log = served.simulator().requests();
      REQUIRE(log.size() == 2);
      CHECK(log[0].connection == log[1].connection);
      CHECK(caller.campaign_of(get()).name == (std::string(applies) == "yes" ? "Renamed" : "Draft"));
    }
  }
}

TEST_CASE("a read on a kept connection that dies is told, too, and left to whoever counts the retries") {
  Served served;
  Caller caller(served);
  CHECK(caller.campaign_of(get()).name == "Draft");
  served.inject({{"kind", "drop"}, {"times", 1}});
  const CallFailure failure = caller.failure_of(get());
  CHECK(failure.kind == FailureKind::kEffectUnknown);
  CHECK(says(failure.detail, "not sent a second time"));
  CHECK(requests(served, "GET") == 2);
}

TEST_CASE("a kept connection that dies is told in the same words for the tenth time as for the first") {
  Served served;
  Caller caller(served);
  for (int i = 0; i < 10; ++i) {
    CAPTURE(i);
    CHECK(caller.campaign_of(get()).name == "Draft");
    served.inject({{"kind", "drop"}, {"times", 1}});
    CHECK(says(caller.failure_of(get()).detail, "the kept connection died, and the request is not sent a second time"));
  }
}

TEST_CASE("a connection that the service closed between two calls is replaced by a new one") {
  Served served(Json{{"requestsPerConnection", 1}});
  Caller caller(served);
  CHECK(caller.campaign_of(get()).name == "Draft");
  // The end of the connection may still be on its way when the next call leaves; then that call is told as lost.
  Reply reply = caller.call(rename());
  for (int i = 0; i < 50 && !reply.result; ++i) reply = caller.call(rename());
  REQUIRE(reply.result);
  const auto log = served.simulator().requests();
  CHECK(log.front().connection != log.back().connection);
}

TEST_CASE("a body cut short is no answer, whatever of it came") {
  Served served;
  Caller caller(served);
  for (const int bytes : {0, 1, 60}) {
    CAPTURE(bytes);
    served.inject({{"kind", "truncate"}, {"bytes", bytes}});
    const CallFailure failure = caller.failure_of(get());
    CHECK(failure.kind == FailureKind::kEffectUnknown);
    CHECK(says(failure.detail, "no whole answer: "));
    CHECK(says(failure.detail, "(HTTP 200)"));
  }
  served.inject({{"kind", "truncate"}, {"method", "PATCH"}});
  CHECK(caller.failure_of(rename()).kind == FailureKind::kEffectUnknown);
  CHECK(requests(served, "PATCH") == 1);
}

TEST_CASE("an answer that begins and stops is given up before the time-out") {
  Served served;
  Caller caller(served, 10s);
  served.inject({{"kind", "stall"}});
  Caller impatient(served, 300ms);
  const CallFailure failure = impatient.failure_of(get());
  CHECK(failure.kind == FailureKind::kEffectUnknown);
  CHECK(failure.http_status == 200);
  CHECK(failure.detail == "no whole answer: it began, and then nothing came for 150 ms (HTTP 200)");
  CHECK(impatient.campaign_of(get()).name == "Draft");
}

TEST_CASE("an answer that drips is taken whole where it ends in time, and given up at the time-out where not") {
  Served served;
  Caller caller(served);
  served.inject({{"kind", "trickle"}, {"bytes", 50}, {"intervalMs", 5}});
  CHECK(caller.campaign_of(get()).name == "Draft");

  Caller impatient(served, 400ms);
  served.inject({{"kind", "trickle"}, {"bytes", 1}, {"intervalMs", 20}});
  const CallFailure failure = impatient.failure_of(get());
  CHECK(failure.kind == FailureKind::kEffectUnknown);
  CHECK(says(failure.detail, "(HTTP 200)"));
}

TEST_CASE("garbage is an error with status, content type and its first bytes, escaped") {
  struct Case {
    const char* format;
    std::string detail;
  };
  Served served;
  Caller caller(served);
  for (const Case& is : {
           Case{"html", R"(HTTP 200, not the documented JSON (it is no JSON): text/html, "<html>\r\n<head>)"},
           Case{"text", R"((it is no JSON): text/plain, "The service is having a moment.")"},
           Case{"wrong-json", R"(not the documented JSON (it does not say success: true): application/json)"},
           Case{"cut-json",
                R"((it is no JSON): application/json; charset=utf-8, "{"success":true,"data":[{"_id":"66")"},
           Case{"empty", "(it is no JSON): application/json; charset=utf-8, no body"},
           Case{"binary", R"("{"success":true,"data":[{"name":"\xff\xfe\x80\xc3"}]}")"},
           Case{"no-http", "no whole answer: "},
       }) {
    CAPTURE(is.format);
    for (const ApiCall& call : {ApiCall(get()), ApiCall(rename())}) {
      served.inject({{"kind", "garbage"}, {"format", is.format}});
      const CallFailure failure = caller.failure_of(call);
      CHECK(failure.kind == FailureKind::kEffectUnknown);
      CAPTURE(failure.detail);
      CHECK(says(failure.detail, is.detail));
    }
  }
}

TEST_CASE("the right JSON with a wrong content type is believed: the bytes count") {
  Served served;
  Caller caller(served);
  const std::string body = R"({"success":true,"data":{"_id":")" + std::string(kDraft) + R"(","status":"draft"}})";
  served.inject({{"kind", "status"}, {"status", 200}, {"body", body}, {"contentType", "text/html"}});
  CHECK(caller.campaign_of(get()).status == CampaignStatus::kDraft);
}

TEST_CASE("an answer of a gigabyte is not taken, with or without its length told before") {
  Served served;
  for (const bool is_chunked : {false, true}) {
    CAPTURE(is_chunked);
    Caller caller(served);
    served.inject({{"kind", "huge"}, {"chunked", is_chunked}});
    const CallFailure failure = caller.failure_of(list());
    CHECK(failure.kind == FailureKind::kEffectUnknown);
    CHECK(failure.detail == "no whole answer: it is larger than we take (HTTP 200)");
    CHECK(caller.list_of(list()).campaigns.size() == 2);
  }
}

TEST_CASE("an answer as large as the limit is taken, and one byte more is not") {
  Served served;
  Caller sizes(served);
  const auto size = static_cast<std::size_t>(sizes.call(get()).bytes);
  for (const std::size_t limit : {size, size - 1}) {
    CAPTURE(limit);
    CurlOptions narrow = options(url_of(served));
    narrow.answer_limit = limit;
    Caller caller(narrow);
    const Reply whole = caller.call(get());
    CHECK(whole.result.has_value() == (limit == size));
    served.inject({{"kind", "trickle"}, {"bytes", 40}, {"intervalMs", 1}});
    const Reply dripped = caller.call(get());
    CHECK(dripped.result.has_value() == (limit == size));
  }
}

TEST_CASE("a service that repeats the key does not bring it into an error") {
  Served served;
  Caller caller(served);
  const std::string told = "who is " + std::string(kKey) + "?";
  served.inject({{"kind", "status"}, {"status", 400}, {"body", {{"error", told}}}});
  CHECK(caller.failure_of(get()).detail == "HTTP 400: who is [key]?");
  served.inject({{"kind", "status"}, {"status", 502}, {"body", told}, {"contentType", "text/" + std::string(kKey)}});
  CHECK(caller.failure_of(get()).detail == R"(HTTP 502: text/[key], "who is [key]?")");
}

TEST_CASE("chaos from any seed ends every call, with an answer or an error that says something") {
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    CAPTURE(seed);
    Served served(Json::object(), seed);
    Caller caller(served, 500ms);
    served.inject({{"kind", "chaos"}, {"probability", 0.7}});
    for (int i = 0; i < 40; ++i) {
      CAPTURE(i);
      const Reply reply = i % 2 == 0 ? caller.call(get()) : caller.call(rename());
      if (!reply.result) CHECK_FALSE(reply.result.error().detail.empty());
    }
    CHECK(requests(served, "PATCH") == 20);
    CHECK(requests(served, "GET") == 20);
  }
}

}  // namespace
}  // namespace campaignd::curl_test
