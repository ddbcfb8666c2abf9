// One campaign as the simulated service keeps it. Status and category are free text, because a test may want any;
// `extra` and `omitted` let it answer what the documentation forbids.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/instant.h"
#include "simulator/json.h"

namespace campaignd::simulator {

struct Recipient {
  std::string phone_number;
  Json template_parameters;  // null where none were given
};

struct Campaign {
  std::string id;  // 24 lower-case hex digits
  std::string name;
  std::string status = "draft";
  std::string category = "MARKETING";
  std::string template_id;
  std::string phone_number_id;
  std::string schedule_type = "now";
  std::optional<Instant> scheduled_for;
  std::optional<Instant> started_at;
  std::optional<Instant> completed_at;
  std::vector<Recipient> recipients;
  int numbered_recipients = 0;  // besides those: so many made-up numbers, not stored one by one
  std::int64_t reserved_amount = 0;
  std::int64_t reconciled_amount = 0;
  std::string billing_status = "none";
  bool is_sample = false;
  std::string sample_of;  // the id of the campaign that this one is a sample of
  Instant created_at;
  Instant updated_at;
  Json extra = Json::object();    // fields that replace or join the ones above in answers
  std::set<std::string> omitted;  // fields left out of answers
  std::uint64_t sequence = 0;     // the order of creation among equal times; set by Project
  std::uint64_t version = 0;      // grows with each change; set by Project
};

// Draft or scheduled, and no sample: what PATCH, DELETE and new recipients are allowed on.
[[nodiscard]] bool is_editable(const Campaign& campaign);

[[nodiscard]] int recipient_count(const Campaign& campaign);
[[nodiscard]] std::string recipient_number(const Campaign& campaign, int index);  // REQUIRES: 0 <= index < count
// queued before the end; then delivered, the last two per cent failed.
[[nodiscard]] std::string_view recipient_status(const Campaign& campaign, int index);
[[nodiscard]] int failed_recipients(const Campaign& campaign);

// In IQD, for all recipients.
[[nodiscard]] std::int64_t estimated_cost(const Campaign& campaign);

}  // namespace campaignd::simulator
