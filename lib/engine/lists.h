// What one reading of the service's two lists, drafts and scheduled, brings into an observation, page by page; and
// whether they are the whole truth.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "core/observed_state.h"
#include "ports/transport.h"

namespace campaignd {

class Lists {
 public:
  explicit Lists(Observation& observation) : seen_(observation) {}

  // Before they are read once more: what has gone since must not stay.
  void start_anew();

  // Takes in what came for `page`. Where the list goes on, the page that is to be asked for next.
  std::optional<ListCampaigns> take(const ListCampaigns& page, tl::expected<ApiContent, CallFailure> answer);

  // When all pages are there.
  void end();

  [[nodiscard]] bool holds(CampaignId id) const;

  // What those that were asked for by id, since no list had them, tell of the lists. `read_since`: when that reading
  // began, by the service's clock.
  enum class Unlisted : std::uint8_t { kNone, kMoved, kCutShort };
  [[nodiscard]] Unlisted unlisted_among(const std::vector<CampaignId>& asked, WallTime read_since) const;

 private:
  bool take_campaigns(std::vector<ObservedCampaign> campaigns);
  bool take_unreadable(std::vector<UnreadableRecord> records);

  Observation& seen_;
  std::vector<CampaignId> listed_;  // sorted, each once
  std::map<CampaignId, std::string> unreadable_;
};

}  // namespace campaignd
