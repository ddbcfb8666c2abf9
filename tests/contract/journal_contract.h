// What every journal keeps to, the real one and its fake. A world holds one journal: `journal()` is the open one,
// `restart()` ends the process and begins the next, `becomes_a_clone()` copies its state to another machine.
#pragma once

#include <doctest/doctest.h>

#include <array>
#include <vector>

#include "contract/memory_samples.h"
#include "ports/journal.h"

namespace campaignd {

template <class World>
void a_new_journal_remembers_nothing() {
  World world;

  const auto memory = world.journal().recall();

  REQUIRE(memory);
  CHECK(samples::equal(*memory, Memory{}));
  CHECK(world.journal().unresolved().value().empty());
}

template <class World>
void what_was_stored_is_recalled_whole_after_a_restart() {
  World world;
  REQUIRE(world.journal().store(samples::everything(), {}));

  world.restart();

  CHECK(samples::equal(world.journal().recall().value(), samples::everything_remembered()));
}

template <class World>
void what_a_change_does_not_name_stays_as_it_is() {
  World world;
  REQUIRE(world.journal().store(samples::everything(), {}));
  CampaignMemory other = samples::campaign_memory(2);
  other.sets.clear();

  REQUIRE(world.journal().store(MemoryChanges{.campaigns = {{samples::campaign_id(2), other}}}, {}));

  Memory expected = samples::everything_remembered();
  expected.campaigns.at(samples::campaign_id(2)) = other;
  CHECK(samples::equal(world.journal().recall().value(), expected));
}

template <class World>
void what_is_forgotten_is_gone_after_a_restart() {
  World world;
  REQUIRE(world.journal().store(samples::everything(), {}));
  MemoryChanges changes;
  changes.campaigns = {{samples::campaign_id(1), std::nullopt}, {samples::campaign_id(99), std::nullopt}};
  changes.bindings = {{samples::handle("eid"), std::nullopt}};
  changes.pause.emplace(std::nullopt);
  changes.approvals.emplace();

  REQUIRE(world.journal().store(changes, {}));
  world.restart();

  Memory expected = samples::everything_remembered();
  expected.campaigns.erase(samples::campaign_id(1));
  expected.bindings.erase(samples::handle("eid"));
  expected.pause.reset();
  expected.approvals.clear();
  CHECK(samples::equal(world.journal().recall().value(), expected));
}

template <class World>
void a_newer_revision_takes_the_older_ones_place_with_all_its_files() {
  World world;
  REQUIRE(world.journal().store(samples::everything(), {}));
  const StoredRevision newer{{"sha256:77", "campaigns.yaml", std::nullopt}, {{"campaigns.yaml", "v"}}, samples::at(9)};

  REQUIRE(world.journal().store(MemoryChanges{.last_good = newer}, {}));

  CHECK(world.journal().recall().value().last_good == newer);
}

template <class World>
void intents_without_an_outcome_are_unresolved_oldest_first() {
  World world;
  const std::array before{samples::intent(7), samples::disarm_intent(5), samples::intent(6)};
  REQUIRE(world.journal().store({}, before));
  const std::array after{samples::outcome(5)};

  REQUIRE(world.journal().store({}, after));
  world.restart();

  CHECK(world.journal().unresolved().value() == std::vector{samples::intent(7), samples::intent(6)});
}

template <class World>
void an_intent_whose_outcome_is_stored_with_it_is_resolved() {
  World world;
  const std::array both{samples::intent(1), samples::outcome(1)};

  REQUIRE(world.journal().store({}, both));

  CHECK(world.journal().unresolved().value().empty());
}

template <class World>
void an_intent_is_not_resolved_by_an_older_outcome_of_its_number() {
  World world;
  const std::array former_life{samples::intent(1), samples::outcome(1)};
  REQUIRE(world.journal().store({}, former_life));
  const std::array again{samples::disarm_intent(1)};

  REQUIRE(world.journal().store({}, again));

  CHECK(world.journal().unresolved().value() == std::vector{samples::disarm_intent(1)});
}

template <class World>
void a_failed_store_stores_neither_memory_nor_records_and_the_next_one_works() {
  World world;
  REQUIRE(world.journal().store(samples::everything(), {}));
  const std::array records{samples::intent(1)};
  const MemoryChanges changes{.campaigns = {{samples::campaign_id(1), std::nullopt}}};

  world.refuse_to_store();
  const auto refused = world.journal().store(changes, records);
  world.store_again();

  REQUIRE_FALSE(refused);
  CHECK_FALSE(refused.error().detail.empty());
  CHECK(samples::equal(world.journal().recall().value(), samples::everything_remembered()));
  CHECK(world.journal().unresolved().value().empty());
  CHECK(world.journal().store(changes, records));
  CHECK(world.journal().unresolved().value() == std::vector{samples::intent(1)});
}

template <class World>
void a_copy_on_another_machine_is_a_clone_until_it_is_owned() {
  World world;
  REQUIRE(world.journal().store(samples::everything(), {}));

  world.becomes_a_clone();

  CHECK(world.journal().recall().value().is_clone);
  REQUIRE(world.journal().store(MemoryChanges{.is_clone = true}, {}));
  CHECK(world.journal().recall().value().is_clone);
  REQUIRE(world.journal().store(MemoryChanges{.is_clone = false}, {}));
  world.restart();
  CHECK(samples::equal(world.journal().recall().value(), samples::everything_remembered()));
}

template <class World>
void what_another_writer_stores_is_told_until_it_is_recalled_and_our_own_is_not() {
  World world;
  REQUIRE(world.journal().store(samples::everything(), {}));
  CHECK_FALSE(world.journal().changed_elsewhere().value());

  world.another_stores(MemoryChanges{.pause = Pause{"stop", "uid 0 (root)", samples::at(50), {}, true, false}});

  CHECK(world.journal().changed_elsewhere().value());
  CHECK(world.journal().changed_elsewhere().value());
  CHECK(world.journal().recall().value().pause->reason == "stop");
  CHECK_FALSE(world.journal().changed_elsewhere().value());
}

template <class World>
void what_another_writer_stored_is_not_overwritten_before_it_is_recalled() {
  World world;
  REQUIRE(world.journal().store(samples::everything(), {}));
  const Pause theirs{"stop", "uid 0 (root)", samples::at(50), {}, true, false};
  world.another_stores(MemoryChanges{.pause = theirs});
  const std::array records{samples::intent(1)};
  const MemoryChanges ours{.pause = std::optional<Pause>()};

  const auto refused = world.journal().store(ours, records);

  REQUIRE_FALSE(refused);
  CHECK(refused.error().is_overtaken);
  CHECK(world.journal().recall().value().pause == theirs);
  CHECK(world.journal().unresolved().value().empty());
  CHECK(world.journal().store(ours, records));
  CHECK_FALSE(world.journal().recall().value().pause);
}

}  // namespace campaignd
