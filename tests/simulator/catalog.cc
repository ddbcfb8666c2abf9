#include "simulator/catalog.h"

#include <algorithm>
#include <utility>

namespace campaignd::simulator {
namespace {

// Calls `visit(item, account id)` for each object in the list `key` of each account.
template <typename Resources, typename Visit>
void for_each_item(Resources& resources, const std::string& key, const Visit& visit);
bool edit_item(Json& resources, const std::string& key, std::string_view id, const Json& fields);
void fill(Json& object, const Json& defaults);

}  // namespace

void Catalog::replace(Json resources) {
  resources_ = std::move(resources);
  read_again();
}

bool Catalog::edit_template(std::string_view id, const Json& fields) {
  const bool was_found = edit_item(resources_, "templates", id, fields);
  if (was_found) read_again();
  return was_found;
}

bool Catalog::edit_number(std::string_view id, const Json& fields) {
  const bool was_found = edit_item(resources_, "phoneNumbers", id, fields);
  if (was_found) read_again();
  return was_found;
}

const Template* Catalog::template_by_id(std::string_view id) const {
  const auto found = templates_.find(lower_case(id));
  return found == templates_.end() ? nullptr : &found->second;
}

const PhoneNumber* Catalog::number_by_id(std::string_view id) const {
  const auto found = numbers_.find(lower_case(id));
  return found == numbers_.end() ? nullptr : &found->second;
}

std::optional<std::string> Catalog::template_named(std::string_view words) const {
  if (template_by_id(words) != nullptr) return lower_case(words);
  for (const auto& [id, known] : templates_) {
    if (known.is_current && (words == known.name || words == known.name + "/" + known.language)) return id;
  }
  return std::nullopt;
}

std::optional<std::string> Catalog::number_named(std::string_view words) const {
  if (number_by_id(words) != nullptr) return lower_case(words);
  for (const auto& [id, known] : numbers_) {
    if (known.is_current && !digits_of(words).empty() && digits_of(words) == digits_of(known.number)) return id;
  }
  return std::nullopt;
}

void Catalog::read_again() {
  ++version_;
  for (auto& [id, known] : templates_) known.is_current = false;
  for (auto& [id, known] : numbers_) known.is_current = false;
  for_each_item(std::as_const(resources_), "templates", [this](const Json& item, const std::string& account) {
    const std::string id = lower_case(text_at(item, "id"));
    templates_[id] = {
        id,      text_at(item, "name"), text_at(item, "language"), text_at(item, "category"), text_at(item, "status"),
        account, /*is_current=*/true};
  });
  for_each_item(std::as_const(resources_), "phoneNumbers", [this](const Json& item, const std::string& account) {
    const std::string id = lower_case(text_at(item, "id"));
    numbers_[id] = {id,
                    text_at(item, "displayPhoneNumber"),
                    text_at(item, "phoneNumber"),
                    text_at(item, "verifiedName"),
                    account,
                    /*is_current=*/true};
  });
}

Json complete_resources(const Json& project, Json businesses) {
  int accounts = 0;
  int templates = 0;
  int numbers = 0;
  const std::string long_ago = "2025-03-01T08:00:00.000Z";
  for (auto& business : businesses) {
    fill(business, {{"businessId", "100200300400500"}, {"name", "Business"}, {"createdAt", long_ago}});
    if (!business.contains("whatsappAccounts")) business["whatsappAccounts"] = Json::array();
    for (auto& account : business["whatsappAccounts"]) {
      ++accounts;
      fill(account, {{"whatsappBusinessId", "200300400500600"},
                     {"name", "Account"},
                     {"accountReviewStatus", "APPROVED"},
                     {"businessVerificationStatus", "verified"},
                     {"banState", ""},
                     {"createdAt", long_ago},
                     {"phoneNumbers", Json::array()},
                     {"templates", Json::array()}});
      for (auto& number : account["phoneNumbers"]) {
        ++numbers;
        fill(number, {{"phoneNumberId", "5550" + std::to_string(100000 + numbers)},
                      {"qualityRating", "GREEN"},
                      {"messagingLimit", "TIER_1K"},
                      {"status", "CONNECTED"},
                      {"codeVerificationStatus", "VERIFIED"},
                      {"isOfficialBusinessAccount", false},
                      {"nameStatus", "APPROVED"},
                      {"createdAt", long_ago}});
      }
      for (auto& entry : account["templates"]) {
        ++templates;
        fill(entry, {{"category", "MARKETING"},
                     {"parameter_format", "POSITIONAL"},
                     {"language", "en"},
                     {"status", "APPROVED"},
                     {"isWhatsappFlow", false},
                     {"createdAt", long_ago}});
      }
    }
  }
  Json resources = Json::object();
  resources["project"] = project;
  resources["summary"] = {{"businessCount", businesses.size()},
                          {"accountCount", accounts},
                          {"phoneNumberCount", numbers},
                          {"templateCount", templates}};
  resources["businesses"] = std::move(businesses);
  return resources;
}

bool is_object_id(std::string_view text) {
  return text.size() == 24 && text.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

std::string lower_case(std::string_view text) {
  std::string lower{text};
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

std::string digits_of(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (c >= '0' && c <= '9') digits += c;
  }
  return digits;
}

namespace {

template <typename Value>
Value* list_at(Value& object, const std::string& key) {
  if (!object.is_object() || !object.contains(key)) return nullptr;
  Value& list = object.at(key);
  return list.is_array() ? &list : nullptr;
}

template <typename Resources, typename Visit>
void for_each_item(Resources& resources, const std::string& key, const Visit& visit) {
  auto* businesses = list_at(resources, "businesses");
  if (businesses == nullptr) return;
  for (auto& business : *businesses) {
    auto* accounts = list_at(business, "whatsappAccounts");
    if (accounts == nullptr) continue;
    for (auto& account : *accounts) {
      auto* items = list_at(account, key);
      if (items == nullptr) continue;
      for (auto& item : *items) {
        if (item.is_object()) visit(item, text_at(account, "id"));
      }
    }
  }
}

bool edit_item(Json& resources, const std::string& key, std::string_view id, const Json& fields) {
  bool was_found = false;
  for_each_item(resources, key, [&](Json& item, const std::string& /*account*/) {
    if (lower_case(text_at(item, "id")) != lower_case(id)) return;
    was_found = true;
    for (const auto& [name, value] : fields.items()) item[name] = value;
  });
  return was_found;
}

void fill(Json& object, const Json& defaults) {
  for (const auto& [key, value] : defaults.items()) {
    if (!object.contains(key)) object[key] = value;
  }
}

}  // namespace
}  // namespace campaignd::simulator
