// Every call of a port fails once, and for good, and the process dies in every call, before and after it took effect,
// for the first, the second, the third … call, until a run meets no failure. Whatever happens, in the end the project
// is as the file says, no PATCH left for a campaign more often than there is reason to, and no intent is left without
// an outcome.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "world.h"

namespace campaignd {
namespace {

// One of everything that is written: a move, an arm, a disarm with a change behind it, a template.
struct Busy : World {
  Busy() {
    api.project.has(There::scheduled(1, in(24h)));
    api.project.has(There::draft(2));
    api.project.has(There::scheduled(3, in(24h)));
    api.project.has(There::scheduled(4, in(24h)));
    file_says({Entry("moves", 1).at(in(25h)), Entry("is-armed", 2).at(in(26h)),
               Entry("stops", 3).draft().with_template("winter_sale"),
               Entry("reworded", 4).with_template("winter_sale")});
  }

  // Lives until its end, another process taking over where one dies.
  void lives_for(std::chrono::milliseconds span) {
    const MonotonicTime end = clock.monotonic_now() + span;
    while (clock.monotonic_now() < end) {
      try {
        runs_for(std::chrono::ceil<std::chrono::milliseconds>(end - clock.monotonic_now()));
      } catch (const SimulatedCrash&) {
        is_killed();
      }
    }
  }

  void check_the_end() {
    CHECK(campaign(1).scheduled_for == in(25h));
    CHECK(campaign(2).scheduled_for == in(26h));
    CHECK(campaign(3).status == CampaignStatus::kDraft);
    CHECK(campaign(3).message_template->id == template_id(2));
    CHECK(campaign(4).message_template->id == template_id(2));
    CHECK(last.snapshot->last_outcome == ReconcileOutcome::kAgreement);
    std::set<std::uint64_t> open;
    for (const Record& record : journal.records()) {
      if (record.kind == RecordKind::kIntent) open.insert(record.intent);
      if (record.kind == RecordKind::kOutcome) open.erase(record.intent);
    }
    CHECK(open.empty());
  }
};

TEST_SUITE("failing ports") {
  TEST_CASE("the journal fails in its n-th call") {
    for (const auto failing : {FakeJournal::Failing::kOnce, FakeJournal::Failing::kForGood}) {
      for (int n = 1;; ++n) {
        CAPTURE(n);
        Busy world;
        world.journal.fail_call(n, failing);
        world.lives_for(20min);
        const bool was_met = world.journal.calls() >= n;
        if (failing == FakeJournal::Failing::kForGood) {
          CHECK(world.campaign(3).status == CampaignStatus::kDraft);  // the stop does not wait for a disk
          world.journal.works_again();
          world.lives_for(20min);
        }
        world.check_the_end();
        if (!was_met) break;
      }
    }
  }

  TEST_CASE("the process dies in the n-th call of its journal") {
    for (const auto death : {FakeJournal::Death::kBeforeStoring, FakeJournal::Death::kAfterStoring}) {
      for (int n = 1;; ++n) {
        CAPTURE(n);
        Busy world;
        world.journal.crash_in_call(n, death);
        world.lives_for(20min);
        world.check_the_end();
        CHECK(world.api.patches().size() <= 5 + 1);
        if (world.journal.calls() < n) break;
      }
    }
  }

  TEST_CASE("the process dies in the n-th call to the service") {
    for (const auto death : {FakeJournal::Death::kBeforeStoring, FakeJournal::Death::kAfterStoring}) {
      for (int n = 1; n < 60; ++n) {
        CAPTURE(n);
        Busy world;
        world.api.crash_in_call(n, death);
        world.lives_for(20min);
        world.check_the_end();
        // What reached the service is seen there and not sent again.
        CHECK(world.api.patches().size() <= (death == FakeJournal::Death::kBeforeStoring ? 5U + 4U : 5U));
        if (world.api.sent.size() < static_cast<std::size_t>(n)) break;
      }
    }
  }

  TEST_CASE("the n-th call to the service meets a fault") {
    const std::vector<Fault> faults{
        Fault::no_connection(), Fault::no_answer(),       Fault::no_answer(Fault::Effect::kApplied),
        Fault::status(500),     Fault::status(429, 1min), Fault::lands_late(15s)};
    for (std::size_t which = 0; which < faults.size(); ++which) {
      for (int n = 1; n <= 16; ++n) {
        CAPTURE(which);
        CAPTURE(n);
        Busy world;
        int call = 0;
        world.api.meets([&call, n](const ApiCall&) { return ++call == n; }, faults[which]);
        world.lives_for(30min);
        world.check_the_end();
        CHECK(world.api.patches().size() <= 6);
      }
    }
  }
}

}  // namespace
}  // namespace campaignd
