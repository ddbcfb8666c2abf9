#include "adapters/yaml/policy_reader.h"

#include <array>
#include <chrono>
#include <string_view>

#include "adapters/yaml/policy_windows.h"
#include "adapters/yaml/settings_section.h"
#include "core/duration.h"

namespace campaignd {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::array<std::string_view, 18> kKeys{"lockWindow",
                                                 "minLead",
                                                 "maxLead",
                                                 "maxChanges",
                                                 "maxChangeRatio",
                                                 "maxRecipients",
                                                 "approvalTtl",
                                                 "sendHours",
                                                 "spacing",
                                                 "blackouts",
                                                 "requireApprovedTemplate",
                                                 "requireConnectedNumber",
                                                 "requireRecipients",
                                                 "requireCredit",
                                                 "messagingLimit",
                                                 "preflight",
                                                 "onRemove",
                                                 "drift"};

// In the order of the enumerators.
constexpr std::array<std::string_view, 3> kCheckLevels{"off", "warn", "block"};
constexpr std::array<std::string_view, 3> kPreflights{"off", "warn", "disarm"};
constexpr std::array<std::string_view, 2> kOnRemoves{"warn", "disarm"};
constexpr std::array<std::string_view, 2> kDrifts{"mend", "report"};

constexpr Limits<milliseconds> kWindow{milliseconds{0}, hours{24 * 30}};
constexpr Limits<milliseconds> kMaxLead{minutes{1}, hours{24 * 3650}};
constexpr Limits<milliseconds> kSpacing{seconds{1}, hours{24 * 30}};
constexpr Limits<milliseconds> kApprovalTtl{seconds{1}, hours{24 * 365}};
constexpr Limits<std::int64_t> kChanges{0, 1'000'000};
constexpr Limits<std::int64_t> kRecipients{0, 1'000'000'000};

PolicySettings with_limits(PolicySettings policy, const SettingsSection& section);
PolicySettings with_gates(PolicySettings policy, const SettingsSection& section);

}  // namespace

PolicySettings read_policy(const Node& node, Findings& findings) {
  const SettingsSection section{node, "policy", kKeys, findings};
  PolicySettings policy = with_gates(with_limits({}, section), section);
  if (const Node* const hours = section.find("sendHours")) policy.send_hours = read_send_hours(*hours, findings);
  if (const Node* const blackouts = section.find("blackouts")) policy.blackouts = read_blackouts(*blackouts, findings);
  if (policy.min_lead >= policy.max_lead) {
    const Node* const place = section.find("minLead") != nullptr ? section.find("minLead") : section.find("maxLead");
    findings.error(place != nullptr ? place->at : node.at,
                   "`policy.minLead` (" + duration_text(policy.min_lead) + ") must be shorter than `policy.maxLead` (" +
                       duration_text(policy.max_lead) + "); no time could be armed otherwise");
  }
  return policy;
}

namespace {

PolicySettings with_limits(PolicySettings policy, const SettingsSection& section) {
  policy.lock_window = section.duration("lockWindow", kWindow).value_or(policy.lock_window);
  policy.min_lead = section.duration("minLead", kWindow).value_or(policy.min_lead);
  policy.max_lead = section.duration("maxLead", kMaxLead).value_or(policy.max_lead);
  policy.max_changes = static_cast<int>(section.integer("maxChanges", kChanges).value_or(policy.max_changes));
  policy.max_change_ratio = section.share("maxChangeRatio", {0, 1}).value_or(policy.max_change_ratio);
  policy.max_recipients = section.integer("maxRecipients", kRecipients).value_or(policy.max_recipients);
  policy.approval_ttl = section.duration("approvalTtl", kApprovalTtl).value_or(policy.approval_ttl);
  policy.spacing = section.duration("spacing", kSpacing);
  return policy;
}

PolicySettings with_gates(PolicySettings policy, const SettingsSection& section) {
  const auto level = [&](std::string_view key, CheckLevel otherwise) {
    return section.word<CheckLevel>(key, kCheckLevels).value_or(otherwise);
  };
  policy.require_approved_template = section.flag("requireApprovedTemplate").value_or(policy.require_approved_template);
  policy.require_connected_number = section.flag("requireConnectedNumber").value_or(policy.require_connected_number);
  policy.require_recipients = level("requireRecipients", policy.require_recipients);
  policy.require_credit = level("requireCredit", policy.require_credit);
  policy.messaging_limit = level("messagingLimit", policy.messaging_limit);
  policy.preflight = section.word<Preflight>("preflight", kPreflights).value_or(policy.preflight);
  policy.on_remove = section.word<OnRemove>("onRemove", kOnRemoves).value_or(policy.on_remove);
  policy.drift = section.word<DriftPolicy>("drift", kDrifts).value_or(policy.drift);
  return policy;
}

}  // namespace
}  // namespace campaignd
