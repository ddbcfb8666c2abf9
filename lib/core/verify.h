// Whether an answer shows what a PATCH asked for. Pure. What is not understood is never taken for success: a field that
// the answer does not hold is not shown.
#pragma once

#include <cstdint>
#include <vector>

#include "core/campaign.h"
#include "core/catalog.h"
#include "core/observed_state.h"

namespace campaignd {

enum class Echo : std::uint8_t {
  kShown,     // every field that was sent is there
  kNotShown,  // at least one is not, or is something else
  kAnother,   // it is another campaign
};

struct Verification {
  Echo echo = Echo::kNotShown;
  std::vector<Field> not_shown;  // in the usual order
  friend bool operator==(const Verification&, const Verification&) = default;
};

// A disarm is shown by the status `draft`, an arm by `scheduled` with the time; a draft's `scheduledFor` is never read.
// Where the answer holds no id of a template or number, its name and language, or its digits, are looked up in
// `catalog` (null: there is none, and then only ids can show them).
Verification verify(CampaignId campaign, const Patch& sent, const ObservedCampaign& answer, const Catalog* catalog);

}  // namespace campaignd
