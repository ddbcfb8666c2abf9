// What one reading of the service's two lists, drafts and scheduled, brings into an observation, page by page; and
// whether they are the whole truth. A list that is in the version in which it was kept is taken from there.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

#include "core/observed_state.h"
#include "ports/transport.h"

namespace campaignd {

// One list that was read whole, in one answer.
struct ReadList {
  ListVersion version;
  std::vector<CampaignId> ids;  // sorted, each once
};

// Both lists, none of whose campaigns stands in both.
struct ReadLists {
  ReadList drafts;
  ReadList scheduled;

  [[nodiscard]] ReadList& of(CampaignStatus status) { return status == CampaignStatus::kDraft ? drafts : scheduled; }
};

// And every campaign of theirs as it was read, and no other.
struct KeptLists {
  ReadLists lists;
  std::map<CampaignId, ObservedCampaign> campaigns;
};

class Lists {
 public:
  Lists(Observation& observation, std::optional<KeptLists> kept) : seen_(observation), kept_(std::move(kept)) {}

  // What to ask for first: the whole list, unless it is as it was kept, or its first page.
  enum class Extent : std::uint8_t { kWhole, kPages };
  [[nodiscard]] ListCampaigns first_call(CampaignStatus status, Extent extent);

  // Before they are read once more: what has gone since must not stay.
  void start_anew();

  // Takes in what came for `page`. Where the list goes on, the page that is to be asked for next.
  std::optional<ListCampaigns> take(const ListCampaigns& page, tl::expected<ApiContent, CallFailure> answer);

  // When all pages are there.
  void end();

  [[nodiscard]] bool holds(CampaignId id) const;

  // After the end. Empty where one could not be read whole, or did not come in one answer.
  [[nodiscard]] std::optional<ReadLists> read_whole();

  // What those that were asked for by id, since no list had them, tell of the lists. `read_since`: when that reading
  // began, by the service's clock.
  enum class Unlisted : std::uint8_t { kNone, kMoved, kCutShort };
  [[nodiscard]] Unlisted unlisted_among(const std::vector<CampaignId>& asked, WallTime read_since) const;

 private:
  bool take_unchanged(CampaignStatus status);
  void take_kept();
  bool note_listed(const std::vector<CampaignId>& ids);
  std::vector<CampaignId> take_campaigns(std::vector<ObservedCampaign> campaigns);
  bool take_unreadable(std::vector<UnreadableRecord> records);

  Observation& seen_;
  std::optional<KeptLists> kept_;
  std::optional<CampaignStatus> unchanged_;  // the list that is as it was kept, and not taken in yet
  std::map<CampaignStatus, ReadList> whole_;
  std::vector<CampaignId> listed_;  // sorted, each once
  std::map<CampaignId, std::string> unreadable_;
};

}  // namespace campaignd
