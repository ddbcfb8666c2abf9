// What leaves: only what differs, a disarm alone and first, then soonest first, and nothing at all where all agree.
#include <doctest/doctest.h>

#include <algorithm>

#include "world.h"

namespace campaignd {
namespace {

TEST_SUITE("what leaves") {
  TEST_CASE("a PATCH carries the managed field that differs and nothing else") {
    World world;
    world.api.project.has(There::draft(1));
    world.file_says({Entry("eid", 1).with_template("winter_sale").with_number("9647701234567")});

    world.turn();

    CHECK(world.patches(1) == std::vector{Patch{.template_id = template_id(2)}});
    CHECK(world.action_of("eid") == "unchanged");
    CHECK(world.last.snapshot->last_outcome == ReconcileOutcome::kAgreement);
  }

  TEST_CASE("a campaign that agrees is not written to") {
    World world;
    world.api.project.has(There::scheduled(1, in(24h)));
    world.file_says({Entry("eid", 1).at(in(24h)).with_template("eid_greeting").with_number("9647701234567")});

    world.turn();

    CHECK(world.api.patches().empty());
    CHECK(world.action_of("eid") == "unchanged");
  }

  TEST_CASE("a disarm travels alone, and the rest follows in the same reconcile once it is a draft") {
    World world;
    world.api.project.has(There::scheduled(1, in(24h)));
    world.file_says({Entry("eid", 1).draft().with_template("winter_sale").named("New name")});

    world.turn();

    CHECK(world.patches(1) == std::vector{disarm(), Patch{.name = "New name", .template_id = template_id(2)}});
    CHECK(world.campaign(1).status == CampaignStatus::kDraft);
    CHECK(world.campaign(1).name == "New name");
    CHECK(world.last.snapshot->reconcile == 1);
    CHECK(world.last.snapshot->last_outcome == ReconcileOutcome::kAgreement);
  }

  TEST_CASE("what follows a disarm does not leave where the disarm was not shown") {
    World world;
    world.api.project.has(There::scheduled(1, in(24h)));
    world.file_says({Entry("eid", 1).draft().with_template("winter_sale")});
    world.api.meets(is_patch, Fault::status(400));

    world.turn();

    CHECK(world.patches(1) == std::vector{disarm()});
  }

  TEST_CASE("a quiet reconcile costs two calls and stores nothing") {
    World world;
    world.api.project.has(There::scheduled(1, in(24h)));
    world.api.project.has(There::draft(2));
    world.file_says({Entry("eid", 1).at(in(24h)), Entry("winter", 2).with_template("eid_greeting")});
    world.turn();
    world.api.sent.clear();
    const auto records = world.journal.records().size();
    const int calls = world.journal.calls();

    world.forced_turn();

    CHECK(world.api.sent.size() == 2);
    CHECK(world.api.count(is_list) == 2);
    CHECK(world.journal.records().size() == records);
    CHECK(world.journal.calls() == calls);
  }

  TEST_CASE("k campaigns that differ cost exactly k writes") {
    for (const int k : {0, 1, 7, 10}) {
      CAPTURE(k);
      World world;
      std::vector<Entry> entries;
      for (int n = 1; n <= 25; ++n) {
        world.api.project.has(There::scheduled(n, in(24h)));
        entries.push_back(Entry("c" + std::to_string(n), n).at(n <= k ? in(25h) : in(24h)));
      }
      world.file_says(entries);

      world.turn();
      world.forced_turn();

      CHECK(world.api.patches().size() == static_cast<std::size_t>(k));
      CHECK(world.last.snapshot->last_outcome == ReconcileOutcome::kAgreement);
    }
  }

  TEST_CASE("disarms leave first, then what goes out soonest, by the earlier of both times") {
    World world;
    world.settings.api.concurrency = 1;
    world.api.project.has(There::scheduled(1, in(50h)));
    world.api.project.has(There::scheduled(2, in(20h)));
    world.api.project.has(There::draft(3));
    world.api.project.has(There::scheduled(4, in(90h)));
    world.api.project.has(There::scheduled(5, in(80h)));
    world.file_says({Entry("moves-nearer", 1).at(in(10h)), Entry("moves-away", 2).at(in(60h)),
                     Entry("is-armed", 3).at(in(15h)), Entry("late-stop", 4).draft(), Entry("stop", 5).draft()});

    world.turn();

    std::vector<CampaignId> order;
    for (const PatchCampaign& patch : world.api.patches()) order.push_back(patch.id);
    CHECK(order == std::vector{campaign_id(5), campaign_id(4), campaign_id(1), campaign_id(3), campaign_id(2)});
  }

  TEST_CASE("no more than `concurrency` requests are in flight") {
    for (const int concurrency : {1, 3}) {
      CAPTURE(concurrency);
      World world;
      world.settings.api.concurrency = concurrency;
      world.settings.policy.max_changes = 100;
      std::vector<Entry> entries;
      for (int n = 1; n <= 8; ++n) {
        world.api.project.has(There::scheduled(n, in(24h)));
        entries.push_back(Entry("c" + std::to_string(n), n).at(in(25h)));
      }
      world.file_says(entries);

      world.turn();

      CHECK(world.api.most_in_flight == static_cast<std::size_t>(concurrency));
      CHECK(world.api.patches().size() == 8);
    }
  }

  TEST_CASE("requests leave no faster than the settings say, over all calls") {
    World world;
    world.settings.api.requests_per_second = 2;
    world.settings.api.concurrency = 1;
    std::vector<Entry> entries;
    for (int n = 1; n <= 5; ++n) {
      world.api.project.has(There::scheduled(n, in(24h)));
      entries.push_back(Entry("c" + std::to_string(n), n).at(in(25h)));
    }
    world.file_says(entries);

    world.turn();

    const auto& sent = world.api.sent;
    REQUIRE(sent.size() > 5);
    for (std::size_t i = 1; i < sent.size(); ++i) CHECK(sent[i].at - sent[i - 1].at >= 499ms);
  }

  TEST_CASE("a dry run plans and writes nothing") {
    World world;
    world.settings.reconcile.dry_run = true;
    world.api.project.has(There::scheduled(1, in(24h)));
    world.file_says({Entry("eid", 1).draft()});

    world.turn();

    CHECK(world.action_of("eid") == "update");
    CHECK(world.api.patches().empty());
    CHECK(world.last.snapshot->last_outcome == ReconcileOutcome::kLeft);
  }

  TEST_CASE("what a dry run saw is known when it is over: a campaign that a person stopped meanwhile stays off") {
    World world;
    world.settings.reconcile.dry_run = true;
    world.api.project.has(There::scheduled(1, in(24h)));
    world.file_says({Entry("eid", 1).at(in(24h))});
    world.turn();
    world.api.project.is_taken_off_the_clock(campaign_id(1));
    world.forced_turn();
    REQUIRE(world.action_of("eid") == "blocked: disarmed-elsewhere");
    world.is_killed();
    world.settings.reconcile.dry_run = false;

    world.turn();

    CHECK(world.action_of("eid") == "blocked: disarmed-elsewhere");
    CHECK(world.api.patches().empty());
  }

  TEST_CASE("a clone looks and writes nothing, not even a disarm") {
    World world;
    world.journal.becomes_a_clone();
    world.api.project.has(There::scheduled(1, in(24h)));
    world.file_says({Entry("eid", 1).draft()});

    world.turn();

    CHECK(world.action_of("eid") == "update");
    CHECK(world.api.patches().empty());
    CHECK(world.last.snapshot->is_clone);
  }

  TEST_CASE("a campaign that starts while its change is on its way is looked at once, and left alone") {
    World world;
    world.api.project.has(There::scheduled(1, in(24h)));
    world.file_says({Entry("eid", 1).at(in(25h))});
    world.api.before_answer = [&](const ApiCall& call) {
      if (is_patch(call)) world.api.project.has({There(1, CampaignStatus::kRunning, in(24h))});
    };

    world.turn();

    CHECK(world.api.count(is_get) == 1);
    CHECK(world.action_of("eid") == "immutable: started");
    CHECK(world.outcomes(1) == std::vector{Outcome::kRefused});
    const auto failed = std::ranges::find(world.told, EventKind::kFailed, &Event::kind);
    REQUIRE(failed != world.told.end());
    CHECK(failed->reason == "started");

    world.runs_for(1h);

    CHECK(world.api.patches().size() == 1);
  }

  TEST_CASE("one campaign's trouble never stops another's change") {
    World world;
    world.api.project.has(There::scheduled(2, in(24h)));
    There sample = There::scheduled(3, in(24h));
    sample.is_sample = true;
    world.api.project.has(sample);
    world.api.project.has(There::draft(4));
    There odd = There::scheduled(5, in(24h));
    odd.status = CampaignStatus::kRunning;
    world.api.project.has(odd);
    world.api.project.has(There::scheduled(6, in(24h)));
    world.api.meets(
        [](const ApiCall& call) {
          const auto* patch = std::get_if<PatchCampaign>(&call);
          return patch != nullptr && patch->id == campaign_id(6);
        },
        Fault::status(400));
    world.file_says({Entry("gone", 1).at(in(25h)), Entry("eid", 2).at(in(25h)), Entry("sample", 3).at(in(25h)),
                     Entry("unknown", 4).with_template("no_such"), Entry("running", 5).at(in(25h)),
                     Entry("refused", 6).at(in(25h))});

    world.turn();

    CHECK(world.campaign(2).scheduled_for == in(25h));
    CHECK(world.action_of("eid") == "unchanged");
    CHECK(world.action_of("gone") == "missing: not-found");
    CHECK(world.action_of("sample") == "invalid: sample");
    CHECK(world.action_of("unknown") == "invalid: unknown-template");
    CHECK(world.action_of("running") == "immutable: started");
    CHECK(world.action_of("refused") == "blocked: refused");
  }
}

}  // namespace
}  // namespace campaignd
