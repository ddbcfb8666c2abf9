// Answers that are well delivered, and wrong inside.
#include <doctest/doctest.h>

#include <string>

#include "adapters/curl/caller.h"

namespace campaignd::curl_test {
namespace {

// The service answers the next call with 200 and this.
void says_instead(Served& served, const std::string& body, const Json& headers = nullptr) {
  served.inject(
      {{"kind", "status"}, {"status", 200}, {"body", body}, {"contentType", "application/json"}, {"headers", headers}});
}

std::string record(const std::string& fields, std::string_view id = kDraft) {
  return R"({"_id":")" + std::string(id) + R"(",)" + fields + "}";
}

std::string whole(const std::string& data) {
  return R"({"success":true,"data":)" + data + "}";
}

TEST_CASE("an unknown status is kept in the service's word, and is none of the five") {
  Served served;
  Caller caller(served);
  says_instead(served, whole(record(R"("status":"paused")")));
  const ObservedCampaign seen = caller.campaign_of(get());
  CHECK(seen.status == CampaignStatus::kUnknown);
  CHECK(seen.status_text == "paused");
}

TEST_CASE("a campaign that stands in a list twice is given twice, for the observer to judge") {
  Served served(Json{{"listDuplicates", 2}});
  Caller caller(served);
  CHECK(caller.list_of(list()).campaigns.size() == 4);
}

TEST_CASE("a record of wrong types stands alone in a list, and fails a call for it alone") {
  Served served;
  Caller caller(served);
  const std::string bad = record(R"("status":["draft"])");
  const std::string good = record(R"("status":"draft")", kScheduled);
  says_instead(served, whole("[" + bad + "," + good + R"(,17,null,{"_id":7}])"));
  const CampaignList seen = caller.list_of(list());
  REQUIRE(seen.campaigns.size() == 1);
  CHECK(seen.campaigns[0].id.text() == kScheduled);
  CHECK(seen.unreadable.size() == 4);

  says_instead(served, whole(bad));
  const CallFailure failure = caller.failure_of(rename());
  CHECK(failure.kind == FailureKind::kEffectUnknown);
  CHECK(says(failure.detail, "status is a list, not text"));
}

TEST_CASE("numbers that no campaign has are refused, not cut down") {
  Served served;
  Caller caller(served);
  for (const char* number : {"1e300", "-1", "1.5", "18446744073709551615", "\"12\"", "true"}) {
    CAPTURE(number);
    says_instead(served, whole(record(R"("status":"draft","totalRecipients":)" + std::string(number))));
    CHECK(says(caller.failure_of(get()).detail, "totalRecipients is "));
  }
  says_instead(served, whole(record(R"("status":"draft","totalRecipients":1e999)")));
  CHECK(says(caller.failure_of(get()).detail, "it is no JSON"));
}

TEST_CASE("a field that is nested a thousand deep is passed over, and one a million deep makes no crash") {
  Served served;
  Caller caller(served);
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  says_instead(served, whole(record(R"("status":"draft","extra":)" + nested(1000))));
  CHECK(caller.campaign_of(get()).status == CampaignStatus::kDraft);
  says_instead(served, whole(record(R"("status":"draft","extra":)" + nested(1'000'000))));
  CHECK(says(caller.failure_of(get()).detail, "it is no JSON"));
}

TEST_CASE("an answer about another campaign than the one that was changed is not believed") {
  Served served;
  Caller caller(served);
  says_instead(served, whole(record(R"("status":"draft")", kScheduled)));
  const CallFailure failure = caller.failure_of(rename());
  CHECK(failure.kind == FailureKind::kEffectUnknown);
  CHECK(says(failure.detail, "it is about campaign"));
}

TEST_CASE("what is encoded though nobody asked for it is not decoded") {
  Served served;
  Caller caller(served);
  // gzip of ten bytes; what it would hold does not matter.
  says_instead(served, "\x1f\x8b\x08 no gzip that ever ends", {{"Content-Encoding", "gzip"}});
  const CallFailure failure = caller.failure_of(get());
  CHECK(failure.kind == FailureKind::kEffectUnknown);
  CHECK(says(failure.detail, R"((it is no JSON): application/json, "\x1f)"));
}

TEST_CASE("names with direction marks, controls and emoji arrive as they are") {
  Served served;
  Caller caller(served);
  says_instead(served, whole(record(R"("status":"draft","name":"\u202eعيد 🎉\u0007")")));
  CHECK(caller.campaign_of(get()).name == "\u202eعيد 🎉\a");
}

TEST_CASE("a PATCH carries any name as JSON, byte for byte") {
  Served served;
  Caller caller(served);
  const std::string name = "Quote \" back\\slash عيد 🎉";
  CHECK(caller.campaign_of(rename(kDraft, name)).name == name);
}

}  // namespace
}  // namespace campaignd::curl_test
