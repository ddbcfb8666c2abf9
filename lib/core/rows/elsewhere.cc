#include "core/rows/elsewhere.h"

#include <algorithm>
#include <string>

#include "core/agreement.h"
#include "core/contention.h"
#include "core/planted_bug.h"
#include "core/rows/times.h"

namespace campaignd {

std::optional<Ruling> left_as_taken_elsewhere(const PlanEntry& entry, const DesiredCampaign& want,
                                              const CampaignMemory* memory) {
  if (memory == nullptr || !memory->elsewhere || memory->elsewhere->own_keys != want.own_keys) return std::nullopt;
  if (!new_time(entry, want) || is_planted(Bug::kPersonOverruled)) return std::nullopt;
  const bool disarmed = memory->elsewhere->what == Elsewhere::kDisarmed;
  return Ruling{Action::kBlocked, disarmed ? "disarmed-elsewhere" : "postponed-elsewhere",
                std::string("somebody ") + (disarmed ? "took it off the clock" : "moved it later") +
                    " at the service; it stays so until its entry in the file changes (a comment is no change), or "
                    "`campaignctl rearm " +
                    want.handle.str() + "`"};
}

std::optional<Ruling> left_as_drifted(const PlanEntry& entry, const DesiredCampaign& want, const CampaignMemory* memory,
                                      const Target& target, const PlanInputs& inputs) {
  if (entry.cause != Cause::kService) return std::nullopt;
  if (memory->preflight_took || memory->freeze_took) return std::nullopt;  // that was us
  const auto moved = moved_at_service(entry.fields, want, *memory->agreed, target, inputs.catalog);
  const auto disputed = contended(memory->sets);
  const bool is_contended = std::ranges::find_first_of(moved, disputed) != moved.end();
  if (moved.empty() || (inputs.policy.drift != DriftPolicy::kReport && !is_contended)) return std::nullopt;
  std::string names;
  for (const Field field : moved) names += (names.empty() ? "" : ", ") + std::string(to_text(field));
  return Ruling{Action::kBlocked, "drift",
                "somebody changed " + names + " at the service" + (is_contended ? " again and again" : "") + "; " +
                    (is_contended ? "it" : "with `drift: report` it") +
                    " is left so until its entry changes, or `campaignctl rearm " + want.handle.str() + "`"};
}

}  // namespace campaignd
