#include <doctest/doctest.h>

#include "adapters/api/answer_case.h"
#include "adapters/api/campaign_record.h"

namespace campaignd::test {
namespace {

constexpr std::string_view kTemplateId = "665f0c2ab1e4d2a7c9f0aaaa";
constexpr std::string_view kNumberId = "665f0c2ab1e4d2a7c9f0bbbb";

// A record with what every record needs, and `more` fields.
std::string record(std::string_view more = "") {
  std::string text = R"({"_id":"665f0c2ab1e4d2a7c9f01234","status":"scheduled")";
  if (!more.empty()) text.append(",").append(more);
  return text + "}";
}

ObservedTemplate template_of(std::string_view value) {
  return campaign_in(record(R"("template":)" + std::string(value))).message_template.value();
}

ObservedNumber number_of(std::string_view value) {
  return campaign_in(record(R"("phoneNumber":)" + std::string(value))).phone_number.value();
}

TEST_CASE("every documented field of a campaign is read") {
  const auto campaign = campaign_in(R"({"_id":"665f0c2ab1e4d2a7c9f01234","campaignId":"wac_x1","name":"Eid","status":
      "scheduled","category":"MARKETING","template":"665f0c2ab1e4d2a7c9f0aaaa","phoneNumber":"665f0c2ab1e4d2a7c9f0bbbb",
      "scheduleType":"schedule","scheduledFor":"2026-12-01T15:00:00.000Z","startedAt":null,"completedAt":null,
      "totalRecipients":812,"sentCount":0,"estimatedTotalCost":1218.5,"reservedAmount":7,"billingStatus":"none",
      "isSampleCampaign":false,"sampleOfCampaign":null,"createdAt":"x","updatedAt":"2026-11-20T08:00:00.250Z",
      "recipients":[{"phoneNumber":"+964"}],"pagination":{"total":1},"something":{"new":[1,2]}})");

