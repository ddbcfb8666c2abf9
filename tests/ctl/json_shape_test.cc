// The JSON that other programs read, against the contract: which keys, in which order, of which type. Golden files show
// how it looks; this says what may never change.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <regex>
#include <string>
#include <vector>

#include "adapters/json/catalog_json.h"
#include "adapters/json/diagnostics_json.h"
#include "adapters/json/plan_json.h"
#include "plans.h"

namespace campaignd::testing {

namespace {

using OrderedJson = nlohmann::ordered_json;
using Keys = std::vector<std::string>;

// Keys are only ever added, and behind the contract's: those come first and in its order.
bool begins_with(const OrderedJson& object, const Keys& keys) {
  Keys found;
  for (const auto& [key, value] : object.items()) found.push_back(key);
  if (found.size() < keys.size()) return false;
  found.resize(keys.size());
  return found == keys;
}

bool is_text_or_null(const OrderedJson& value) {
  return value.is_null() || (value.is_string() && !value.get<std::string>().empty());
}

bool is_instant(const OrderedJson& value) {
  static const std::regex form(R"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)");
  return value.is_string() && std::regex_match(value.get<std::string>(), form);
}

bool is_instant_or_null(const OrderedJson& value) {
  return value.is_null() || is_instant(value);
}

void check_entry(const OrderedJson& entry) {
  CAPTURE(entry.at("handle").get<std::string>());
  CHECK(begins_with(entry, {"handle", "id", "name", "status", "action", "reason", "detail", "clearsAt", "cause",
                            "scheduledFor", "recipients", "fields", "patches", "warnings", "at"}));
  for (const char* key : {"id", "name", "status", "reason", "detail", "cause"}) CHECK(is_text_or_null(entry.at(key)));
  for (const char* key : {"clearsAt", "scheduledFor"}) CHECK(is_instant_or_null(entry.at(key)));
  CHECK((entry.at("recipients").is_null() || entry.at("recipients").is_number_integer()));
  for (const OrderedJson& change : entry.at("fields")) {
    CHECK(begins_with(change, {"field", "from", "to"}));
    if (change.at("field") != "scheduledFor") continue;
    CHECK(is_instant_or_null(change.at("from")));
    CHECK(is_instant_or_null(change.at("to")));
  }
  for (const OrderedJson& patch : entry.at("patches")) CHECK(patch.is_object());
  CHECK(entry.at("patches").empty() == (entry.at("action") != "update"));
  for (const OrderedJson& warning : entry.at("warnings")) CHECK(begins_with(warning, {"rule", "detail"}));
  CHECK(begins_with(entry.at("at"), {"file", "line"}));
  CHECK(entry.at("at").at("file") == "campaigns.yaml");
  CHECK(entry.at("at").at("line").is_number_unsigned());
}

OrderedJson entry_of(const OrderedJson& plan, const std::string& handle) {
  for (const OrderedJson& entry : plan.at("entries")) {
    if (entry.at("handle") == handle) return entry;
  }
  return nullptr;
}

}  // namespace

TEST_CASE("a plan's JSON has the contract's keys, in its order, with its types") {
  const OrderedJson json = OrderedJson::parse(plan_json(plan_with_everything()));

  CHECK(begins_with(json, {"version", "revision", "now", "source", "summary", "held", "entries", "unmanaged"}));
  CHECK(json.at("version") == 1);
  CHECK(json.at("revision").get<std::string>().starts_with("sha256:"));
  CHECK(json.at("now") == "2026-11-24T09:00:00.000Z");
  CHECK(json.at("source") == "campaigns.yaml");
  CHECK(json.at("held").is_null());
  for (const OrderedJson& entry : json.at("entries")) check_entry(entry);
  for (const OrderedJson& each : json.at("unmanaged")) {
    CHECK(begins_with(each, {"id", "name", "status", "scheduledFor", "releasedFrom"}));
    CHECK(is_instant_or_null(each.at("scheduledFor")));
  }
  CHECK(json.at("unmanaged").at(0).at("releasedFrom") == "new-year");
  CHECK(json.at("unmanaged").at(1).at("releasedFrom").is_null());
  CHECK(json.at("unmanaged").at(2).at("scheduledFor").is_null());
}

TEST_CASE("the summary has all nine counts, and they add up") {
  const Plan plan = plan_with_everything();
  const OrderedJson summary = OrderedJson::parse(plan_json(plan)).at("summary");

  CHECK(begins_with(summary, {"update", "unchanged", "locked", "blocked", "immutable", "missing", "invalid",
                              "suspended", "unmanaged"}));
  CHECK(summary.size() == 9);
  std::size_t entries = 0;
  for (const auto& [key, count] : summary.items()) entries += key == "unmanaged" ? 0 : count.get<std::size_t>();
  CHECK(entries == plan.entries.size());
  CHECK(summary.at("unmanaged") == 3);
  CHECK(summary.at("update") == 3);
}

TEST_CASE("a held plan names its id and why; what would be sent stands in it all the same") {
  Plan plan = plan_with_everything();
  plan.held = Hold{"9f3c51aa", "maxChanges: 11 > 10"};
  const OrderedJson json = OrderedJson::parse(plan_json(plan));

  CHECK(json.at("held").dump() == R"({"plan":"9f3c51aa","because":"maxChanges: 11 > 10"})");
  CHECK(entry_of(json, "eid-greeting").at("patches").size() == 1);
}

TEST_CASE("fields are in the file's terms whatever the action is, patches in the API's") {
  const OrderedJson json = OrderedJson::parse(plan_json(plan_with_everything()));

  CHECK(entry_of(json, "eid-greeting").at("fields").dump() ==
        R"([{"field":"template","from":"eid_greeting/ar","to":"eid_greeting_v2/ar"},)"
        R"({"field":"scheduledFor","from":"2026-12-01T14:00:00.000Z","to":"2026-12-01T15:00:00.000Z"}])");
  CHECK(entry_of(json, "eid-greeting").at("patches").dump() ==
        R"([{"templateId":"64aa00000000000000000002","scheduleType":"schedule",)"
        R"("scheduledFor":"2026-12-01T15:00:00.000Z"}])");
  const OrderedJson disarmed = entry_of(json, "winter-sale");
  CHECK(disarmed.at("fields").at(0).dump() ==
        R"({"field":"phoneNumber","from":"+9647701234567","to":"+9647707654321"})");
  CHECK(disarmed.at("fields").at(1).at("to").is_null());
  CHECK(disarmed.at("patches").dump() ==
        R"([{"scheduleType":"now","scheduledFor":null},{"phoneNumberId":"64bb00000000000000000003"}])");
  CHECK(entry_of(json, "ramadan-offer").at("fields").size() == 1);
  CHECK(entry_of(json, "typo").at("fields").at(0).at("to") == "welcom/en");
  CHECK(entry_of(json, "lost").at("fields").empty());
  CHECK(entry_of(json, "ramadan-offer").at("cause") == "both");
  CHECK(entry_of(json, "ramadan-offer").at("clearsAt") == "2026-11-24T09:04:00.000Z");
}

TEST_CASE("what is absent is null, and a place without a line has none") {
  PlanEntry bare = entry("bare");
  bare.name.clear();
  bare.id.reset();
  bare.status.reset();
  bare.scheduled_for.reset();
  bare.recipients.reset();
  bare.at = Mark{9, 0, 0};
  Plan plan = plan_of({bare});
  plan.revision = {};
  const OrderedJson json = OrderedJson::parse(plan_json(plan));

  CHECK(json.at("revision").is_null());
  CHECK(json.at("source").is_null());
  const OrderedJson found = json.at("entries").at(0);
  for (const char* key :
       {"id", "name", "status", "reason", "detail", "clearsAt", "cause", "scheduledFor", "recipients"}) {
    CAPTURE(key);
    CHECK(found.at(key).is_null());
  }
  CHECK(found.at("at").dump() == R"({"file":null,"line":null})");
}

TEST_CASE("version comes first in every document") {
  for (const std::string& text : {plan_json(empty_plan()), catalog_json(small_catalog()), catalog_json({}),
                                  diagnostics_json({}), diagnostics_json({{Severity::kError, "", 0, 0, "no"}})}) {
    const OrderedJson json = OrderedJson::parse(text);
    CHECK(begins_with(json, {"version"}));
    CHECK(json.at("version") == 1);
    CHECK(text.ends_with("}\n"));
  }
}

TEST_CASE("templates, numbers and errors have their keys in order") {
  const OrderedJson catalog = OrderedJson::parse(catalog_json(small_catalog()));
  CHECK(begins_with(catalog, {"version", "templates", "numbers"}));
  CHECK(begins_with(catalog.at("templates").at(0), {"id", "name", "language", "category", "status", "account"}));
  CHECK(begins_with(catalog.at("numbers").at(0),
                    {"id", "number", "verifiedName", "status", "quality", "messagingLimit", "account"}));

  const OrderedJson errors = OrderedJson::parse(diagnostics_json(
      {{Severity::kError, "campaigns.yaml", 12, 19, "unknown"}, {Severity::kNote, "", 0, 0, "a note"}}));
  CHECK(begins_with(errors, {"version", "ok", "errors"}));
  CHECK(errors.at("ok") == false);
  for (const OrderedJson& each : errors.at("errors")) {
    CHECK(begins_with(each, {"file", "line", "column", "severity", "message"}));
  }
  CHECK(errors.at("errors").at(1).at("file").is_null());
  CHECK(errors.at("errors").at(1).at("line").is_null());
}

}  // namespace campaignd::testing
