#include "scene.h"

namespace campaignd {
namespace {

constexpr int kLinesShown = 150;  // of a long story its end says why

}  // namespace

std::string Story::text() const {
  std::string text;
  const auto from = std::ssize(lines_) > kLinesShown ? lines_.end() - kLinesShown : lines_.begin();
  if (from != lines_.begin()) text = "… " + std::to_string(from - lines_.begin()) + " lines before\n";
  for (auto line = from; line != lines_.end(); ++line) text += *line + "\n";
  return text;
}

Scene::Scene(std::uint64_t seed) : dice(seed), network_dice(~seed) {
  world.settings.reconcile.interval = kInterval;
  PolicySettings& policy = world.settings.policy;
  policy.lock_window = kLockWindow;
  policy.min_lead = kMinLead;
  policy.max_changes = kMaxChanges;
  if (dice.one_in(2)) policy.spacing = kSpacing;
  if (dice.one_in(2)) policy.preflight = Preflight::kDisarm;
  if (dice.one_in(2)) policy.on_remove = OnRemove::kDisarm;
}

WallTime Scene::some_time() {
  return now() + std::chrono::minutes(dice.below(36 * 60) - 30);
}

std::chrono::milliseconds Scene::some_latency() {
  return std::chrono::milliseconds(5 + network_dice.below(network_dice.one_in(8) ? 8000 : 200));
}

}  // namespace campaignd
