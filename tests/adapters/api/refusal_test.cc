#include <doctest/doctest.h>

#include "adapters/api/answer_case.h"

namespace campaignd::test {
namespace {

using namespace std::chrono_literals;

CallFailure refused(int status, std::string body) {
  return failure_of(patch_campaign(), answer(status, std::move(body)));
}

TEST_CASE("every status has its meaning") {
  struct Case {
    int status;
    FailureKind kind;
  };
  for (const Case& one : {Case{300, FailureKind::kRefused},       Case{301, FailureKind::kRefused},
                          Case{304, FailureKind::kRefused},       Case{400, FailureKind::kRefused},
                          Case{401, FailureKind::kUnauthorized},  Case{402, FailureKind::kRefused},
                          Case{403, FailureKind::kForbidden},     Case{404, FailureKind::kNotFound},
                          Case{405, FailureKind::kRefused},       Case{408, FailureKind::kNeverSent},
                          Case{409, FailureKind::kRefused},       Case{413, FailureKind::kRefused},
                          Case{422, FailureKind::kRefused},       Case{429, FailureKind::kNeverSent},
                          Case{499, FailureKind::kRefused},       Case{500, FailureKind::kEffectUnknown},
                          Case{502, FailureKind::kEffectUnknown}, Case{503, FailureKind::kEffectUnknown},
                          Case{504, FailureKind::kEffectUnknown}, Case{599, FailureKind::kEffectUnknown},
                          Case{600, FailureKind::kEffectUnknown}, Case{999, FailureKind::kEffectUnknown},
                          Case{0, FailureKind::kEffectUnknown}}) {
    CAPTURE(one.status);
    CHECK(kind_of_status(one.status) == one.kind);
    if (one.status < 300) continue;
    const CallFailure failure = refused(one.status, R"({"success":false,"error":"no"})");
    CHECK(failure.kind == one.kind);
    CHECK(failure.http_status == one.status);
    CHECK_FALSE(failure.retry_after);
  }
}

TEST_CASE("an error's status counts even where its body says success") {
  CHECK(refused(500, R"({"success":true,"data":{"_id":"665f0c2ab1e4d2a7c9f01234","status":"draft"}})").kind ==
        FailureKind::kEffectUnknown);
}

TEST_CASE("the service's words are in error, or in message, or in an object in one of them") {
  CHECK(refused(400, R"({"success":false,"error":"scheduledFor must be in the future"})").detail ==
        "HTTP 400: scheduledFor must be in the future");
  CHECK(refused(401, R"({"message":"Unauthorized, please use your project api key"})").detail ==
        "HTTP 401: Unauthorized, please use your project api key");
  CHECK(refused(400, R"({"error":"","message":"second"})").detail == "HTTP 400: second");
  CHECK(refused(400, R"({"error":null,"message":"second"})").detail == "HTTP 400: second");
  CHECK(refused(400, R"({"error":{"message":"inside","code":7}})").detail == "HTTP 400: inside");
  CHECK(refused(400, R"({"error":{"code":7},"message":"outside"})").detail == "HTTP 400: outside");
  CHECK(refused(400, R"({"error":{"message":7}})").detail ==
        "HTTP 400: application/json, \"{\"error\":{\"message\":7}}\"");
}

TEST_CASE("without words the type and the first bytes stand in") {
  HttpAnswer page = answer(502, "<h1>Bad Gateway</h1>");
  page.content_type = "text/html";
  CHECK(failure_of(patch_campaign(), page).detail == "HTTP 502: text/html, \"<h1>Bad Gateway</h1>\"");
  page.body = "";
  page.content_type = "";
  CHECK(failure_of(patch_campaign(), page).detail == "HTTP 502: no content type, no body");
  CHECK(refused(500, R"(["error"])").detail == "HTTP 500: application/json, \"[\"error\"]\"");
}

TEST_CASE("a lack of credit is told with its numbers, those that are numbers") {
  CHECK(refused(400, R"({"error":"Insufficient credit","yourCredit":10,"requiredCredit":99.5,"canCover":3})").detail ==
        "HTTP 400: Insufficient credit (credit 10, required 99.5, enough for 3)");
  CHECK(refused(400, R"({"error":"Insufficient credit","yourCredit":"ten"})").detail ==
        "HTTP 400: Insufficient credit");
}

TEST_CASE("an address that is not allowed says what to do next") {
  CHECK(says(refused(403, R"({"message":"This IP address is not allowed"})").detail, "allow-list"));
  CHECK_FALSE(says(refused(403, R"({"success":false,"error":"Key may not do this"})").detail, "allow-list"));
}

TEST_CASE("the words are escaped and cut, and what is cut shows it") {
  CHECK(refused(400, R"({"error":"a\u001b[2Jb\u202ec\nd"})").detail == "HTTP 400: a\\x1b[2Jb\\u202ec\\nd");
  const std::string exact(500, 'w');
  CHECK(refused(400, R"({"error":")" + exact + "\"}").detail == "HTTP 400: " + exact);
  CHECK(refused(400, R"({"error":")" + exact + "w\"}").detail == "HTTP 400: " + exact + "…");
}

TEST_CASE("the key is in no failure, wherever the answer holds it, not even half of it at a cut") {
  const std::string secret(kKey);
  const auto has_none = [&](const HttpAnswer& given) {
    const std::string detail = failure_of(patch_campaign(), given).detail;
    CAPTURE(detail);
    CHECK_FALSE(says(detail, secret.substr(0, 12)));
    CHECK(says(detail, "[key"));
  };
  has_none(answer(401, R"({"message":"no such key: )" + secret + "\"}"));
  has_none(answer(401, R"({"message":")" + std::string(490, 'x') + secret + "\"}"));
  has_none(answer(500, "Authorization: Bearer " + secret));
  has_none(answer(500, std::string(110, 'x') + secret));
  has_none(answer(200, std::string(110, 'x') + secret));
  HttpAnswer in_type = answer(500, "");
  in_type.content_type = secret;
  has_none(in_type);
}

TEST_CASE("how long to wait comes from Retry-After or waitMinutes, the longer where both are given") {
  const auto wait = [](std::string header, std::string body) {
    HttpAnswer given = answer(429, std::move(body));
    given.retry_after = std::move(header);
    const CallFailure failure = failure_of(get_campaign(), given);
    CHECK(failure.kind == FailureKind::kNeverSent);
    return failure.retry_after;
  };
  const std::string two_minutes = R"({"message":"Too many","waitMinutes":2,"maxRequests":5,"timeWindowMinutes":10})";
  CHECK(wait("", two_minutes) == 2min);
  CHECK(wait("30", two_minutes) == 2min);
  CHECK(wait("300", two_minutes) == 5min);
  CHECK(wait("30", "") == 30s);
  CHECK(wait("Mon, 23 Nov 2026 09:00:45 GMT", "<html>") == 45s);
  CHECK(wait("soon", "{}") == std::nullopt);
  CHECK(wait("", R"({"waitMinutes":"2"})") == std::nullopt);
  CHECK(wait("", R"({"waitMinutes":-2})") == std::nullopt);
  CHECK(wait("", R"({"waitMinutes":0.5})") == 30s);
}

TEST_CASE("an answer that cannot be read may ask for time too") {
  HttpAnswer given = answer(200, "<html>");
  given.retry_after = "7";
  CHECK(failure_of(get_campaign(), given).retry_after == 7s);
}

}  // namespace
}  // namespace campaignd::test
