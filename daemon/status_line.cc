#include "status_line.h"

#include <array>
#include <chrono>
#include <cstddef>
#include <vector>

#include "core/display_text.h"

namespace campaignd {
namespace {

std::string trouble_text(const Snapshot& snapshot);
std::string revision_text(const Revision& revision);
std::string counts_text(const Plan& plan);
std::string next_send_text(const Plan& plan, WallTime now);

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
  if (snapshot.last_reconcile) add(next_send_text(*snapshot.plan, now));
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
    parts.push_back("the newest revision is broken, the last good one stays: " + to_text(snapshot.errors.front()));
  }
  if (!snapshot.waiting_for.empty()) parts.push_back("waiting: " + isolate(snapshot.waiting_for));
  if (snapshot.plan->held) parts.push_back("held: " + isolate(snapshot.plan->held->because));
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
  static constexpr std::array kShown{Action::kUpdate,    Action::kUnchanged, Action::kLocked,  Action::kBlocked,
                                     Action::kImmutable, Action::kMissing,   Action::kInvalid, Action::kSuspended};
  const std::size_t total = plan.entries.size();
  std::string text = std::to_string(total) + (total == 1 ? " campaign" : " campaigns");
  std::string_view separator = ": ";
  for (const Action action : kShown) {
    const std::size_t count = plan.count(action);
    if (count == 0) continue;
    text += std::string(separator) + std::to_string(count) + ' ' + std::string(to_text(action));
    separator = ", ";
  }
  return text;
}

std::string next_send_text(const Plan& plan, WallTime now) {
  const PlanEntry* next = nullptr;
  for (const PlanEntry& entry : plan.entries) {
    if (entry.status != "scheduled" || !entry.scheduled_for || *entry.scheduled_for <= now) continue;
    if (next == nullptr || *entry.scheduled_for < *next->scheduled_for) next = &entry;
  }
  if (next == nullptr) return "nothing to send";
  return "next send " + next->handle.str() + " in " + in_words(*next->scheduled_for - now);
}

}  // namespace

}  // namespace campaignd
