#include "process/workbench.h"

#include <date/date.h>
#include <sys/stat.h>

#include <fstream>
#include <regex>
#include <stdexcept>
#include <utility>

namespace campaignd::testing {

namespace {

constexpr auto kBaghdad = std::chrono::hours(3);  // UTC+3, no daylight saving

simulator::Json project_on(std::chrono::sys_days today);

}  // namespace

Workbench::Workbench() : today_(std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now() + kBaghdad)) {
  server.simulator().load(project());
  write("key", "sk_dev_simulator\n");
  ::chmod(path("key").c_str(), 0600);
  write_settings(server.base_url());
  write("campaigns.yaml", mixed_file(*this));
}

std::string Workbench::path(std::string_view name) const {
  return (directory_.path() / name).string();
}

void Workbench::write(std::string_view name, std::string_view text) const {
  std::ofstream file(path(name), std::ios::binary);
  if (!(file << text << std::flush)) throw std::runtime_error("cannot write " + path(name));
}

void Workbench::write_settings(const std::string& base_url, std::string_view more) const {
  write("campaignd.yaml", "desiredState: " + path("campaigns.yaml") + "\nstateDirectory: " + path("state") +
                              "\nreconcile: {debounce: 1ms}\napi: {baseUrl: \"" + base_url +
                              "\", keyFile: " + path("key") +
                              ", timeout: 2s}\ncontrol: {socket: " + path("control.sock") + "}\n" + std::string(more));
}

std::string Workbench::local(int days, std::string_view hour) const {
  return date::format("%F", today_ + std::chrono::days(days)) + " " + std::string(hour);
}

simulator::Json Workbench::project() const {
  return project_on(today_);
}

Program Workbench::ctl(std::vector<std::string> arguments) const {
  arguments.insert(arguments.begin(), {"--config", path("campaignd.yaml")});
  return {.path = CAMPAIGNCTL, .arguments = std::move(arguments)};
}

std::string Workbench::normalised(std::string text) const {
  const auto replace = [&text](const std::string& what, const std::string& with) {
    text = std::regex_replace(text, std::regex(what), with);
  };
  replace(directory_.path().string(), "DIRECTORY");
  replace("127\\.0\\.0\\.1:[0-9]+", "127.0.0.1:PORT");
  replace("sha256:[0-9a-f]+", "sha256:HASH");
  replace("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z", "INSTANT");
  replace("((Mon|Tue|Wed|Thu|Fri|Sat|Sun) )?[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2} [+-][0-9]{2}:[0-9]{2}",
          "TIME");
  // First, because `3 min 19 s ago` has an `in 19 s` in it.
  replace("[0-9]+ (days?|h|min|s)( [0-9]+ (h|min|s))? ago", "SPAN ago");
  replace("in [0-9]+ (days?|h|min|s)( [0-9]+ (h|min|s))?", "in SPAN");
  return text;
}

std::string agreed_file(const Workbench& workbench) {
  return "version: 1\ndefaults: {timezone: Asia/Baghdad}\ncampaigns:\n"
         "  thank-you:\n    name: شكراً لكم\n    template: thank_you/ar\n    scheduledFor: " +
         workbench.local(4, "11:00") + "\n";
}

std::string mixed_file(const Workbench& workbench) {
  return agreed_file(workbench) +
         "  eid-greeting:\n    name: تهنئة عيد الفطر\n    template: eid_greeting/ar\n    scheduledFor: " +
         workbench.local(5, "20:00") +
         "\n"
         "  new-branch:\n    name: New branch\n    phoneNumber: \"+964 750 765 4321\"\n    scheduledFor: " +
         workbench.local(7, "16:00") +
         "\n"
         "  clearance-sale:\n    name: Clearance sale\n    scheduledFor: null\n"
         "  flash-sale:\n    name: Flash sale\n    template: eid_greeting/ar\n"
         "  order-survey:\n    id: 6a10c0ffee0000000000006b\n    template: thank_you/ar\n"
         "  typo:\n    name: Typo\n    template: thank_yuo/ar\n"
         "  lost:\n    name: Lost\n    template: thank_you/ar\n"
         "  resting:\n    name: Resting\n    template: thank_you/ar\n    suspend: true\n";
}

namespace {

using simulator::Json;

Json template_of(const std::string& id, const std::string& name) {
  return {{"id", "6a10c0ffee0000000000" + id}, {"name", name}, {"language", "ar"}};
}

Json number_of(const std::string& id, const std::string& digits, const std::string& name) {
  return {{"id", "6a10c0ffee0000000000" + id},
          {"displayPhoneNumber", "+" + digits},
          {"phoneNumber", "+" + digits},
          {"verifiedName", name}};
}

Json campaign(const std::string& id, const std::string& name, const std::string& status,
              const std::string& message_template, const std::string& scheduled_for = "") {
  Json json = {
      {"_id", "6a10c0ffee0000000000" + id}, {"name", name},     {"status", status}, {"template", message_template},
      {"phoneNumber", "+9647701234567"},    {"recipients", 100}};
  if (!scheduled_for.empty()) json["scheduledFor"] = scheduled_for;
  return json;
}

Json project_on(std::chrono::sys_days today) {
  const auto utc = [today](int days, int hour) {
    return date::format("%FT%T.000Z", today + std::chrono::days(days) + std::chrono::hours(hour));
  };
  const Json account = {
      {"id", "6a10c0ffee00000000000020"},
      {"whatsappBusinessId", "211905438820114"},
      {"name", "كتب بغداد"},
      {"phoneNumbers",
       {number_of("0031", "9647701234567", "Baghdad Books"), number_of("0032", "9647507654321", "كتب بغداد")}},
      {"templates",
       {template_of("0041", "eid_greeting"), template_of("0042", "thank_you"), template_of("0043", "survey")}}};
  Json started = campaign("006b", "Order survey", "running", "survey/ar", "-3m");
  started["startedAt"] = "-3m";
  return {{"project", {{"id", "6a10c0ffee00000000000001"}, {"slug", "books"}, {"name", "Baghdad Books"}}},
          {"credit", 640000},
          {"businesses", Json::array({{{"id", "6a10c0ffee00000000000010"},
                                       {"businessId", "104417720916233"},
                                       {"name", "Baghdad Books"},
                                       {"whatsappAccounts", Json::array({account})}}})},
          {"campaigns",
           {campaign("0061", "شكراً لكم", "scheduled", "thank_you/ar", utc(4, 8)),
            campaign("0062", "تهنئة عيد الفطر", "scheduled", "eid_greeting/ar", utc(5, 15)),
            campaign("0063", "New branch", "draft", "thank_you/ar"),
            campaign("0064", "Clearance sale", "scheduled", "thank_you/ar", utc(2, 9)),
            campaign("0065", "Flash sale", "scheduled", "thank_you/ar", "+8m"), started,
            campaign("0066", "Typo", "draft", "thank_you/ar"), campaign("0067", "Resting", "draft", "survey/ar"),
            campaign("0068", "رأس السنة", "scheduled", "thank_you/ar", utc(9, 15))}}};
}

}  // namespace

}  // namespace campaignd::testing
