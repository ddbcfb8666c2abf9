// What a person tells the service: pause, approve, rearm. Stored, recorded, and kept to across restarts.
#include <doctest/doctest.h>

#include <algorithm>
#include <span>

#include "world.h"

namespace campaignd {
namespace {

void has_one_to_move(World& world) {
  world.api.project.has(There::scheduled(1, in(24h)));
  world.file_says({Entry("move", 1).at(in(25h))});
}

RearmOrder rearm(const char* handle) {
  return {Handle::parse(handle).value()};
}

TEST_SUITE("a pause") {
  TEST_CASE("lets nothing be written, outlives a restart, and ends when it is told so") {
    World world;
    has_one_to_move(world);

    const OrderAnswer answer = world.tell(PauseOrder{"audit", {}});

    CHECK(answer.done);
    CHECK(answer.message == "paused until `campaignctl resume`");
    world.runs_for(1h);
    world.is_killed();
    world.runs_for(1h);
    CHECK(world.api.patches().empty());
    CHECK(world.last.snapshot->pause->reason == "audit");
    CHECK(world.last.snapshot->pause->person == "uid 1000 (sara)");
    CHECK(world.last.snapshot->last_outcome == ReconcileOutcome::kLeft);

    CHECK(world.tell(ResumeOrder{}).message == "the pause by uid 1000 (sara) is over");
    CHECK(world.goes_out_at(1, in(25h)));
    CHECK_FALSE(world.last.snapshot->pause);
  }

  TEST_CASE("with an end is over at that instant, not at the next interval") {
    World world;
    world.settings.reconcile.interval = 6h;
    has_one_to_move(world);
    const WallTime end = world.clock.wall_now() + 90min;

    CHECK(world.tell(PauseOrder{"audit", 90min}).message == "paused until " + to_rfc3339(end));

    world.runs_for(89min);
    CHECK(world.api.patches().empty());
    world.runs_for(2min);
    CHECK(world.goes_out_at(1, in(25h)));
  }

  TEST_CASE("takes the place of the pause before it, and says so") {
    World world;
    has_one_to_move(world);
    world.tell(PauseOrder{"audit", 1h});

    const OrderAnswer answer = world.tell(PauseOrder{"longer audit", {}}, "uid 0 (root)");

    CHECK(answer.done);
    CHECK(answer.message == "paused until `campaignctl resume` instead of the pause by uid 1000 (sara): audit");
    world.runs_for(2h);
    CHECK(world.api.patches().empty());
  }

  TEST_CASE("never weakens a freeze, and has to last for some time") {
    World world;
    has_one_to_move(world);
    world.tell(FreezeOrder{"wrong price", false, {}});

    CHECK_FALSE(world.tell(PauseOrder{"audit", 1h}).done);
    CHECK(world.last.snapshot->pause->freeze);
    CHECK(world.tell(ResumeOrder{}).done);
    CHECK_FALSE(world.tell(PauseOrder{"audit", 0ms}).done);
    CHECK_FALSE(world.tell(PauseOrder{"audit", -1h}).done);
    CHECK_FALSE(world.last.snapshot->pause);
  }

  TEST_CASE("that cannot be stored holds until the process ends, and the answer says so") {
    World world;
    has_one_to_move(world);
    world.tell(PauseOrder{"audit", 1h});
    world.tell(ResumeOrder{});
    world.file_says({Entry("move", 1).at(in(26h))});
    world.journal.fail_call(1, FakeJournal::Failing::kForGood, "no space left on device");

    const OrderAnswer answer = world.tell(PauseOrder{"audit", {}});

    CHECK_FALSE(answer.done);
    CHECK(answer.message.find("a restart forgets it: no space left on device") != std::string::npos);
    CHECK(world.last.snapshot->pause);
    world.journal.works_again();
    world.turn({.forced = true});
    CHECK(world.journal.memory().pause->reason == "audit");
    CHECK_FALSE(world.goes_out_at(1, in(26h)));
  }

  TEST_CASE("and its end are recorded with person and reason") {
    World world;
    has_one_to_move(world);

    world.tell(PauseOrder{"audit", 1h});
    world.tell(ResumeOrder{}, "uid 0 (root)");

    REQUIRE(world.records(RecordKind::kPause).size() == 1);
    CHECK(world.records(RecordKind::kPause)[0].person == "uid 1000 (sara)");
    CHECK(world.records(RecordKind::kPause)[0].detail == "audit");
    CHECK(world.records(RecordKind::kPause)[0].reason.starts_with("until 20"));
    REQUIRE(world.records(RecordKind::kResume).size() == 1);
    CHECK(world.records(RecordKind::kResume)[0].person == "uid 0 (root)");
    CHECK(world.told_of(EventKind::kPaused) == 1);
    CHECK(world.told_of(EventKind::kResumed) == 1);
  }

  TEST_CASE("stored by another process while a write is about to leave keeps it from leaving") {
    World world;
    world.api.project.has(There::scheduled(1, in(24h)));
    world.api.project.has(There::scheduled(2, in(24h)));
    world.settings.api.concurrency = 1;
    world.file_says({Entry("a", 1).at(in(25h)), Entry("b", 2).at(in(25h))});
    SUBCASE("before the first") {
      world.api.before_answer = [&](const ApiCall& call) {
        if (is_resources(call)) world.is_paused({.reason = "stop", .person = "root", .freeze = true});
      };
      world.turn();
      CHECK(world.api.patches().empty());
    }
    SUBCASE("after the first") {
      world.api.before_answer = [&](const ApiCall& call) {
        if (is_patch(call)) world.is_paused({.reason = "stop", .person = "root", .freeze = true});
      };
      world.turn();
      CHECK(world.api.patches().size() == 1);
    }
    CHECK(world.last.snapshot->pause->reason == "stop");
    CHECK(world.journal.memory().pause->reason == "stop");
    for (const Record& record : world.records(RecordKind::kOutcome)) CHECK(record.outcome.has_value());
    CHECK(world.records(RecordKind::kOutcome).size() == world.records(RecordKind::kIntent).size());
  }

  TEST_CASE("stored by another process right after our intent keeps its write from leaving") {
    class PausedRightAfter final : public Journal {
     public:
      explicit PausedRightAfter(FakeJournal& journal) : journal_(journal) {}
      Result<Memory> recall() override { return journal_.recall(); }
      Result<bool> changed_elsewhere() override { return journal_.changed_elsewhere(); }
      Result<std::vector<Record>> unresolved() override { return journal_.unresolved(); }
      Result<void> store(const MemoryChanges& changes, std::span<const Record> records) override {
        auto stored = journal_.store(changes, records);
        if (!std::ranges::any_of(records, [](const Record& one) { return one.kind == RecordKind::kIntent; }))
          return stored;
        MemoryChanges pause;
        pause.pause = std::optional(Pause{.reason = "stop", .person = "uid 0 (root)", .freeze = true});
        journal_.is_stored_elsewhere(pause);
        return stored;
      }

     private:
      FakeJournal& journal_;
    };
    World world;
    PausedRightAfter journal(world.journal);
    world.other_journal = &journal;
    world.api.project.has(There::draft(1));
    world.file_says({Entry("eid", 1).at(in(20h))});
    world.turn();
    CHECK(world.api.patches().empty());
    CHECK(world.last.snapshot->pause);
  }

  TEST_CASE("of another process is not undone by the end of the pause before it") {
    World world;
    has_one_to_move(world);
    world.tell(PauseOrder{"audit", 1h});
    world.journal.fail_call(1, FakeJournal::Failing::kForGood);
    world.clock.advance(2h);
    world.turn();  // it is over, and that cannot be stored
    world.journal.works_again();
    world.is_paused({.reason = "stop", .person = "root", .freeze = true});

    world.runs_for(1h);

    CHECK(world.journal.memory().pause->reason == "stop");
    CHECK(world.api.patches().empty());
  }
}

TEST_SUITE("an approval") {
  // Eleven that move, of which ten may.
  void has_eleven_to_move(World & world, std::chrono::milliseconds to = 25h) {
    std::vector<Entry> entries;
    for (int n = 1; n <= 11; ++n) {
      if (world.api.project.campaigns().size() < 11) world.api.project.has(There::scheduled(n, in(24h)));
      entries.push_back(Entry("c" + std::to_string(n), n).at(in(to)));
    }
    world.file_says(entries);
  }
  std::string held(const World& world) {
    const auto& hold = world.last.snapshot->plan->held;
    return hold ? hold->plan : "none";
  }

  TEST_CASE("lets the held plan through, and only after it was given") {
    World world;
    has_eleven_to_move(world);
    world.runs_for(1h);
    REQUIRE(held(world) != "none");
    CHECK(world.api.patches().empty());
    CHECK(world.last.snapshot->last_outcome == ReconcileOutcome::kLeft);

    const OrderAnswer answer = world.tell(ApproveOrder{held(world)});

    CHECK(answer.done);
    CHECK(world.api.patches().size() == 11);
    CHECK(held(world) == "none");
    CHECK(world.last.snapshot->last_outcome == ReconcileOutcome::kAgreement);
    REQUIRE(world.records(RecordKind::kApproval).size() == 1);
    CHECK(world.records(RecordKind::kApproval)[0].person == "uid 1000 (sara)");
    CHECK(world.told_of(EventKind::kApproved) == 1);
  }

  TEST_CASE("is only given for the plan that is held now") {
    World world;
    CHECK_FALSE(world.tell(ApproveOrder{"9f3c51aa"}).done);
    has_eleven_to_move(world);
    world.turn({.forced = true});
    const std::string first = held(world);
    has_eleven_to_move(world, 26h);
    world.turn({.forced = true});
    REQUIRE(held(world) != first);

    const OrderAnswer answer = world.tell(ApproveOrder{first});

    CHECK_FALSE(answer.done);
    CHECK(answer.message.find("`campaignctl approve " + held(world) + "`") != std::string::npos);
    CHECK(world.api.patches().empty());
    CHECK(world.journal.memory().approvals.empty());
  }

  TEST_CASE("outlives a crash in the middle of its plan, and lets the rest go on") {
    World world;
    has_eleven_to_move(world);
    world.settings.api.concurrency = 1;
    world.settings.policy.max_changes = 3;  // what is left is beyond the budget, too
    world.turn();
    world.api.dies_at([&](const ApiCall& call) { return is_patch(call) && world.api.patches().size() == 5; },
                      FakeJournal::Death::kAfterStoring);
    CHECK_THROWS_AS(world.tell(ApproveOrder{held(world)}), SimulatedCrash);
    world.is_killed();

    world.runs_for(10min);

    for (int n = 1; n <= 11; ++n) CHECK(world.goes_out_at(n, in(25h)));
    CHECK(world.last.snapshot->last_outcome == ReconcileOutcome::kAgreement);
  }

  TEST_CASE("does not reach a plan with one more effect") {
    World world;
    has_eleven_to_move(world);
    world.turn();
    world.tell(PauseOrder{"first the approval", {}});
    REQUIRE(world.tell(ApproveOrder{held(world)}).done);
    CHECK(held(world) == "none");
    std::vector<Entry> entries;
    for (int n = 1; n <= 11; ++n) entries.push_back(Entry("c" + std::to_string(n), n).at(in(n == 11 ? 27h : 25h)));
    world.file_says(entries);

    world.tell(ResumeOrder{});

    CHECK(held(world) != "none");
    CHECK(world.api.patches().empty());
  }

  TEST_CASE("ends with approvalTtl, and is forgotten then") {
    World world;
    world.settings.policy.approval_ttl = 2h;
    has_eleven_to_move(world);
    world.turn();
    world.tell(PauseOrder{"not yet", 150min});
    REQUIRE(world.tell(ApproveOrder{held(world)}).done);
    CHECK(world.journal.memory().approvals.size() == 1);

    world.runs_for(3h);

    CHECK(world.journal.memory().approvals.empty());
    CHECK(world.api.patches().empty());
    CHECK(held(world) != "none");
  }

  TEST_CASE("that cannot be stored is none") {
    World world;
    has_eleven_to_move(world);
    world.turn();
    world.journal.fail_call(1, FakeJournal::Failing::kForGood);
    CHECK_FALSE(world.tell(ApproveOrder{held(world)}).done);
    world.journal.works_again();
    world.runs_for(1h);
    CHECK(world.api.patches().empty());
    CHECK(world.records(RecordKind::kApproval).empty());
  }

  TEST_CASE("is asked for by the exact command, in the log") {
    World world;
    has_eleven_to_move(world);
    world.turn();
    const auto line = std::ranges::find(world.told, EventKind::kHeld, &Event::kind);
    REQUIRE(line != world.told.end());
    CHECK(line->message.find("`campaignctl approve " + held(world) + "`") != std::string::npos);
    CHECK(line->message.find("maxChanges: 11 > 10") != std::string::npos);
  }
}

TEST_SUITE("a rearm") {
  TEST_CASE("lets the file have its way with a campaign that a person took off the clock") {
    World world;
    world.api.project.has(There::scheduled(1, in(24h)));
    world.file_says({Entry("eid", 1).at(in(24h))});
    world.turn();
    world.api.project.is_taken_off_the_clock(campaign_id(1));
    world.runs_for(1h);
    REQUIRE(world.action_of("eid") == "blocked: disarmed-elsewhere");

    const OrderAnswer answer = world.tell(rearm("eid"));

    CHECK(answer.done);
    CHECK(world.goes_out_at(1, in(24h)));
    REQUIRE(world.records(RecordKind::kRearm).size() == 1);
    CHECK(world.records(RecordKind::kRearm)[0].handle->str() == "eid");
    CHECK(world.records(RecordKind::kRearm)[0].person == "uid 1000 (sara)");
    world.is_killed();
    world.runs_for(1h);
    CHECK(world.action_of("eid") == "unchanged");
  }

  TEST_CASE("lifts a postponement") {
    World world;
    world.api.project.has(There::scheduled(1, in(24h)));
    world.file_says({Entry("eid", 1).at(in(24h))});
    world.turn();
    world.api.project.is_moved_to(campaign_id(1), in(30h));
    world.runs_for(1h);
    REQUIRE(world.action_of("eid") == "blocked: postponed-elsewhere");
    world.tell(rearm("eid"));
    CHECK(world.goes_out_at(1, in(24h)));
  }

  TEST_CASE("of what nothing holds back says so, and of an unknown handle is an error") {
    World world;
    world.api.project.has(There::scheduled(1, in(24h)));
    world.file_says({Entry("eid", 1).at(in(24h))});
    world.turn();

    const OrderAnswer nothing = world.tell(rearm("eid"));
    const OrderAnswer unknown = world.tell(rearm("aid"));

    CHECK(nothing.done);
    CHECK(nothing.message.find("nothing to lift") != std::string::npos);
    CHECK_FALSE(unknown.done);
    CHECK(world.records(RecordKind::kRearm).empty());
  }
}

TEST_SUITE("a copied state directory") {
  TEST_CASE("looks, reports and writes nothing until it is resumed, and then everything") {
    World world;
    has_one_to_move(world);
    world.turn();
    world.is_killed();
    world.journal.becomes_a_clone();
    world.api.project.has(There::scheduled(2, in(24h)));
    world.file_says({Entry("move", 1).at(in(26h)), Entry("stop", 2).draft()});
    const std::size_t patches = world.api.patches().size();
    const std::size_t records = world.journal.records().size();

    world.runs_for(2h);

    CHECK(world.api.patches().size() == patches);
    CHECK(world.journal.records().size() == records);
    CHECK(world.last.snapshot->is_clone);
    CHECK(world.action_of("move") == "update");
    CHECK_FALSE(world.tell(PauseOrder{"audit", {}}).done);
    CHECK_FALSE(world.tell(ApproveOrder{"9f3c51aa"}).done);
    CHECK_FALSE(world.tell(rearm("move")).done);

    const OrderAnswer answer = world.tell(ResumeOrder{});

    CHECK(answer.done);
    CHECK(answer.message == "this state directory is this machine's now");
    CHECK(world.goes_out_at(1, in(26h)));
    CHECK(world.is_off(2));
    CHECK_FALSE(world.journal.memory().is_clone);
    world.is_killed();
    world.turn();
    CHECK_FALSE(world.last.snapshot->is_clone);
  }
}

}  // namespace
}  // namespace campaignd
