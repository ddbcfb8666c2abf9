// The project at the service, in memory: its campaigns, templates, numbers and credit, and the rules that the API's
// page gives for them. Scheduled campaigns start by themselves when the clock passes their time. Fault model: lists may
// be cut short; a draft keeps the time it had (the page leaves that open); people change campaigns behind our back.
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>
#include <variant>
#include <vector>

#include "ports/clock.h"
#include "ports/transport.h"

namespace campaignd {

class FakeProject {
 public:
  using Answer = tl::expected<ApiContent, CallFailure>;

  explicit FakeProject(const Clock& clock) : clock_(clock) {}

  Catalog catalog;
  Project project{"Shop", 1'000'000};
  std::optional<std::size_t> lists_hold_at_most;              // of a whole list; pages are never cut short
  std::function<void(const ObservedCampaign&)> before_start;  // a campaign's time has come

  // There is such a campaign from now on.
  void has(ObservedCampaign campaign) {
    campaign.status_text = to_text(campaign.status);
    campaign.updated_at = clock_.wall_now();
    const CampaignId id = campaign.id;
    campaigns_.insert_or_assign(id, std::move(campaign));
  }
  void deletes(CampaignId id) { campaigns_.erase(id); }

  // The campaign as it is at this instant. Throws where there is none.
  [[nodiscard]] const ObservedCampaign& campaign(CampaignId id) {
    let_time_pass();
    return campaigns_.at(id);
  }
  [[nodiscard]] const std::map<CampaignId, ObservedCampaign>& campaigns() {
    let_time_pass();
    return campaigns_;
  }

  // Somebody does it at the service's own page.
  void is_taken_off_the_clock(CampaignId id) { edit(id, Patch{.schedule = Schedule{}}); }
  void is_moved_to(CampaignId id, WallTime at) { edit(id, Patch{.schedule = Schedule{at}}); }
  void is_edited(CampaignId id, const Patch& patch) { edit(id, patch); }

  Answer answer(const ApiCall& call) {
    let_time_pass();
    return std::visit([this](const auto& one) { return answer_to(one); }, call);
  }

  static CallFailure refusal(int status, std::string words) {
    FailureKind kind = FailureKind::kRefused;
    if (status == 401) kind = FailureKind::kUnauthorized;
    if (status == 403) kind = FailureKind::kForbidden;
    if (status == 404) kind = FailureKind::kNotFound;
    if (status == 408 || status == 429) kind = FailureKind::kNeverSent;
    if (status >= 500) kind = FailureKind::kEffectUnknown;
    return CallFailure{kind, status, std::move(words), {}};
  }

 private:
  void let_time_pass() {
    for (auto& [id, campaign] : campaigns_) {
      if (campaign.status != CampaignStatus::kScheduled || !campaign.scheduled_for) continue;
      if (*campaign.scheduled_for > clock_.wall_now()) continue;
      if (before_start) before_start(campaign);
      campaign.status = CampaignStatus::kRunning;
      campaign.status_text = to_text(campaign.status);
      campaign.started_at = campaign.updated_at = *campaign.scheduled_for;
    }
  }

  // With its version, always whole: who asks `unless` is told by the transport.
  Answer answer_to(const ListCampaigns& list) {
    CampaignList found;
    for (const auto& [id, campaign] : campaigns_) {
      if (campaign.status == list.status) found.campaigns.push_back(campaign);
    }
    std::size_t from = 0;
    std::size_t length = lists_hold_at_most.value_or(found.campaigns.size());
    if (list.page) {
      length = 100;
      from = std::min((static_cast<std::size_t>(*list.page) - 1) * length, found.campaigns.size());
    }
    const auto first = found.campaigns.begin() + static_cast<std::ptrdiff_t>(from);
    const auto count = static_cast<std::ptrdiff_t>(std::min(length, found.campaigns.size() - from));
    return with_version(list, {{first, first + count}, {}});
  }

  CampaignList with_version(const ListCampaigns& list, CampaignList found) {
    Listed& last = listed_[{list.status, list.page.value_or(0)}];
    if (last.campaigns != found.campaigns) ++last.version, last.campaigns = found.campaigns;
    found.version = ListVersion{std::to_string(static_cast<int>(list.status)) + "-" + std::to_string(last.version)};
    return found;
  }

  Answer answer_to(const GetCampaign& get) const {
    const auto it = campaigns_.find(get.id);
    if (it == campaigns_.end()) return tl::unexpected(refusal(404, "Campaign not found"));
    return it->second;
  }

  Answer answer_to(const PatchCampaign& call) {
    const auto it = campaigns_.find(call.id);
    if (it == campaigns_.end()) return tl::unexpected(refusal(404, "Campaign not found"));
    if (const auto why = refuses(it->second, call.patch); !why.empty()) {
      return tl::unexpected(refusal(400, std::string(why)));
    }
    edit(call.id, call.patch);
    return it->second;
  }

  Answer answer_to(const GetResources& /*get*/) const { return catalog; }
  Answer answer_to(const GetProject& /*get*/) const { return project; }

  [[nodiscard]] std::string_view refuses(const ObservedCampaign& campaign, const Patch& patch) const {
    if (campaign.is_sample) return "A sample campaign cannot be edited";
    if (!is_editable(campaign.status)) return "Only draft or scheduled campaigns can be edited";
    if (patch.is_empty()) return "Nothing to update";
    if (patch.schedule && *patch.schedule && **patch.schedule <= clock_.wall_now()) {
      return "scheduledFor must be in the future";
    }
    const auto knows_template = [&](const CatalogTemplate& known) { return known.id == *patch.template_id; };
    const auto knows_number = [&](const CatalogNumber& known) { return known.id == *patch.phone_number_id; };
    if (patch.template_id && std::ranges::none_of(catalog.templates, knows_template)) return "Template not found";
    if (patch.phone_number_id && std::ranges::none_of(catalog.numbers, knows_number)) return "Phone number not found";
    return "";
  }

  void edit(CampaignId id, const Patch& patch) {
    ObservedCampaign& campaign = campaigns_.at(id);
    if (patch.name) campaign.name = *patch.name;
    if (patch.template_id) campaign.message_template = ObservedTemplate{*patch.template_id, "", ""};
    if (patch.phone_number_id) campaign.phone_number = ObservedNumber{*patch.phone_number_id, {}};
    if (patch.category) campaign.category = to_text(*patch.category);
    if (patch.schedule) {
      campaign.status = *patch.schedule ? CampaignStatus::kScheduled : CampaignStatus::kDraft;
      campaign.status_text = to_text(campaign.status);
      if (*patch.schedule) campaign.scheduled_for = *patch.schedule;
    }
    campaign.updated_at = clock_.wall_now();
  }

  struct Listed {
    std::vector<ObservedCampaign> campaigns;
    int version = 0;
  };

  const Clock& clock_;
  std::map<CampaignId, ObservedCampaign> campaigns_;
  std::map<std::pair<CampaignStatus, int>, Listed> listed_;  // last, by list and page
};

}  // namespace campaignd
