#include <doctest/doctest.h>

#include "golden.h"
#include "handle_names.h"
#include "import_text.h"
#include "plans.h"
#include "yaml_text.h"

namespace campaignd::testing {

namespace {

CampaignId id_ending_in(std::string_view end) {
  return CampaignId::parse(std::string(CampaignId::kLength - end.size(), 'a') + std::string(end)).value();
}

ObservedCampaign observed(std::string_view id_end, std::string name, std::string_view scheduled_for = "") {
  ObservedCampaign campaign{id_ending_in(id_end), std::move(name)};
  campaign.status = scheduled_for.empty() ? CampaignStatus::kDraft : CampaignStatus::kScheduled;
  if (!scheduled_for.empty()) campaign.scheduled_for = at(scheduled_for);
  campaign.message_template = ObservedTemplate{std::nullopt, "eid_greeting", "ar"};
  campaign.phone_number = ObservedNumber{std::nullopt, {"9647701234567"}};
  return campaign;
}

TemplateId template_id(char last) {
  return TemplateId::parse(std::string(TemplateId::kLength - 1, 'b') + last).value();
}
PhoneNumberId number_id(char last) {
  return PhoneNumberId::parse(std::string(PhoneNumberId::kLength - 1, 'c') + last).value();
}

CatalogNumber number(char id_end, std::string digits, std::size_t account) {
  CatalogNumber made{number_id(id_end), {std::move(digits)}};
  made.account = account;
  return made;
}

// Two accounts that both have eid_greeting/ar and one number; everything else stands once.
Catalog two_accounts() {
  Catalog catalog;
  catalog.accounts = {{"1", "One", 0}, {"2", "Two", 0}};
  catalog.templates = {{template_id('1'), "eid_greeting", "ar", "MARKETING", "APPROVED", 0},
                       {template_id('2'), "eid_greeting", "ar", "MARKETING", "APPROVED", 1},
                       {template_id('3'), "login_code", "ar", "AUTHENTICATION", "APPROVED", 0},
                       {template_id('4'), "with blank", "ar", "MARKETING", "APPROVED", 0}};
  catalog.numbers = {number('1', "9647701234567", 0), number('2', "9647507654321", 0), number('3', "9647507654321", 1),
                     number('4', "077012345", 0)};
  return catalog;
}

std::string imported(const std::vector<ObservedCampaign>& campaigns, std::string_view zone = "Asia/Baghdad") {
  Observation observation;
  for (const ObservedCampaign& each : campaigns) observation.campaigns.emplace(each.id, each);
  const Catalog catalog = two_accounts();
  return import_text({observation, catalog, Zone::find(zone).value(), at("2026-11-24T09:00:00.000Z")}).yaml;
}

}  // namespace

TEST_CASE("text is plain in YAML where nobody can mistake it, and in quotes where somebody could") {
  for (const char* plain :
       {"Eid greeting", "تهنئة عيد الفطر", "eid_greeting/ar", "Asia/Baghdad", "x", "a-b (c) +1.5"}) {
    CAPTURE(plain);
    CHECK(yaml_text(plain) == plain);
  }
  for (const auto& each : std::vector<std::pair<std::string, std::string>>{{"", "\"\""},
                                                                           {"null", "\"null\""},
                                                                           {"Yes", "\"Yes\""},
                                                                           {"OFF", "\"OFF\""},
                                                                           {"~", "\"~\""},
                                                                           {"- a", "\"- a\""},
                                                                           {"2026-12-01", "\"2026-12-01\""},
                                                                           {"1e5", "\"1e5\""},
                                                                           {"+964", "\"+964\""},
                                                                           {"a: b", "\"a: b\""},
                                                                           {"a #b", "\"a #b\""},
                                                                           {"a ", "\"a \""},
                                                                           {"say \"hi\" \\", "\"say \\\"hi\\\" \\\\\""},
                                                                           {"a\nb\tc\r", "\"a\\nb\\tc\\x0d\""},
                                                                           {std::string("a\0b", 3), "\"a\\x00b\""},
                                                                           {"\x1b[2J", "\"\\x1b[2J\""},
                                                                           {"a\u202eb", "\"a\\u202eb\""},
                                                                           {"a\u0085b", "\"a\\x85b\""},
                                                                           {"a\u2028b", "\"a\\u2028b\""},
                                                                           {"a\u200bb", "\"a\\u200bb\""},
                                                                           {"\U0001F600", "\U0001F600"}}) {
    const std::string& text = each.first;  // clang 14 captures no structured binding
    CAPTURE(text);
    CHECK(yaml_text(text) == each.second);
  }
}

TEST_CASE("a handle is made of a name's Latin letters, else of the id, and is given once") {
  HandleNames names;
  const auto made = [&](std::string_view name, std::string_view id_end) {
    return names.make(name, id_ending_in(id_end)).str();
  };
  CHECK(made("Eid greeting!", "01") == "eid-greeting");
  CHECK(made("  EID -- Greeting ", "02") == "eid-greeting-2");
  CHECK(made("Sara's offer", "03") == "saras-offer");
  CHECK(made("تهنئة عيد الفطر", "f01234") == "campaign-f01234");
  CHECK(made("عرض 2026", "f05678") == "campaign-f05678");
  CHECK(made("تهنئة", "f01234") == "campaign-f01234-2");
  CHECK(made("", "04") == "campaign-aaaa04");
  CHECK(made("null", "05") == "null");
  CHECK(made(std::string(30, 'x') + " " + std::string(30, 'y'), "06") == std::string(30, 'x'));
  CHECK(made(std::string(100, 'z'), "07") == std::string(40, 'z'));
}

TEST_CASE("an import names what it can, and says of the rest why not") {
  auto nameless = observed("11", "no");
  auto turned = observed("12", "gnp\u202egreeting");
  auto broken_line = observed("13", "one\ntwo: \"three\" # four");
  auto other_account = observed("14", "Other account", "2026-12-01T15:00:00.000Z");
  other_account.message_template->id = template_id('2');
  other_account.phone_number->id = number_id('3');
  auto by_id = observed("15", "Template alone");
  by_id.message_template->id = template_id('2');
  by_id.phone_number.reset();
  auto login = observed("16", "Login code");
  login.message_template = ObservedTemplate{template_id('3'), "", ""};
  auto blank = observed("17", "Blank template");
  blank.message_template = ObservedTemplate{template_id('4'), "", ""};
  auto unknown = observed("18", "Unknown");
  unknown.message_template = ObservedTemplate{std::nullopt, "gone\n", "ar"};
  unknown.phone_number = ObservedNumber{std::nullopt, {"96479999999"}};
  auto empty = observed("19", "Nothing yet");
  empty.message_template.reset();
  empty.phone_number.reset();
  auto short_number = observed("20", "Short number");
  short_number.phone_number = ObservedNumber{number_id('4'), {"077012345"}};
  auto timeless = observed("21", "Timeless\n");
  timeless.status = CampaignStatus::kScheduled;
  auto sample = observed("22", "Sample");
  sample.is_sample = true;
  auto running = observed("23", "Running", "2026-11-24T08:59:00.000Z");
  running.status = CampaignStatus::kRunning;
  auto digits = observed("24", "No letters in its id");
  digits.id = CampaignId::parse("123456789012345678901234").value();

  const std::string yaml =
      imported({nameless, turned, broken_line, other_account, by_id, login, blank, unknown, empty, short_number,
                timeless, sample, running, digits, observed("25", "To the second", "2026-12-01T15:00:30.000Z"),
                observed("26", "To the millisecond", "2026-12-01T15:00:00.500Z")});

  CHECK(yaml == golden("import.yaml", yaml));
}

TEST_CASE("an import writes the names that the file's reader takes, of 3 to 80 characters") {
  const auto is_written = [](std::size_t length) {
    const std::string name(length, 'n');
    return imported({observed("1", name)}).find("    name: " + name + "\n") != std::string::npos;
  };
  CHECK_FALSE(is_written(2));
  CHECK(is_written(3));
  CHECK(is_written(80));
  CHECK_FALSE(is_written(81));
}

TEST_CASE("a time that the zone has twice, or that lies behind its data, is written in UTC") {
  const std::string yaml = imported(
      {observed("01", "Autumn, first", "2026-10-25T00:30:00.000Z"),
       observed("02", "Autumn, second", "2026-10-25T01:30:00.000Z"), observed("03", "Far", "2038-07-01T10:00:00.000Z"),
       observed("04", "Summer", "2026-07-01T10:00:00.000Z")},
      "Europe/Berlin");

  CHECK(yaml.find("scheduledFor: 2026-10-25T00:30:00Z\n") != std::string::npos);
  CHECK(yaml.find("scheduledFor: 2026-10-25T01:30:00Z\n") != std::string::npos);
  CHECK(yaml.find("scheduledFor: 2038-07-01T10:00:00Z\n") != std::string::npos);
  CHECK(yaml.find("scheduledFor: 2026-07-01 12:00\n") != std::string::npos);
}

}  // namespace campaignd::testing
