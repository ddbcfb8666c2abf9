#include "core/policy/ask_alone.h"

#include <string>
#include <utility>

#include "core/policy/blackouts.h"
#include "core/policy/recipients.h"
#include "core/policy/send_hours.h"
#include "core/policy/usable.h"

namespace campaignd {
namespace {

Answer answer_of(bool touched);

}  // namespace

std::vector<Verdict> ask_alone(const StartWish& wish, const PolicySettings& policy) {
  std::vector<Verdict> verdicts;
  const auto against = [&](const char* rule, Answer answer, std::string given, std::string detail) {
    verdicts.push_back({rule, answer, std::move(given), std::move(detail), std::nullopt, std::nullopt});
  };
  const auto against_start = [&](const char* rule, std::string detail) {
    against(rule, answer_of(wish.arms || wish.moves_time), to_rfc3339(wish.start), std::move(detail));
  };

  if (policy.send_hours) {
    if (auto detail = against_send_hours(*policy.send_hours, wish.start))
      against_start("sendHours", *std::move(detail));
  }
  if (auto detail = against_blackouts(policy.blackouts, wish.start)) against_start("blackouts", *std::move(detail));
  if (policy.require_approved_template && wish.message_template != nullptr) {
    if (auto detail = against_template(*wish.message_template)) {
      against("requireApprovedTemplate", answer_of(wish.arms || wish.changes_template), wish.message_template->status,
              *std::move(detail));
    }
  }
  if (policy.require_connected_number && wish.number != nullptr) {
    if (auto detail = against_number(*wish.number)) {
      against("requireConnectedNumber", answer_of(wish.arms || wish.changes_number), wish.number->status,
              *std::move(detail));
    }
  }
  if (policy.require_recipients != CheckLevel::kOff) {
    if (auto detail = against_recipients(wish.recipients)) {
      const bool blocks = policy.require_recipients == CheckLevel::kBlock;
      against("requireRecipients", answer_of(blocks && wish.arms), "0 recipients", *std::move(detail));
    }
  }
  return verdicts;
}

namespace {

Answer answer_of(bool touched) {
  return touched ? Answer::kObjects : Answer::kWarns;
}

}  // namespace
}  // namespace campaignd
