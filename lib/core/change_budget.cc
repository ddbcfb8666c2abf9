#include "core/change_budget.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <string>

namespace campaignd {
namespace {

// Of one campaign: a number that no service has must not overflow the sum.
constexpr std::int64_t kMostCounted = 1'000'000'000;

struct Counted {
  std::size_t changes = 0;
  std::size_t editable = 0;  // those that an entry names, and those whose entry was removed
  std::int64_t recipients = 0;
};

Counted count(const Plan& plan) {
  Counted counted;
  for (const PlanEntry& entry : plan.entries) {
    if (entry.status == to_text(CampaignStatus::kDraft) || entry.status == to_text(CampaignStatus::kScheduled))
      ++counted.editable;
    if (entry.action != Action::kUpdate || entry.is_requested_disarm) continue;
    ++counted.changes;
    counted.recipients += std::clamp<std::int64_t>(entry.recipients.value_or(0), 0, kMostCounted);
  }
  for (const Unmanaged& campaign : plan.unmanaged) {
    if (campaign.released_from) ++counted.editable;
    if (!campaign.disarm) continue;
    ++counted.changes;
    counted.recipients += std::clamp<std::int64_t>(campaign.recipients.value_or(0), 0, kMostCounted);
  }
  return counted;
}

std::string percent(double share) {
  return std::to_string(std::lround(share * 100)) + " %";
}

std::string text_of(const FieldValue& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* time = std::get_if<WallTime>(&value)) return to_rfc3339(*time);
  return "null";
}

// FNV-1a over the effects: the same set of effects has the same id on every machine, and any other effect another one.
std::string effects_id(const Plan& plan) {
  std::uint32_t hash = 2166136261U;
  const auto add = [&](std::string_view text) {
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
    hash = (hash ^ 0xffU) * 16777619U;
  };
  for (const PlanEntry& entry : plan.entries) {
    if (entry.action != Action::kUpdate || entry.is_requested_disarm) continue;
    add(entry.id->text());
    for (const FieldChange& change : entry.fields) {
      add(to_text(change.field));
      add(text_of(change.from));
      add(text_of(change.to));
    }
  }
  for (const Unmanaged& campaign : plan.unmanaged) {
    if (!campaign.disarm) continue;
    add(campaign.id.text());
    add(to_text(Field::kScheduledFor));
    add(campaign.scheduled_for ? to_rfc3339(*campaign.scheduled_for) : "null");
    add("null");
  }
  static constexpr std::string_view kHex = "0123456789abcdef";
  std::string id(8, '0');
  for (std::size_t i = 0; i < id.size(); ++i) id[i] = kHex[(hash >> (28 - 4 * i)) & 0xfU];
  return id;
}

}  // namespace

std::optional<Hold> hold_of(const Plan& plan, const PolicySettings& policy) {
  const Counted counted = count(plan);
  const std::string changes = std::to_string(counted.changes);
  std::string because;  // every limit that is passed: who raises one wants to know of the others
  const auto add = [&](const std::string& limit) { because += (because.empty() ? "" : "; ") + limit; };
  if (counted.changes > static_cast<std::size_t>(policy.max_changes)) {
    add("maxChanges: " + changes + " > " + std::to_string(policy.max_changes));
  }
  const double share =
      counted.editable == 0 ? 0.0 : static_cast<double>(counted.changes) / static_cast<double>(counted.editable);
  if (counted.editable >= kRatioFrom && share > policy.max_change_ratio) {
    add("maxChangeRatio: " + changes + " of " + std::to_string(counted.editable) + " (" + percent(share) + ") > " +
        percent(policy.max_change_ratio));
  }
  if (counted.recipients > policy.max_recipients) {
    add("maxRecipients: " + std::to_string(counted.recipients) + " > " + std::to_string(policy.max_recipients));
  }
  if (because.empty()) return std::nullopt;
  return Hold{effects_id(plan), because};
}

}  // namespace campaignd
