// The schemas of the bodies that the API takes, checked as written in the reference: required fields, types, lengths,
// patterns, no other fields. What depends on the project (is the template known?) is checked where it is written.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "simulator/campaign.h"
#include "simulator/json.h"

namespace campaignd::simulator {

// Both CreateCampaign and UpdateCampaign; what a body did not name is absent.
struct CampaignBody {
  std::optional<std::string> name;
  std::optional<std::string> template_id;      // lower case
  std::optional<std::string> phone_number_id;  // lower case
  std::optional<std::string> category;
  std::optional<std::string> schedule_type;
  bool names_scheduled_for = false;
  std::optional<Instant> scheduled_for;  // absent, too, where the body says null
};

template <typename T>
using Checked = tl::expected<T, std::string>;  // the error is the text of a 400

// The document of a body that must be a JSON object sent as application/json.
[[nodiscard]] Checked<Json> read_body(std::string_view content_type, std::string_view body);

[[nodiscard]] Checked<CampaignBody> read_update(const Json& body, bool accepts_offsets);
[[nodiscard]] Checked<CampaignBody> read_create(const Json& body, bool accepts_offsets);
[[nodiscard]] Checked<std::vector<Recipient>> read_recipients(const Json& body);

}  // namespace campaignd::simulator