  ObservedCampaign expected{
      campaign_id(), "Eid", CampaignStatus::kScheduled, "scheduled", {}, {}, "MARKETING", {}, {}, {}, {}, {}, {},
      false};
  expected.message_template = ObservedTemplate{TemplateId::parse(kTemplateId), "", ""};
  expected.phone_number = ObservedNumber{PhoneNumberId::parse(kNumberId), {}};
  expected.scheduled_for = at("2026-12-01T15:00:00.000Z");
  expected.updated_at = at("2026-11-20T08:00:00.250Z");
  expected.recipients = 812;
  expected.estimated_cost = 1218.5;
  expected.reserved = 7;
  CHECK(campaign == expected);
}

TEST_CASE("a campaign needs an id and a status, and nothing else") {
  CHECK(campaign_in(record()).status == CampaignStatus::kScheduled);
  CHECK(says(trouble_with(R"({"status":"draft"})"), "it has no _id"));
  CHECK(says(trouble_with(R"({"_id":null,"status":"draft"})"), "it has no _id"));
  CHECK(says(trouble_with(R"({"_id":"665f0c2ab1e4d2a7c9f01234"})"), "it has no status"));
  CHECK(says(trouble_with(R"({"_id":"665f0c2ab1e4d2a7c9f01234","status":null})"), "it has no status"));
  CHECK(says(trouble_with(R"({"_id":"665f0c2ab1e4d2a7c9f01234","status":""})"), "it has no status"));
}

TEST_CASE("a template is an id, or an object with _id, with id, or with neither") {
  const auto id = TemplateId::parse(kTemplateId);
  CHECK(template_of(R"("665f0c2ab1e4d2a7c9f0aaaa")") == ObservedTemplate{id, "", ""});
  CHECK(template_of(R"({"_id":"665f0c2ab1e4d2a7c9f0aaaa","name":"eid","language":"ar"})") ==
        ObservedTemplate{id, "eid", "ar"});
  CHECK(template_of(R"({"id":"665f0c2ab1e4d2a7c9f0aaaa","name":"eid"})") == ObservedTemplate{id, "eid", ""});
  CHECK(template_of(R"({"name":"eid","language":"ar","category":"MARKETING"})") ==
        ObservedTemplate{std::nullopt, "eid", "ar"});
}

TEST_CASE("a number is an id, or an object with _id, with id, or with neither") {
  const auto id = PhoneNumberId::parse(kNumberId);
  const PhoneDigits digits{"9647701234567"};
  CHECK(number_of(R"("665f0c2ab1e4d2a7c9f0bbbb")") == ObservedNumber{id, {}});
  CHECK(number_of(R"({"_id":"665f0c2ab1e4d2a7c9f0bbbb","phoneNumber":"+9647701234567"})") ==
        ObservedNumber{id, digits});
  CHECK(number_of(R"({"id":"665f0c2ab1e4d2a7c9f0bbbb"})") == ObservedNumber{id, {}});
  CHECK(number_of(R"({"displayPhoneNumber":"+964 770 123 4567","verifiedName":"Shop"})") ==
        ObservedNumber{std::nullopt, digits});
  CHECK(number_of(R"({"phoneNumber":"","displayPhoneNumber":"+964 770 123 4567"})") ==
        ObservedNumber{std::nullopt, digits});
}

TEST_CASE("Meta's id of a number is never taken for ours") {
  CHECK(number_of(R"({"phoneNumberId":"665f0c2ab1e4d2a7c9f0bbbb","phoneNumber":"+9647701234567"})") ==
        ObservedNumber{std::nullopt, PhoneDigits{"9647701234567"}});
}

TEST_CASE("an id of another kind in an object counts as none, and the next way to tell is taken") {
  CHECK(template_of(R"({"_id":17,"id":"665f0c2ab1e4d2a7c9f0aaaa"})").id == TemplateId::parse(kTemplateId));
  CHECK(template_of(R"({"_id":"1234567890","name":"eid"})") == ObservedTemplate{std::nullopt, "eid", ""});
}

TEST_CASE("a template or a number that names nothing makes the record unreadable, null does not") {
  CHECK_FALSE(campaign_in(record(R"("template":null,"phoneNumber":null)")).message_template);
  CHECK(says(trouble_with(record(R"("template":{})")), "template has neither id nor name"));
  CHECK(says(trouble_with(record(R"("template":7)")), "template is 7, not an id or an object"));
  CHECK(says(trouble_with(record(R"("template":"eid")")), "template is the text \"eid\", not an id or an object"));
  CHECK(says(trouble_with(record(R"("template":["665f0c2ab1e4d2a7c9f0aaaa"])")), "template is a list"));
  CHECK(says(trouble_with(record(R"("phoneNumber":{"verifiedName":"x"})")), "phoneNumber has neither id nor digits"));
  CHECK(says(trouble_with(record(R"("phoneNumber":9647701234567)")), "phoneNumber is 9647701234567"));
}

TEST_CASE("ids in upper case are the same ids") {
  const auto campaign = campaign_in(
      R"({"_id":"665F0C2AB1E4D2A7C9F01234","status":"draft","template":{"_id":"665F0C2AB1E4D2A7C9F0AAAA"}})");
  CHECK(campaign.id == campaign_id());
  CHECK(campaign.message_template->id == TemplateId::parse(kTemplateId));
}

TEST_CASE("a wrong type of a field that counts is named with what it is") {
  const auto trouble = [](std::string_view more) { return trouble_with(record(more)); };
  CHECK(says(trouble(R"("name":5)"), "name is 5, not text"));
  CHECK(says(trouble(R"("category":["MARKETING"])"), "category is a list, not text"));
  CHECK(says(trouble(R"("scheduledFor":{"$date":0})"), "scheduledFor is an object, not a time"));
  CHECK(says(trouble(R"("scheduledFor":1765000000000)"), "scheduledFor is 1765000000000, not a time"));
  CHECK(says(trouble(R"("updatedAt":"yesterday")"), "updatedAt is the text \"yesterday\", not a time"));
  CHECK(says(trouble(R"("startedAt":true)"), "startedAt is true, not a time"));
  CHECK(
      says(trouble(R"("totalRecipients":"many")"), "totalRecipients is the text \"many\", not a whole number from 0"));
  CHECK(says(trouble(R"("totalRecipients":-1)"), "totalRecipients is -1"));
  CHECK(says(trouble(R"("totalRecipients":1.5)"), "totalRecipients is 1.5"));
  CHECK(says(trouble(R"("estimatedTotalCost":"12")"), "estimatedTotalCost is the text \"12\", not a number"));
  CHECK(says(trouble(R"("isSampleCampaign":"no")"), "isSampleCampaign is the text \"no\", not true or false"));
  CHECK(says(trouble_with(R"({"_id":17,"status":"draft"})"), "_id is 17, not an id of 24 hexadecimal digits"));
  CHECK(says(trouble_with(R"({"_id":"665f0c2ab1e4d2a7c9f01234","status":["draft"]})"), "status is a list, not text"));
  CHECK(says(trouble_with("[]"), "the record is a list, not an object"));
  CHECK(says(trouble_with("null"), "the record is null, not an object"));
}

TEST_CASE("a field that stands in a record twice makes it unreadable: which of them counts is nobody's to guess") {
  CHECK(says(trouble_with(record(R"("status":"draft")")), "status stands in it twice"));
  CHECK(says(trouble_with(record(R"("_id":"665f0c2ab1e4d2a7c9f01234")")), "_id stands in it twice"));
  CHECK(campaign_in(record(R"("sentCount":1,"sentCount":2)")).id == campaign_id());  // none of ours
}

TEST_CASE("a status that is none of the five is kept in the service's word") {
  for (const std::string_view word : {"paused", "DRAFT", "scheduled ", "\\u0000"}) {
    const auto campaign = campaign_in(R"({"_id":"665f0c2ab1e4d2a7c9f01234","status":")" + std::string(word) + "\"}");
    CHECK(campaign.status == CampaignStatus::kUnknown);
    CHECK_FALSE(campaign.status_text.empty());
  }
  CHECK(campaign_in(record(R"("category":"NEWS")")).category == "NEWS");
}

