#include "core/campaign.h"

#include <algorithm>

namespace campaignd {

std::string_view to_text(CampaignStatus status) {
  switch (status) {
    case CampaignStatus::kDraft:
      return "draft";
    case CampaignStatus::kScheduled:
      return "scheduled";
    case CampaignStatus::kRunning:
      return "running";
    case CampaignStatus::kCompleted:
      return "completed";
    case CampaignStatus::kFailed:
      return "failed";
    case CampaignStatus::kUnknown:
      break;
  }
  return "unknown";
}

CampaignStatus parse_campaign_status(std::string_view text) {
  for (const auto status : {CampaignStatus::kDraft, CampaignStatus::kScheduled, CampaignStatus::kRunning,
                            CampaignStatus::kCompleted, CampaignStatus::kFailed}) {
    if (text == to_text(status)) return status;
  }
  return CampaignStatus::kUnknown;
}

std::string_view to_text(Category category) {
  return category == Category::kMarketing ? "MARKETING" : "UTILITY";
}

std::optional<Category> parse_category(std::string_view text) {
  if (text == "MARKETING") return Category::kMarketing;
  if (text == "UTILITY") return Category::kUtility;
  return std::nullopt;
}

std::string_view to_text(Field field) {
  switch (field) {
    case Field::kName:
      return "name";
    case Field::kTemplate:
      return "template";
    case Field::kPhoneNumber:
      return "phoneNumber";
    case Field::kScheduledFor:
      return "scheduledFor";
    case Field::kCategory:
      return "category";
  }
  return "";
}

std::optional<Field> parse_field(std::string_view text) {
  for (const Field field : kAllFields) {
    if (text == to_text(field)) return field;
  }
  return std::nullopt;
}

PhoneDigits digits_of(std::string_view text) {
  PhoneDigits number;
  for (const char c : text) {
    if (c >= '0' && c <= '9') number.digits += c;
  }
  return number;
}

std::int64_t counted_recipients(std::optional<std::int64_t> recipients) {
  constexpr std::int64_t kMost = 1'000'000'000;
  return std::clamp<std::int64_t>(recipients.value_or(0), 0, kMost);
}

}  // namespace campaignd
