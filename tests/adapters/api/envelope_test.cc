#include <doctest/doctest.h>

#include "adapters/api/answer_case.h"

namespace campaignd::test {
namespace {

constexpr std::string_view kCampaign = R"({"success":true,"data":{"_id":"665f0c2ab1e4d2a7c9f01234","status":"draft"}})";

std::string trouble_with_body(std::string body, std::string content_type = "application/json") {
  HttpAnswer given = answer(200, std::move(body));
  given.content_type = std::move(content_type);
  const CallFailure failure = failure_of(patch_campaign(), given);
  CHECK(failure.kind == FailureKind::kEffectUnknown);
  CHECK(failure.http_status == 200);
  return failure.detail;
}

TEST_CASE("any 2xx with the documented JSON is success, whatever content type it claims") {
  for (const int status : {200, 201, 202}) CHECK(read(patch_campaign(), answer(status, std::string(kCampaign))));
  HttpAnswer odd = answer(200, std::string(kCampaign));
  odd.content_type = "text/html";
  CHECK(read(patch_campaign(), odd));
}

TEST_CASE("a page instead of JSON is told with its status, type and first bytes, escaped") {
  CHECK(trouble_with_body("<html>\r\n<b>Bad\x1b[31m</b>", "text/html; charset=utf-8") ==
        "HTTP 200, not the documented JSON (it is no JSON): text/html; charset=utf-8, "
        "\"<html>\\r\\n<b>Bad\\x1b[31m</b>\"");
}

TEST_CASE("a body cut short at any byte is not believed") {
  for (std::size_t length = 0; length < kCampaign.size(); ++length) {
    CAPTURE(length);
    CHECK_FALSE(read(get_campaign(), answer(200, std::string(kCampaign.substr(0, length)))));
  }
  CHECK(says(trouble_with_body(""), "no body"));
}

TEST_CASE("bytes behind the JSON, and bytes that are no UTF-8, make it no JSON") {
  CHECK(read(get_campaign(), answer(200, std::string(kCampaign) + " \r\n")));
  CHECK(says(trouble_with_body(std::string(kCampaign) + "x"), "it is no JSON"));
  CHECK(says(trouble_with_body(std::string(kCampaign) + "{}"), "it is no JSON"));
  CHECK(
      says(trouble_with_body(R"({"success":true,"data":{"_id":"665f0c2ab1e4d2a7c9f01234","status":"draft","x":tru}})"),
           "it is no JSON"));
  CHECK(says(trouble_with_body("{\"success\":true,\"name\":\"\xff\"}"), "it is no JSON"));
  CHECK(says(trouble_with_body("\x1f\x8b\x08gzip that nobody asked for"), "it is no JSON"));
}

TEST_CASE("JSON nested without an end is refused") {
  CHECK(says(trouble_with_body(std::string(100'000, '[')), "it is no JSON"));
  CHECK(says(trouble_with_body(R"({"success":true,"data":)" + std::string(2000, '[') + std::string(2000, ']') + "}"),
             "it is no JSON"));
}

TEST_CASE("success must be said, and must be true") {
  CHECK(says(trouble_with_body("[]"), "it is no object"));
  CHECK(says(trouble_with_body("null"), "it is no object"));
  CHECK(says(trouble_with_body(R"({"data":{"_id":"665f0c2ab1e4d2a7c9f01234","status":"draft"}})"),
             "it does not say success: true"));
  CHECK(says(trouble_with_body(R"({"success":"true","data":{}})"), "it does not say success: true"));
  CHECK(says(trouble_with_body(R"({"success":1,"data":{}})"), "it does not say success: true"));
  CHECK(says(trouble_with_body(R"({"success":true})"), "it has no data"));
}

TEST_CASE("a list must be a list") {
  for (const std::string_view data : {R"({})", R"("x")", "null", R"({"campaigns":[]})"}) {
    const auto failure =
        failure_of(ListCampaigns{}, answer(200, R"({"success":true,"data":)" + std::string(data) + "}"));
    CHECK(failure.kind == FailureKind::kEffectUnknown);
    CHECK(says(failure.detail, "data is no list"));
  }
}

TEST_CASE("a 200 that says success: false is the service's no, in its words") {
  const auto failure =
      failure_of(patch_campaign(), answer(200, R"({"success":false,"error":"Campaign is already running"})"));
  CHECK(failure.kind == FailureKind::kRefused);
  CHECK(failure.detail == "HTTP 200: Campaign is already running");
}

TEST_CASE("the project comes without an envelope") {
  const auto project = read(GetProject{}, answer(200, R"({"projectName":"Shop","credit":12500})"));
  REQUIRE(project);
  CHECK(std::get<Project>(*project) == Project{"Shop", 12500});
  CHECK(read(GetProject{}, answer(200, R"({"projectName":"Shop","credit":0.5,"success":true})")));
  for (const std::string_view bad :
       {R"({"projectName":"Shop"})", R"({"credit":1})", R"({"projectName":7,"credit":1})",
        R"({"projectName":"Shop","credit":"1"})", R"({"projectName":"Shop","credit":null})"}) {
    CHECK(failure_of(GetProject{}, answer(200, std::string(bad))).kind == FailureKind::kEffectUnknown);
  }
}

TEST_CASE("one reader reads small answers right after one that was huge") {
  AnswerReader reader;
  const ApiKey secret = key();
  const std::string huge = R"({"success":true,"padding":")" + std::string(5U << 20U, 'x') +
                           R"(","data":{"_id":"665f0c2ab1e4d2a7c9f01234","status":"draft"}})";
  for (int round = 0; round < 2; ++round) {
    CHECK(reader.read(get_campaign(), answer(200, huge), secret));
    CHECK(reader.read(get_campaign(), answer(200, std::string(kCampaign)), secret));
    CHECK_FALSE(reader.read(get_campaign(), answer(200, "{"), secret));
  }
}

TEST_CASE("a list that is as the caller has it, to the byte, is not read again") {
  AnswerReader reader;
  const ApiKey secret = key();
  const std::string body = R"({"success":true,"data":[{"_id":"665f0c2ab1e4d2a7c9f01234","status":"draft"}]})";
  const auto first = reader.read(ListCampaigns{}, answer(200, body), secret);
  REQUIRE(first);
  const auto version = std::get<CampaignList>(*first).version;
  REQUIRE(version);
  const ListCampaigns again{.status = CampaignStatus::kDraft, .page = {}, .unless = version};

  const auto same = reader.read(again, answer(200, body), secret);
  REQUIRE(same);
  CHECK(std::holds_alternative<UnchangedList>(*same));

  const auto moved = reader.read(again, answer(200, body + " "), secret);
  REQUIRE(moved);
  CHECK(std::get<CampaignList>(*moved).campaigns.size() == 1);
  CHECK(std::get<CampaignList>(*moved).version != version);

  CHECK_FALSE(reader.read(again, answer(500, body), secret));
  AnswerReader another;
  const auto elsewhere = another.read(again, answer(200, body), secret);
  REQUIRE(elsewhere);
  CHECK(std::holds_alternative<CampaignList>(*elsewhere));
  const auto page = reader.read(ListCampaigns{CampaignStatus::kDraft, 1}, answer(200, body), secret);
  REQUIRE(page);
  CHECK_FALSE(std::get<CampaignList>(*page).version);
}

}  // namespace
}  // namespace campaignd::test
