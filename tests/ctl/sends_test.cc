#include "core/sends.h"

#include <doctest/doctest.h>

#include <limits>

#include "adapters/json/sends_json.h"
#include "golden.h"
#include "plans.h"
#include "sends_text.h"

namespace campaignd::testing {

namespace {

CampaignId campaign(std::string_view end) {
  return CampaignId::parse(std::string(CampaignId::kLength - end.size(), '6') + std::string(end)).value();
}

// Of every kind one: being sent, about to move, about to be stopped, to be armed, locked, of no file, once of a file,
// suspended, kept off, without a time; Arabic and Latin names.
struct Evening {
  Plan plan = plan_with_everything();
  std::vector<Send> sends;

  Evening() {
    Send going{.outlook = Outlook::kBeingSent,
               .at = plan.now - std::chrono::minutes(5),
               .started_at = plan.now - std::chrono::minutes(4),
               .id = campaign("0"),
               .name = "Friday",
               .status = "running"};
    going.recipients = 500;
    going.message_template = "friday/ar";
    going.phone_number = "+9647701234567";
    sends.push_back(going);
    for (const PlanEntry& entry : plan.entries) {
      if (!entry.id || !entry.status) continue;
      Send send{.at = entry.scheduled_for, .id = *entry.id, .name = entry.name, .status = *entry.status};
      send.recipients = entry.recipients;
      send.message_template = "eid_greeting/ar";
      send.phone_number = "+9647701234567";
      send.entry = &entry;
      send.to_be_disarmed = entry.is_requested_disarm;
      if (send.to_be_disarmed) send.outlook = Outlook::kToBeDisarmed;
      send.warnings = entry.warnings;
      if (entry.status == "draft") {
        send.outlook = entry.action == Action::kUpdate ? Outlook::kToBeArmed : Outlook::kKeptOff;
        send.at = plan.now + std::chrono::hours(30);
      }
      sends.push_back(send);
    }
    Send foreign{
        .at = plan.now + std::chrono::minutes(90), .id = campaign("1"), .name = "رأس السنة", .status = "scheduled"};
    foreign.message_template = "a_template_with_a_name_longer_than_any_column/ar";
    foreign.warnings = {{"phoneNumber", "it has none"}};
    sends.push_back(foreign);
    foreign.id = campaign("2");
    foreign.released_from = Handle::parse("autumn-sale");
    foreign.recipients = 1;
    foreign.at.reset();
    sends.push_back(foreign);
  }
};

SendsTextOptions options(std::size_t width) {
  SendsTextOptions made;
  made.width = width;
  made.zone = Zone::find("Asia/Baghdad").value();
  return made;
}

}  // namespace

TEST_CASE("what goes out reads well on 80 and 120 columns, and as JSON") {
  const Evening evening;
  matches_golden("sends-80.txt", sends_text(evening.plan, evening.sends, options(80)));
  matches_golden("sends-60.txt", sends_text(evening.plan, evening.sends, options(60)));
  matches_golden("sends-40.txt", sends_text(evening.plan, evening.sends, options(40)));
  matches_golden("sends-120.txt", sends_text(evening.plan, evening.sends, options(120)));
  matches_golden("sends.json", sends_json(evening.plan, evening.sends, std::chrono::hours(24)));
}

TEST_CASE("nothing that goes out is one line") {
  SendsTextOptions within = options(80);
  CHECK(sends_text(empty_plan(), {}, within) == "Nothing goes out.\n");
  within.within = std::chrono::hours(24);
  CHECK(sends_text(empty_plan(), {}, within) == "Nothing goes out within 1 day.\n");
}

TEST_CASE("what is being sent is no part of what goes out, and is told before it") {
  Evening evening;
  std::erase_if(evening.sends, [](const Send& send) { return send.outlook != Outlook::kBeingSent; });
  REQUIRE(evening.sends.size() == 1);
  std::vector<Send> without_time = evening.sends;
  without_time.front().at.reset();
  without_time.front().started_at.reset();

  const std::string text = sends_text(evening.plan, evening.sends, options(0));

  CHECK(text.find("    being sent    since ") != std::string::npos);
  CHECK(text.find(", 4 min ago; what it has sent cannot be called back\n") != std::string::npos);
  CHECK(text.find("1 campaign is being sent now. Nothing else goes out.") != std::string::npos);
  CHECK(sends_json(evening.plan, evening.sends, std::nullopt).find(R"("recipients": 0,)") != std::string::npos);
  CHECK(sends_text(evening.plan, without_time, options(0)).find("since a time that the service does not give") !=
        std::string::npos);
}

TEST_CASE("recipients beyond all reason overflow no sum of what goes out") {
  Send send{.at = empty_plan().now + std::chrono::hours(1), .id = campaign("1"), .name = "Eid", .status = "scheduled"};
  send.recipients = std::numeric_limits<std::int64_t>::max();

  const std::string text = sends_text(empty_plan(), {send, send}, options(80));

  CHECK(text.find("2 campaigns go out, to 2000000000 recipients.") != std::string::npos);
}

TEST_CASE("what keeps changes from being made is told whether or not one waits") {
  const Evening evening;
  SendsTextOptions dry_run = options(80);
  dry_run.standstill = {"dry-run", "Dry run: none of these changes is made.", false};

  CHECK(sends_text(evening.plan, evening.sends, dry_run).find("Dry run") != std::string::npos);
  CHECK(sends_text(evening.plan, {evening.sends.back()}, dry_run).find("Dry run") != std::string::npos);
  CHECK(sends_text(evening.plan, evening.sends, options(80)).find("Dry run") == std::string::npos);
}

TEST_CASE("what would have to be put on the clock does not go out while nothing is put there") {
  Evening evening;
  SendsTextOptions frozen = options(0);
  frozen.standstill = {"frozen", "campaignd is frozen by Sara."};
  stand_still(evening.sends, frozen.standstill);

  const std::string text = sends_text(evening.plan, evening.sends, frozen);

  CHECK(text.find("it is about to be put on the clock") == std::string::npos);
  const auto kept_off = text.find("Does not go out, although the file schedules it");
  REQUIRE(kept_off != std::string::npos);
  CHECK(text.find("it would be put on the clock, and is not: campaignd is frozen", kept_off) != std::string::npos);
  CHECK(text.find("campaignd is frozen by Sara.", kept_off) != std::string::npos);
  const std::string json = sends_json(evening.plan, evening.sends, std::nullopt, frozen.standstill);
  CHECK(json.find("to-be-armed") == std::string::npos);
  CHECK(json.find(R"("state": "frozen")") != std::string::npos);
}

TEST_CASE("what is about to be taken off the clock is listed, and not counted among what goes out") {
  Evening evening;
  std::erase_if(evening.sends, [](const Send& send) { return !send.to_be_disarmed; });
  REQUIRE(evening.sends.size() == 1);
  const auto shown = [&](const Standstill& standstill) {
    SendsTextOptions made = options(0);
    made.standstill = standstill;
    std::vector<Send> sends = evening.sends;
    stand_still(sends, standstill);
    return sends_text(evening.plan, sends, made) + sends_json(evening.plan, sends, std::nullopt, standstill);
  };

  const std::string done = shown({});
  CHECK(done.find("it is about to be taken off the clock") != std::string::npos);
  CHECK(done.find("Nothing goes out; 1 campaign above is to be taken off the clock.") != std::string::npos);
  CHECK(done.find(R"("recipients": 0)") != std::string::npos);

  CHECK(shown({"paused", "campaignd is paused."}).find("Nothing goes out") != std::string::npos);

  const std::string dead = shown({"not-running", "campaignd does not run.", false});
  CHECK(dead.find("it WILL go out") != std::string::npos);
  CHECK(dead.find("1 campaign goes out, to 102 recipients.") != std::string::npos);
  CHECK(dead.find(R"("recipients": 102)") != std::string::npos);
}

TEST_CASE("a removal that takes a campaign off the clock waits with every other change while the plan is held") {
  Evening evening;
  std::erase_if(evening.sends, [](const Send& send) { return !send.released_from; });
  REQUIRE(evening.sends.size() == 1);
  evening.sends.front().to_be_disarmed = true;
  evening.sends.front().outlook = Outlook::kToBeDisarmed;

  stand_still(evening.sends, {"held", "The plan is held."});

  CHECK(goes_out(evening.sends.front()));
}

TEST_CASE("what the file wants of a campaign that goes out as it is stands beside why") {
  const Evening evening;
  const std::string text = sends_text(evening.plan, evening.sends, options(0));
  const auto locked = text.find("ramadan-offer");
  REQUIRE(locked != std::string::npos);
  const auto wanted = text.find("not changed", locked);
  REQUIRE(wanted != std::string::npos);
  CHECK(wanted < text.find("lockWindow", locked));
}

TEST_CASE("a campaign's words cannot steer the terminal of who lists what goes out") {
  Plan plan = empty_plan();
  Send hostile{.at = plan.now, .id = campaign("3"), .name = "\033[2Jname\n", .status = "scheduled"};
  hostile.message_template = "\033]0;x\a";
  hostile.phone_number = "\u202e1";
  hostile.warnings = {{"template", "\033[5m"}};

  CHECK(sends_text(plan, {hostile}, options(80)).find_first_of("\033\a") == std::string::npos);
}

}  // namespace campaignd::testing
