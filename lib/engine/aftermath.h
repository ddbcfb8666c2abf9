// What writes that did not end well leave behind for the reconciles after them. It lives in the process alone: after a
// restart everything is looked at afresh.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/campaign.h"
#include "core/ids.h"
#include "core/instant.h"
#include "core/plan.h"

namespace campaignd {

// A PATCH whose effect is unknown, and which was not there when we looked. It may land late, so the same PATCH is not
// repeated before `again_at`.
struct Doubt {
  Patch patch;
  int attempts = 0;
  MonotonicTime again_at{};
};

// The service said no, and the campaign was looked at since. Not repeated until the entry's patches or the campaign
// change.
struct RefusedByService {
  std::vector<Patch> patches;
  std::vector<FieldChange> fields;  // how it differed, in the file's terms: lists and single answers differ in shape
  CampaignStatus status = CampaignStatus::kUnknown;
  std::optional<WallTime> updated_at;
  std::string detail;  // in the service's own words
};

struct Aftermath {
  std::map<CampaignId, Doubt> doubts;
  std::map<CampaignId, RefusedByService> refusals;
  std::map<CampaignId, MonotonicTime> late_disarms;  // without an answer; until then one may land late
  std::set<MonotonicTime> looks;                     // when to observe again, because something may have landed late

  void disarm_got_no_answer(CampaignId id, MonotonicTime now, std::chrono::milliseconds timeout) {
    late_disarms.insert_or_assign(id, now + 3 * timeout);
    looks.insert(now + 3 * timeout);
  }
};

}  // namespace campaignd