TEST_CASE("times are read with and without milliseconds, and with an offset") {
  const auto time = [](std::string_view text) {
    return campaign_in(record(R"("scheduledFor":")" + std::string(text) + "\"")).scheduled_for;
  };
  CHECK(time("2026-06-06T09:00:00.000Z") == at("2026-06-06T09:00:00.000Z"));
  CHECK(time("2026-06-06T09:00:00Z") == at("2026-06-06T09:00:00.000Z"));
  CHECK(time("2026-06-06T12:00:00.250+03:00") == at("2026-06-06T09:00:00.250Z"));
  for (const std::string_view bad : {"", "2026-06-06", "2026-06-06T09:00", "2026-02-30T09:00:00Z",
                                     "2026-06-06T09:00:00Z ", "2026-06-06T09:00:00", "2026-06-06T09:00:00+99:00"}) {
    CAPTURE(bad);
    CHECK(says(trouble_with(record(R"("scheduledFor":")" + std::string(bad) + "\"")), "scheduledFor is the text"));
  }
}

TEST_CASE("what stands in a draft's scheduledFor means nothing, so it cannot make the draft unreadable") {
  const auto draft = campaign_in(R"({"scheduledFor":{"odd":1},"_id":"665f0c2ab1e4d2a7c9f01234","status":"draft"})");
  CHECK(draft.status == CampaignStatus::kDraft);
  CHECK_FALSE(draft.scheduled_for);
}

TEST_CASE("either mark makes a sample campaign") {
  CHECK(campaign_in(record(R"("isSampleCampaign":true)")).is_sample);
  CHECK(campaign_in(record(R"("isSampleCampaign":true,"sampleOfCampaign":null)")).is_sample);
  CHECK(campaign_in(record(R"("sampleOfCampaign":"665f0c2ab1e4d2a7c9f01235","isSampleCampaign":false)")).is_sample);
  CHECK(campaign_in(record(R"("sampleOfCampaign":{"name":"x"})")).is_sample);
  CHECK_FALSE(campaign_in(record(R"("isSampleCampaign":null,"sampleOfCampaign":null)")).is_sample);
}

TEST_CASE("whole numbers are whole up to where a double holds them, and no further") {
  const auto recipients = [](std::string_view text) {
    return campaign_in(record(R"("totalRecipients":)" + std::string(text))).recipients;
  };
  CHECK(recipients("12.0") == 12);
  CHECK(recipients("1e3") == 1000);
  CHECK(recipients("9007199254740992") == 9007199254740992);
  CHECK(says(trouble_with(record(R"("totalRecipients":9007199254740993)")), "totalRecipients is 9007199254740993"));
  CHECK(says(trouble_with(record(R"("totalRecipients":1e300)")), "totalRecipients is 1e+300, not a whole number"));
  CHECK(says(trouble_with(record(R"("totalRecipients":18446744073709551615)")),
             "totalRecipients is 18446744073709551615"));
}

