// Which records `history` asks for. What is not set does not narrow.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/campaign.h"
#include "core/ids.h"
#include "core/instant.h"
#include "core/record.h"

namespace campaignd {

struct HistoryFilter {
  std::optional<Handle> handle;  // with a campaign too: either of the two
  std::optional<CampaignId> campaign;
  std::optional<WallTime> since;      // included
  std::optional<WallTime> until;      // not included
  std::vector<RecordKind> kinds;      // empty: every kind
  std::optional<std::string> action;  // a record's action, or the word of its kind
  std::optional<Field> field;         // records that changed, or were to change, this field
  bool with_orders = false;           // of a campaign, or of its time: also what a person told that decides about them
  std::optional<std::size_t> limit;   // the newest so many
  bool folded = false;                // an intent with an outcome is told by its outcome alone
};

}  // namespace campaignd
