#include "exit_code.h"

#include <doctest/doctest.h>

#include "plans.h"

namespace campaignd::testing {

TEST_CASE("each action has its exit code") {
  const auto code = [](Action action, std::string reason = "") {
    PlanEntry made = entry("one", action);
    made.reason = std::move(reason);
    return exit_code_of(plan_of({made}));
  };
  CHECK(code(Action::kUnchanged) == 0);
  CHECK(code(Action::kSuspended) == 0);
  CHECK(code(Action::kUpdate) == 2);
  CHECK(code(Action::kLocked) == 2);
  CHECK(code(Action::kBlocked, "sendHours") == 2);
  CHECK(code(Action::kImmutable) == 2);
  CHECK(code(Action::kBlocked, "observe") == 1);
  CHECK(code(Action::kMissing) == 1);
  CHECK(code(Action::kInvalid) == 1);
}

TEST_CASE("an error beats a change that waits") {
  CHECK(exit_code_of(plan_of({entry("a", Action::kUpdate), entry("b", Action::kMissing)})) == 1);
}

TEST_CASE("a plan of no campaigns is well") {
  CHECK(exit_code_of(empty_plan()) == 0);
}

TEST_CASE("a held plan waits") {
  Plan plan = plan_of({entry("a")});
  plan.held = Hold{"9f3c51aa", "maxChanges: 11 > 10"};
  CHECK(exit_code_of(plan) == 2);
}

TEST_CASE("a released campaign that is to be taken off the clock waits; one that only is unmanaged does not") {
  Plan plan = plan_of({entry("a")});
  plan.unmanaged = {{*entry("x").id, "x", "scheduled", at("2026-12-05T09:00:00.000Z"), Handle::parse("x"), false}};
  CHECK(exit_code_of(plan) == 0);
  plan.unmanaged[0].disarm = true;
  CHECK(exit_code_of(plan) == 2);
}

}  // namespace campaignd::testing
