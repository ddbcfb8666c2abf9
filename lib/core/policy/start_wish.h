// A campaign as it would be after its change: what the policies are asked about.
#pragma once

#include <cstdint>
#include <optional>

#include "core/catalog.h"
#include "core/desired_state.h"
#include "core/instant.h"
#include "core/observed_state.h"
#include "core/plan.h"
#include "core/resolve.h"

namespace campaignd {

struct StartWish {
  WallTime start{};
  const CatalogTemplate* message_template = nullptr;  // null: not known
  const CatalogNumber* number = nullptr;              // null: not known
  std::optional<std::int64_t> recipients;             // empty: not known

  // What the change does. A policy that reads nothing of it is not asked, and warns at most.
  bool arms = false;
  bool moves_time = false;
  bool changes_template = false;
  bool changes_number = false;
};

// As it goes out after the change of `entry`; empty for a draft that stays one.
std::optional<StartWish> start_after_change(const PlanEntry& entry, const DesiredCampaign& want,
                                            const ObservedCampaign& seen, const Target& target, const Catalog* catalog);

// With the template and number that the campaign has, where the change brings none.
StartWish with_what_stands(StartWish wish, const ObservedCampaign& seen, const Catalog* catalog);

}  // namespace campaignd