TEST_CASE("a number that no machine holds makes the answer no JSON, and nothing is believed of it") {
  CHECK(says(trouble_with(record(R"("totalRecipients":1e999)")), "it is no JSON"));
  CHECK(says(trouble_with(record(R"("sentCount":99999999999999999999999)")), "it is no JSON"));
}

TEST_CASE("an answer about another campaign than the one asked for is not believed") {
  const std::string other = R"({"_id":"665f0c2ab1e4d2a7c9f09999","status":"draft"})";
  CHECK(says(trouble_with(other), "it is about campaign 665f0c2ab1e4d2a7c9f09999, not 665f0c2ab1e4d2a7c9f01234"));
  const auto to_patch = failure_of(patch_campaign(), answer(200, R"({"success":true,"data":)" + other + "}"));
  CHECK(to_patch.kind == FailureKind::kEffectUnknown);
}

TEST_CASE("a list keeps its order and its doubles") {
  const auto list = list_in(R"([{"_id":"665f0c2ab1e4d2a7c9f00002","status":"draft"},
      {"_id":"665f0c2ab1e4d2a7c9f00001","status":"draft"},{"_id":"665F0C2AB1E4D2A7C9F00002","status":"scheduled"}])");

  REQUIRE(list.campaigns.size() == 3);
  CHECK(list.campaigns[0].id.text() == "665f0c2ab1e4d2a7c9f00002");
  CHECK(list.campaigns[1].id.text() == "665f0c2ab1e4d2a7c9f00001");
  CHECK(list.campaigns[2].id == list.campaigns[0].id);
  CHECK(list_in("[]").campaigns.empty());
}

TEST_CASE("one record that cannot be read does not take the others with it") {
  const auto list = list_in(R"([{"_id":"665f0c2ab1e4d2a7c9f00001","status":"draft"},7,
      {"_id":"665f0c2ab1e4d2a7c9f00002","status":"draft","name":[]},{"_id":"x","status":"draft"}])");

  CHECK(list.campaigns.size() == 1);
  CHECK(list.unreadable ==
        std::vector<UnreadableRecord>{{std::nullopt, "the record is 7, not an object"},
                                      {campaign_id("665f0c2ab1e4d2a7c9f00002"), "name is a list, not text"},
                                      {std::nullopt, "_id is the text \"x\", not an id of 24 hexadecimal digits"}});
}

TEST_CASE("a thousand records that cannot be read are told one by one, one more is no list of campaigns") {
  std::string records = "0";
  for (std::size_t i = 1; i < kMostUnreadable; ++i) records += ",0";
  CHECK(list_in("[" + records + "]").unreadable.size() == kMostUnreadable);

  const auto failure = failure_of(ListCampaigns{}, answer(200, R"({"success":true,"data":[)" + records + ",0]}"));
  CHECK(failure.kind == FailureKind::kEffectUnknown);
  CHECK(says(failure.detail, "more than 1000 of its records cannot be read, the first because the record is 0"));
}

TEST_CASE("the key is taken out of every text that a campaign brings") {
  const auto campaign = campaign_in(
      R"({"_id":"665f0c2ab1e4d2a7c9f01234","status":"sk_live_0123456789abcdef","name":"a sk_live_0123456789abcdef",)"
      R"("category":"sk_live_\u0030123456789abcdef","template":{"name":"sk_live_0123456789abcdef"}})");
  CHECK(campaign.status_text == "[key]");
  CHECK(campaign.name == "a [key]");
  CHECK(campaign.category == "[key]");
  CHECK(campaign.message_template->name == "[key]");
  CHECK_FALSE(says(trouble_with(record(R"("updatedAt":"sk_live_0123456789abcdef")")), kKey));
}

TEST_CASE("a key that the service echoes in a record that cannot be read is not in what is left of it") {
  const auto list = list_in(R"([{"_id":"665f0c2ab1e4d2a7c9f01234","name":"a sk_live_0123456789abcdef"}])");
  REQUIRE(list.unreadable.size() == 1);
  CHECK(list.unreadable[0].name == "a [key]");
}

}  // namespace
}  // namespace campaignd::test
