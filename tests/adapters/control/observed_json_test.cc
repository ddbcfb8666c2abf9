#include "adapters/json/observed_json.h"

#include <doctest/doctest.h>
#include <simdjson.h>

#include "adapters/api/answers.h"

namespace campaignd::testing {

namespace {

template <class Id>
Id id_of(char last) {
  return *Id::parse(std::string(23, 'a') + last);
}

ObservedCampaign campaign_of(char last) {
  ObservedCampaign campaign{.id = id_of<CampaignId>(last)};
  campaign.name = "تهنئة \"1\"";
  campaign.status = CampaignStatus::kScheduled;
  campaign.status_text = "scheduled";
  campaign.message_template = ObservedTemplate{id_of<TemplateId>('1'), "eid", "ar"};
  campaign.phone_number = ObservedNumber{id_of<PhoneNumberId>('2'), {"9647701234567"}};
  campaign.category = "MARKETING";
  campaign.scheduled_for = WallTime{std::chrono::hours(490'000)};
  campaign.updated_at = WallTime{std::chrono::milliseconds(1'700'000'000'123)};
  campaign.recipients = 812;
  campaign.estimated_cost = 48720.5;
  campaign.reserved = 0.1;
  return campaign;
}

// As a reader of the API's answers takes it.
template <class Content>
Content read_back(const std::string& document, const char* part, const ApiCall& call) {
  simdjson::dom::parser parser;
  const std::string body = simdjson::minify(parser.parse(document)[part].value());
  AnswerReader reader;
  const auto content =
      reader.read(call, {.status = 200, .content_type = "application/json", .retry_after = "", .body = body},
                  *ApiKey::parse("a-key-of-nobody"));
  REQUIRE(content);
  return std::get<Content>(*content);
}

}  // namespace

TEST_CASE("what the API showed is the same to whoever reads it from the service") {
  ProjectView view;
  view.now = WallTime{std::chrono::hours(480'000)};
  ObservedCampaign draft = campaign_of('b');
  draft.status = CampaignStatus::kDraft;
  draft.status_text = "draft";
  draft.scheduled_for.reset();
  draft.message_template = ObservedTemplate{std::nullopt, "eid", "ar"};
  draft.phone_number = ObservedNumber{std::nullopt, {"9647701234567"}};
  draft.recipients.reset();
  draft.is_sample = true;
  view.drafts.campaigns = {draft};
  view.scheduled.campaigns = {campaign_of('c'), campaign_of('d')};
  view.scheduled.unreadable = {{id_of<CampaignId>('e'), "scheduledFor is no time", "Broken"}};
  view.catalog.accounts = {{"1", "Books", 0}, {"2", "More books", 0}, {"3", "Other", 1}};
  view.catalog.templates = {{id_of<TemplateId>('1'), "eid", "ar", "MARKETING", "APPROVED", 0},
                            {id_of<TemplateId>('3'), "sale", "en", "UTILITY", "PAUSED", 2}};
  view.catalog.numbers = {
      {id_of<PhoneNumberId>('2'), {"9647701234567"}, "+964 770 123 4567", "Books", "CONNECTED", "GREEN", "TIER_1K", 1}};
  view.project = {"Baghdad Books", 640000.25};

  const std::string document = observed_json(view);

  CHECK(read_back<CampaignList>(document, "drafts", ListCampaigns{}).campaigns == view.drafts.campaigns);
  const auto scheduled = read_back<CampaignList>(document, "scheduled", ListCampaigns{CampaignStatus::kScheduled, {}});
  CHECK(scheduled.campaigns == view.scheduled.campaigns);
  REQUIRE(scheduled.unreadable.size() == 1);
  CHECK(scheduled.unreadable.front().id == id_of<CampaignId>('e'));
  CHECK(scheduled.unreadable.front().name == "Broken");
  CHECK(read_back<Catalog>(document, "resources", GetResources{}) == view.catalog);
  CHECK(read_back<Project>(document, "info", GetProject{}) == view.project);
}

}  // namespace campaignd::testing
