#include "engine/project_view.h"

#include <optional>
#include <utility>
#include <variant>

#include "engine/calls.h"
#include "engine/teller.h"

namespace campaignd {
namespace {

// Puts an answer where it belongs.
struct Taker {
  ProjectView& view;
  const ApiCall& call;

  void operator()(CampaignList list) const {
    const auto* asked = std::get_if<ListCampaigns>(&call);
    if (asked == nullptr) return;
    (asked->status == CampaignStatus::kDraft ? view.drafts : view.scheduled) = std::move(list);
  }
  void operator()(const ObservedCampaign&) const {}
  void operator()(Catalog catalog) const { view.catalog = std::move(catalog); }
  void operator()(UnchangedList) const {}  // was not asked for
  void operator()(Project project) const { view.project = std::move(project); }
};

CallOrder order_of(ApiCall call) {
  return {.call = std::move(call), .urgency = {}, .starts_at = {}};
}

}  // namespace

tl::expected<ProjectView, CallFailure> view_project(Ports ports, const ApiSettings& settings, const Tell& tell,
                                                    const std::stop_token& stop) {
  const std::stop_callback wake(stop, [&] { ports.transport.wake(); });
  const Teller teller(tell, ports.clock);
  Calls calls(
      ports, settings, [] { return 0.5; }, teller);
  calls.begin(stop);
  ProjectView view;
  view.now = ports.clock.wall_now();
  calls.start(order_of(ListCampaigns{CampaignStatus::kDraft, std::nullopt}));
  calls.start(order_of(ListCampaigns{CampaignStatus::kScheduled, std::nullopt}));
  calls.start(order_of(GetResources{}));
  calls.start(order_of(GetProject{}));
  std::optional<CallFailure> failure;
  while (auto finished = calls.next()) {
    if (!finished->result) {
      if (!failure) failure = std::move(finished->result.error());
    } else {
      std::visit(Taker{view, finished->call}, std::move(*finished->result));
    }
  }
  if (failure) return tl::unexpected(*std::move(failure));
  return view;
}

tl::expected<ObservedCampaign, CallFailure> view_campaign(Ports ports, const ApiSettings& settings, CampaignId id,
                                                          const Tell& tell, const std::stop_token& stop) {
  const std::stop_callback wake(stop, [&] { ports.transport.wake(); });
  const Teller teller(tell, ports.clock);
  Calls calls(
      ports, settings, [] { return 0.5; }, teller);
  calls.begin(stop);
  Finished finished = calls.finish(order_of(GetCampaign{id}));
  if (!finished.result) return tl::unexpected(std::move(finished.result.error()));
  auto* campaign = std::get_if<ObservedCampaign>(&*finished.result);
  if (campaign == nullptr)
    return tl::unexpected(CallFailure{FailureKind::kEffectUnknown, 0, "something else came", {}});
  return std::move(*campaign);
}

}  // namespace campaignd
