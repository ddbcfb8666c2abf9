// The rules of the design, asked of every call as it reaches the service, of every start, and of the end. It shares no
// code with the planner: it knows what people told (the truth), what the project is, and what the service was shown.
#pragma once

#include <map>
#include <set>
#include <string>

#include "truth.h"

namespace campaignd {

class Checker {
 public:
  Checker(Scene& scene, Truth& truth)
      : scene_(scene), truth_(truth), world_(scene.world), policy_(scene.world.settings.policy) {}

  void arrives(const ApiCall& call);
  void is_answered(const ApiCall& call, const Reply& reply);
  void is_delivered_again(const PatchCampaign& call);
  void starts(const ObservedCampaign& campaign);
  void is_at_rest();

 private:
  // Of every PATCH (checker.cc).
  void check(const PatchCampaign& call, const ObservedCampaign& there);
  void check_journal(const PatchCampaign& call);
  void check_body(const Patch& patch, const ObservedCampaign& there);
  void check_orders(const PatchCampaign& call);
  void check_entry(const PatchCampaign& call, const ObservedCampaign& there, const Entry& entry);

  // Of those that change or arm (checks_of_changes.cc).
  void check_change(const PatchCampaign& call, const ObservedCampaign& there);
  void check_spacing(const PatchCampaign& call, const ObservedCampaign& there);
  void check_template(const PatchCampaign& call, const ObservedCampaign& there);

  // Of disarms.
  void check_disarm(const ObservedCampaign& there);
  [[nodiscard]] bool file_asks_to_take_off(CampaignId id) const;
  [[nodiscard]] bool may_be_taken_off(const ObservedCampaign& there) const;

  void check_journal_at_rest();
  [[nodiscard]] bool was_shown(const ObservedCampaign& there) const;
  void violated(const std::string& rule) { scene_.story.violated(rule); }

  Scene& scene_;
  Truth& truth_;
  World& world_;
  const PolicySettings& policy_;
  std::map<CampaignId, ObservedCampaign> shown_;  // as the service was told of each last
  std::map<CampaignId, MonotonicTime> shown_at_;  // and when
  std::set<CampaignId> refused_;                  // whose PATCH was once answered with a 4xx
  std::set<CampaignId> patched_since_;            // since it asked for the scheduled campaigns last
  std::set<CampaignId> changed_;                  // since then, by more than a disarm
};

}  // namespace campaignd
