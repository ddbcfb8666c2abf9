// What the API returned, at the instant it returned it. Nothing is repaired here: what the service said stands as it
// said it.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/campaign.h"
#include "core/ids.h"
#include "core/instant.h"

namespace campaignd {

// `template` of a campaign: an id, an object with an id, or an object with neither `_id` nor `id` (undocumented which),
// where name and language have to be looked up in the catalog.
struct ObservedTemplate {
  std::optional<TemplateId> id;
  std::string name;
  std::string language;
  friend bool operator==(const ObservedTemplate&, const ObservedTemplate&) = default;
};

// `phoneNumber` of a campaign, likewise; `number` is what it says of itself, with or without sign and spaces.
struct ObservedNumber {
  std::optional<PhoneNumberId> id;
  PhoneDigits number;
  friend bool operator==(const ObservedNumber&, const ObservedNumber&) = default;
};

struct ObservedCampaign {
  CampaignId id;
  std::string name;
  CampaignStatus status = CampaignStatus::kUnknown;
  std::string status_text;  // the service's word
  std::optional<ObservedTemplate> message_template;
  std::optional<ObservedNumber> phone_number;
  std::string category;                   // the service's word; empty where it gave none
  std::optional<WallTime> scheduled_for;  // never read of a draft: going to `now` may leave it standing
  std::optional<WallTime> started_at;
  std::optional<WallTime> updated_at;
  std::optional<std::int64_t> recipients;
  std::optional<double> estimated_cost;  // IQD
  std::optional<double> reserved;        // IQD, already taken from the credit
  bool is_sample = false;

  friend bool operator==(const ObservedCampaign&, const ObservedCampaign&) = default;
};

// A campaign in a list that could not be read: the others of the list still count.
struct UnreadableRecord {
  std::optional<CampaignId> id;
  std::string detail;
  std::optional<std::string> name;  // where that alone could be read
  friend bool operator==(const UnreadableRecord&, const UnreadableRecord&) = default;
};

// Which state a list was in, as an ETag would tell if the service sent one: equal versions are equal lists.
struct ListVersion {
  std::string text;
  friend bool operator==(const ListVersion&, const ListVersion&) = default;
};

struct CampaignList {
  std::vector<ObservedCampaign> campaigns;
  std::vector<UnreadableRecord> unreadable;
  std::optional<ListVersion> version = {};
};

// The project that the key belongs to (`/info`).
struct Project {
  std::string name;
  double credit = 0;  // IQD
  friend bool operator==(const Project&, const Project&) = default;
};

// One look at the project. A campaign stands in `campaigns` once, from the later answer. What is in none of the four
// containers was not asked for.
struct Observation {
  WallTime at{};  // when the first list was asked for
  std::map<CampaignId, ObservedCampaign> campaigns;
  std::map<CampaignId, std::string> unobserved;  // asked for by id, or listed unreadably, and why it is not known
  std::map<std::string, std::string> unreadable_names;  // of listed campaigns that could not be read, and why
  bool has_unreadable_name = false;                     // one of them may have any name
  std::map<CampaignId, std::string> absent;             // the service said 404, in its words
  std::optional<std::string> drafts_failure;            // why the list of drafts could not be read
  std::optional<std::string> scheduled_failure;         // why the list of scheduled campaigns could not be read
  std::optional<std::string> catalog_failure;           // why there is no catalog at all
  std::optional<std::chrono::milliseconds>
      clock_ahead;                 // the service's `Date` minus our clock; empty where it gave none
  std::optional<Project> project;  // only where a policy needs the credit
  std::optional<std::string> project_failure;

  [[nodiscard]] const ObservedCampaign* find(CampaignId id) const {
    const auto it = campaigns.find(id);
    return it == campaigns.end() ? nullptr : &it->second;
  }
};

}  // namespace campaignd
