#include "simulator/body_rules.h"

#include <algorithm>

#include "simulator/catalog.h"

namespace campaignd::simulator {
namespace {

using Problem = std::optional<std::string>;

Problem read_field(const std::string& key, const Json& value, bool accepts_offsets, CampaignBody& into);
Problem read_name(const Json& value, CampaignBody& into);
Problem read_time(const Json& value, bool accepts_offsets, CampaignBody& into);
Problem read_id(const std::string& key, const Json& value, std::optional<std::string>& into);
Problem read_word(const std::string& key, const Json& value, std::initializer_list<std::string_view> words,
                  std::optional<std::string>& into);
Checked<Recipient> read_recipient(const Json& item);
Problem check_parameters(const Json& parameters);
std::size_t characters_in(std::string_view text);

}  // namespace

Checked<Json> read_body(std::string_view content_type, std::string_view body) {
  const std::string type = lower_case(content_type.substr(0, content_type.find(';')));
  const auto last = type.find_last_not_of(" \t");
  if (last == std::string::npos || type.substr(0, last + 1) != "application/json") {
    return tl::unexpected{std::string{"Content-Type must be application/json"}};
  }
  auto parsed = parse_json(body);
  if (!parsed) return tl::unexpected{std::string{"The body is not valid JSON"}};
  if (!parsed->is_object()) return tl::unexpected{std::string{"The body must be an object"}};
  return *std::move(parsed);
}

Checked<CampaignBody> read_update(const Json& body, bool accepts_offsets) {
  CampaignBody update;
  for (const auto& [key, value] : body.items()) {
    if (auto problem = read_field(key, value, accepts_offsets, update)) return tl::unexpected{*std::move(problem)};
  }
  return update;
}

Checked<CampaignBody> read_create(const Json& body, bool accepts_offsets) {
  for (const std::string required : {"name", "templateId", "phoneNumberId"}) {
    if (!body.contains(required)) return tl::unexpected{required + " is required"};
  }
  if (body.contains("category")) return tl::unexpected{std::string{"category is not allowed"}};
  if (body.contains("scheduledFor") && body.at("scheduledFor").is_null()) {
    return tl::unexpected{std::string{"scheduledFor must be a date-time"}};
  }
  return read_update(body, accepts_offsets);
}

Checked<std::vector<Recipient>> read_recipients(const Json& body) {
  for (const auto& [key, value] : body.items()) {
    if (key != "recipients") return tl::unexpected{key + " is not allowed"};
  }
  if (!body.contains("recipients") || !body.at("recipients").is_array()) {
    return tl::unexpected{std::string{"recipients must be an array"}};
  }
  const Json& items = body.at("recipients");
  if (items.empty() || items.size() > 1000) {
    return tl::unexpected{std::string{"recipients must hold 1 to 1000 items"}};
  }
  std::vector<Recipient> recipients;
  for (const auto& item : items) {
    auto recipient = read_recipient(item);
    if (!recipient) return tl::unexpected{recipient.error()};
    recipients.push_back(*std::move(recipient));
  }
  return recipients;
}

namespace {

Problem read_field(const std::string& key, const Json& value, bool accepts_offsets, CampaignBody& into) {
  if (key == "name") return read_name(value, into);
  if (key == "templateId") return read_id(key, value, into.template_id);
  if (key == "phoneNumberId") return read_id(key, value, into.phone_number_id);
  if (key == "category") return read_word(key, value, {"MARKETING", "UTILITY"}, into.category);
  if (key == "scheduleType") return read_word(key, value, {"now", "schedule"}, into.schedule_type);
  if (key == "scheduledFor") return read_time(value, accepts_offsets, into);
  return key + " is not allowed";
}

Problem read_name(const Json& value, CampaignBody& into) {
  if (!value.is_string()) return "name must be a string";
  const auto name = value.get<std::string>();
  const auto length = characters_in(name);
  if (length < 3 || length > 80) return "name must be 3 to 80 characters long";
  into.name = name;
  return std::nullopt;
}

Problem read_time(const Json& value, bool accepts_offsets, CampaignBody& into) {
  into.names_scheduled_for = true;
  if (value.is_null()) return std::nullopt;
  const auto time = value.is_string() ? parse_rfc3339(value.get<std::string>()) : std::nullopt;
  if (!time) return "scheduledFor must be a date-time";
  if (!time->is_utc && !accepts_offsets) return "scheduledFor must be in UTC, with Z";
  into.scheduled_for = time->at;
  return std::nullopt;
}

Problem read_id(const std::string& key, const Json& value, std::optional<std::string>& into) {
  if (!value.is_string() || !is_object_id(value.get<std::string>())) return key + " must be 24 hexadecimal digits";
  into = lower_case(value.get<std::string>());
  return std::nullopt;
}

Problem read_word(const std::string& key, const Json& value, std::initializer_list<std::string_view> words,
                  std::optional<std::string>& into) {
  const auto word = value.is_string() ? value.get<std::string>() : std::string{};
  if (std::find(words.begin(), words.end(), word) == words.end()) return key + " is not one of the allowed values";
  into = word;
  return std::nullopt;
}

Checked<Recipient> read_recipient(const Json& item) {
  if (!item.is_object()) return tl::unexpected{std::string{"a recipient must be an object"}};
  Recipient recipient;
  recipient.phone_number = text_at(item, "phoneNumber");
  const auto length = characters_in(recipient.phone_number);
  if (length < 8 || length > 20) {
    return tl::unexpected{std::string{"phoneNumber must be a string of 8 to 20 characters"}};
  }
  if (item.contains("templateParameters")) {
    recipient.template_parameters = item.at("templateParameters");
    if (auto problem = check_parameters(recipient.template_parameters)) return tl::unexpected{*std::move(problem)};
  }
  return recipient;
}

bool holds_only_strings(const Json& object) {
  return object.is_object() &&
         std::all_of(object.begin(), object.end(), [](const Json& value) { return value.is_string(); });
}

Problem check_parameters(const Json& parameters) {
  if (!parameters.is_object()) return "templateParameters must be an object";
  for (const auto& [key, value] : parameters.items()) {
    if (key == "body" || key == "header") {
      if (!holds_only_strings(value)) return "templateParameters." + key + " must hold strings";
    } else if (key == "buttons") {
      if (!value.is_object() || !std::all_of(value.begin(), value.end(), holds_only_strings)) {
        return "templateParameters.buttons must hold objects of strings";
      }
    } else {
      return "templateParameters." + key + " is not allowed";
    }
  }
  return std::nullopt;
}

// JSON Schema counts code points.
std::size_t characters_in(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

}  // namespace
}  // namespace campaignd::simulator
