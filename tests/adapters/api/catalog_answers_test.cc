#include <doctest/doctest.h>

#include "adapters/api/answer_case.h"

namespace campaignd::test {
namespace {

Catalog catalog_in(std::string_view data) {
  const auto result = read(GetResources{}, answer(200, R"({"success":true,"data":)" + std::string(data) + "}"));
  if (!result) FAIL(result.error().detail);
  return std::get<Catalog>(*result);
}

std::string trouble_with_data(std::string_view data) {
  const auto failure = failure_of(GetResources{}, answer(200, R"({"success":true,"data":)" + std::string(data) + "}"));
  CHECK(failure.kind == FailureKind::kEffectUnknown);
  return failure.detail;
}

std::string one_account(std::string_view fields) {
  return R"({"businesses":[{"whatsappAccounts":[{"id":"acc",)" + std::string(fields) + "}]}]}";
}

TEST_CASE("templates and numbers belong to their accounts, and accounts to their businesses") {
  const auto catalog = catalog_in(R"({"project":{"id":"p"},"summary":{"businessCount":2},"businesses":[
    {"id":"b1","whatsappAccounts":[{"id":"acc-1","name":"Shop","templates":[
      {"id":"665f0c2ab1e4d2a7c9f0aaaa","name":"eid","language":"ar","category":"MARKETING","status":"APPROVED"}],
      "phoneNumbers":[{"id":"665f0c2ab1e4d2a7c9f0bbbb","phoneNumberId":"665f0c2ab1e4d2a7c9f0cccc",
        "displayPhoneNumber":"+964 770 123 4567","phoneNumber":"+9647701234567","verifiedName":"Shop",
        "qualityRating":"GREEN","messagingLimit":"TIER_1K","status":"CONNECTED"}]}]},
    {"id":"b2","whatsappAccounts":[{"whatsappBusinessId":"waba-2"},{}]}]})");

  CHECK(catalog.accounts == std::vector<CatalogAccount>{{"acc-1", "Shop", 0}, {"waba-2", "", 1}, {"account-3", "", 1}});
  CHECK(catalog.templates == std::vector<CatalogTemplate>{{TemplateId::parse("665f0c2ab1e4d2a7c9f0aaaa").value(), "eid",
                                                           "ar", "MARKETING", "APPROVED", 0}});
  CHECK(catalog.numbers == std::vector<CatalogNumber>{{PhoneNumberId::parse("665f0c2ab1e4d2a7c9f0bbbb").value(),
                                                       PhoneDigits{"9647701234567"}, "+964 770 123 4567", "Shop",
                                                       "CONNECTED", "GREEN", "TIER_1K", 0}});
}

TEST_CASE("a project without businesses has an empty catalog, an answer without the list is none") {
  CHECK(catalog_in(R"({"businesses":[]})") == Catalog{});
  CHECK(says(trouble_with_data("{}"), "it has no businesses"));
  CHECK(says(trouble_with_data(R"({"businesses":null})"), "it has no businesses"));
  CHECK(says(trouble_with_data("[]"), "data is no object"));
}

TEST_CASE("a list that is no list, or holds no objects, is no catalog") {
  CHECK(says(trouble_with_data(R"({"businesses":{}})"), "businesses is an object, not a list"));
  CHECK(says(trouble_with_data(R"({"businesses":[1]})"), "businesses is 1, not an object"));
  CHECK(says(trouble_with_data(one_account(R"("templates":"none")")), "templates is the text \"none\", not a list"));
  CHECK(says(trouble_with_data(one_account(R"("phoneNumbers":[null])")), "phoneNumbers is null, not an object"));
}

TEST_CASE("a template or a number without an id of ours cannot be named in a PATCH and is left out") {
  CHECK(catalog_in(one_account(R"("templates":[{"name":"eid"},{"id":5},{"id":"123"}],"phoneNumbers":[{}])"))
            .templates.empty());
}

TEST_CASE("a state that is not text is no state that can send") {
  const auto catalog = catalog_in(
      one_account(R"("templates":[{"id":"665f0c2ab1e4d2a7c9f0aaaa","name":"eid","status":true,"language":7}],)"
                  R"("phoneNumbers":[{"id":"665f0c2ab1e4d2a7c9f0bbbb","status":null}])"));
  CHECK(catalog.templates.at(0).status.empty());
  CHECK(catalog.templates.at(0).language.empty());
  CHECK(catalog.numbers.at(0).status.empty());
}

TEST_CASE("states are open: whatever word comes is kept") {
  const auto catalog = catalog_in(one_account(
      R"("templates":[{"id":"665f0c2ab1e4d2a7c9f0aaaa","name":"eid","language":"ar","status":"In-Review"}])"));
  CHECK(catalog.templates.at(0).status == "In-Review");
}

TEST_CASE("ten thousand accounts are read, one more is no catalog") {
  std::string accounts = "{}";
  for (int i = 1; i < 10'000; ++i) accounts += ",{}";
  const auto data = [](const std::string& list) { return R"({"businesses":[{"whatsappAccounts":[)" + list + "]}]}"; };
  CHECK(catalog_in(data(accounts)).accounts.size() == 10'000);
  CHECK(says(trouble_with_data(data(accounts + ",{}")), "it has more than 10000 accounts"));
}

}  // namespace
}  // namespace campaignd::test
