// Who stands on the clock at this moment, as far as it was seen, kept up to date with every answer: for the last look
// at one campaign before its change leaves. The plan has been settled by then; this asks whether the place is free now.
#pragma once

#include <optional>
#include <unordered_map>
#include <vector>

#include "core/catalog.h"
#include "core/observed_state.h"
#include "core/plan.h"
#include "core/policy/senders.h"
#include "core/policy/spacing.h"
#include "core/policy/start_wish.h"
#include "core/settings.h"

namespace campaignd {

class Standing {
 public:
  // Nothing is gathered where no policy asks for it. `catalog` is borrowed for the call alone.
  Standing(const Observation& seen, const Catalog* catalog, const PolicySettings& policy);

  // The campaign is so now; null: gone.
  void see(CampaignId id, const ObservedCampaign* campaign);

  // What objects to this campaign's going out like this, now.
  [[nodiscard]] std::optional<Verdict> objection(const ObservedCampaign& campaign, const StartWish& wish);

 private:
  std::optional<std::chrono::milliseconds> spacing_;
  Senders senders_;
  Places places_;                                      // `who` counts into `campaigns_`
  std::vector<CampaignId> campaigns_;                  // each once
  std::vector<std::optional<Place>> place_of_;         // likewise
  std::unordered_map<CampaignId, std::uint32_t> who_;  // likewise
};

}  // namespace campaignd
