#include <doctest/doctest.h>

#include "adapters/json/status_json.h"
#include "golden.h"
#include "plans.h"
#include "service_status.h"
#include "status_text.h"

namespace campaignd::testing {

namespace {

void is_as_golden(std::string_view name, const std::string& actual) {
  CHECK(actual == golden(name, actual));
}

const WallTime kLookedAt = at("2026-11-24T09:02:00Z");

// In agreement, three minutes ago.
Snapshot calm() {
  Snapshot snapshot;
  snapshot.plan = std::make_shared<const Plan>(plan_of({entry("eid-greeting"), entry("thank-you")}));
  snapshot.revision = snapshot.plan->revision;
  snapshot.revision_loaded_at = at("2026-11-22T09:00:00Z");
  snapshot.reconcile = 17;
  snapshot.last_reconcile = at("2026-11-24T08:59:00Z");
  snapshot.last_duration = std::chrono::milliseconds(240);
  snapshot.last_outcome = ReconcileOutcome::kAgreement;
  snapshot.last_agreement = snapshot.last_reconcile;
  snapshot.next_reconcile = at("2026-11-24T09:04:00Z");
  snapshot.interval = std::chrono::minutes(5);
  return snapshot;
}

Snapshot with_everything() {
  Snapshot snapshot = calm();
  Plan plan = plan_with_everything();
  plan.held = Hold{"9f3c51aa", "maxChangeRatio: 34 of 40 (85 %) > 50 %"};
  snapshot.plan = std::make_shared<const Plan>(plan);
  snapshot.errors = {{Severity::kError, "campaigns.yaml", 12, 19, "unknown key `nmae`"}};
  snapshot.last_outcome = ReconcileOutcome::kError;
  snapshot.last_agreement = at("2026-11-23T08:59:00Z");
  snapshot.pause =
      Pause{"dashboard work", "uid 1000 (sara)", at("2026-11-24T08:00:00Z"), at("2026-11-24T10:00:00Z"), false, false};
  return snapshot;
}

ServiceStatus read_back(const Snapshot& snapshot, StatusExtent extent = StatusExtent::kWhole) {
  const auto status = read_status(status_json(snapshot, kLookedAt, json::Layout::kCompact, extent));
  REQUIRE(status);
  return *status;
}

std::string shown(const Snapshot& snapshot, std::size_t width = 80) {
  StatusTextOptions options;
  options.width = width;
  return status_text(read_back(snapshot), options);
}

template <class Change>
int code_of(const Change& change) {
  Snapshot snapshot = calm();
  change(snapshot);
  return exit_code_of(read_back(snapshot));
}

template <class Change>
void change_plan(Snapshot& snapshot, const Change& change) {
  Plan plan = *snapshot.plan;
  change(plan);
  snapshot.plan = std::make_shared<const Plan>(plan);
}

}  // namespace

TEST_CASE("a service's status as JSON, calm and with everything") {
  is_as_golden("status-calm.json", status_json(calm(), kLookedAt, json::Layout::kIndented));
  is_as_golden("status.json", status_json(with_everything(), kLookedAt, json::Layout::kIndented));
}

TEST_CASE("a service that has done nothing yet says null, and keeps every key") {
  is_as_golden("status-new.json", status_json(Snapshot{}, kLookedAt, json::Layout::kIndented));
}

TEST_CASE("a service's status for people, calm and with everything") {
  is_as_golden("status-calm.txt", shown(calm()));
  is_as_golden("status-80.txt", shown(with_everything()));
  is_as_golden("status-60.txt", shown(with_everything(), 60));
  is_as_golden("status-40.txt", shown(with_everything(), 40));
  is_as_golden("status-pipe.txt", shown(with_everything(), 0));
  is_as_golden("status-new.txt", shown(Snapshot{}));
}

TEST_CASE("each state shows who made it, why, and the exact command that ends it") {
  Snapshot frozen = calm();
  frozen.pause = Pause{"wrong price", "uid 0 (root)", at("2026-11-24T09:00:00Z"), std::nullopt, true, false};
  is_as_golden("status-frozen.txt", shown(frozen));
  Snapshot clone = calm();
  clone.is_clone = true;
  is_as_golden("status-clone.txt", shown(clone));
  Snapshot troubled = calm();
  troubled.key_refused = true;
  troubled.last_error = "HTTP 401: Unauthorized";
  troubled.journal_failure = "disk full";
  troubled.dry_run = true;
  troubled.last_reconcile = at("2026-11-24T08:00:00Z");
  is_as_golden("status-troubled.txt", shown(troubled));
}

TEST_CASE("where campaigns could not be read, nobody is told that nothing is on the clock") {
  Snapshot blind = calm();
  PlanEntry unseen = entry("eid-greeting");
  unseen.status.reset();
  unseen.scheduled_for.reset();
  unseen.action = Action::kBlocked;
  unseen.reason = "observe";
  blind.plan = std::make_shared<const Plan>(plan_of({unseen}));

  CHECK(shown(blind).find("Nothing is on the clock") == std::string::npos);
  CHECK(shown(blind).find("What is on the clock is NOT known") != std::string::npos);
  CHECK(shown(calm()).find("NOT known") == std::string::npos);

  Snapshot without_plan = calm();
  without_plan.plan = std::make_shared<const Plan>();
  CHECK(shown(without_plan).find("Nothing is on the clock") == std::string::npos);
  CHECK(shown(without_plan).find("What is on the clock is NOT known") != std::string::npos);
  CHECK(shown(without_plan).find("no campaigns") == std::string::npos);
}

TEST_CASE("the exit code of a status") {
  CHECK(code_of([](Snapshot&) {}) == 0);
  CHECK(exit_code_of(read_back(Snapshot{})) == 0);
  CHECK(code_of([](Snapshot& s) { s.errors = {{Severity::kError, "a", 1, 1, "x"}}; }) == 1);
  CHECK(code_of([](Snapshot& s) { s.last_error = "x"; }) == 1);
  CHECK(code_of([](Snapshot& s) { s.journal_failure = "x"; }) == 1);
  CHECK(code_of([](Snapshot& s) { s.key_refused = true; }) == 1);
  CHECK(code_of([](Snapshot& s) { s.last_outcome = ReconcileOutcome::kError; }) == 1);
  CHECK(code_of([](Snapshot& s) { s.is_clone = true; }) == 2);
  CHECK(code_of([](Snapshot& s) { s.pause = Pause{}; }) == 2);
  CHECK(code_of([](Snapshot& s) { change_plan(s, [](Plan& plan) { plan.held = Hold{"a", "b"}; }); }) == 2);
  for (const auto& each : {std::pair{Action::kBlocked, 2},
                           {Action::kLocked, 2},
                           {Action::kImmutable, 0},
                           {Action::kSuspended, 0},
                           {Action::kUpdate, 0}}) {
    const Action action = each.first;
    CAPTURE(std::string(to_text(action)));
    CHECK(code_of([action](Snapshot& s) {
            change_plan(s, [action](Plan& plan) { plan.entries[0].action = action; });
          }) == each.second);
  }
  CHECK(code_of([](Snapshot& s) {
          s.pause = Pause{};
          s.last_error = "x";
        }) == 1);
}

TEST_CASE("a reconcile is late after three intervals, and not at them") {
  CHECK(code_of([](Snapshot& s) { s.last_reconcile = kLookedAt - std::chrono::minutes(15); }) == 0);
  CHECK(code_of([](Snapshot& s) { s.last_reconcile = kLookedAt - std::chrono::minutes(15) - milliseconds(1); }) == 1);
}

TEST_CASE(
    "a service that never came to the end of a reconcile is late after an interval and a minute, and not at them") {
  const auto runs_for = [](milliseconds span) {
    return code_of([span](Snapshot& s) {
      s.last_reconcile.reset();
      s.last_outcome.reset();
      s.started = kLookedAt - span;
    });
  };
  CHECK(runs_for(std::chrono::minutes(6)) == 0);
  CHECK(runs_for(std::chrono::minutes(6) + milliseconds(1)) == 1);
  Snapshot snapshot = calm();
  snapshot.last_reconcile.reset();
  snapshot.started = kLookedAt - std::chrono::hours(1);
  CHECK(shown(snapshot).find("no reconcile has come to its end since the service was started") != std::string::npos);
}

TEST_CASE("the next send is the soonest that lies ahead, whether a file names it or not") {
  Snapshot snapshot = calm();
  CHECK(next_send(snapshot, kLookedAt)->handle->str() == "eid-greeting");
  CHECK_FALSE(next_send(snapshot, at("2026-12-06T00:00:00Z")));
  change_plan(snapshot, [](Plan& plan) {
    plan.unmanaged = {{*CampaignId::parse("665f0c2ab1e4d2a7c9f01234"), "By hand", "scheduled",
                       at("2026-11-25T09:00:00Z"), std::nullopt, false}};
  });
  CHECK_FALSE(next_send(snapshot, kLookedAt)->handle);
  CHECK(next_send(snapshot, kLookedAt)->name == "By hand");
}

TEST_CASE("a brief status has the soonest sends and a screenful of what is wrong, and counts all") {
  Snapshot snapshot = calm();
  std::vector<PlanEntry> entries;
  for (int i = 0; i < 1000; ++i) {
    entries.push_back(entry("c" + std::to_string(i), i % 2 == 0 ? Action::kUnchanged : Action::kBlocked));
    entries.back().scheduled_for = at("2026-12-05T09:00:00Z") - std::chrono::minutes(i);
  }
  snapshot.plan = std::make_shared<const Plan>(plan_of(entries));

  const ServiceStatus brief = read_back(snapshot, StatusExtent::kBrief);

  CHECK(brief.snapshot.plan->entries.size() == 2 * kBriefEntries);
  CHECK(brief.snapshot.plan->entries.back().handle.str() == "c999");
  CHECK(brief.count(Action::kBlocked) == 500);
  CHECK(brief.next->handle->str() == "c999");
}

TEST_CASE("an exit code needs no entries: that of the brief status is that of the whole one") {
  const ServiceStatus all = read_back(with_everything(), StatusExtent::kWhole);
  const ServiceStatus brief = read_back(with_everything(), StatusExtent::kBrief);
  CHECK(brief.summary == all.summary);
  CHECK(brief.snapshot.plan->held == all.snapshot.plan->held);
  CHECK(exit_code_of(brief) == exit_code_of(all));
}

TEST_CASE("what is no status is not taken for one") {
  for (const char* text : {"", "{}", "[]", "nonsense", R"({"state":"running"})", R"({"state":1,"now":"x"})"}) {
    CHECK_FALSE(read_status(text));
  }
}

TEST_CASE("what stands in a status cannot steer the terminal") {
  Snapshot hostile = with_everything();
  hostile.pause->reason = "\033[2J";
  hostile.pause->person = "\033c";
  hostile.last_error = "\a\033[1m";
  hostile.errors[0].message = "\033";
  hostile.waiting_for = "\033";
  change_plan(hostile, [](Plan& plan) {
    plan.entries[0].detail = "\033";
    plan.entries[0].warnings = {{"a", "\033"}};
    plan.held = Hold{"\033", "\033"};
    for (Unmanaged& each : plan.unmanaged) each.name = "\033";
  });
  CHECK(shown(hostile).find_first_of("\033\a") == std::string::npos);
}

}  // namespace campaignd::testing
