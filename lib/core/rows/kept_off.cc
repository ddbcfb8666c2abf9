#include "core/rows/kept_off.h"

#include "core/planted_bug.h"
#include "core/policy/preflight.h"

namespace campaignd {

std::optional<Ruling> kept_frozen(const CampaignMemory* memory) {
  if (memory == nullptr || !memory->frozen || is_planted(Bug::kFreezeByNameIgnored)) return std::nullopt;
  const std::string name = memory->named_by ? memory->named_by->str() : memory->seen->id.str();
  return Ruling{Action::kBlocked, "frozen",
                "it was frozen; `campaignctl rearm " + name + "` ends that, and so does `campaignctl resume`"};
}

std::optional<Ruling> kept_off_by_preflight(const CampaignMemory* memory, const std::optional<StartWish>& wish,
                                            const PolicySettings& policy) {
  if (memory == nullptr || !memory->preflight_took || policy.preflight != Preflight::kDisarm) return std::nullopt;
  if (!wish || !wish->arms) return std::nullopt;
  const auto bad = against_preflight(*wish, policy);
  if (!bad) return std::nullopt;
  return Ruling{Action::kBlocked, "preflight", "pre-flight took it off the clock, and it is not good yet: " + *bad};
}

}  // namespace campaignd
