#include "engine/lists.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>

#include "core/planted_bug.h"
#include "engine/pages.h"

namespace campaignd {

ListCampaigns Lists::first_call(CampaignStatus status, Extent extent) {
  if (extent == Extent::kPages) return {status, 1};
  if (!kept_) return {status, std::nullopt};
  return {status, std::nullopt, kept_->lists.of(status).version};
}

void Lists::start_anew() {
  kept_.reset();
  unchanged_.reset();
  whole_.clear();
  for (const CampaignId id : listed_) seen_.campaigns.erase(id);
  listed_.clear();
  unreadable_.clear();
  seen_.unreadable_names.clear();
  seen_.has_unreadable_name = false;
  seen_.drafts_failure.reset();
  seen_.scheduled_failure.reset();
}

std::optional<ListCampaigns> Lists::take(const ListCampaigns& page, tl::expected<ApiContent, CallFailure> answer) {
  auto& failure = page.status == CampaignStatus::kDraft ? seen_.drafts_failure : seen_.scheduled_failure;
  if (!answer) {
    failure = answer.error().detail;
    return std::nullopt;
  }
  if (std::holds_alternative<UnchangedList>(*answer) && take_unchanged(page.status)) return std::nullopt;
  auto* list = std::get_if<CampaignList>(&*answer);
  if (list == nullptr) {
    failure = "the answer is not a list of campaigns";
    return std::nullopt;
  }
  take_kept();
  if (is_planted(Bug::kKeptTooLong) && kept_) seen_.campaigns.merge(kept_->campaigns);
  const std::size_t count = list->campaigns.size() + list->unreadable.size();
  std::vector<CampaignId> ids = take_campaigns(std::move(list->campaigns));
  bool brought_something = note_listed(ids);
  if (!page.page && list->version && list->unreadable.empty())
    whole_.insert_or_assign(page.status, ReadList{*std::move(list->version), std::move(ids)});
  brought_something |= take_unreadable(std::move(list->unreadable));
  // What a page past the end holds is not documented: one that brings nothing new ends the list, whatever its length.
  if (!page.page || count < kPageLength || !brought_something || *page.page >= kMostPages) return std::nullopt;
  return ListCampaigns{page.status, *page.page + 1};
}

void Lists::end() {
  take_kept();
  for (auto& [id, why] : unreadable_) {
    if (!holds(id)) seen_.unobserved.insert_or_assign(id, std::move(why));
  }
}

bool Lists::holds(CampaignId id) const {
  return std::ranges::binary_search(listed_, id);
}

std::optional<ReadLists> Lists::read_whole() {
  if (seen_.drafts_failure || seen_.scheduled_failure || whole_.size() != 2) return std::nullopt;
  ReadLists lists{std::move(whole_.at(CampaignStatus::kDraft)), std::move(whole_.at(CampaignStatus::kScheduled))};
  whole_.clear();
  if (lists.drafts.ids.size() + lists.scheduled.ids.size() != listed_.size()) return std::nullopt;
  return lists;
}

// An editable campaign that no list held moved from one list to the other between the two answers, or a list was cut
// short. Either way the lists are not the whole truth yet.
Lists::Unlisted Lists::unlisted_among(const std::vector<CampaignId>& asked, WallTime read_since) const {
  if (seen_.drafts_failure || seen_.scheduled_failure) return Unlisted::kNone;
  Unlisted found = Unlisted::kNone;
  for (const CampaignId id : asked) {
    const ObservedCampaign* campaign = seen_.find(id);
    if (campaign == nullptr || !is_editable(campaign->status) || campaign->is_sample || holds(id)) continue;
    if (!campaign->updated_at || *campaign->updated_at <= read_since) return Unlisted::kCutShort;
    found = Unlisted::kMoved;
  }
  return found;
}

// Where both are unchanged, as nearly always, nothing is moved singly. Whether there is anything to take.
bool Lists::take_unchanged(CampaignStatus status) {
  if (!kept_ || unchanged_ == status || whole_.contains(status)) return false;
  if (!unchanged_) {
    unchanged_ = status;
    return true;
  }
  unchanged_.reset();
  seen_.campaigns = std::move(kept_->campaigns);
  for (const auto each : {CampaignStatus::kDraft, CampaignStatus::kScheduled}) {
    ReadList& list = kept_->lists.of(each);
    note_listed(list.ids);
    whole_.insert_or_assign(each, std::move(list));
  }
  return true;
}

// Of two answers with one campaign the later counts: what came first is taken in before what comes next.
void Lists::take_kept() {
  const auto status = std::exchange(unchanged_, std::nullopt);
  if (!status) return;
  ReadList& list = kept_->lists.of(*status);
  for (const CampaignId id : list.ids) {
    seen_.campaigns.erase(id);
    seen_.campaigns.insert(kept_->campaigns.extract(id));
  }
  note_listed(list.ids);
  whole_.insert_or_assign(*status, std::move(list));
}

// Sorted ones. Whether any of them is new.
bool Lists::note_listed(const std::vector<CampaignId>& ids) {
  const std::size_t before = listed_.size();
  listed_.insert(listed_.end(), ids.begin(), ids.end());
  std::inplace_merge(listed_.begin(), listed_.begin() + static_cast<std::ptrdiff_t>(before), listed_.end());
  listed_.erase(std::unique(listed_.begin(), listed_.end()), listed_.end());
  return listed_.size() > before;
}

// In the order of ids, so that each has its place in the map behind the one before. Of two with one id the later
// counts, and so does the later answer. Their ids, sorted, each once.
std::vector<CampaignId> Lists::take_campaigns(std::vector<ObservedCampaign> campaigns) {
  std::vector<ObservedCampaign*> in_order;
  in_order.reserve(campaigns.size());
  for (ObservedCampaign& campaign : campaigns) in_order.push_back(&campaign);
  std::ranges::stable_sort(in_order, {}, &ObservedCampaign::id);
  std::vector<CampaignId> ids;
  ids.reserve(campaigns.size());
  auto place = in_order.empty() ? seen_.campaigns.end() : seen_.campaigns.lower_bound(in_order.front()->id);
  for (ObservedCampaign* campaign : in_order) {
    const CampaignId id = campaign->id;
    if (ids.empty() || ids.back() != id) ids.push_back(id);
    seen_.unobserved.erase(id);
    seen_.absent.erase(id);
    place = std::next(seen_.campaigns.insert_or_assign(place, id, std::move(*campaign)));
  }
  return ids;
}

// Whether any of them is new.
bool Lists::take_unreadable(std::vector<UnreadableRecord> records) {
  bool is_any_new = false;
  for (UnreadableRecord& record : records) {
    if (record.name) {
      seen_.unreadable_names.emplace(*record.name, record.detail);
    } else {
      seen_.has_unreadable_name = true;
    }
    if (record.id) is_any_new |= unreadable_.insert_or_assign(*record.id, std::move(record.detail)).second;
  }
  return is_any_new;
}

}  // namespace campaignd
