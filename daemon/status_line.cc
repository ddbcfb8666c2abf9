#include "status_line.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <vector>

#include "adapters/json/status_json.h"
#include "core/change_budget.h"
#include "core/display_text.h"

namespace campaignd {
namespace {

std::string trouble_text(const Snapshot& snapshot);
std::string revision_text(const Revision& revision);
std::string counts_text(const Plan& plan);
std::string next_send_text(const Snapshot& snapshot, WallTime now);

}  // namespace

std::string status_line(const Snapshot& snapshot, WallTime now) {
  std::string line = trouble_text(snapshot);
  const auto add = [&line](const std::string& part) {
    if (part.empty()) return;
    if (!line.empty()) line += "; ";
    line += part;
  };
  if (!snapshot.revision) {
    add("no revision yet");
    return line;
  }
  std::string standing = revision_text(*snapshot.revision);
  // Before the first reconcile there is a revision but no plan.
  if (snapshot.last_reconcile) standing += ", " + counts_text(*snapshot.plan);
  add(standing);
  if (snapshot.last_reconcile) add(next_send_text(snapshot, now));
  return line;
}

namespace {

std::string trouble_text(const Snapshot& snapshot) {
  std::vector<std::string> parts;
  if (snapshot.is_clone) parts.emplace_back("this state directory comes from another machine, nothing is written");
  if (snapshot.pause) {
    parts.push_back((snapshot.pause->freeze ? "frozen: " : "paused: ") + isolate(snapshot.pause->reason));
  }
  if (snapshot.dry_run) parts.emplace_back("dry run");
  if (!snapshot.last_error.empty()) parts.push_back(isolate(snapshot.last_error));
  if (!snapshot.errors.empty()) {
    const std::string stays = snapshot.revision ? "the newest revision is broken, the last good one stays: " : "";
    parts.push_back(stays + to_text(snapshot.errors.front()));
  }
  if (!snapshot.waiting_for.empty()) parts.push_back("waiting: " + isolate(snapshot.waiting_for));
  if (const auto& held = snapshot.plan->held) {
    parts.push_back("held: " + isolate(held->because) + ", until `" + approving_command(*held, snapshot.settings_file) +
                    "`");
  }
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : "; ") + part;
  return text;
}

std::string revision_text(const Revision& revision) {
  constexpr std::size_t kShort = 7;
  std::string hash = revision.commit.value_or(revision.hash);
  if (const std::size_t colon = hash.find(':'); colon != std::string::npos) hash.erase(0, colon + 1);
  return "revision " + hash.substr(0, kShort);
}

std::string counts_text(const Plan& plan) {
  const std::size_t total = plan.entries.size();
  std::string text = std::to_string(total) + (total == 1 ? " campaign" : " campaigns");
  std::string_view separator = ": ";
  for (const Action action : kAllActions) {
    const std::size_t count = plan.count(action);
    if (count == 0) continue;
    text += std::string(separator) + std::to_string(count) + ' ' + std::string(to_text(action));
    separator = ", ";
  }
  return text;
}

// The soonest of all that are on the clock, whether a file names them or not.
std::string next_send_text(const Snapshot& snapshot, WallTime now) {
  const Plan& plan = *snapshot.plan;
  const auto is_unseen = [](const PlanEntry& entry) { return entry.reason == "observe"; };
  if (!snapshot.last_error.empty() || std::ranges::any_of(plan.entries, is_unseen)) {
    return "next send not known: campaigns could not be read";
  }
  const auto next = next_send(snapshot, now);
  if (!next) return "nothing to send";
  const std::string what = next->handle ? next->handle->str() : isolate(next->name) + " (in no file)";
  return "next send " + what + " in " + in_words(next->at - now);
}

}  // namespace

}  // namespace campaignd
