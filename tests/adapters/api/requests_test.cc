#include "adapters/api/requests.h"

#include <doctest/doctest.h>

#include "adapters/api/answer_case.h"

namespace campaignd::test {
namespace {

TEST_CASE("each call has its path, and what is not asked for is not in it") {
  const auto get = [](std::string target) { return HttpRequest{HttpMethod::kGet, std::move(target), ""}; };
  CHECK(to_request(ListCampaigns{CampaignStatus::kDraft, std::nullopt}) == get("/whatsapp/campaigns?status=draft"));
  CHECK(to_request(ListCampaigns{CampaignStatus::kScheduled, 3}) ==
        get("/whatsapp/campaigns?status=scheduled&page=3&limit=100"));
  CHECK(to_request(get_campaign()) == get("/whatsapp/campaigns/665f0c2ab1e4d2a7c9f01234?limit=1"));
  CHECK(to_request(GetResources{}) == get("/whatsapp/resources"));
  CHECK(to_request(GetProject{}) == get("/info"));
  CHECK(to_request(patch_campaign()) ==
        HttpRequest{HttpMethod::kPatch, "/whatsapp/campaigns/665f0c2ab1e4d2a7c9f01234", R"({"name":"Eid greeting"})"});
}

TEST_CASE("only a PATCH is a write") {
  CHECK(is_write(patch_campaign()));
  CHECK_FALSE(is_write(get_campaign()));
  CHECK_FALSE(is_write(ListCampaigns{}));
  CHECK_FALSE(is_write(GetResources{}));
  CHECK_FALSE(is_write(GetProject{}));
}

TEST_CASE("a body holds the fields that are set and no others") {
  Patch patch;
  patch.template_id = TemplateId::parse("665F0C2AB1E4D2A7C9F0AAAA");
  CHECK(to_json(patch) == R"({"templateId":"665f0c2ab1e4d2a7c9f0aaaa"})");
  patch.phone_number_id = PhoneNumberId::parse("665f0c2ab1e4d2a7c9f0bbbb");
  patch.category = Category::kUtility;
  CHECK(to_json(patch) == R"({"templateId":"665f0c2ab1e4d2a7c9f0aaaa","phoneNumberId":"665f0c2ab1e4d2a7c9f0bbbb",)"
                          R"("category":"UTILITY"})");
}

TEST_CASE("a schedule goes as type and time together, in UTC with milliseconds") {
  Patch patch;
  patch.schedule = at("2026-12-01T18:00:00+03:00");
  CHECK(to_json(patch) == R"({"scheduleType":"schedule","scheduledFor":"2026-12-01T15:00:00.000Z"})");
}

TEST_CASE("a disarm says now and takes the time away") {
  Patch patch;
  patch.schedule = Schedule{};
  CHECK(to_json(patch) == R"({"scheduleType":"now","scheduledFor":null})");
}

TEST_CASE("a name goes as it is, quotes and controls escaped") {
  Patch patch;
  patch.name = "عيد \"مبارك\"\n\\";
  CHECK(to_json(patch) == R"({"name":"عيد \"مبارك\"\n\\"})");
}

}  // namespace
}  // namespace campaignd::test
