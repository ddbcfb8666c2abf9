// What the reader makes of files that are right: whole values, with their places.
#include <doctest/doctest.h>

#include <string>

#include "desired_reading.h"

namespace campaignd::testing {
namespace {

std::string good(const std::string& name) {
  return bytes_of_file(CAMPAIGND_TEST_DATA "/desired/good/" + name + ".yaml");
}

DesiredState state_of(const std::string& text) {
  auto state = read_text(text);
  REQUIRE_MESSAGE(state, (state ? std::string() : to_lines(state.error())));
  return std::move(*state);
}

DesiredCampaign entry_of(const std::string& lines) {
  return state_of("version: 1\ndefaults: {timezone: Asia/Baghdad}\ncampaigns:\n  eid:\n    name: Eid greeting\n" +
                  lines)
      .campaigns.front();
}

Schedule schedule(const char* instant) {
  return parse_rfc3339(instant);
}

TEST_CASE("an entry that gives everything is read whole, with the place of each value") {
  const DesiredState state = state_of(good("everything"));

  REQUIRE(state.campaigns.size() == 4);
  const DesiredCampaign expected{
      *Handle::parse("eid-greeting"),
      {0, 12, 3},
      Wanted<CampaignId>{*CampaignId::parse("665f0c2ab1e4d2a7c9f01234"), {0, 13, 9}, "665F0C2AB1E4D2A7C9F01234"},
      Wanted<std::string>{"عيد مبارك", {0, 14, 11}, "عيد مبارك"},
      Wanted<TemplateReference>{TemplateName{"eid_greeting", "ar"}, {0, 15, 15}, "eid_greeting/ar"},
      Wanted<NumberReference>{PhoneDigits{"9647701234568"}, {0, 16, 18}, "+٩٦٤ ٧٧٠-١٢٣-٤٥٦٨"},
      Wanted<Schedule>{schedule("2026-12-01T17:00:00Z"), {0, 17, 19}, "2026-12-01 18:00"},
      Wanted<Category>{Category::kMarketing, {0, 18, 15}, "MARKETING"},
      "Europe/Berlin",
      false,
      "category=MARKETING\nid=665f0c2ab1e4d2a7c9f01234\nname=عيد مبارك\nphoneNumber=+9647701234568\n"
      "scheduledFor=2026-12-01T18:00:00\nsuspend=false\ntemplate=eid_greeting/ar\ntimezone=Europe/Berlin\n"};
  CHECK(state.campaigns[0] == expected);
  CHECK(state.files == std::vector<std::string>{"campaigns.yaml"});
  CHECK(state.revision == Revision{"sha256:0", "campaigns.d/", std::nullopt});
}

TEST_CASE("an entry takes the defaults for what it does not give, and null in scheduledFor asks for a draft") {
  const DesiredCampaign draft = state_of(good("everything")).campaigns[1];

  CHECK(draft.phone_number->value == NumberReference(PhoneDigits{"9647701234567"}));
  CHECK(draft.category->value == Category::kUtility);
  CHECK(draft.timezone == "Asia/Baghdad");
  CHECK(draft.suspend);
  REQUIRE(draft.scheduled_for);
  CHECK_FALSE(draft.scheduled_for->value);
  CHECK_FALSE(draft.id);
  CHECK_FALSE(draft.message_template);
}

TEST_CASE("null takes a default back, and the field is then not managed") {
  const DesiredCampaign entry = state_of(good("everything")).campaigns[2];

  CHECK_FALSE(entry.phone_number);
  CHECK_FALSE(entry.category);
  CHECK_FALSE(entry.suspend);
  CHECK(entry.timezone == "UTC");
  CHECK(entry.scheduled_for->value == schedule("2026-12-01T18:00:30Z"));
}

TEST_CASE("an entry's own keys win over merged ones, which stand where they were written") {
  const DesiredCampaign entry = state_of(good("everything")).campaigns[3];

  CHECK(entry.message_template->value == TemplateReference(*TemplateId::parse("665f0c2ab1e4d2a7c9f0aaaa")));
  CHECK(entry.phone_number->value == NumberReference(*PhoneNumberId::parse("665f0c2ab1e4d2a7c9f0bbbb")));
  CHECK(entry.category->value == Category::kMarketing);
  CHECK(entry.category->at == Mark{0, 5, 13});
  CHECK(entry.scheduled_for->value == schedule("2026-12-01T21:30:00Z"));
}

TEST_CASE("a byte order mark and the line ends of Windows change nothing") {
  const DesiredState state = state_of(good("byte-order-mark-and-crlf"));

  CHECK(state.campaigns.front().name->value == "Eid greeting");
  CHECK(state.campaigns.front().at == Mark{0, 3, 3});
  CHECK(state.campaigns.front().scheduled_for->value == schedule("2026-12-01T18:00:00Z"));
}

TEST_CASE("directional marks that were pasted along with a number are passed over") {
  const DesiredState state = state_of(good("pasted-number"));
  CHECK(state.campaigns.front().phone_number->value == NumberReference(PhoneDigits{"9647701234567"}));
}

TEST_CASE("a digit of any script counts as its value") {
  const DesiredState state = state_of(good("digits-of-any-script"));

  CHECK(state.campaigns.size() == 8);
  for (const DesiredCampaign& entry : state.campaigns) {
    CAPTURE(entry.handle.str());
    CHECK(entry.phone_number->value == NumberReference(PhoneDigits{"9647701234567"}));
  }
}

TEST_CASE("keys x-… at the top hold what they like, and anchors for the rest") {
  const DesiredCampaign entry = state_of(good("extension-keys")).campaigns.front();

  REQUIRE(entry.scheduled_for);
  CHECK_FALSE(entry.scheduled_for->value);
  CHECK(entry.scheduled_for->at == Mark{0, 4, 32});
}

TEST_CASE("a name may have 3 and 80 characters, however many bytes they take") {
  std::string eighty;
  for (int i = 0; i < 80; ++i) eighty += "ع";
  for (const std::string& name : {std::string("abc"), std::string("عيد"), std::string("🎉🎉🎉"), eighty}) {
    CHECK(state_of("version: 1\ncampaigns:\n  eid:\n    name: " + name + "\n").campaigns.front().name->value == name);
  }
}

TEST_CASE("a handle may have 1 and 63 characters") {
  for (const std::string& handle : {std::string("0"), std::string(63, 'a'), std::string("a.b_c-d")}) {
    CHECK(state_of("version: 1\ncampaigns:\n  " + handle + ":\n    name: Eid\n").campaigns.front().handle.str() ==
          handle);
  }
}

TEST_CASE("a number may have 7 and 15 digits") {
  CHECK(entry_of("    phoneNumber: \"9647701\"\n").phone_number->value == NumberReference(PhoneDigits{"9647701"}));
  CHECK(entry_of("    phoneNumber: 964-770-123-456-789\n").phone_number->value ==
        NumberReference(PhoneDigits{"964770123456789"}));
}

TEST_CASE("an id of digits alone, or one that looks like a number, is read as it stands") {
  for (const char* id : {"665000000000000000000000", "66500000000000000000e123"}) {
    CHECK(entry_of(std::string("    id: ") + id + "\n").id->value.str() == id);
  }
}

TEST_CASE("each form of a time means the instant that it names") {
  struct Row {
    const char* text;
    const char* instant;
  };
  constexpr Row kRows[] = {{"2026-12-01 18:00", "2026-12-01T15:00:00Z"},
                           {"2026-12-01T18:00", "2026-12-01T15:00:00Z"},
                           {"2026-12-01 18:00:30", "2026-12-01T15:00:30Z"},
                           {"2026-12-01 18:00:30.000", "2026-12-01T15:00:30Z"},
                           {"2026-12-01T18:00Z", "2026-12-01T18:00:00Z"},
                           {"2026-12-01 18:00Z", "2026-12-01T18:00:00Z"},
                           {"2026-12-01T18:00:00.0+03:30", "2026-12-01T14:30:00Z"},
                           {"2026-12-01T18:00-23:59", "2026-12-02T17:59:00Z"},
                           {"2028-02-29 00:00", "2028-02-28T21:00:00Z"},
                           {"2037-12-31 23:59:59", "2037-12-31T20:59:59Z"},
                           {"2040-01-01T00:00Z", "2040-01-01T00:00:00Z"}};
  for (const Row& row : kRows) {
    CAPTURE(row.text);
    const DesiredCampaign entry = entry_of(std::string("    scheduledFor: ") + row.text + "\n");
    CHECK(entry.scheduled_for->value == schedule(row.instant));
    CHECK(entry.scheduled_for->text == row.text);
  }
}

TEST_CASE("null may be written as YAML has it") {
  for (const char* text : {"null", "~", "Null", "NULL", "null # a draft", "&none null"}) {
    CAPTURE(text);
    const DesiredCampaign entry = entry_of(std::string("    scheduledFor: ") + text + "\n");
    REQUIRE(entry.scheduled_for);
    CHECK_FALSE(entry.scheduled_for->value);
  }
}

TEST_CASE("an entry's own keys are the same text however they are written, and another when one of them changes") {
  const std::string as_it_was =
      entry_of("    phoneNumber: \"+964 770 123 4567\"\n    scheduledFor: 2026-12-01 18:00\n").own_keys;

  CHECK(entry_of("    scheduledFor: 2026-12-01T18:00:00\n    phoneNumber: \"9647701234567\"\n").own_keys == as_it_was);
  CHECK(entry_of("    scheduledFor: 2026-12-01 18:01\n    phoneNumber: \"9647701234567\"\n").own_keys != as_it_was);
  CHECK(entry_of("    scheduledFor: 2026-12-01 18:00\n").own_keys != as_it_was);
}

TEST_CASE("a default is no key of the entry's own") {
  const std::string entry = "campaigns:\n  eid:\n    name: Eid greeting\n    scheduledFor: 2026-12-01 18:00\n";
  const DesiredState baghdad = state_of("version: 1\ndefaults: {timezone: Asia/Baghdad}\n" + entry);
  const DesiredState berlin = state_of("version: 1\ndefaults: {timezone: Europe/Berlin}\n" + entry);

  CHECK(baghdad.campaigns.front().own_keys == berlin.campaigns.front().own_keys);
  CHECK(baghdad.campaigns.front().scheduled_for->value != berlin.campaigns.front().scheduled_for->value);
}

}  // namespace
}  // namespace campaignd::testing
