// The simulator refuses what the reference does not allow: a client that passes here sends nothing strange.
#include <doctest/doctest.h>

#include "simulator_test/served.h"

namespace campaignd::simulator::testing {
namespace {

std::string refusal_of(const Reply& reply) {
  const bool is_documented = reply.body.is_object() && reply.body.value("success", Json()) == Json(false);
  return std::to_string(reply.status) + " " + (is_documented ? reply.body.value("error", "") : reply.text);
}

TEST_CASE("a key that is wrong or missing is a 401 with the documented body") {
  Served served;
  httplib::Client client{"127.0.0.1", served.port()};
  for (const httplib::Headers& headers :
       {httplib::Headers{}, httplib::Headers{{"Authorization", "Bearer sk_dev_simulato"}},
        httplib::Headers{{"Authorization", "sk_dev_simulator"}}}) {
    const auto result = client.Get("/api/info", headers);
    REQUIRE(result);
    CHECK(result->status == 401);
    CHECK(result->body == R"({"message":"Unauthorized, please use your project api key"})");
  }
  CHECK(served.get("/info").status == 200);
}

TEST_CASE("a body must be one JSON object, sent as JSON") {
  Served served;
  const std::string target = Served::one(kDraft);
  const std::string good = R"({"name":"New name"})";
  CHECK(refusal_of(served.send("PATCH", target, good, "text/plain")) == "400 Content-Type must be application/json");
  CHECK(refusal_of(served.send("PATCH", target, good, "application/x-www-form-urlencoded")) ==
        "400 Content-Type must be application/json");
  CHECK(refusal_of(served.send("PATCH", target, "[]")) == "400 The body must be an object");
  CHECK(refusal_of(served.send("PATCH", target, R"({"name":"New name")")) == "400 The body is not valid JSON");
  CHECK(refusal_of(served.send("PATCH", target, R"({"name":"Name one","name":"Name two"})")) ==
        "400 The body is not valid JSON");
  CHECK(served.campaign(kDraft)["name"] == "Draft");
  CHECK(served.send("PATCH", target, good, "application/json; charset=utf-8").status == 200);
}

TEST_CASE("a name has 3 to 80 characters, however many bytes they take") {
  Served served;
  std::string arabic;
  for (int i = 0; i < 80; ++i) arabic += "ع";
  CHECK(served.patch(kDraft, {{"name", "ab"}}).status == 400);
  CHECK(served.patch(kDraft, {{"name", "abc"}}).status == 200);
  CHECK(served.patch(kDraft, {{"name", arabic}}).status == 200);
  CHECK(served.patch(kDraft, {{"name", arabic + "ع"}}).status == 400);
  CHECK(served.patch(kDraft, {{"name", 17}}).status == 400);
}

TEST_CASE("a field that UpdateCampaign does not have is a 400, and nothing of the body is taken") {
  Served served;
  CHECK(refusal_of(served.patch(kDraft, {{"name", "New name"}, {"status", "scheduled"}})) ==
        "400 status is not allowed");
  CHECK(served.campaign(kDraft)["name"] == "Draft");
}

TEST_CASE("each field of UpdateCampaign has its own type and its own values") {
  Served served;
  for (const Json& body :
       {Json{{"name", nullptr}}, Json{{"templateId", nullptr}}, Json{{"templateId", 41}}, Json{{"phoneNumberId", ""}},
        Json{{"phoneNumberId", kUnknown}}, Json{{"category", "AUTHENTICATION"}}, Json{{"category", "marketing"}},
        Json{{"category", nullptr}}, Json{{"scheduleType", "later"}}, Json{{"scheduleType", nullptr}},
        Json{{"scheduleType", "schedule"}, {"scheduledFor", 1796137200}},
        Json{{"scheduleType", "schedule"}, {"scheduledFor", nullptr}},
        Json{{"scheduleType", "now"}, {"scheduledFor", "soon"}}, Json{{"Name", "New name"}}}) {
    const std::string text = to_text(body);
    CAPTURE(text);
    const Reply reply = served.patch(kDraft, body);
    CHECK(reply.status == 400);
    CHECK(reply.body.value("success", Json()) == Json(false));
    CHECK_FALSE(text_at(reply.body, "error").empty());
  }
  CHECK(served.campaign(kDraft)["updatedAt"] == served.campaign(kDraft)["createdAt"]);
}

TEST_CASE("a campaign is created from the fields that CreateCampaign has, all of the required ones") {
  Served served;
  const Json good = {{"name", "Made"}, {"templateId", kGreetingAr}, {"phoneNumberId", kNumber}};
  const auto create = [&](const Json& body) {
    return served.send("POST", "/whatsapp/campaigns", to_text(body)).status;
  };
  for (const std::string required : {"name", "templateId", "phoneNumberId"}) {
    CAPTURE(required);
    Json body = good;
    body.erase(required);
    CHECK(create(body) == 400);
  }
  Json with_category = good;
  with_category["category"] = "MARKETING";
  CHECK(create(with_category) == 400);
  Json in_the_past = good;
  in_the_past.update({{"scheduleType", "schedule"}, {"scheduledFor", "2026-06-01T08:59:59.999Z"}});
  CHECK(create(in_the_past) == 400);
  CHECK(create(good) == 201);
}

TEST_CASE("scheduledFor is UTC with Z and in the future, and comes with scheduleType") {
  Served served;
  const auto patch = [&](const std::string& at) {
    return served.patch(kDraft, {{"scheduleType", "schedule"}, {"scheduledFor", at}});
  };
  CHECK(refusal_of(patch("2026-06-02T09:00:00.000+03:00")) == "400 scheduledFor must be in UTC, with Z");
  CHECK(refusal_of(patch("2026-06-02")) == "400 scheduledFor must be a date-time");
  CHECK(refusal_of(patch("2026-06-02T24:00:00.000Z")) == "400 scheduledFor must be a date-time");
  CHECK(refusal_of(patch("2026-02-30T09:00:00.000Z")) == "400 scheduledFor must be a date-time");
  CHECK(refusal_of(patch(std::string{kNow})) == "400 scheduledFor must be in the future");
  CHECK(refusal_of(served.patch(kDraft, {{"scheduledFor", "2026-06-02T09:00:00.000Z"}})) ==
        "400 scheduleType is required with scheduledFor");
  CHECK(refusal_of(served.patch(kDraft, {{"scheduleType", "schedule"}})) ==
        "400 scheduledFor is required when scheduleType is schedule");
  CHECK(served.campaign(kDraft)["status"] == "draft");
  CHECK(patch("2026-06-01T09:00:00.001Z").status == 200);
}

TEST_CASE("a template and a number are known, fit for campaigns, and of one account") {
  Served served;
  const auto with_template = [&](std::string_view id) { return served.patch(kDraft, {{"templateId", id}}); };
  CHECK(refusal_of(with_template(kUnknown)) == "400 Template not found");
  CHECK(refusal_of(with_template(kLoginCode)) == "400 Authentication templates cannot be used");
  CHECK(refusal_of(with_template(kSchoolBooks)) ==
        "400 The template and the phone number must belong to the same WhatsApp account");
  CHECK(refusal_of(with_template("greeting")) == "400 templateId must be 24 hexadecimal digits");
  CHECK(refusal_of(served.patch(kDraft, {{"phoneNumberId", "5550100001"}})) ==
        "400 phoneNumberId must be 24 hexadecimal digits");  // Meta's id, not the one a campaign takes
  CHECK(with_template("6A0000000000000000000042").status == 200);
  CHECK(served.patch(kDraft, {{"phoneNumberId", kOtherNumber}}).status == 200);
}

TEST_CASE("a template that is not approved is taken, unless the option says otherwise") {
  Served lenient;
  CHECK(lenient.patch(kDraft, {{"templateId", kPendingOffer}}).status == 200);
  Served strict{{{"refusesUnapproved", true}}};
  CHECK(strict.patch(kDraft, {{"templateId", kPendingOffer}}).status == 400);
}

TEST_CASE("what has started, and a sample, cannot be changed or deleted") {
  Served served;
  for (const auto id : {kRunning, kSample}) {
    CHECK(served.patch(id, {{"name", "New name"}}).status == 400);
    CHECK(served.send("DELETE", Served::one(id)).status == 400);
  }
  CHECK(refusal_of(served.patch(kUnknown, {{"name", "New name"}})) == "404 Campaign not found");
  CHECK(served.send("DELETE", Served::one(kDraft)).text == R"({"success":true,"data":{}})");
  CHECK(served.get(Served::one(kDraft)).status == 404);
}

TEST_CASE("a query parameter out of range, unknown or given twice is a 400") {
  Served served;
  const std::string list = "/whatsapp/campaigns";
  for (const std::string query : {"?status=none", "?page=0&limit=1", "?page=1&limit=0", "?page=1&limit=101",
                                  "?page=1&limit=x", "?page=1&limit=", "?limit=2.5", "?page=-1&limit=1", "?sort=name",
                                  "?Status=draft", "?page=1&page=2", "?status=draft&status=draft", "?verbose"}) {
    CAPTURE(query);
    CHECK(served.get(list + query).status == 400);
  }
  CHECK(served.get(list + "?page=1&limit=100").status == 200);
  CHECK(served.get(Served::one(kDraft) + "?limit=501").status == 400);
  CHECK(served.get(Served::one(kDraft) + "?limit=500").status == 200);
  CHECK(served.get("/info?verbose=1").status == 400);
  CHECK(served.get("/whatsapp/resources?includeTemplateComponents=yes").status == 400);
  CHECK(served.get("/whatsapp/resources?includeTemplateComponents=1").status == 200);
}

TEST_CASE("an id in the path is 24 hexadecimal digits of either case") {
  Served served;
  CHECK(served.get("/whatsapp/campaigns/wac_b1e4d2a7c9").status == 400);
  CHECK(served.get("/whatsapp/campaigns/665F0C2AB1E4D2A7C9F01232").status == 200);
  CHECK(served.send("PUT", Served::one(kDraft), "{}").status == 404);
}

TEST_CASE("a key that may only read gets a 403 for every write") {
  Served served{{{"readOnlyKey", true}}};
  CHECK(served.patch(kDraft, {{"name", "New name"}}).status == 403);
  CHECK(served.send("POST", Served::one(kDraft) + "/start").status == 403);
  CHECK(served.get(Served::one(kDraft)).status == 200);
}

}  // namespace
}  // namespace campaignd::simulator::testing
