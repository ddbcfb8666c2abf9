#include "simulator/generator.h"

#include <cstdio>
#include <string_view>

#include "simulator/fault_book.h"

namespace campaignd::simulator {
namespace {

constexpr int kAccounts = 3;
constexpr int kNumbersEach = 2;
constexpr std::array<std::string_view, 12> kTemplateNames{
    "eid_greeting",  "opening_hours", "new_branch", "summer_offer", "order_ready", "delivery_update",
    "weekend_offer", "back_in_stock", "invitation", "price_list",   "thank_you",   "reminder"};
constexpr std::array<std::string_view, 2> kLanguages{"ar", "en"};

// 24 hexadecimal digits: what it is, then its number, so that ids of two kinds never meet.
std::string id_of(unsigned kind, std::uint64_t seed, std::uint64_t number);
Json account_json(int account, std::uint64_t seed);
std::string template_id(int account, std::size_t name, std::size_t language, std::uint64_t seed);
std::string_view status_for(Mix mix, std::uint64_t roll);
void set_times(Campaign& campaign, std::uint64_t roll, Instant now);

}  // namespace

Project generate_project(int count, std::uint64_t seed, Mix mix, Instant now) {
  Project project;
  project.name = "Generated project";
  Json accounts = Json::array();
  for (int account = 0; account < kAccounts; ++account) accounts.push_back(account_json(account, seed));
  project.catalog.replace(complete_resources(
      {{"id", id_of(9, seed, 1)}, {"slug", "generated"}, {"name", project.name}},
      {{{"id", id_of(8, seed, 1)}, {"name", "Generated business"}, {"whatsappAccounts", std::move(accounts)}}}));

  for (int i = 0; i < count; ++i) {
    const auto number = static_cast<std::uint64_t>(i);
    const std::uint64_t roll = mixed(seed, number);
    const int account = static_cast<int>(roll % kAccounts);
    std::array<char, 32> name{};
    std::snprintf(name.data(), name.size(), "campaign-%06d", i + 1);
    Campaign campaign;
    campaign.id = id_of(1, seed, number);
    campaign.name = name.data();
    campaign.template_id = template_id(account, (roll >> 8U) % kTemplateNames.size(), (roll >> 16U) % 2, seed);
    const auto line = static_cast<std::uint64_t>(account) * kNumbersEach + (roll >> 20U) % kNumbersEach;
    campaign.phone_number_id = id_of(2, seed, line);
    campaign.numbered_recipients = static_cast<int>(1 + (roll >> 24U) % 1000);
    campaign.status = status_for(mix, roll >> 40U);
    campaign.created_at = now - std::chrono::minutes{count - i + 60};
    campaign.updated_at = campaign.created_at;
    set_times(campaign, roll >> 32U, now);
    project.add(std::move(campaign));
  }
  return project;
}

namespace {

std::string id_of(unsigned kind, std::uint64_t seed, std::uint64_t number) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "6%x%012llx%010llx", kind & 0xFU,
                static_cast<unsigned long long>(mixed(seed, number) & 0xFFFFFFFFFFFFULL),
                static_cast<unsigned long long>(number & 0xFFFFFFFFFFULL));
  return text.data();
}

Json account_json(int account, std::uint64_t seed) {
  Json numbers = Json::array();
  for (int i = 0; i < kNumbersEach; ++i) {
    const auto line = static_cast<std::uint64_t>(account * kNumbersEach + i);
    const std::string digits = std::to_string(964'770'100'0000ULL + line);
    numbers.push_back({{"id", id_of(2, seed, line)},
                       {"displayPhoneNumber", "+" + digits.substr(0, 3) + " " + digits.substr(3, 3) + " " +
                                                  digits.substr(6, 3) + " " + digits.substr(9)},
                       {"phoneNumber", "+" + digits},
                       {"verifiedName", "Shop " + std::to_string(line + 1)}});
  }
  Json templates = Json::array();
  for (std::size_t name = 0; name < kTemplateNames.size(); ++name) {
    for (std::size_t language = 0; language < kLanguages.size(); ++language) {
      templates.push_back({{"id", template_id(account, name, language, seed)},
                           {"name", std::string{kTemplateNames.at(name)} + "_" + std::to_string(account + 1)},
                           {"language", std::string{kLanguages.at(language)}}});
    }
  }
  return {{"id", id_of(7, seed, static_cast<std::uint64_t>(account))},
          {"name", "Account " + std::to_string(account + 1)},
          {"phoneNumbers", std::move(numbers)},
          {"templates", std::move(templates)}};
}

std::string template_id(int account, std::size_t name, std::size_t language, std::uint64_t seed) {
  return id_of(3, seed, (static_cast<std::uint64_t>(account) * kTemplateNames.size() + name) * 2 + language);
}

std::string_view status_for(Mix mix, std::uint64_t roll) {
  if (mix == Mix::kScheduled) return "scheduled";
  if (mix == Mix::kDraft) return "draft";
  const auto per_cent = roll % 100;
  if (per_cent < 45) return "scheduled";
  if (per_cent < 70) return "draft";
  if (per_cent < 75) return "running";
  return per_cent < 95 ? "completed" : "failed";
}

void set_times(Campaign& campaign, std::uint64_t roll, Instant now) {
  using std::chrono::hours;
  using std::chrono::minutes;
  constexpr std::uint64_t kQuarters = 60 * 24 * 4;
  if (campaign.status == "draft") return;
  campaign.schedule_type = "schedule";
  if (campaign.status == "scheduled") {
    const Instant first{std::chrono::floor<hours>(now) + hours{3}};
    campaign.scheduled_for = first + minutes{15} * static_cast<int>(roll % kQuarters);
    return;
  }
  campaign.started_at = campaign.status == "running" ? now : now - hours{static_cast<int>(1 + roll % 1000)};
  campaign.scheduled_for = campaign.started_at;
  if (campaign.status != "running") campaign.completed_at = *campaign.started_at + minutes{5};
}

}  // namespace
}  // namespace campaignd::simulator
