// What a campaign is made of: the words that desired, observed and planned campaigns share.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "core/ids.h"
#include "core/instant.h"

namespace campaignd {

enum class CampaignStatus : std::uint8_t { kDraft, kScheduled, kRunning, kCompleted, kFailed, kUnknown };
std::string_view to_text(CampaignStatus status);              // the API's word; `unknown` for kUnknown
CampaignStatus parse_campaign_status(std::string_view text);  // kUnknown where the word is none of the five

// Draft and scheduled campaigns can be edited (API reference, updateCampaign).
constexpr bool is_editable(CampaignStatus status) {
  return status == CampaignStatus::kDraft || status == CampaignStatus::kScheduled;
}
constexpr bool has_started(CampaignStatus status) {
  return status == CampaignStatus::kRunning || status == CampaignStatus::kCompleted ||
         status == CampaignStatus::kFailed;
}
constexpr bool is_over(CampaignStatus status) {
  return status == CampaignStatus::kCompleted || status == CampaignStatus::kFailed;
}

enum class Category : std::uint8_t { kMarketing, kUtility };
std::string_view to_text(Category category);
std::optional<Category> parse_category(std::string_view text);  // MARKETING or UTILITY, exactly

// When a campaign goes out; empty: it is a draft and does not.
using Schedule = std::optional<WallTime>;

// The fields that a file can manage, in the order in which they are always shown.
enum class Field : std::uint8_t { kName, kTemplate, kPhoneNumber, kScheduledFor, kCategory };
inline constexpr std::array kAllFields{Field::kName, Field::kTemplate, Field::kPhoneNumber, Field::kScheduledFor,
                                       Field::kCategory};
std::string_view to_text(Field field);  // the file's key: name, template, phoneNumber, scheduledFor, category
std::optional<Field> parse_field(std::string_view text);

// A field's value in the file's terms: nothing, text (`eid_greeting/ar`, `+9647701234567`), or an instant.
using FieldValue = std::variant<std::monostate, std::string, WallTime>;

// As sums count a campaign's recipients: those that are not known as none, and a number that no service has as the
// largest of which no sum overflows.
std::int64_t counted_recipients(std::optional<std::int64_t> recipients);

// The digits that a phone number is compared by: country code first, no sign, no spaces.
struct PhoneDigits {
  std::string digits;
  [[nodiscard]] std::string shown() const { return "+" + digits; }
  friend auto operator<=>(const PhoneDigits&, const PhoneDigits&) = default;
};

// Any text of the service or the vendor reduced to its ASCII digits; for comparing numbers only.
PhoneDigits digits_of(std::string_view text);

// The body of one PATCH: what is set goes, nothing else does. A schedule always travels as both scheduleType and
// scheduledFor.
struct Patch {
  std::optional<std::string> name;
  std::optional<TemplateId> template_id;
  std::optional<PhoneNumberId> phone_number_id;
  std::optional<Schedule> schedule;
  std::optional<Category> category;

  [[nodiscard]] bool is_disarm() const { return schedule && !*schedule; }
  [[nodiscard]] bool is_empty() const { return !name && !template_id && !phone_number_id && !schedule && !category; }
  friend bool operator==(const Patch&, const Patch&) = default;
};

}  // namespace campaignd
